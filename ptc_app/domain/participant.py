"""A participant: demographics, contact details, and comparing them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ptc_app.domain.ids import ParticipantId, ParticipantNumber
from ptc_app.domain.language import Language


class SexAtBirth(StrEnum):
    """Sex assigned at birth, with the answers the program offers."""

    FEMALE = "female"
    MALE = "male"
    INTERSEX = "intersex"
    NO_ANSWER = "no-answer"


class ContactChannel(StrEnum):
    """How a participant prefers to be contacted."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in the United States; `state` is the two-letter code."""

    line: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant. `id` is what records refer to; `number` is what people read and print."""

    id: ParticipantId
    number: ParticipantNumber
    given_name: str
    family_name: str
    birth_date: date
    sex_at_birth: SexAtBirth
    language: Language
    preferred_contact: ContactChannel
    middle_name: str = ""
    phone: str = ""
    email: str = ""
    address: Address = Address()

    @property
    def full_name(self) -> str:
        """Given, middle and family name, separated by spaces."""
        return " ".join(filter(None, (self.given_name, self.middle_name, self.family_name)))


def age_on(birth_date: date, day: date) -> int:
    """Age in whole years; someone born on 29 February turns a year older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def fold_text(text: str) -> str:
    """Text for comparison and search: case folded, no diacritics, letters and digits only."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = (char if char.isalnum() else " " for char in decomposed if not _is_mark(char))
    return " ".join("".join(kept).split())


def phone_digits(phone: str) -> str:
    """The ten digits of a US phone number, or all digits where they are not ten.

    Digits of an extension ("ext. 123") are left out.
    """
    digits = "".join(char for char in phone.partition("ext")[0] if char.isdigit())
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits  # noqa: PLR2004


def may_be_same_person(one: Participant, other: Participant) -> bool:
    """Whether two participants may be one person: enough to ask, never to merge.

    True for the same birth date and one name in common, or the same full name with the same phone
    or e-mail address.
    """
    shares_name = fold_text(one.family_name) == fold_text(other.family_name) or (
        fold_text(one.given_name) == fold_text(other.given_name)
    )
    if one.birth_date == other.birth_date:
        return shares_name
    same_names = fold_text(one.full_name) == fold_text(other.full_name)
    same_phone = phone_digits(one.phone) == phone_digits(other.phone) != ""
    same_email = fold_text(one.email) == fold_text(other.email) != ""
    return same_names and (same_phone or same_email)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"
