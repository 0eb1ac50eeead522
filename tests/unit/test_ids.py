"""The number that is read aloud: short, and a slip of the tongue or the pen is found out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participants.participant_number import is_participant_number, participant_number

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
identities = st.uuids().map(lambda uuid: ParticipantId(str(uuid)))


@given(identities)
def test_a_number_is_two_groups_of_five_and_a_check_character(identity: ParticipantId) -> None:
    prefix, first, second, check = participant_number(identity).split("-")
    assert (prefix, len(first), len(second), len(check)) == ("P", 5, 5, 1)
    assert set(first + second + check) <= set(ALPHABET)


@given(identities)
def test_the_same_person_always_has_the_same_number(identity: ParticipantId) -> None:
    assert participant_number(identity) == participant_number(identity)


def test_other_people_have_other_numbers() -> None:
    numbers = {participant_number(ParticipantId(str(count))) for count in range(2000)}
    assert len(numbers) == 2000


@given(identities)
def test_a_number_is_taken_as_it_is_typed(identity: ParticipantId) -> None:
    number = participant_number(identity)
    assert is_participant_number(number)
    assert is_participant_number(f"  {number.lower()}\n")


@given(identities)
def test_each_single_wrong_character_is_found(identity: ParticipantId) -> None:
    number = participant_number(identity)
    places = [place for place, char in enumerate(number) if place > 0 and char != "-"]
    misread = [
        number[:place] + other + number[place + 1 :]
        for place in places
        for other in ALPHABET
        if other != number[place]
    ]
    assert len(misread) == 11 * 28
    assert not any(map(is_participant_number, misread))


@given(identities)
def test_each_swap_of_neighbours_is_found(identity: ParticipantId) -> None:
    _, first, second, check = participant_number(identity).split("-")
    said = first + second + check
    for place in range(len(said) - 1):
        swapped = said[:place] + said[place + 1] + said[place] + said[place + 2 :]
        number = f"P-{swapped[:5]}-{swapped[5:10]}-{swapped[10]}"
        assert is_participant_number(number) == (swapped == said)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "P",
        "María",
        "P-22222-22222",
        "P-2222-222222-2",
        "Q-22222-22222-2",
        "P-22222-2222O-2",
        "P-22222-22222-",
        "P-22222-22222-22",
        "P-22222-22222-2-2",
    ],
)
def test_what_is_no_number_is_no_number(typed: str) -> None:
    assert is_participant_number(typed) is False


def test_the_simplest_number_there_is() -> None:
    assert is_participant_number("P-22222-22222-2")
