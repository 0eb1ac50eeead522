"""Participants: demographics, contact details and age."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ptc_app.domain.ids import ParticipantId, ParticipantNumber
from ptc_app.domain.language import Language


class SexAtBirth(StrEnum):
    """Sex assigned at birth; NO_ANSWER where the participant does not wish to say."""

    FEMALE = "female"
    MALE = "male"
    INTERSEX = "intersex"
    NO_ANSWER = "no-answer"


class ContactChannel(StrEnum):
    """How a participant prefers to be contacted: TEXT is a text message, MAIL a letter."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Address:
    """A US postal address; `state` is the two-letter code. Unknown parts are "".

    `line`: street and number. `postal_code`: the ZIP code.
    """

    line: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant. `id` is what records refer to; `number` is what people read and print.

    A person of one name has it as the family name, and no given name.
    `language`: the one the participant wishes to be addressed in. Middle name, phone, e-mail and
    the parts of the address are "" where unknown; phone and e-mail are as they were typed.
    """

    id: ParticipantId
    number: ParticipantNumber
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex_at_birth: SexAtBirth = field(repr=False)
    language: Language
    preferred_contact: ContactChannel
    middle_name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: Address = field(default=Address(), repr=False)

    @property
    def full_name(self) -> str:
        """Given, middle and family name, separated by spaces; an empty one is left out."""
        return " ".join(filter(None, (self.given_name, self.middle_name, self.family_name)))


def age_on(birth_date: date, day: date) -> int:
    """Age in whole years on `day`; someone born on 29 February turns a year older on 1 March.

    Negative where `day` is before the birth date.
    """
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)
