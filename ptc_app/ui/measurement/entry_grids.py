"""The tables of readings: three of one group below each other, or one of each of several groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ptc_app.domain.measurement.derived_values import mean_value, rounded_to_tenth
from ptc_app.domain.measurement.protocol import MeasurementGroup, MeasurementProtocol, localized
from ptc_app.domain.measurement.readings import Readings
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.measurement_texts import (
    ReadingKey,
    bmi_text,
    reading_name,
    us_customary_text,
)
from ptc_app.ui.measurement.reading_row import ReadingRow, ReadingRowNotes
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.flow_layout import flow_row
from ptc_app.ui.widgets.labels import (
    WrappingLabel,
    body_label,
    bold_label,
    lead_label,
    tabular_label,
)
from ptc_app.ui.widgets.scroll_into_view import is_text_large

_NOTHING = "—"

ToLocalTime = Callable[[datetime], datetime]


class ReplicatesGrid(QWidget):
    """A group read several times: a row for each reading, and their mean."""

    def __init__(
        self,
        protocol: MeasurementProtocol,
        group: MeasurementGroup,
        tr: Translator,
        local: ToLocalTime,
    ) -> None:
        super().__init__()
        self._protocol = protocol
        self._group = group
        self._tr = tr
        self.rows = [ReadingRow(group, n, tr, local) for n in group.readings]
        self._means = {field.code: tabular_label(_NOTHING) for field in group.fields}
        grid = _Grid(self, fields=len(group.fields))
        grid.add_head(self._headers())
        for row in self.rows:
            label = bold_label(str(row.replicate))
            label.setAccessibleName(reading_name(group, row.replicate, tr))
            grid.add_row([label, *row.entries, *row.boxes.values()], row)
        if group.mean_of:
            counted = ",\N{NO-BREAK SPACE}".join(map(str, group.mean_of))
            grid.add_summary(
                [bold_label(tr("Mean of {readings}", readings=counted)), *self._means.values()]
            )

    def show_readings(self, readings: Readings) -> None:
        """Means and what else follows."""
        for row in self.rows:
            row.show(readings)
        for field in self._group.fields:
            label = self._means[field.code]
            value = self._mean(field.code, readings)
            label.setText(
                _NOTHING if value is None else f"{rounded_to_tenth(value):f}".removesuffix(".0")
            )
            label.setAccessibleName(
                self._tr(
                    "Mean {field}: {value} {unit}",
                    field=localized(field.label, self._tr.language),
                    value=label.text(),
                    unit=field.unit,
                )
            )

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        for row in self.rows:
            row.show_problems(problems)

    def _mean(self, code: str, readings: Readings) -> Decimal | None:
        """Only once each reading that counts was taken or given up."""
        awaited = [
            n
            for n in self._group.mean_of
            if readings.value(code, n) is None
            and readings.modification(self._group.code, n) is None
        ]
        return None if awaited else mean_value(self._protocol, readings, code)

    def _headers(self) -> list[str]:
        tr, group = self._tr, self._group
        fields = [f"{localized(f.label, tr.language)} {f.unit}" for f in group.fields]
        ticks = [localized(t.label, tr.language) for t in group.ticks if not t.system]
        said = [tr("Reading"), *fields, *ticks]
        return said if is_text_large() else [*said, tr("How"), ""]


class SingleReadingsGrid(QWidget):
    """Groups read once: a row for each, with the unit people think in, and what follows."""

    def __init__(
        self,
        protocol: MeasurementProtocol,
        groups: Sequence[MeasurementGroup],
        tr: Translator,
        local: ToLocalTime,
    ) -> None:
        super().__init__()
        self._tr = tr
        self.rows = [ReadingRow(group, 1, tr, local) for group in groups]
        self._also = {row.group.code: lead_label("") for row in self.rows}
        self._index = bold_label("")
        self._index_notes = ReadingRowNotes()
        grid = _Grid(self, fields=2)
        for row in self.rows:
            label = bold_label(reading_name(row.group, 1, tr))
            also = self._also[row.group.code]
            grid.add_row([label, *row.entries, also], row)
        self._index_label = localized(protocol.bmi.label, tr.language)
        self._unit = protocol.bmi.unit
        grid.add_summary([body_label(self._index_label), self._index], [self._index_notes])

    def show_readings(self, readings: Readings) -> None:
        """Other units and the body mass index."""
        for row in self.rows:
            row.show(readings)
        for code, label in self._also.items():
            label.setText(us_customary_text(code, readings, self._tr))
        self._index.setText(f"{bmi_text(readings)} {self._unit}")
        self._index.setAccessibleName(f"{self._index_label}: {self._index.text()}")

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        for row in self.rows:
            row.show_problems(problems)
        self._index_notes.show_problems(problems.get(ReadingKey("bmi", 1), ""))


class _Grid:
    """Rows with thin lines between; what is to be said of a row stands beneath its cells."""

    def __init__(self, owner: QWidget, *, fields: int) -> None:
        self._grid = QGridLayout(owner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._next = 0
        for column in range(1, fields + 1):
            self._grid.setColumnStretch(column, 3)
        self._grid.setColumnStretch(fields + 1, 2)

    def add_head(self, texts: Sequence[str]) -> None:
        cells = [WrappingLabel(text, "quiet-strong") for text in texts]
        self._add(cells, [], "row-head", grid_space(1.5))

    def add_row(self, cells: Sequence[QWidget], row: ReadingRow) -> None:
        """The cells, then how the number came about: beside them, or beneath large text."""
        if is_text_large():
            self._add(
                cells,
                [flow_row(row.how, row.more, gap=grid_space(2)), row.notes],
                "row",
                grid_space(),
            )
        else:
            self._add([*cells, row.how, row.more], [row.notes], "row", grid_space())

    def add_summary(self, cells: Sequence[QWidget], notes: Sequence[QWidget] = ()) -> None:
        """What follows from the rows above, set off from them."""
        self._add(cells, notes, "page", grid_space(1.25))

    def _add(
        self, cells: Sequence[QWidget], notes: Sequence[QWidget], look: str, above: int
    ) -> None:
        top = self._next
        self._next += 1 + len(notes)
        frame = QFrame()
        frame.setProperty("look", look)
        self._grid.addWidget(frame, top, 0, 1 + len(notes), self._wide(cells))
        for column, cell in enumerate(cells):
            self._grid.addWidget(_padded(cell, above), top, column)
        for below, note in enumerate(notes, start=top + 1):
            note.setContentsMargins(grid_space(1.5), 0, grid_space(1.5), 0)
            self._grid.addWidget(note, below, 0, 1, self._wide(cells))

    def _wide(self, cells: Sequence[QWidget]) -> int:
        return max(self._grid.columnCount(), len(cells))


def _padded(cell: QWidget, above: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(grid_space(1.5), above, 0, above)
    fixed = cell.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
    row.addWidget(cell, 0 if fixed else 1, Qt.AlignmentFlag.AlignVCenter)
    return box
