"""The data types survey answers can have: one entry of the registry `ANSWER_TYPES` for each.

All that depends on the data type of a value is in its entry: how it is read from FHIR and written
to it, whether it can be recorded, ordered, limited or measured, and its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from ptc_app.domain.fhir.elements import Element, FhirCoding, ValueElement
from ptc_app.domain.printable_text import is_printable_text
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.translation import translated_text

_LARGEST_INTEGER = 2**31 - 1
_SMALLEST_INTEGER = -(2**31)
_MOST_DIGITS = 18
LONGEST_TEXT = 100_000
"""Characters of the longest text answer."""

FieldPrefix = Literal["value_", "answer_"]
"""How the fields of a FHIR choice of data types begin: `value[x]`, or `answer[x]` of enableWhen."""


def _unchanged(value: Any) -> Any:
    return value


def _always(_value: Any) -> bool:
    return True


def _nothing(_value: Any) -> None:
    return None


def _text_in_any_language(value: Any, _option: ValueElement, _language: str) -> tuple[Any, str]:
    return value, ANSWER_TYPES[type(value)].text(value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnswerType:
    """One FHIR data type of answers, and all that depends on it.

    `python_type`: the exact class of its values, which no other entry has; immutable and hashable.
    `suffix`: the end of its fields in `ValueElement` and `EnableWhen`: `date_time` for
    `value_date_time`, which is `valueDateTime` in JSON.
    `read`, `write`: from such a field, as decoded, to the value and back. `read` gives None for
    what the application cannot hold, such as a date without a day.
    `text`: the value as plain text that does not depend on a language; patterns are matched with
    it, and controls are named with it.
    `localize`: the value and the text of an answer option in a language, from value, element and
    language code; a Coding gets that text as its display.
    `is_exact`: whether FHIR R4 holds the value without loss; a text must also be printable and of
    at most 100,000 characters.
    `convert`: a value of another type as one of this type, or None where something would be lost.
    `is_ordered`: whether values can be compared with `<`, as enableWhen may ask.
    `has_limits`: whether the extensions minValue and maxValue apply.
    `length`: characters, for minLength and maxLength; None where these do not apply.
    `decimal_places`: digits after the point without zeros at the end, for maxDecimalPlaces; None
    where that does not apply.
    """

    python_type: type
    suffix: str
    read: Callable[[Any], AnswerValue | None] = _unchanged
    write: Callable[[Any], object] = _unchanged
    text: Callable[[Any], str] = str
    localize: Callable[[Any, ValueElement, str], tuple[AnswerValue, str]] = _text_in_any_language
    is_exact: Callable[[Any], bool] = _always
    convert: Callable[[AnswerValue], AnswerValue | None] = _nothing
    is_ordered: bool = False
    has_limits: bool = False
    length: Callable[[Any], int | None] = _nothing
    decimal_places: Callable[[Any], int | None] = _nothing


def answer_type_of(value: AnswerValue) -> AnswerType:
    """The entry of a value's exact class (bool is not int); raises KeyError where there is none."""
    return ANSWER_TYPES[type(value)]


def is_recordable(value: AnswerValue) -> bool:
    """Whether the value is of a supported type and FHIR R4 holds it without loss.

    That is: integers of 32 bits, decimals of 18 digits, printable texts of 100,000 characters.
    """
    answer_type = ANSWER_TYPES.get(type(value))
    return answer_type is not None and answer_type.is_exact(value)


def as_type(answer_type: AnswerType, value: AnswerValue | None) -> AnswerValue | None:
    """The value as one of that type (3.0 as the integer 3).

    None for None, for a value that is not recordable, and where something would be lost.
    """
    if value is None or not is_recordable(value):
        return None
    if type(value) is answer_type.python_type:
        return value
    converted = answer_type.convert(value)
    return converted if converted is not None and answer_type.is_exact(converted) else None


def as_one_of(types: Iterable[AnswerType], value: AnswerValue | None) -> AnswerValue | None:
    """The value as the first of these types that can hold it without loss, or None."""
    converted = (as_type(answer_type, value) for answer_type in types)
    return next((found for found in converted if found is not None), None)


def read_value(element: Element, prefix: FieldPrefix = "value_") -> AnswerValue | None:
    """The value in the element's field `value[x]`, or with the prefix "answer_" in `answer[x]`.

    None where it has no such field of a supported type, or what it holds cannot be read.
    """
    for answer_type in ANSWER_TYPES.values():
        field = getattr(element, prefix + answer_type.suffix, None)
        if field is not None and field != "":
            return answer_type.read(field)
    return None


def value_fields(value: AnswerValue) -> dict[str, Any]:
    """The field of a `ValueElement` that holds the value, by its name: {"value_integer": 7}.

    KeyError for a value of no supported type.
    """
    answer_type = answer_type_of(value)
    return {f"value_{answer_type.suffix}": answer_type.write(value)}


def parse_full_date(text: str) -> date | None:
    """The day of a FHIR date; None where it is not one whole day (FHIR allows a year alone)."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _is_32_bit(value: int) -> bool:
    return _SMALLEST_INTEGER <= value <= _LARGEST_INTEGER


def _is_exact_decimal(value: Decimal) -> bool:
    if not value.is_finite():
        return False
    _, digits, exponent = value.as_tuple()
    return len(digits) <= _MOST_DIGITS and -_MOST_DIGITS <= int(exponent) <= _MOST_DIGITS


def _is_recordable_text(value: str) -> bool:
    return len(value) <= LONGEST_TEXT and is_printable_text(value)


def _whole_number(value: AnswerValue) -> int | None:
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(cast("Decimal", value)) if is_whole else None


def _as_decimal(value: AnswerValue) -> Decimal | None:
    return Decimal(value) if type(value) is int else None


def _decimal_places(value: Decimal) -> int:
    """Digits after the point; zeros at the end do not count."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def _read_coding(coding: FhirCoding) -> Coding | None:
    return Coding(coding.system, coding.code, coding.display) if coding.code else None


def _write_coding(value: Coding) -> FhirCoding:
    return FhirCoding(system=value.system, code=value.code, display=value.display)


def _localized_coding(value: Coding, option: ValueElement, language: str) -> tuple[Coding, str]:
    translations = option.value_coding.display_element if option.value_coding else None
    text = translated_text(value.display or value.code, translations, language)
    return replace(value, display=text), text


def _localized_string(value: str, option: ValueElement, language: str) -> tuple[str, str]:
    return value, translated_text(value, option.value_string_element, language)


BOOLEAN = AnswerType(
    python_type=bool,
    suffix="boolean",
    text=lambda value: str(value).lower(),
)
INTEGER = AnswerType(
    python_type=int,
    suffix="integer",
    is_exact=_is_32_bit,
    convert=_whole_number,
    is_ordered=True,
    has_limits=True,
)
DECIMAL = AnswerType(
    python_type=Decimal,
    suffix="decimal",
    is_exact=_is_exact_decimal,
    convert=_as_decimal,
    is_ordered=True,
    has_limits=True,
    decimal_places=_decimal_places,
)
DATE = AnswerType(
    python_type=date,
    suffix="date",
    read=parse_full_date,
    write=date.isoformat,
    is_ordered=True,
    has_limits=True,
)
STRING = AnswerType(
    python_type=str,
    suffix="string",
    localize=_localized_string,
    is_exact=_is_recordable_text,
    is_ordered=True,
    length=len,
)
CODING = AnswerType(
    python_type=Coding,
    suffix="coding",
    read=_read_coding,
    write=_write_coding,
    text=lambda value: value.code,
    localize=_localized_coding,
)

ANSWER_TYPES: dict[type, AnswerType] = {
    answer_type.python_type: answer_type
    for answer_type in (BOOLEAN, INTEGER, DECIMAL, DATE, STRING, CODING)
}
"""Every supported type of values, by the exact class of the values."""
