"""The terms stored for a participant in the full-text table, which searches look for."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ptc_app.domain.participants.text_folding import (
    US_PHONE_DIGITS,
    fold_text,
    folded_spellings,
    phone_digits,
    squash_text,
)
from ptc_app.storage.typed_dates import date_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptc_app.domain.participants.participant import Participant

_SHORTEST_ENDING = 4
"""From its last four digits on, the end of a phone number finds it."""

_MOST_JOINED = 6
"""Words of a name that are also stored written together; longer ones only word by word."""


def search_terms(participant: Participant) -> str:
    """The terms a participant is found by, sorted, with spaces between, for the full-text table.

    From names, birth date, phone number (and its endings), e-mail address and participant number,
    all folded; a query matches the beginnings of terms.
    """
    names = (participant.given_name, participant.middle_name, participant.family_name)
    found = {
        *(term for name in names for term in _name_terms(name)),
        *date_terms(participant.birth_date),
        *_phone_terms(participant.phone),
        *_email_terms(participant.email),
        *_number_terms(participant.number),
    }
    return " ".join(sorted(found - {""}))


def _name_terms(name: str) -> Iterator[str]:
    """Each word of a name, and neighbors written together: O'Brien is `o`, `brien`, `obrien`.

    Where ä, ö, ü, å or ø are also written as two letters, that spelling, too.
    """
    for spelling in folded_spellings(name):
        words = spelling.split()
        yield from words
        if len(words) <= _MOST_JOINED:
            yield from ("".join(words[a:b]) for a, b in combinations(range(len(words) + 1), 2))
    yield from map(squash_text, name.split())


def _phone_terms(phone: str) -> Iterator[str]:
    """The number and its endings; one of the United States also with its country code 1."""
    digits = phone_digits(phone)
    yield from (digits[at:] for at in range(max(len(digits) - _SHORTEST_ENDING + 1, 1)))
    if len(digits) == US_PHONE_DIGITS:
        yield f"1{digits}"


def _email_terms(email: str) -> tuple[str, ...]:
    return squash_text(email), *fold_text(email.partition("@")[0]).split()


def _number_terms(number: str) -> tuple[str, ...]:
    """`P-7K3QM-2X9DF-R` is found with and without its P, and by its second half."""
    _, _, second_half = number.split("-", 2)
    whole = squash_text(number)
    return whole, whole[1:], squash_text(second_half)
