"""Values that follow from readings by a formula, as a protocol file states them."""

from decimal import Decimal
from typing import Annotated

import msgspec

from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.measurement.display_units import DecimalPlaces
from ptc_app.domain.measurement.standard_code import ObservationCategory, StandardCode
from ptc_app.domain.measurement.thresholds import WarningThreshold

Power = Annotated[int, msgspec.Meta(ge=-3, le=3)]


class PowerFactor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The value with this code, raised to a power; -2 divides by its square."""

    code: str
    power: Power


class Ratio(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="ratio",
):  # fmt: skip
    """`scale` times the product of powers: 10000 x weight^1 x height^-2."""

    factors: Annotated[tuple[PowerFactor, ...], msgspec.Meta(min_length=1, max_length=6)]
    scale: Decimal = Decimal(1)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values it is computed from."""
        return tuple(factor.code for factor in self.factors)


class Difference(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="difference",
):  # fmt: skip
    """`minuend` less `subtrahend`, each the code of a value."""

    minuend: str
    subtrahend: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the values it is computed from."""
        return (self.minuend, self.subtrahend)


class MeanOfReadings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind",
    tag="mean",
):  # fmt: skip
    """The mean of those of these readings of one quantity that were taken."""

    code: str
    readings: Annotated[tuple[int, ...], msgspec.Meta(min_length=1)]

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of the quantity it is computed from."""
        return (self.code,)


Formula = Ratio | Difference | MeanOfReadings


class DerivedQuantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that nobody reads: it follows by `formula`, rounded to `decimals`.

    `unit` is empty and `ucum` is "1" for a value without dimension.

    With `at_least` or `at_most`, a set of readings that leads outside of them is refused, in the
    words of `limits_text`, which may have `{at_least}` and `{at_most}`.
    """

    code: str
    label: LocalizedText
    unit: str
    ucum: str
    category: ObservationCategory
    codings: tuple[StandardCode, ...] = ()
    formula: Formula
    decimals: DecimalPlaces
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    limits_text: LocalizedText = msgspec.field(default_factory=dict)
    warnings: tuple[WarningThreshold, ...] = ()

    def is_within_limits(self, value: Decimal) -> bool:
        """Whether a set of readings may lead to this value."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )
