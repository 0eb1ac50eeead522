"""What a question can be answered with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ptc_app.domain.printable_text import is_printable_text

_LARGEST_INTEGER = 2**31 - 1
_SMALLEST_INTEGER = -(2**31)
_DIGITS = 18
_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a system; the words it was shown with do not make it another code."""

    system: str
    code: str
    display: str = field(default="", compare=False)


AnswerValue = bool | int | Decimal | date | str | Coding
AnswerType = type
"""One of the types of a value."""


def is_recordable(value: AnswerValue) -> bool:
    """Whether FHIR R4 can hold the value exactly (32 bit integers, 18 digits, plain text)."""
    match value:
        case int():
            return _SMALLEST_INTEGER <= value <= _LARGEST_INTEGER
        case Decimal():
            return _is_exact(value)
        case str():
            return len(value) <= _LONGEST_TEXT and is_printable_text(value)
        case _:
            return True


def as_type(kind: AnswerType, value: AnswerValue | None) -> AnswerValue | None:
    """The value as `kind`, where nothing is lost by it; otherwise None."""
    if value is None or not is_recordable(value):
        return None
    if type(value) is kind:
        return value
    if kind is Decimal and type(value) is int:
        return Decimal(value)
    if kind is int and isinstance(value, Decimal) and value == value.to_integral_value():
        return as_type(int, int(value))
    return None


def parse_full_date(text: str) -> date | None:
    """The day, where the text names one: FHIR also allows a year or a month alone."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _is_exact(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    return len(digits) <= _DIGITS and -_DIGITS <= int(exponent) <= _DIGITS
