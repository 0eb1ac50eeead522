"""Finding someone, and finding out that someone is here already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, ParticipantNumber
from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.storage.database import Database
from ptc_app.storage.participants import Participants, upsert_participant
from tests.support.builders import a_participant

MARIA = a_participant(
    "maria",
    given_name="María José",
    middle_name="del Mar",
    family_name="O'Brien-García",
    phone="+1 (312) 555-0134",
    email="cool.cat@example.org",
    address=Address("1 Main Street", "Springfield", "IL", "62701"),
)
JOHN = a_participant(
    "john",
    given_name="John",
    family_name="Garland",
    birth_date=date(1975, 12, 3),
    phone="415 555 0199",
    email="",
)


@pytest.fixture
def participants(database: Database) -> Participants:
    save(database, MARIA, JOHN)
    return Participants(database)


def save(database: Database, *people: Participant) -> None:
    with database.transaction() as connection:
        for one in people:
            upsert_participant(connection, one)


def test_someone_is_kept_as_they_are(participants: Participants) -> None:
    assert participants.get(MARIA.id) == MARIA
    with pytest.raises(LookupError):
        participants.get(ParticipantId("nobody"))


def test_the_last_registered_come_first(participants: Participants) -> None:
    assert participants.recent(limit=9) == [JOHN, MARIA]
    assert participants.recent(limit=1) == [JOHN]


@pytest.mark.parametrize(
    "typed",
    [
        "m", "mar", "MARIA", "maría", "josé mar", "del", "brien", "o'brien", "obrien", "garcia",
        "gar mar", "1961 maria", "1961", "1961-03", "1961-03-12", "03/12/1961", "3/12",
        "12 Mar 1961", "march 12, 1961", "12 marzo", "312",
        "(312) 555-0134", "555 0134", "0134", "50134", "3125550134", "cool", "cat",
        "cool.cat@exa", MARIA.number, MARIA.number.lower(), MARIA.number.replace("-", ""),
        MARIA.number[:6], MARIA.number[2:], MARIA.number[2:7], MARIA.number[8:13],
    ],
)  # fmt: skip
def test_she_is_found(participants: Participants, typed: str) -> None:
    assert MARIA in participants.search(typed, limit=9)


@pytest.mark.parametrize(
    "typed", ["", "aria", "maria garland", "1962", "135", "maria x", "gar 199"]
)
def test_she_is_not_found(participants: Participants, typed: str) -> None:
    assert MARIA not in participants.search(typed, limit=9)


def test_those_found_last_registered_come_first_in_pages(participants: Participants) -> None:
    assert participants.search("gar", limit=9) == [JOHN, MARIA]
    assert participants.search("gar", limit=1) == [JOHN]
    assert participants.search("gar", after=JOHN.id, limit=9) == [MARIA]
    assert participants.recent(after=JOHN.id, limit=9) == [MARIA]
    assert participants.recent(after=MARIA.id, limit=9) == []


def test_a_changed_name_is_found_and_the_old_one_is_not(
    participants: Participants, database: Database
) -> None:
    married = replace(MARIA, family_name="Quintero", phone="")
    save(database, married)
    assert participants.get(MARIA.id) == married
    assert participants.search("quintero", limit=9) == [married]
    assert participants.search("brien", limit=9) == []
    assert participants.search("0134", limit=9) == []


def test_a_number_is_given_once(participants: Participants, database: Database) -> None:
    second = a_participant("second", number=ParticipantNumber(MARIA.number))
    with pytest.raises(RuleBroken) as error:
        save(database, second)
    assert error.value.full_code == "rule.number-taken"
    with pytest.raises(LookupError):
        participants.get(second.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": "Maria Jose"},
        {"family_name": "O Brien García"},
        {"birth_date": date(1961, 12, 3)},
        {"birth_date": date(1961, 12, 3), "phone": "", "email": "COOL.CAT@example.org"},
    ],
)
def test_who_may_be_here_already(participants: Participants, changes: dict[str, Any]) -> None:
    typed = replace(MARIA, id=ParticipantId("new"), **changes)
    assert participants.alike(typed) == [MARIA]


def test_those_alike_are_in_the_order_of_their_names(
    participants: Participants, database: Database
) -> None:
    names = [("Zoe", "Ángel"), ("Ana", "Soto"), ("Ben", "Soto"), ("ben", "soto")]
    alike = [
        a_participant(f"alike-{at}", given_name=given, family_name=family)
        for at, (given, family) in enumerate(names)
    ]
    save(database, *reversed(alike))
    typed = [a_participant("x", given_name=given, family_name="Soto") for given in ("Zoe", "Ana")]
    assert participants.alike(typed[0]) == alike
    assert participants.alike(typed[1]) == alike[1:]


def test_nobody_is_like_themselves_or_a_stranger(participants: Participants) -> None:
    assert participants.alike(MARIA) == []
    assert participants.alike(a_participant("x", birth_date=date(1999, 1, 1), phone="")) == []
