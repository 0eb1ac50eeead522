"""How much alike two names are: letters, order, nicknames and names that were left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ptc_app.domain.participants.nicknames import are_forms_of_one_name
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.participants.text_folding import folded_spellings

_SHORTEST = 3
"""Letters a word must have for one of them to be wrong: Li and Lu are two names."""


class NameLikeness(IntEnum):
    """How much alike two names are; a higher value is more alike.

    SAME: the same once folded, or some of the names are left out, as in García and García López.
    NICKNAME: the same but for other forms of a given name, as Bill and William. ONE_LETTER: one
    letter is wrong, missing or too many, or two neighbors are exchanged.
    """

    DIFFERENT = 0
    ONE_LETTER = 1
    NICKNAME = 2
    SAME = 3


_DIFFERENT = NameLikeness.DIFFERENT
_WordLikeness = Callable[[str, str], NameLikeness]


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name of any number of words, folded to be compared.

    `words`: without their order, which may be another. `spellings`: the name written together, in
    each of its `folded_spellings`; empty where it has no letters.
    """

    words: tuple[str, ...]
    spellings: frozenset[str]

    def with_more(self, other: FoldedName) -> FoldedName:
        """The words of both names; they are compared word by word only."""
        return FoldedName(self.words + other.words, frozenset(("".join(self.words + other.words),)))


def fold_name(name: str) -> FoldedName:
    """The folded form of a written name."""
    spellings = folded_spellings(name)
    together = frozenset(spelling.replace(" ", "") for spelling in spellings)
    return FoldedName(tuple(spellings[0].split()), together - {""})


def is_name_of(written: str, participant: Participant) -> bool:
    """Whether a written name is that of the participant, given name first.

    Compared without case, accents, spaces, hyphens and other marks; ü may be written as ue. The
    middle name may be left out, or be its first letter.
    """
    spellings = fold_name(written).spellings
    given, middle, family = (
        participant.given_name,
        participant.middle_name,
        participant.family_name,
    )
    return any(
        spellings & fold_name(f"{given} {between} {family}").spellings
        for between in (middle, middle[:1], "")
    )


def given_names_likeness(one: FoldedName, other: FoldedName) -> NameLikeness:
    """How much alike two given names are, with nicknames."""
    return _likeness(one, other, _given_word_likeness)


def family_names_likeness(one: FoldedName, other: FoldedName) -> NameLikeness:
    """How much alike two family names are, without nicknames."""
    return _likeness(one, other, _word_likeness)


def differ_by_one_letter(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two neighbors are exchanged.

    The optimal string alignment distance is 1. False where the words are the same.
    """
    shorter, longer = sorted((one, other), key=len)
    start = next((at for at, char in enumerate(shorter) if char != longer[at]), len(shorter))
    rest, longer_rest = shorter[start:], longer[start:]
    if len(longer) - len(shorter) == 1:
        return rest == longer_rest[1:]
    if len(longer) != len(shorter) or not rest:
        return False
    is_exchange = rest[:2] == longer_rest[1::-1] and rest[2:] == longer_rest[2:]
    return rest[1:] == longer_rest[1:] or is_exchange


def _likeness(one: FoldedName, other: FoldedName, of_words: _WordLikeness) -> NameLikeness:
    """The most alike of any spelling of both, written together or word by word."""
    if one.spellings & other.spellings:
        return NameLikeness.SAME
    return max(
        of_words("".join(one.words), "".join(other.words)),
        _likeness_within(one.words, other.words, of_words),
        _likeness_within(other.words, one.words, of_words),
    )


def _likeness_within(
    words: Sequence[str], others: Sequence[str], of_words: _WordLikeness
) -> NameLikeness:
    """How much alike each of the words is to one of the others; one letter may be wrong in all."""
    found = [max((of_words(word, other) for other in others), default=_DIFFERENT) for word in words]
    has_more_errors = found.count(NameLikeness.ONE_LETTER) > 1
    return _DIFFERENT if has_more_errors else min(found, default=_DIFFERENT)


def _given_word_likeness(one: str, other: str) -> NameLikeness:
    if one != other and are_forms_of_one_name(one, other):
        return NameLikeness.NICKNAME
    return _word_likeness(one, other)


def _word_likeness(one: str, other: str) -> NameLikeness:
    if one == other:
        return NameLikeness.SAME if one else _DIFFERENT
    has_letters = min(len(one), len(other)) >= _SHORTEST
    return (
        NameLikeness.ONE_LETTER if has_letters and differ_by_one_letter(one, other) else _DIFFERENT
    )
