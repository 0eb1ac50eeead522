"""What is wrong with a set of readings (issues), and what to watch for in it (warnings)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from ptc_app.domain.measurement.derived_values import body_mass_index
from ptc_app.domain.measurement.protocol import (
    LocalizedText,
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
    WarningKind,
    WarningThreshold,
    localized,
)
from ptc_app.domain.measurement.readings import Readings, modification_of


class ReadingIssue(msgspec.Struct, frozen=True):
    """Something that must be mended; `field` is a field, a group or "bmi"."""

    code: str
    field: str
    replicate: int = 1
    params: dict[str, str] = msgspec.field(default_factory=dict)


class ReadingWarning(msgspec.Struct, frozen=True):
    """Something the operator should see; it never stops them."""

    code: str
    kind: WarningKind
    field: str
    replicates: tuple[int, ...]
    title: LocalizedText
    text: LocalizedText

    def headline(self, language: str) -> str:
        """The title in this language, with the readings it speaks of."""
        numbers = ", ".join(str(n) for n in self.replicates)
        return localized(self.title, language).replace("{readings}", numbers)


def reading_issues(protocol: MeasurementProtocol, readings: Readings) -> tuple[ReadingIssue, ...]:
    """All that must be mended before the set can be signed."""
    return (*limit_issues(protocol, readings), *missing_readings(protocol, readings))


def limit_issues(protocol: MeasurementProtocol, readings: Readings) -> tuple[ReadingIssue, ...]:
    """The values that cannot be right; a draft has to pass these too."""
    found = [
        issue
        for group in protocol.groups
        for replicate in group.readings
        for field in group.fields
        if (issue := _limit(field, group, readings, replicate))
    ]
    index = body_mass_index(readings)
    if index is not None and not protocol.bmi.at_least <= index <= protocol.bmi.at_most:
        limits = {"from": str(protocol.bmi.at_least), "to": str(protocol.bmi.at_most)}
        found.append(ReadingIssue("bmi-out-of-range", "bmi", params=limits))
    return tuple(found)


def missing_readings(protocol: MeasurementProtocol, readings: Readings) -> tuple[ReadingIssue, ...]:
    """The readings that have neither value nor modification, and the reasons not given."""
    return tuple(
        issue
        for group in protocol.groups
        for replicate in group.readings
        for issue in _missing_in(group, readings, replicate)
    )


def reading_warnings(
    protocol: MeasurementProtocol, readings: Readings
) -> tuple[ReadingWarning, ...]:
    """What to watch for, in the order of the protocol; alarms come first in their field."""
    return tuple(_all_warnings(protocol, readings))


def _limit(
    field: MeasuredQuantity, group: MeasurementGroup, readings: Readings, replicate: int
) -> ReadingIssue | None:
    value = readings.value(field.code, replicate)
    if value is None:
        return None
    modification = modification_of(readings, group, replicate)
    if modification and modification.clears_values:
        return ReadingIssue("value-despite-modification", field.code, replicate)
    if not 0 < value < field.below:
        return ReadingIssue("out-of-range", field.code, replicate, {"below": str(field.below)})
    if _decimals(value) > field.decimals:
        code = "too-many-decimals" if field.decimals else "not-an-integer"
        return ReadingIssue(code, field.code, replicate, {"decimals": str(field.decimals)})
    greater = readings.value(field.less_than, replicate) if field.less_than else None
    if greater is not None and value >= greater:
        return ReadingIssue("not-less", field.code, replicate, {"than": str(field.less_than)})
    return None


def _decimals(value: Decimal) -> int:
    """How many decimals the value really has: 70.0 has none."""
    _, _, exponent = value.normalize().as_tuple()
    return max(0, -int(exponent))


def _missing_in(
    group: MeasurementGroup, readings: Readings, replicate: int
) -> Iterator[ReadingIssue]:
    modification = modification_of(readings, group, replicate)
    chosen = readings.modification(group.code, replicate)
    if modification and chosen:
        if modification.notes_required and not chosen.notes.strip():
            yield ReadingIssue("notes-required", group.code, replicate)
        return
    for field in group.fields:
        if readings.value(field.code, replicate) is None:
            yield ReadingIssue("missing", field.code, replicate)


def _all_warnings(protocol: MeasurementProtocol, readings: Readings) -> Iterator[ReadingWarning]:
    for group in protocol.groups:
        for field in group.fields:
            yield from _field_warnings(field, group, readings)
        yield from _tick_warnings(group, readings)
    index = body_mass_index(readings)
    rule = None if index is None else _first(protocol.bmi.warnings, index)
    if rule:
        yield _warning(rule, "bmi", ())


def _field_warnings(
    field: MeasuredQuantity, group: MeasurementGroup, readings: Readings
) -> Iterator[ReadingWarning]:
    alarms = [rule for rule in field.warnings if rule.kind is WarningKind.ALARM]
    singles = tuple(rule for rule in field.warnings if rule.kind is not WarningKind.ALARM)
    values = {n: readings.value(field.code, n) for n in group.readings}
    alarmed: set[tuple[int, Decimal | None, Decimal | None]] = set()
    for pair in pairwise(group.readings):
        rule = _first_in_both(alarms, values[pair[0]], values[pair[1]])
        if rule:
            alarmed |= {(n, rule.above, rule.below) for n in pair}
            yield _warning(rule, field.code, pair)
    for replicate, value in values.items():
        rule = None if value is None else _first(singles, value)
        if rule and (replicate, rule.above, rule.below) not in alarmed:
            yield _warning(rule, field.code, (replicate,))


def _tick_warnings(group: MeasurementGroup, readings: Readings) -> Iterator[ReadingWarning]:
    for tick in group.ticks:
        if tick.alarm and all(readings.ticked(tick.code, n) for n in group.readings):
            yield _warning(tick.alarm, tick.code, tuple(group.readings))


def _first(rules: tuple[WarningThreshold, ...], value: Decimal) -> WarningThreshold | None:
    return next((rule for rule in rules if rule.holds(value)), None)


def _first_in_both(
    rules: list[WarningThreshold], one: Decimal | None, other: Decimal | None
) -> WarningThreshold | None:
    if one is None or other is None:
        return None
    return next((rule for rule in rules if rule.holds(one) and rule.holds(other)), None)


def _warning(rule: WarningThreshold, field: str, replicates: tuple[int, ...]) -> ReadingWarning:
    return ReadingWarning(rule.code, rule.kind, field, replicates, rule.title, rule.text)
