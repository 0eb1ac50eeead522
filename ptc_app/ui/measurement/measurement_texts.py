"""What a measurement is called, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ptc_app.domain.measurement.derived_values import body_mass_index, rounded_to_tenth
from ptc_app.domain.measurement.protocol import (
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
    localized,
)
from ptc_app.domain.measurement.reading_checks import ReadingIssue
from ptc_app.domain.measurement.readings import Readings
from ptc_app.domain.measurement.us_customary_units import feet_and_inches, pounds
from ptc_app.i18n.translator import Translator

NOT_A_NUMBER = "not-a-number"
"""The one issue the domain cannot know: what was typed never became a value."""


class ReadingKey(NamedTuple):
    """Where something is read: the code of a field, a group or "bmi", and which reading."""

    code: str
    replicate: int


def reading_issue_text(issue: ReadingIssue, protocol: MeasurementProtocol, tr: Translator) -> str:
    """What is wrong and how to mend it."""
    return _ISSUES[issue.code](issue, protocol, tr)


def worded_reading_issues() -> frozenset[str]:
    """Every issue that has words."""
    return frozenset(_ISSUES)


def quantity_name(
    group: MeasurementGroup, field: MeasuredQuantity, replicate: int, tr: Translator
) -> str:
    """What a screen reader says of a field, without its unit."""
    label = localized(field.label, tr.language)
    if group.replicates == 1:
        return label
    return tr("{field}, reading {number}", field=label, number=replicate)


def reading_name(group: MeasurementGroup, replicate: int, tr: Translator) -> str:
    """What one reading of a group is called."""
    if group.replicates == 1:
        return localized(group.label, tr.language)
    return tr("Reading {number}", number=replicate)


def step_title(groups: tuple[MeasurementGroup, ...], tr: Translator) -> str:
    """What is measured together in one step."""
    if len(groups) == 1:
        return localized(groups[0].label, tr.language)
    return tr("Height and weight")


def modification_text(
    group: MeasurementGroup, replicate: int, readings: Readings, tr: Translator
) -> str:
    """How a reading was taken, where not as usual, and why."""
    language = tr.language
    said = [
        localized(tick.label, language)
        for tick in group.ticks
        if tick.system and readings.ticked(tick.code, replicate)
    ]
    chosen = readings.modification(group.code, replicate)
    if chosen:
        said.append(localized(group.modification(chosen.code).label, language))
        said.append(chosen.notes)
    return " · ".join(filter(None, said))


def us_customary_text(code: str, readings: Readings, tr: Translator) -> str:
    """A number in the unit people think in, where it is another one."""
    value = readings.value(code)
    if value is None or value <= 0:
        return ""
    if code == "height":
        tall = feet_and_inches(value)
        return tr("{feet} ft {inches} in", feet=tall.feet, inches=tall.inches)
    if code == "weight":
        return tr("{pounds} lb", pounds=tr.number(pounds(value)))
    return ""


def bmi_text(readings: Readings) -> str:
    """The body mass index, or a dash."""
    index = body_mass_index(readings)
    return _NOTHING if index is None else str(rounded_to_tenth(index))


_NOTHING = "—"


def _out_of_range(issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("Enter a number above 0 and below {below}.", **issue.params)


def _decimals(issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr.plural(
        "Enter at most {count} decimal.",
        "Enter at most {count} decimals.",
        int(issue.params["decimals"]),
    )


def _integer(_issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("Enter a whole number.")


def _not_less(issue: ReadingIssue, protocol: MeasurementProtocol, tr: Translator) -> str:
    other = localized(protocol.field(issue.params["than"]).label, tr.language)
    return tr("This must be lower than “{other}” of the same reading.", other=other)


def _despite(_issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("The reason given says there is no number. Take one of the two away.")


def _bmi(issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr(
        "Height and weight do not fit together. The body mass index must be from {from} to {to}.",
        **issue.params,
    )


def _missing(_issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("Enter the number, or add a protocol modification that says why there is none.")


def _notes(_issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("Say in the notes why.")


def _not_a_number(_issue: ReadingIssue, _protocol: MeasurementProtocol, tr: Translator) -> str:
    return tr("This cannot be a reading. Use digits, such as 120.")


_ISSUES: dict[str, Callable[[ReadingIssue, MeasurementProtocol, Translator], str]] = {
    "out-of-range": _out_of_range,
    "too-many-decimals": _decimals,
    "not-an-integer": _integer,
    "not-less": _not_less,
    "value-despite-modification": _despite,
    "bmi-out-of-range": _bmi,
    "missing": _missing,
    "notes-required": _notes,
    NOT_A_NUMBER: _not_a_number,
}
