"""Checks of the derived values of a protocol: what they need, and how large they can get."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from ptc_app.domain.measurement.formula_definitions import (
    DerivedQuantity,
    Difference,
    Formula,
    MeanOfReadings,
    Ratio,
)
from ptc_app.domain.measurement.protocol import MeasurementGroup, MeasurementProtocol
from ptc_app.domain.measurement.readings import is_measurable


def derived_value_problems(protocol: MeasurementProtocol) -> Iterator[str]:
    """What is wrong with derived values, as `<what>.<code of the value>`; nothing where all are
    whole. `unknown-code`: a formula names what has no single value before it (a quantity read once
    or with a mean, or an earlier derived value), or readings its group lacks. `power`: a factor has
    the power 0. `limits`: they leave no room or have no text."""
    known = {
        code
        for group in protocol.groups
        if group.replicates == 1 or group.mean
        for code in group.quantity_codes
    }
    for derived in protocol.derived:
        formula = derived.formula
        if isinstance(formula, MeanOfReadings):
            if not _is_mean_of_group(formula, protocol):
                yield f"unknown-code.{derived.code}"
        elif not known.issuperset(formula.codes):
            yield f"unknown-code.{derived.code}"
        if isinstance(formula, Ratio) and any(not each.power for each in formula.factors):
            yield f"power.{derived.code}"
        if not _has_limits_in_words(derived):
            yield f"limits.{derived.code}"
        known.add(derived.code)


def unlimited_derived_values(protocol: MeasurementProtocol) -> Iterator[str]:
    """`too-large.<code>` for the first derived value that readings in their limits make too large.

    Nothing where there is none. Too large is what no measure can have (`is_measurable`). For a
    protocol without other problems.
    """
    quantities = [quantity for group in protocol.groups for quantity in group.quantities]
    greatest = {quantity.code: quantity.below for quantity in quantities}
    least = {part.code: Decimal(1).scaleb(-part.decimals) for part in quantities}
    for derived in protocol.derived:
        bound = _greatest_result(derived.formula, greatest, least)
        if not is_measurable(bound.to_integral_value()):
            yield f"too-large.{derived.code}"
            return
        greatest[derived.code] = bound
        least[derived.code] = Decimal(1).scaleb(-derived.decimals)


def are_readings(numbers: tuple[int, ...], group: MeasurementGroup) -> bool:
    """Whether these are numbers (from 1) of readings of the group, each once.

    False for a group that is read once.
    """
    is_repeated = group.replicates > 1
    return is_repeated and len(set(numbers)) == len(numbers) and set(numbers) <= set(group.readings)


def _greatest_result(
    formula: Formula, greatest: Mapping[str, Decimal], least: Mapping[str, Decimal]
) -> Decimal:
    """A bound of the size of the result, from the greatest and the least size above 0 by code."""
    if isinstance(formula, Ratio):
        product = abs(formula.scale)
        for factor in formula.factors:
            size = greatest if factor.power > 0 else least
            product *= size[factor.code] ** factor.power
        return product
    if isinstance(formula, Difference):
        return greatest[formula.minuend] + greatest[formula.subtrahend]
    return greatest[formula.code]


def _is_mean_of_group(formula: MeanOfReadings, protocol: MeasurementProtocol) -> bool:
    groups = (group for group in protocol.groups if formula.code in group.quantity_codes)
    return any(are_readings(formula.readings, group) for group in groups)


def _has_limits_in_words(derived: DerivedQuantity) -> bool:
    """Whether limits, if any, leave room between them and have their text."""
    limits = [limit for limit in (derived.at_least, derived.at_most) if limit is not None]
    return not limits or (
        bool(derived.limits_text) and all(lower < upper for lower, upper in pairwise(limits))
    )
