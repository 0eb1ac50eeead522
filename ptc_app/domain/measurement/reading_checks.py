"""Issues of a set of readings, which must be corrected, and warnings, which must be seen."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

import msgspec

from ptc_app.domain.localized_text import LocalizedText, filled, localized
from ptc_app.domain.measurement.derived_values import derived_values
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.protocol import (
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
)
from ptc_app.domain.measurement.readings import MeasurementEntries, modification_of
from ptc_app.domain.measurement.thresholds import WarningKind, WarningThreshold


class ReadingProblem(msgspec.Struct, frozen=True):
    """Something that must be corrected before a set of readings can be signed.

    `code`: what is wrong, one of those of `limit_issues` and `missing_readings`. `subject`: the
    code of the quantity, group or derived value concerned. `replicate`: the number of its reading,
    from 1. `params`: values for the message, such as `below`.
    """

    code: str
    subject: str
    replicate: int = 1
    params: dict[str, str] = msgspec.field(default_factory=dict)


class ReadingWarning(msgspec.Struct, frozen=True):
    """Something that staff must see, but may leave as it is.

    `code`, `kind`, `title`, `text`: of the threshold passed. `subject`: the code of the quantity,
    flag or derived value concerned. `replicates`: the numbers (from 1) of its readings; () for a
    derived value.
    """

    code: str
    kind: WarningKind
    subject: str
    replicates: tuple[int, ...]
    title: LocalizedText
    text: LocalizedText

    def headline(self, language: str, numbers: str) -> str:
        """The title in this language; `numbers` is `replicates` as a text ("2 and 3").

        It stands for `{readings}` in the title.
        """
        return filled(localized(self.title, language), {"readings": numbers})


def reading_issues(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> tuple[ReadingProblem, ...]:
    """All that must be corrected before the set can be signed; empty where it can be.

    The issues of `limit_issues`, then those of `missing_readings`.
    """
    return (*limit_issues(protocol, readings), *missing_readings(protocol, readings))


def limit_issues(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> tuple[ReadingProblem, ...]:
    """The values that cannot be right, also in a set that is not complete yet.

    Values first, by group, reading and quantity, at most one issue each:
    `value-despite-modification`, `out-of-range`, `too-many-decimals`, `not-an-integer`,
    `not-less`; then derived values outside their limits: `derived-out-of-range`.
    """
    of_values = (
        _value_issue(quantity, group, readings, replicate)
        for group in protocol.groups
        for replicate in group.readings
        for quantity in group.quantities
    )
    values = derived_values(protocol, readings)
    of_derived = (_derived_issue(derived, values[derived.code]) for derived in protocol.derived)
    return tuple(issue for issue in (*of_values, *of_derived) if issue)


def accepted_readings(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> MeasurementEntries:
    """The readings without those values that `limit_issues` refuses, which count for nothing."""
    refused = {(issue.subject, issue.replicate) for issue in limit_issues(protocol, readings)}
    kept = tuple(r for r in readings.readings if (r.code, r.replicate) not in refused)
    return msgspec.structs.replace(readings, readings=kept)


def missing_readings(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> tuple[ReadingProblem, ...]:
    """What a set lacks to be complete, in the order of the protocol.

    `missing`: a quantity without a value in a reading that has no modification. `notes-required`:
    a modification without the note it needs.
    """
    return tuple(
        issue
        for group in protocol.groups
        for replicate in group.readings
        for issue in _missing_in(group, readings, replicate)
    )


def reading_warnings(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> tuple[ReadingWarning, ...]:
    """The warnings of a set, in the order of the protocol; empty where there are none.

    Of one quantity, alarms come first, one for all readings in a row that raise it; then warnings
    of single readings, by the first threshold each passes, unless an alarm of the same bounds
    covers it. The flags of a group come behind its quantities, derived values at the end.
    """
    return tuple(_all_warnings(protocol, readings))


def _value_issue(
    quantity: MeasuredQuantity,
    group: MeasurementGroup,
    readings: MeasurementEntries,
    replicate: int,
) -> ReadingProblem | None:
    value = readings.value(quantity.code, replicate)
    if value is None:
        return None
    modification = modification_of(readings, group, replicate)
    if modification and modification.clears_values:
        return ReadingProblem("value-despite-modification", quantity.code, replicate)
    if value <= 0 or not quantity.at_least <= value < quantity.below:
        limits = {"at_least": str(quantity.at_least), "below": str(quantity.below)}
        return ReadingProblem("out-of-range", quantity.code, replicate, limits)
    if _decimals(value) > quantity.decimals:
        code = "too-many-decimals" if quantity.decimals else "not-an-integer"
        decimals = {"decimals": str(quantity.decimals)}
        return ReadingProblem(code, quantity.code, replicate, decimals)
    greater = readings.value(quantity.less_than, replicate) if quantity.less_than else None
    if greater is not None and value >= greater:
        return ReadingProblem(
            "not-less", quantity.code, replicate, {"than": str(quantity.less_than)}
        )
    return None


def _derived_issue(derived: DerivedQuantity, value: Decimal | None) -> ReadingProblem | None:
    if value is None or derived.is_within_limits(value):
        return None
    return ReadingProblem("derived-out-of-range", derived.code)


def _decimals(value: Decimal) -> int:
    """How many decimals are needed to write the value: 0 for 70.0."""
    _, _, exponent = value.normalize().as_tuple()
    return max(0, -int(exponent))


def _missing_in(
    group: MeasurementGroup, readings: MeasurementEntries, replicate: int
) -> Iterator[ReadingProblem]:
    modification = modification_of(readings, group, replicate)
    chosen = readings.modification(group.code, replicate)
    if modification and chosen:
        if modification.notes_required and not chosen.notes.strip():
            yield ReadingProblem("notes-required", group.code, replicate)
        return
    for code in group.quantity_codes:
        if readings.value(code, replicate) is None:
            yield ReadingProblem("missing", code, replicate)


def _all_warnings(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> Iterator[ReadingWarning]:
    for group in protocol.groups:
        for quantity in group.quantities:
            yield from _quantity_warnings(quantity, group, readings)
        yield from _flag_warnings(group, readings)
    values = derived_values(protocol, readings)
    for derived in protocol.derived:
        value = values[derived.code]
        threshold = None if value is None else _first(derived.warnings, value)
        if threshold:
            yield _warning(threshold, derived.code, ())


def _quantity_warnings(
    quantity: MeasuredQuantity, group: MeasurementGroup, readings: MeasurementEntries
) -> Iterator[ReadingWarning]:
    """Alarms of two readings in a row, then warnings of single readings that no alarm covers."""
    alarms = [each for each in quantity.warnings if each.kind is WarningKind.ALARM]
    singles = tuple(each for each in quantity.warnings if each.kind is not WarningKind.ALARM)
    values = {n: readings.value(quantity.code, n) for n in group.readings}
    alarmed: set[tuple[int, Decimal | None, Decimal | None]] = set()
    for alarm, run in _alarm_runs(alarms, values):
        alarmed |= {(n, alarm.above, alarm.below) for n in run}
        yield _warning(alarm, quantity.code, run)
    for replicate, value in values.items():
        threshold = None if value is None else _first(singles, value)
        if threshold and (replicate, threshold.above, threshold.below) not in alarmed:
            yield _warning(threshold, quantity.code, (replicate,))


def _alarm_runs(
    alarms: list[WarningThreshold], values: Mapping[int, Decimal | None]
) -> Iterator[tuple[WarningThreshold, tuple[int, ...]]]:
    """Each alarm once for all readings in a row that raise it, two or more."""
    run: tuple[int, ...] = ()
    of_run: WarningThreshold | None = None
    for one, other in pairwise(values):
        threshold = _first_in_both(alarms, values[one], values[other])
        if of_run is not None and threshold is not of_run:
            yield of_run, run
        run = (*run, other) if threshold is of_run else (one, other)
        of_run = threshold
    if of_run is not None:
        yield of_run, run


def _flag_warnings(
    group: MeasurementGroup, readings: MeasurementEntries
) -> Iterator[ReadingWarning]:
    for flag in group.flags:
        if flag.alarm and all(readings.is_flagged(flag.code, n) for n in group.readings):
            yield _warning(flag.alarm, flag.code, tuple(group.readings))


def _first(thresholds: tuple[WarningThreshold, ...], value: Decimal) -> WarningThreshold | None:
    return next((each for each in thresholds if each.holds(value)), None)


def _first_in_both(
    thresholds: list[WarningThreshold], one: Decimal | None, other: Decimal | None
) -> WarningThreshold | None:
    if one is None or other is None:
        return None
    return next((each for each in thresholds if each.holds(one) and each.holds(other)), None)


def _warning(
    threshold: WarningThreshold, subject: str, replicates: tuple[int, ...]
) -> ReadingWarning:
    return ReadingWarning(
        threshold.code, threshold.kind, subject, replicates, threshold.title, threshold.text
    )
