"""All entry fields of a set of measurements by step, their order, and the problems of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from ptc_app.domain.measurement.protocol import MeasurementProtocol, MeasurementStep
from ptc_app.domain.measurement.reading_checks import (
    ReadingError,
    ReadingWarning,
    limit_issues,
    missing_readings,
)
from ptc_app.domain.measurement.readings import Readings
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.measurement.entry_grids import ReplicatesGrid, SingleReadingsGrid, ToLocalTime
from ptc_app.ui.measurement.measurement_texts import (
    NOT_A_NUMBER,
    MeasurementEntryKey,
    reading_issue_text,
)
from ptc_app.ui.measurement.reading_row import ReadingEntry, ReadingRow


class StepGrids:
    """The grid of each step of a protocol. It holds no readings, only what is typed."""

    def __init__(self, protocol: MeasurementProtocol, tr: Localizer, local: ToLocalTime) -> None:
        self._protocol = protocol
        self._tr = tr
        self.grids = [_step_grid(protocol, step, tr, local) for step in protocol.steps]

    @property
    def rows(self) -> list[ReadingRow]:
        """The rows of all steps."""
        return [row for grid in self.grids for row in grid.rows]

    def entries(self, step: int) -> list[ReadingEntry]:
        """The entry fields of a step, in the order they are filled in."""
        return [entry for row in self.grids[step].rows for entry in row.entries]

    def after(self, key: MeasurementEntryKey) -> ReadingEntry | None:
        """The entry field that follows in the same step, or None after the last."""
        entries = self.entries(self.step_of(key))
        from_key = dropwhile(lambda entry: entry.key != key, entries)
        return next(islice(from_key, 1, None), None)

    def step_of(self, key: MeasurementEntryKey) -> int:
        """The index of the step where something is read or shown."""
        return self._protocol.step_of(key.code)

    def show_readings(self, readings: Readings) -> None:
        """Show in every step what follows from these readings."""
        for grid in self.grids:
            grid.show_readings(readings)

    def show_problems(self, problems: dict[MeasurementEntryKey, str]) -> None:
        """Show these problems, and no others, where they are."""
        for grid in self.grids:
            grid.show_problems(problems)

    def show_warnings(self, warnings: Iterable[ReadingWarning]) -> None:
        """Mark the entry fields that these warnings concern, and no others."""
        headlines: dict[MeasurementEntryKey, str] = {}
        for warning in warnings:
            for replicate in warning.replicates:
                key = MeasurementEntryKey(warning.subject, replicate)
                headlines.setdefault(key, warning.headline(self._tr.language))
        for row in self.rows:
            for entry in row.entries:
                entry.show_warning(headlines.get(entry.key, ""))

    def problems(
        self, readings: Readings, complete_steps: set[int]
    ) -> dict[MeasurementEntryKey, str]:
        """The text of what is wrong by where it is; one text for each place.

        Missing readings are wrong only in `complete_steps`, the indices of the steps that ought to
        be complete.
        """
        texts: dict[MeasurementEntryKey, str] = {}
        for issue in self._issues(readings, complete_steps):
            key = MeasurementEntryKey(issue.subject, issue.replicate)
            texts.setdefault(key, reading_issue_text(issue, self._protocol, self._tr))
        return texts

    def _issues(self, readings: Readings, complete_steps: set[int]) -> Iterator[ReadingError]:
        for row in self.rows:
            for entry in row.entries:
                if entry.field.text().strip() and readings.reading(*entry.key) is None:
                    yield ReadingError(NOT_A_NUMBER, *entry.key)
        yield from limit_issues(self._protocol, readings)
        for issue in missing_readings(self._protocol, readings):
            if self._protocol.step_of(issue.subject) in complete_steps:
                yield issue


def _step_grid(
    protocol: MeasurementProtocol, step: MeasurementStep, tr: Localizer, local: ToLocalTime
) -> ReplicatesGrid | SingleReadingsGrid:
    if step.groups[0].is_tabular:
        return ReplicatesGrid(protocol, step.groups[0], tr, local)
    return SingleReadingsGrid(protocol, step.groups, tr, local)
