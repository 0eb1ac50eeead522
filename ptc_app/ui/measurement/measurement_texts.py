"""Names of readings and texts of reading issues, in the operator's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ptc_app.domain.localized_text import filled, localized
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.protocol import (
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
)
from ptc_app.domain.measurement.reading_checks import ReadingProblem, ReadingWarning
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.measurement.measure_texts import how_to_write
from ptc_app.ui.messages.number_texts import two_readings_text

NOT_A_NUMBER = "not-a-number"
"""The code of the issue found here and not by the domain: the text typed is no number."""

NOT_A_MEASURE = "not-a-measure"
"""The code of the issue found here that the text typed in US units is no height or weight."""

AMBIGUOUS_NUMBER = "ambiguous-number"
"""The code of the issue found here that the text may be read as two numbers, `one` and `other`."""

NO_VALUE = "—"
"""Stands where a mean or derived value is not there yet."""


class ReadingKey(NamedTuple):
    """Identifies one reading of a quantity, flag, group or derived value.

    - code: of the quantity, flag, group or derived value
    - replicate: which reading of it, counted from 1; 1 for a derived value; with a group, 0 stands
      for all its readings at once
    """

    code: str
    replicate: int


def warning_headline(warning: ReadingWarning, tr: Localizer) -> str:
    """Return the title of a warning, with the numbers of its readings as a list: 2 and 3."""
    numbers = tr.list_text([str(replicate) for replicate in warning.replicates])
    return warning.headline(tr.language, numbers)


def reading_issue_text(issue: ReadingProblem, protocol: MeasurementProtocol, tr: Localizer) -> str:
    """Return the translated text of an issue: what is wrong or how to correct it.

    KeyError for a code that is not among `worded_reading_issues`.
    """
    return _ISSUE_TEXTS[issue.code](issue, protocol, tr)


def worded_reading_issues() -> frozenset[str]:
    """Return all codes for which `reading_issue_text` has a text."""
    return frozenset(_ISSUE_TEXTS)


def quantity_name(
    group: MeasurementGroup, quantity: MeasuredQuantity, replicate: int, tr: Localizer
) -> str:
    """Return the accessible name of an entry field without its unit: Systolic, reading 2.

    `replicate` counts from 1; it is left out where the group is read once.
    """
    label = localized(quantity.label, tr.language)
    if group.replicates == 1:
        return label
    return tr("{field}, reading {number}", field=label, number=replicate)


def reading_name(group: MeasurementGroup, replicate: int, tr: Localizer) -> str:
    """Return the name of one reading within its group: Reading 2.

    `replicate` counts from 1. Where the group is read once, the name of the group.
    """
    if group.replicates == 1:
        return localized(group.label, tr.language)
    return tr("Reading {number}", number=replicate)


def full_reading_name(
    protocol: MeasurementProtocol, group: MeasurementGroup, replicate: int, tr: Localizer
) -> str:
    """Return the name of one reading among all of the protocol: Blood pressure · Reading 2.

    `replicate` counts from 1; 0 stands for all readings of the group. The group is left out where
    it is the only one read several times.
    """
    name = reading_name(group, replicate, tr) if replicate else tr("All readings")
    repeated = [each for each in protocol.groups if each.replicates > 1]
    if group.replicates == 1 or len(repeated) == 1:
        return name
    return f"{localized(group.label, tr.language)} · {name}"


def modification_text(
    group: MeasurementGroup, replicate: int, readings: MeasurementEntries, tr: Localizer
) -> str:
    """Return in what a reading departs from the protocol: other method, modification, notes.

    Joined by a dot: Manual cuff · Arm injured. Empty where it was taken as usual. `replicate`
    counts from 1.
    """
    return " · ".join(filter(None, _modification_parts(group, replicate, readings, tr.language)))


def _modification_parts(
    group: MeasurementGroup, replicate: int, readings: MeasurementEntries, language: str
) -> Iterator[str]:
    for method in group.methods:
        if readings.is_flagged(method.code, replicate):
            yield localized(method.label, language)
    chosen = readings.modification(group.code, replicate)
    if chosen:
        yield localized(group.modification(chosen.code).label, language)
        yield chosen.notes


def _out_of_range(issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    if issue.params["at_least"] == "0":
        return tr("Enter a number above 0 and below {below}.", **issue.params)
    return tr("Enter a number from {at_least} and below {below}.", **issue.params)


def _too_many_decimals(issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    return tr.plural(
        "Enter at most {count} decimal.",
        "Enter at most {count} decimals.",
        int(issue.params["decimals"]),
    )


def _not_an_integer(_issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    return tr("Enter a whole number.")


def _not_less(issue: ReadingProblem, protocol: MeasurementProtocol, tr: Localizer) -> str:
    other = localized(protocol.quantity(issue.params["than"]).label, tr.language)
    return tr("This must be lower than “{other}” of the same reading.", other=other)


def _value_despite_modification(
    _issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer
) -> str:
    return tr("The reason given says there is no number. Take one of the two away.")


def _derived_out_of_range(
    issue: ReadingProblem, protocol: MeasurementProtocol, tr: Localizer
) -> str:
    derived = protocol.derived_value(issue.subject)
    return "" if derived is None else _limits_text(derived, tr.language)


def _limits_text(derived: DerivedQuantity, language: str) -> str:
    limits = {"at_least": str(derived.at_least), "at_most": str(derived.at_most)}
    return filled(localized(derived.limits_text, language), limits)


def _missing(_issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    return tr("Enter the number, or add a protocol modification that says why there is none.")


def _notes_required(_issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    return tr("Say in the notes why.")


def _not_a_number(_issue: ReadingProblem, _protocol: MeasurementProtocol, tr: Localizer) -> str:
    return tr("This cannot be a reading. Use digits, such as 120.")


def _not_a_measure(issue: ReadingProblem, protocol: MeasurementProtocol, tr: Localizer) -> str:
    return how_to_write(protocol.quantity(issue.subject), UnitSystem.US, tr)


_ISSUE_TEXTS: dict[str, Callable[[ReadingProblem, MeasurementProtocol, Localizer], str]] = {
    "out-of-range": _out_of_range,
    "too-many-decimals": _too_many_decimals,
    "not-an-integer": _not_an_integer,
    "not-less": _not_less,
    "value-despite-modification": _value_despite_modification,
    "derived-out-of-range": _derived_out_of_range,
    "missing": _missing,
    "notes-required": _notes_required,
    NOT_A_NUMBER: _not_a_number,
    NOT_A_MEASURE: _not_a_measure,
    AMBIGUOUS_NUMBER: lambda issue, _protocol, tr: two_readings_text(**issue.params, tr=tr),
}
