"""What a typed text asks for."""

from __future__ import annotations

from datetime import date

import pytest

from ptc_app.domain.ids import ParticipantNumber
from ptc_app.storage.search_terms import search_query, search_terms
from tests.support.builders import a_participant


def words(text: str) -> list[str]:
    return [word.strip('"*') for word in search_query(text).split(" AND ") if word]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", []),
        ("  -- !", []),
        ("p-", ["p"]),
        ("@", []),
        ("Mar", ["mar"]),
        ("maría  GARCÍA", ["maria", "garcia"]),
        ("garcia garcia", ["garcia"]),
        ("O'Brien-Núñez", ["o", "brien", "nunez"]),
        ('"; DROP" OR * NEAR(', ["drop", "or", "near"]),
        ("1961", ["1961"]),
        ("1961-", ["1961"]),
        ("1961-0", ["19610"]),
        ("1961-03", ["196103"]),
        ("1961-3-1", ["1961031"]),
        ("1961-03-12", ["19610312"]),
        ("3/", ["03"]),
        ("03/1", ["031"]),
        ("3/2/", ["0302"]),
        ("3/2/19", ["030219"]),
        ("03/12/1961", ["03121961"]),
        ("13/03/1961", ["03131961"]),
        ("13/", ["13"]),
        ("12 Mar 1961", ["03121961"]),
        ("2 marzo 19", ["030219"]),
        ("2 mar", ["0302"]),
        ("Mar 12, 1961", ["03121961"]),
        ("september 1", ["091"]),
        ("mar 1961", ["mar", "1961"]),
        ("garcia 12 mar. 1961 maria", ["03121961", "garcia", "maria"]),
        ("(312) 555-0134", ["312", "555", "0134"]),
        ("Maria.G@Example.org", ["mariagexampleorg"]),
        ("P-7K3QM-2X", ["p7k3qm2x"]),
        ("smith-jones", ["smith", "jones"]),
    ],
)
def test_what_is_typed(typed: str, asked: list[str]) -> None:
    assert words(typed) == asked


def test_a_whole_number_without_its_p() -> None:
    number = a_participant().number
    assert words(number[2:]) == [number[2:].replace("-", "").lower()]


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
    names = {"maria", "jose", "o", "brien", "garcia", "obriengarcia"}
    dates = {"19610312", "03121961"}
    whole_and_endings = {"3125550134", "125550134", "25550134", "5550134", "550134", "50134"}
    emails = {"coolcatexampleorg", "cool", "cat"}
    numbers = {"p7k3qm2x9dfr", "7k3qm2x9dfr", "2x9dfr"}
    assert set(found.split()) == (names | dates | whole_and_endings | {"0134"} | emails | numbers)


def test_months_are_known_by_their_names_in_english_and_spanish() -> None:
    months = (
        "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
        "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
        "sep sept september septiembre", "oct october octubre", "nov november noviembre",
        "dec december dic diciembre",
    )  # fmt: skip
    for number, names in enumerate(months, start=1):
        for name in names.split():
            assert words(f"5 {name} 1961") == words(f"{name.upper()} 5, 1961")
            assert words(f"5 {name} 1961") == [f"{number:02}051961"]


def test_a_phone_number_too_short_to_end_in_four_digits_is_found_whole() -> None:
    found = search_terms(a_participant(phone="911")).split()
    assert "911" in found
    assert "11" not in found
