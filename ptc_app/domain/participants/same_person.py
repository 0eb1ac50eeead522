"""Whether two participants may be one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from ptc_app.domain.participants.name_likeness import (
    FoldedName,
    NameLikeness,
    family_names_likeness,
    fold_name,
    given_names_likeness,
)
from ptc_app.domain.participants.participant import Participant, SexAtBirth
from ptc_app.domain.participants.text_folding import fold_text, phone_digits

_MONTHS = 12


def may_be_same_person(one: Participant, other: Participant) -> bool:
    """Whether two participants may be one person: enough to ask, never to merge.

    Both names are alike where one is the same and the other the same, a nickname of it or wrong in
    one letter; or where given and family name are exchanged. A middle name, or one of two family
    names, may be missing. Case, diacritics and punctuation do not matter. Then it is True for

    - the same birth date and both names alike;
    - the same birth date and one name the same by its letters, unless one is recorded as male and
      the other as female: family names change with a marriage, given names are chosen anew;
    - a birth date with day and month exchanged, and both names alike;
    - the same names, or nicknames of them, and the same phone number or e-mail address, whatever
      the birth date.

    Names alone are never enough: among 100,000 people many have the same. A birth date that is
    only alike needs both names, since it fits twice as many people. Of 100 new people, among
    100,000, about 3 share birth date and one name with someone by chance; hardly any, both names.
    """
    names = _names_in_common(_full_name(one), _full_name(other))
    if one.birth_date == other.birth_date:
        one_is_enough = not _sexes_differ(one, other)
        return names >= (_NamesInCommon.ONE_SAME if one_is_enough else _NamesInCommon.BOTH_ALIKE)
    if other.birth_date in possible_birth_dates(one.birth_date):
        return names >= _NamesInCommon.BOTH_ALIKE
    return names is _NamesInCommon.BOTH_SAME and _share_contact(one, other)


def possible_birth_dates(birth_date: date) -> tuple[date, date]:
    """The dates a written birth date may mean: itself, and the one with day and month exchanged.

    Where the day is no month, the second is the same as the first.
    """
    if birth_date.day > _MONTHS:
        return birth_date, birth_date
    return birth_date, birth_date.replace(month=birth_date.day, day=birth_date.month)


class _NamesInCommon(IntEnum):
    """What two full names have in common; BOTH_ALIKE and BOTH_SAME also with names exchanged.

    ONE_SAME: given or family name, by its letters. BOTH_ALIKE: one is the same or a nickname, and
    the other, too, or wrong in one letter. BOTH_SAME: both are the same or nicknames.
    """

    NOTHING = 0
    ONE_SAME = 1
    BOTH_ALIKE = 2
    BOTH_SAME = 3


@dataclass(frozen=True, slots=True)
class _FullName:
    """The folded names of a participant; `given_and_middle` also holds the given name."""

    given: FoldedName
    given_and_middle: FoldedName
    family: FoldedName


def _full_name(participant: Participant) -> _FullName:
    given, middle = fold_name(participant.given_name), fold_name(participant.middle_name)
    return _FullName(given, given.with_more(middle), fold_name(participant.family_name))


def _names_in_common(one: _FullName, other: _FullName) -> _NamesInCommon:
    given = given_names_likeness(one.given, other.given)
    family = family_names_likeness(one.family, other.family)
    less, more = sorted((max(given, _given_and_middle_likeness(one, other)), family))
    if less >= NameLikeness.NICKNAME or _are_exchanged(one, other):
        return _NamesInCommon.BOTH_SAME
    if less is NameLikeness.ONE_LETTER and more >= NameLikeness.NICKNAME:
        return _NamesInCommon.BOTH_ALIKE
    has_one = max(given, family) is NameLikeness.SAME
    return _NamesInCommon.ONE_SAME if has_one else _NamesInCommon.NOTHING


def _given_and_middle_likeness(one: _FullName, other: _FullName) -> NameLikeness:
    """How much alike the given name of one is to given and middle name of the other."""
    return max(
        given_names_likeness(one.given_and_middle, other.given),
        given_names_likeness(one.given, other.given_and_middle),
    )


def _are_exchanged(one: _FullName, other: _FullName) -> bool:
    """Whether given name, or its nickname, and family name are exchanged, or a word of them."""
    words, other_words = (
        sorted(each.given_and_middle.words + each.family.words) for each in (one, other)
    )
    across = (
        given_names_likeness(one.given, other.family),
        given_names_likeness(one.family, other.given),
    )
    return words == other_words != [] or min(across) >= NameLikeness.NICKNAME


def _sexes_differ(one: Participant, other: Participant) -> bool:
    return {one.sex_at_birth, other.sex_at_birth} == {SexAtBirth.FEMALE, SexAtBirth.MALE}


def _share_contact(one: Participant, other: Participant) -> bool:
    same_phone = phone_digits(one.phone) == phone_digits(other.phone) != ""
    return same_phone or fold_text(one.email) == fold_text(other.email) != ""
