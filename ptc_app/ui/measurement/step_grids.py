"""All entry fields of a protocol by step, their order, and the problems of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from PySide6.QtWidgets import QWidget

from ptc_app.domain.measurement.protocol import MeasurementProtocol, MeasurementStep
from ptc_app.domain.measurement.reading_checks import (
    ReadingProblem,
    ReadingWarning,
    limit_issues,
    missing_readings,
)
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.i18n.localizer import Localizer
from ptc_app.i18n.typed_number import typed_number
from ptc_app.ui.measurement.entry_grids import ReplicatesGrid, SingleReadingsGrid, ToLocalTime
from ptc_app.ui.measurement.measure_texts import how_to_write
from ptc_app.ui.measurement.measurement_texts import (
    AMBIGUOUS_NUMBER,
    NOT_A_MEASURE,
    NOT_A_NUMBER,
    ReadingKey,
    reading_issue_text,
    warning_headline,
)
from ptc_app.ui.measurement.reading_row import ReadingEntry, ReadingRow


class StepGrids:
    """The grid of each step of a protocol; it holds no readings, only the text that is typed.

    `grids` are in the order of the steps, and step indices count from 0. `local` converts a time to
    the workstation's time zone. `parent` is that of the grids.
    """

    def __init__(
        self, protocol: MeasurementProtocol, tr: Localizer, local: ToLocalTime, parent: QWidget
    ) -> None:
        self._protocol = protocol
        self._tr = tr
        self.grids = [_step_grid(protocol, step, tr, local, parent) for step in protocol.steps]

    @property
    def rows(self) -> list[ReadingRow]:
        """The rows of all steps, in the order of the protocol."""
        return [row for grid in self.grids for row in grid.rows]

    def entries(self, step: int) -> list[ReadingEntry]:
        """Return the entry fields of the step with this index, in the order they are filled in.

        IndexError beyond the last step.
        """
        return [entry for row in self.grids[step].rows for entry in row.entries]

    def after(self, key: ReadingKey) -> ReadingEntry | None:
        """Return the entry field that follows the one with this key in its step.

        None after the last.
        """
        entries = self.entries(self.step_of(key))
        from_key = dropwhile(lambda entry: entry.key != key, entries)
        return next(islice(from_key, 1, None), None)

    def step_of(self, key: ReadingKey) -> int:
        """Return the index of the step that shows this quantity, flag, group or derived value.

        LookupError where the protocol has none of its code.
        """
        return self._protocol.step_of(key.code)

    def show_readings(self, readings: MeasurementEntries) -> None:
        """Show all of these readings but the text of the entry fields, in all steps.

        The text of the entry fields is not changed.
        """
        for grid in self.grids:
            grid.show_readings(readings)

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Show these problem texts below the rows of their keys, and remove all others."""
        for grid in self.grids:
            grid.show_problems(problems)

    def show_warnings(self, warnings: Iterable[ReadingWarning]) -> None:
        """Mark the entry fields these warnings concern, and remove the marks of all others.

        A field that several concern is named after the first.
        """
        headlines: dict[ReadingKey, str] = {}
        for warning in warnings:
            for replicate in warning.replicates:
                key = ReadingKey(warning.subject, replicate)
                headlines.setdefault(key, warning_headline(warning, self._tr))
        for row in self.rows:
            for entry in row.entries:
                entry.show_warning(headlines.get(entry.key, ""))

    def problems(
        self, readings: MeasurementEntries, complete_steps: set[int]
    ) -> dict[ReadingKey, str]:
        """Return the translated text of what is wrong, by the key where it is; one for each key.

        A missing reading is wrong only in `complete_steps`, the indices of steps that ought to be
        complete; text that is no number, or a value outside its limits, in any step.
        """
        texts: dict[ReadingKey, str] = {}
        for issue in self._issues(readings, complete_steps):
            key = ReadingKey(issue.subject, issue.replicate)
            texts.setdefault(key, reading_issue_text(issue, self._protocol, self._tr))
        return texts

    def _issues(
        self, readings: MeasurementEntries, complete_steps: set[int]
    ) -> Iterator[ReadingProblem]:
        for row in self.rows:
            for entry in row.entries:
                if entry.field.text().strip() and readings.reading(*entry.key) is None:
                    yield self._unread(entry, readings.units)
        yield from limit_issues(self._protocol, readings)
        for issue in missing_readings(self._protocol, readings):
            if self._protocol.step_of(issue.subject) in complete_steps:
                yield issue

    def _unread(self, entry: ReadingEntry, units: UnitSystem) -> ReadingProblem:
        """Why the text of a field is no reading in these units."""
        if how_to_write(entry.quantity, units, self._tr):
            return ReadingProblem(NOT_A_MEASURE, *entry.key)
        readings = typed_number(entry.field.text(), self._tr.language).readings
        if not readings:
            return ReadingProblem(NOT_A_NUMBER, *entry.key)
        params = {"one": readings[0], "other": readings[-1]}
        return ReadingProblem(AMBIGUOUS_NUMBER, *entry.key, params)


def _step_grid(
    protocol: MeasurementProtocol,
    step: MeasurementStep,
    tr: Localizer,
    local: ToLocalTime,
    parent: QWidget,
) -> ReplicatesGrid | SingleReadingsGrid:
    if step.groups[0].is_tabular:
        return ReplicatesGrid(protocol, step.groups[0], tr, local, parent)
    return SingleReadingsGrid(protocol, step.groups, tr, local, parent)
