"""A second unit that a value is shown in beside its own, such as pounds beside kilograms."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated

import msgspec

from ptc_app.domain.localized_text import LocalizedText, filled, localized
from ptc_app.domain.measurement.terminology_codes import UcumCode

DecimalPlaces = Annotated[int, msgspec.Meta(ge=0, le=6)]
"""How many digits stand after the decimal point."""

_ROUNDING = Context(prec=200, rounding=ROUND_HALF_UP)
"""Wide enough for any result of the formulas: with too few digits `quantize` raises."""


class TypedUnit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a second unit is typed.

    `ucum`: the unit in UCUM; of a unit of two parts the small one. `size`: how large one of it is
    in the unit of the quantity, exactly. `name`: stands behind the entry field. `example`: how a
    value is written. `signs`: what may be written behind a number in this unit; `whole_signs`: the
    same for the large unit of two parts.
    """

    ucum: UcumCode
    size: Decimal
    name: LocalizedText
    example: LocalizedText
    signs: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    whole_signs: tuple[str, ...] = ()


class ScaledUnit(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="scaled",
):  # fmt: skip
    """A second unit by a factor: kilograms times 2.2046 are pounds.

    `factor`: what the value is multiplied by. `decimals`: to which it is rounded. `text`: what is
    shown, with `{value}` where the number stands. `typed`: None where nobody types it.
    """

    factor: Decimal
    decimals: DecimalPlaces
    text: LocalizedText
    typed: TypedUnit | None = None

    def numbers(self, value: Decimal) -> dict[str, Decimal]:
        """The number for the placeholder `{value}` of `text`, as {"value": number in this unit}.

        `value` is in the unit it was measured in; the result is rounded to `decimals`.
        """
        return {"value": rounded(value * self.factor, self.decimals)}

    def typed_numbers(self, number: Decimal) -> dict[str, Decimal]:
        """The same for a number that is in this unit, with all its digits."""
        return {"value": number}


class TwoPartUnit(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="two-part",
):  # fmt: skip
    """A whole number of large and of small units: feet and inches.

    `factor` leads to the small unit, of which `parts_in_whole` are a large one. `text` is what is
    shown, with `{whole}` and `{part}`. The number of small units is rounded before it is split:
    182.8 cm are 6 ft 0 in, not 5 ft 12 in. `typed`: None where nobody types it.
    """

    factor: Decimal
    parts_in_whole: Annotated[int, msgspec.Meta(ge=2)]
    text: LocalizedText
    typed: TypedUnit | None = None

    def numbers(self, value: Decimal) -> dict[str, Decimal]:
        """The numbers of large and small units, by placeholder in `text`: `whole` and `part`."""
        whole, part = divmod(int(rounded(value * self.factor, 0)), self.parts_in_whole)
        return {"whole": Decimal(whole), "part": Decimal(part)}

    def typed_numbers(self, number: Decimal) -> dict[str, Decimal]:
        """The same for a number of small units, with all its digits."""
        whole, part = divmod(number, self.parts_in_whole)
        return {"whole": whole, "part": part}


DisplayUnit = ScaledUnit | TwoPartUnit
"""A second unit in which a value is shown beside its own."""


def display_unit_text(
    unit: DisplayUnit, value: Decimal, language: str, number_text: Callable[[Decimal], str]
) -> str:
    """The value in the second unit, as its text in this language says: "5 ft 8 in".

    `value` is in the quantity's own unit; `number_text` writes each number.
    """
    numbers = {name: number_text(number) for name, number in unit.numbers(value).items()}
    return filled(localized(unit.text, language), numbers)


def typed_unit_text(
    unit: DisplayUnit, number: Decimal, language: str, number_text: Callable[[Decimal], str]
) -> str:
    """A number that was typed in the second unit, or its small unit, as its text says.

    All digits stay: 68.5 inches are "5 ft 8.5 in". `number_text` writes each number.
    """
    numbers = {name: number_text(one) for name, one in unit.typed_numbers(number).items()}
    return filled(localized(unit.text, language), numbers)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with exactly this many decimals; halves go away from zero: -2.5 becomes -3."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)


def plain_number(value: Decimal) -> str:
    """The number as text without an exponent and without zeros at its end: 70.50 is "70.5"."""
    return f"{value.normalize(_ROUNDING):f}"
