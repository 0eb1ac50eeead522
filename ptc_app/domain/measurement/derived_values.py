"""Means and derived values, computed from readings by the formulas of their protocol."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ptc_app.domain.measurement.display_units import rounded
from ptc_app.domain.measurement.formula_definitions import (
    DerivedQuantity,
    Difference,
    Formula,
    MeanOfReadings,
    Ratio,
)
from ptc_app.domain.measurement.protocol import MeasurementGroup, MeasurementProtocol
from ptc_app.domain.measurement.readings import MeasurementEntries, is_measurable

ValueOf = Callable[[str], Decimal | None]
"""The one value that stands for the quantity or derived value of a code; None while missing."""


def mean_value(
    protocol: MeasurementProtocol, readings: MeasurementEntries, code: str
) -> Decimal | None:
    """The mean of a quantity, not rounded, over those readings of its group's mean that were taken.

    None where none of them was taken, where the group has no mean, or where a quantity that is
    paired with this one has no mean. LookupError where no group has that quantity.
    """
    group = protocol.group_of(code)
    means = {each: _group_mean(group, readings, each) for each in group.paired_with(code)}
    return None if None in means.values() else means[code]


def counted_readings(
    group: MeasurementGroup, readings: MeasurementEntries, code: str
) -> tuple[int, ...]:
    """The numbers (from 1) of those readings of a quantity that go into its mean.

    In the order of the group's mean. Readings not taken are left out; empty where the group has no
    mean.
    """
    return _taken(readings, code, group.mean.readings if group.mean else ())


def mean_readings(group: MeasurementGroup, readings: MeasurementEntries) -> tuple[int, ...]:
    """The numbers (from 1) of the readings from which a value of the group goes into its mean."""
    counted = {n for code in group.quantity_codes for n in counted_readings(group, readings, code)}
    return tuple(sorted(counted))


def derived_value(
    protocol: MeasurementProtocol, readings: MeasurementEntries, derived: DerivedQuantity
) -> Decimal | None:
    """The value of `derived`, as `derived_values` gives it: rounded, or None while it is missing.

    For several values `derived_values` is faster.
    """
    return derived_values(protocol, readings)[derived.code]


def derived_values(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> Mapping[str, Decimal | None]:
    """All derived values by code, rounded to their decimals (halves away from zero).

    Each is computed once, in the order of the protocol. None while a value that it needs is
    missing, where a divisor is 0 or less, and where no measure can have the result
    (`is_measurable`).
    """
    values: dict[str, Decimal | None] = {}

    def value_of(code: str) -> Decimal | None:
        return values[code] if code in values else _measured_value(protocol, readings, code)

    for derived in protocol.derived:
        calculate = _CALCULATIONS[type(derived.formula)]
        values[derived.code] = _result(
            calculate(derived.formula, readings, value_of), derived.decimals
        )
    return values


def calculated_formulas() -> frozenset[type]:
    """The structs of formula that can be computed: Ratio, Difference and MeanOfReadings."""
    return frozenset(_CALCULATIONS)


def _measured_value(
    protocol: MeasurementProtocol, readings: MeasurementEntries, code: str
) -> Decimal | None:
    """The one value of a quantity: its reading, or its mean where it is read several times."""
    if protocol.group_of(code).replicates == 1:
        return readings.value(code)
    return mean_value(protocol, readings, code)


def _result(value: Decimal | None, decimals: int) -> Decimal | None:
    """The rounded value; None where it is too large for a measure (a tiny one becomes 0)."""
    if value is None or not is_measurable(value.to_integral_value()):
        return None
    return rounded(value, decimals)


def _group_mean(group: MeasurementGroup, readings: MeasurementEntries, code: str) -> Decimal | None:
    return _mean(readings, code, counted_readings(group, readings, code))


def _mean(readings: MeasurementEntries, code: str, numbers: tuple[int, ...]) -> Decimal | None:
    values = [value for n in numbers if (value := readings.value(code, n)) is not None]
    return sum(values, Decimal()) / len(values) if values else None


def _taken(readings: MeasurementEntries, code: str, numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in numbers if readings.value(code, n) is not None)


def _ratio(ratio: Ratio, _readings: MeasurementEntries, value_of: ValueOf) -> Decimal | None:
    """None also for a divisor of 0 or less: no measure is that."""
    product = ratio.scale
    for factor in ratio.factors:
        value = value_of(factor.code)
        if value is None or (factor.power < 0 and value <= 0):
            return None
        product *= value**factor.power
    return product


def _difference(
    difference: Difference, _readings: MeasurementEntries, value_of: ValueOf
) -> Decimal | None:
    minuend, subtrahend = value_of(difference.minuend), value_of(difference.subtrahend)
    return None if minuend is None or subtrahend is None else minuend - subtrahend


def _mean_of_readings(
    mean: MeanOfReadings, readings: MeasurementEntries, _value_of: ValueOf
) -> Decimal | None:
    return _mean(readings, mean.code, mean.readings)


_CALCULATIONS: Mapping[
    type[Formula], Callable[[Any, MeasurementEntries, ValueOf], Decimal | None]
] = {
    Ratio: _ratio,
    Difference: _difference,
    MeanOfReadings: _mean_of_readings,
}
