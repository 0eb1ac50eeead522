"""Measures as people write them, in the unit of a quantity or in its second unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ptc_app.domain.concealed_struct import ConcealedStruct
from ptc_app.domain.measurement.display_units import (
    DisplayUnit,
    TwoPartUnit,
    TypedUnit,
    rounded,
)


class UnitSystem(StrEnum):
    """The units in which measures are typed, and shown first; the value is stored.

    METRIC: the unit of each quantity. US: the second unit of those that have one to type in.
    """

    METRIC = "metric"
    US = "us"


class OriginalMeasure(ConcealedStruct, frozen=True):
    """What was typed in a second unit: the text, and the number in the unit `ucum` (UCUM).

    Of a unit of two parts it is a number of small units.
    """

    text: str
    value: Decimal
    ucum: str


@dataclass(frozen=True, slots=True)
class TypedMeasure:
    """A number in the unit of its quantity; `original` where the second unit was typed."""

    value: Decimal = field(repr=False)
    original: OriginalMeasure | None = None


ReadNumber = Callable[[str], Decimal | None]
"""Returns the number that a text is on a page of some language; None for any other text."""


@dataclass(frozen=True, slots=True)
class MeasureReader:
    """Reads what is typed for one quantity, in the unit `own_unit` or its second unit.

    `decimals`: of the quantity. `read_number` reads the numbers of the operator's language.
    """

    own_unit: str
    second_unit: DisplayUnit | None
    decimals: int
    read_number: ReadNumber

    def read(self, text: str, units: UnitSystem) -> TypedMeasure | None:
        """The measure that a text is, in the unit of the quantity; None where it is none.

        Either unit may be written behind the number. A number without a unit is in the unit of the
        quantity, or where `units` are US, in the second one; two numbers are then its large and
        small units, and one alone is no measure of a unit of two parts: 58 may be 5 and 8. A
        converted value is exact, then rounded to `decimals`, halves away from zero.
        """
        second, written = self.second_unit, " ".join(text.split())
        if second is None or second.typed is None:
            return self._own(written)
        is_us = units is UnitSystem.US
        number = self._second(written, second, second.typed, is_us=is_us)
        if number is not None:
            value = rounded(number * second.typed.size, self.decimals)
            return TypedMeasure(value, OriginalMeasure(text.strip(), number, second.typed.ucum))
        match = _matched(rf"{_NUMBER} ?{_any_of([self.own_unit])}", written)
        if match:
            return self._own(match[1])
        return None if is_us else self._own(written)

    def _own(self, text: str) -> TypedMeasure | None:
        number = self.read_number(text)
        return None if number is None else TypedMeasure(number)

    def _second(
        self, text: str, unit: DisplayUnit, typed: TypedUnit, *, is_us: bool
    ) -> Decimal | None:
        """The number of (small) second units; None where the text is not in this unit."""
        signs = _any_of(typed.signs)
        if match := _matched(rf"{_NUMBER} ?{signs}", text):
            return self.read_number(match[1])
        if not isinstance(unit, TwoPartUnit):
            return self.read_number(text) if is_us else None
        whole = rf"(\d) ?{_any_of(typed.whole_signs)} ?(?:{_NUMBER} ?{signs}?)?"
        match = _matched(whole, text) or (_matched(rf"(\d) {_NUMBER}", text) if is_us else None)
        if match is None:
            return None
        part = self.read_number(match[2] or "0")
        is_part = part is not None and 0 <= part < unit.parts_in_whole
        return int(match[1]) * unit.parts_in_whole + part if part is not None and is_part else None


_NUMBER = r"([\d.,]+)"


def _matched(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE | re.ASCII)


def _any_of(signs: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))})"
