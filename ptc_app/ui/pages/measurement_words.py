"""What a measurement is called, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ptc_app.domain.measurement.means import bmi, shown
from ptc_app.domain.measurement.protocol import Field, Group, Protocol, in_language
from ptc_app.domain.measurement.reading import Readings
from ptc_app.domain.measurement.units import feet_and_inches, pounds
from ptc_app.domain.measurement.warnings import Issue
from ptc_app.ui.i18n import Words

NOT_A_NUMBER = "not-a-number"
"""The one issue the domain cannot know: what was typed never became a value."""


class Place(NamedTuple):
    """Where something is read: the code of a field, a group or "bmi", and which reading."""

    code: str
    replicate: int


def issue_text(issue: Issue, protocol: Protocol, words: Words) -> str:
    """What is wrong and how to mend it."""
    return _ISSUES[issue.code](issue, protocol, words)


def worded_issues() -> frozenset[str]:
    """Every issue that has words."""
    return frozenset(_ISSUES)


def field_name(group: Group, field: Field, replicate: int, words: Words) -> str:
    """What a screen reader says of a field, without its unit."""
    label = in_language(field.label, words.language)
    if group.replicates == 1:
        return label
    return words("{field}, reading {number}", field=label, number=replicate)


def place_name(group: Group, replicate: int, words: Words) -> str:
    """What one reading of a group is called."""
    if group.replicates == 1:
        return in_language(group.label, words.language)
    return words("Reading {number}", number=replicate)


def step_title(groups: tuple[Group, ...], words: Words) -> str:
    """What is measured together in one step."""
    if len(groups) == 1:
        return in_language(groups[0].label, words.language)
    return words("Height and weight")


def modification_text(group: Group, replicate: int, readings: Readings, words: Words) -> str:
    """How a reading was taken, where not as usual, and why."""
    language = words.language
    said = [
        in_language(tick.label, language)
        for tick in group.ticks
        if tick.system and readings.ticked(tick.code, replicate)
    ]
    chosen = readings.modification(group.code, replicate)
    if chosen:
        said.append(in_language(group.modification(chosen.code).label, language))
        said.append(chosen.notes)
    return " · ".join(filter(None, said))


def also_text(code: str, readings: Readings, words: Words) -> str:
    """A number in the unit people think in, where it is another one."""
    value = readings.value(code)
    if value is None or value <= 0:
        return ""
    if code == "height":
        tall = feet_and_inches(value)
        return words("{feet} ft {inches} in", feet=tall.feet, inches=tall.inches)
    if code == "weight":
        return words("{pounds} lb", pounds=words.number(pounds(value)))
    return ""


def bmi_text(readings: Readings) -> str:
    """The body mass index, or a dash."""
    index = bmi(readings)
    return _NOTHING if index is None else str(shown(index))


_NOTHING = "—"


def _out_of_range(issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("Enter a number above 0 and below {below}.", **issue.params)


def _decimals(issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words.n(
        "Enter at most {count} decimal.",
        "Enter at most {count} decimals.",
        int(issue.params["decimals"]),
    )


def _integer(_issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("Enter a whole number.")


def _not_less(issue: Issue, protocol: Protocol, words: Words) -> str:
    other = in_language(protocol.field(issue.params["than"]).label, words.language)
    return words("This must be lower than “{other}” of the same reading.", other=other)


def _despite(_issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("The reason given says there is no number. Take one of the two away.")


def _bmi(issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words(
        "Height and weight do not fit together. The body mass index must be from {from} to {to}.",
        **issue.params,
    )


def _missing(_issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("Enter the number, or add a protocol modification that says why there is none.")


def _notes(_issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("Say in the notes why.")


def _not_a_number(_issue: Issue, _protocol: Protocol, words: Words) -> str:
    return words("This cannot be a reading. Use digits, such as 120.")


_ISSUES: dict[str, Callable[[Issue, Protocol, Words], str]] = {
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
