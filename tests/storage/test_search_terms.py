"""The terms a participant is found by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ptc_app.domain.ids import ParticipantNumber
from ptc_app.storage.search_terms import search_terms
from tests.support.builders import a_participant


def test_each_word_of_a_participant_once_and_none_empty() -> None:
    found = search_terms(a_participant(phone="", email="", middle_name="María"))
    assert found == " ".join(sorted(set(found.split())))


def test_all_that_a_participant_is_found_by() -> None:
    found = search_terms(
        a_participant(
            number=ParticipantNumber("P-7K3QM-2X9DF-R"),
            given_name="María",
            middle_name="José",
            family_name="O'Brien-García",
            birth_date=date(1961, 3, 12),
            phone="+1 (312) 555-0134",
            email="Cool.Cat@example.org",
        )
    )
    names = {"maria", "jose", "o", "brien", "garcia"}
    joined = {"obrien", "briengarcia", "obriengarcia"}
    dates = {"19610312", "03121961"}
    whole_and_endings = {
        "13125550134",
        "3125550134",
        "125550134",
        "25550134",
        "5550134",
        "550134",
        "50134",
    }
    emails = {"coolcatexampleorg", "cool", "cat"}
    numbers = {"p7k3qm2x9dfr", "7k3qm2x9dfr", "2x9dfr"}
    assert set(found.split()) == (
        names | joined | dates | whole_and_endings | {"0134"} | emails | numbers
    )


def test_a_phone_number_too_short_to_end_in_four_digits_is_found_whole() -> None:
    found = search_terms(a_participant(phone="911")).split()
    assert "911" in found
    assert "11" not in found


def test_names_are_also_stored_written_together_and_with_letters_spelled_out() -> None:
    found = search_terms(a_participant(given_name="Jörg", family_name="de la Cruz")).split()
    assert {"jorg", "joerg", "delacruz", "lacruz", "dela", "cruz"} <= set(found)
    assert not {"jorgde", "jorgdelacruz"} & set(found)


def test_a_name_of_very_many_words_is_stored_word_by_word() -> None:
    names = [f"x{chr(97 + at)}" for at in range(20)]
    found = set(search_terms(a_participant(family_name=" ".join(names))).split())
    assert set(names) <= found
    assert "xaxb" not in found


@pytest.mark.parametrize(
    "phone", ["3125550134", "13125550134", "+1 312-555-0134", "(312) 555.0134", "1 312 555 0134 x7"]
)
def test_a_phone_number_gives_the_same_terms_however_it_is_written(phone: str) -> None:
    written = a_participant(phone="+1 (312) 555-0134")
    assert search_terms(replace(written, phone=phone)) == search_terms(written)
