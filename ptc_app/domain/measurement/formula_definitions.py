"""Values that follow from readings by a formula, as a protocol file states them."""

from decimal import Decimal
from typing import Annotated

import msgspec

from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.measurement.display_units import DecimalPlaces
from ptc_app.domain.measurement.terminology_codes import (
    ObservationCategory,
    OwnCode,
    StandardCode,
    UcumCode,
)
from ptc_app.domain.measurement.thresholds import WarningThreshold

Power = Annotated[int, msgspec.Meta(ge=-3, le=3)]
"""The exponent of a factor in a ratio; a negative one divides."""


class PowerFactor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A factor of a ratio: the value of this code raised to `power`, from -3 to 3 without 0."""

    code: str
    power: Power


class Ratio(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="ratio",
):  # fmt: skip
    """A formula: `scale` times the product of `factors`: 10000 x weight^1 x height^-2.

    It has no value where a factor has none, or one with a negative power is 0 or less.
    """

    factors: Annotated[tuple[PowerFactor, ...], msgspec.Meta(min_length=1, max_length=6)]
    scale: Decimal = Decimal(1)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values it is computed from, in the order of its factors."""
        return tuple(factor.code for factor in self.factors)


class Difference(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="difference",
):  # fmt: skip
    """A formula: `minuend` minus `subtrahend`, each the code of a quantity or derived value.

    It has no value where one of them has none.
    """

    minuend: str
    subtrahend: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values it is computed from: minuend, subtrahend."""
        return (self.minuend, self.subtrahend)


class MeanOfReadings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="mean",
):  # fmt: skip
    """A formula: the mean of the readings with these numbers (from 1) of the quantity `code`.

    Those not taken are left out; without any there is no value.
    """

    code: str
    readings: Annotated[tuple[int, ...], msgspec.Meta(min_length=1)]

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of the quantity it is computed from, alone."""
        return (self.code,)


Formula = Ratio | Difference | MeanOfReadings
"""How a derived value is computed."""


class DerivedQuantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that is not read but computed by `formula`, and rounded to `decimals`.

    `unit`: for people; "" for a value without dimension, whose `ucum` is "1". `codings`: its codes
    in LOINC, SNOMED CT and the like. `warnings`: what its value makes staff check.

    With `at_least` or `at_most` (both inclusive), a set of readings that leads outside of them is
    refused, in the words of `limits_text`, which may have `{at_least}` and `{at_most}`.
    """

    code: OwnCode
    label: LocalizedText
    unit: str
    ucum: UcumCode
    category: ObservationCategory
    codings: tuple[StandardCode, ...] = ()
    formula: Formula
    decimals: DecimalPlaces
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    limits_text: LocalizedText = msgspec.field(default_factory=dict)
    warnings: tuple[WarningThreshold, ...] = ()

    def is_within_limits(self, value: Decimal) -> bool:
        """Whether `at_least` and `at_most`, both inclusive, allow this value."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )
