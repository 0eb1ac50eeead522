"""How people are compared: enough to ask whether two are one, never enough to merge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.same_person import may_be_same_person
from ptc_app.domain.participants.text_folding import fold_text, phone_digits
from tests.support.builders import MARK, a_participant

MARIA = a_participant()
OTHER_DAY = date(1972, 8, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("García", "garcia"),
        ("GARCI\u0301A", "garcía"),
        ("Müller", "MULLER"),
        ("Straße", "STRASSE"),
        ("O’Brien", "O'Brien"),
        ("Anne-Marie", "anne marie"),
        ("  de   la  Cruz ", "De La Cruz"),
        ("ℌelen", "helen"),
        ("Ａｎａ", "ana"),
        ("Nguyễn", "nguyen"),
    ],
)
def test_names_are_the_same_however_they_were_typed(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anna"), ("García", "Garza"), ("李", "王")])
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert fold_text(one) != fold_text(other)


@given(st.text())
def test_folded_text_is_words_of_letters_and_digits_and_folds_no_further(text: str) -> None:
    once = fold_text(text)
    assert fold_text(once) == once
    assert once == " ".join(once.split())
    assert all(char.isalnum() or char == " " for char in once)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("(312) 555-0114", "3125550114"),
        ("+1 312.555.0114", "3125550114"),
        ("13125550114", "3125550114"),
        ("23125550114", "23125550114"),
        ("555-0114", "5550114"),
        ("155-5011", "1555011"),
        ("none", ""),
    ],
)
def test_a_us_phone_number_is_its_ten_digits(typed: str, digits: str) -> None:
    assert phone_digits(typed) == digits


def other(**changes: Any) -> Any:
    """Someone else, with Maria's names, of another day and with another phone and e-mail."""
    return replace(a_participant("2"), **({"birth_date": OTHER_DAY} | changes))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"birth_date": MARIA.birth_date}, id="same birth date and names"),
        pytest.param(
            {"birth_date": MARIA.birth_date, "given_name": f"Mary {MARK}"}, id="and family name"
        ),
        pytest.param(
            {"birth_date": MARIA.birth_date, "family_name": f"Soto {MARK}"}, id="and given name"
        ),
        pytest.param({"phone": MARIA.phone}, id="same names and phone"),
        pytest.param({"phone": "+1" + phone_digits(MARIA.phone)}, id="the phone typed otherwise"),
        pytest.param({"email": MARIA.email.upper()}, id="same names and e-mail"),
        pytest.param(
            {"email": MARIA.email, "given_name": f"maria {MARK}"}, id="without the accent"
        ),
    ],
)
def test_who_may_be_the_same_person(changes: dict[str, Any]) -> None:
    assert may_be_same_person(MARIA, other(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="the names alone"),
        pytest.param(
            {
                "birth_date": MARIA.birth_date,
                "given_name": f"Ana {MARK}",
                "family_name": f"Soto {MARK}",
            },
            id="the birth date alone",
        ),
        pytest.param({"given_name": f"Ana {MARK}", "phone": MARIA.phone}, id="a shared phone"),
        pytest.param(
            {"family_name": f"Soto {MARK}", "email": MARIA.email}, id="a shared e-mail address"
        ),
    ],
)
def test_who_is_someone_else(changes: dict[str, Any]) -> None:
    assert not may_be_same_person(MARIA, other(**changes))


@pytest.mark.parametrize("nothing", [{"phone": "", "email": ""}, {"phone": "none", "email": "-"}])
def test_no_phone_and_no_email_are_not_in_common(nothing: dict[str, Any]) -> None:
    assert not may_be_same_person(replace(MARIA, **nothing), other(**nothing))


names = st.sampled_from(["Ana", "ana", "Ana María", "Soto", ""])
people = st.builds(
    a_participant,
    given_name=names,
    family_name=names,
    birth_date=st.sampled_from([MARIA.birth_date, OTHER_DAY]),
    phone=st.sampled_from(["", "none", "312 555 0114", "1-312-555-0114"]),
    email=st.sampled_from(["", "-", "a@example.org", "A@example.org"]),
)


@given(people, people)
def test_alike_is_mutual(one: Participant, another: Participant) -> None:
    assert may_be_same_person(one, another) == may_be_same_person(another, one)


@pytest.mark.parametrize(
    ("middle", "full"),
    [("", f"María {MARK} García-{MARK}"), ("Luz", f"María {MARK} Luz García-{MARK}")],
)
def test_a_full_name_has_no_gaps(middle: str, full: str) -> None:
    assert replace(MARIA, middle_name=middle).full_name == full


def test_a_name_a_birth_date_and_a_way_of_contact_are_enough() -> None:
    made = Participant(
        id=MARIA.id,
        number=MARIA.number,
        given_name="Ana",
        family_name="Soto",
        birth_date=OTHER_DAY,
        sex_at_birth=SexAtBirth.NO_ANSWER,
        language=MARIA.language,
        preferred_contact=ContactChannel.MAIL,
    )
    assert made.full_name == "Ana Soto"
    assert (made.middle_name, made.phone, made.email) == ("", "", "")
    assert made.address == Address("", "", "", "")
    assert may_be_same_person(made, made)
