"""All fields of a set of measurements, step by step, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from ptc_app.domain.measurement.protocol import MeasurementGroup, MeasurementProtocol
from ptc_app.domain.measurement.reading_checks import ReadingIssue, limit_issues, missing_readings
from ptc_app.domain.measurement.reading_checks import ReadingWarning as Notice
from ptc_app.domain.measurement.readings import Readings
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.entry_grids import ReplicatesGrid, SingleReadingsGrid, ToLocalTime
from ptc_app.ui.measurement.measurement_texts import NOT_A_NUMBER, ReadingKey, reading_issue_text
from ptc_app.ui.measurement.reading_row import ReadingEntry, ReadingRow


class ReadingEntries:
    """The tables and what is in them; they hold no readings, only what is typed."""

    def __init__(self, protocol: MeasurementProtocol, tr: Translator, local: ToLocalTime) -> None:
        self._protocol = protocol
        self._tr = tr
        self.steps = tuple(_steps(protocol))
        self.tables = [
            ReplicatesGrid(protocol, groups[0], tr, local)
            if groups[0].replicates > 1
            else SingleReadingsGrid(protocol, groups, tr, local)
            for groups in self.steps
        ]

    @property
    def rows(self) -> list[ReadingRow]:
        return [row for table in self.tables for row in table.rows]

    def entries(self, step: int) -> list[ReadingEntry]:
        return [entry for row in self.tables[step].rows for entry in row.entries]

    def after(self, place: ReadingKey) -> ReadingEntry | None:
        """The next field of the same step."""
        entries = self.entries(self.step_of(place))
        from_here = dropwhile(lambda entry: entry.place != place, entries)
        return next(islice(from_here, 1, None), None)

    def step_of(self, place: ReadingKey) -> int:
        """The step where something can be mended; what follows from several is in the last."""
        for at, groups in enumerate(self.steps):
            if any(place.code == group.code or place.code in group.codes for group in groups):
                return at
        return len(self.steps) - 1

    def show_readings(self, readings: Readings) -> None:
        for table in self.tables:
            table.show_readings(readings)

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        for table in self.tables:
            table.show_problems(problems)

    def show_notices(self, notices: Iterable[Notice]) -> None:
        """Mark the numbers that are spoken of."""
        said: dict[ReadingKey, str] = {}
        for notice in notices:
            for replicate in notice.replicates or (1,):
                place = ReadingKey(notice.field, replicate)
                said.setdefault(place, notice.headline(self._tr.language))
        for row in self.rows:
            for entry in row.entries:
                entry.show_warning(said.get(entry.place, ""))

    def problems(self, readings: Readings, asked: set[int]) -> dict[ReadingKey, str]:
        """What is wrong, by place; what is missing only in the steps that were asked for."""
        found: dict[ReadingKey, str] = {}
        for issue in self._issues(readings, asked):
            place = ReadingKey(issue.field, issue.replicate)
            found.setdefault(place, reading_issue_text(issue, self._protocol, self._tr))
        return found

    def _issues(self, readings: Readings, asked: set[int]) -> Iterator[ReadingIssue]:
        for row in self.rows:
            for entry in row.entries:
                if entry.field.text().strip() and readings.reading(*entry.place) is None:
                    yield ReadingIssue(NOT_A_NUMBER, entry.place.code, entry.place.replicate)
        yield from limit_issues(self._protocol, readings)
        for issue in missing_readings(self._protocol, readings):
            if self.step_of(ReadingKey(issue.field, issue.replicate)) in asked:
                yield issue


def _steps(protocol: MeasurementProtocol) -> Iterator[tuple[MeasurementGroup, ...]]:
    """What is read several times is a step of its own; the rest is one step together."""
    for group in protocol.groups:
        if group.replicates > 1:
            yield (group,)
    singles = tuple(group for group in protocol.groups if group.replicates == 1)
    if singles:
        yield singles
