"""Grids of entry fields: the readings of one group in a table, or groups that are read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.derived_values import mean_value
from ptc_app.domain.measurement.display_units import display_unit_text, plain_number, rounded
from ptc_app.domain.measurement.protocol import (
    GroupMean,
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
)
from ptc_app.domain.measurement.reading_checks import accepted_readings
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import flow_row
from ptc_app.ui.measurement.derived_row import DerivedRow
from ptc_app.ui.measurement.measure_texts import measure_in_both_units
from ptc_app.ui.measurement.measurement_texts import (
    NO_VALUE,
    ReadingKey,
    reading_name,
)
from ptc_app.ui.measurement.reading_row import ReadingRow
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, muted_label, tabular_label

ToLocalTime = Callable[[datetime], datetime]
"""Returns the same moment in the workstation's time zone."""


class ReplicatesGrid(QWidget):
    """The grid of a group of several readings: a row for each, then the means and derived values.

    `rows` has a ReadingRow for each reading, the first one first. `local` converts a time to the
    workstation's time zone.
    """

    def __init__(
        self,
        protocol: MeasurementProtocol,
        group: MeasurementGroup,
        tr: Localizer,
        local: ToLocalTime,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._protocol = protocol
        self._group = group
        self._tr = tr
        self.rows = [ReadingRow(group, n, tr, local) for n in group.readings]
        self._mean_title = bold_label("")
        self._means = {code: tabular_label(NO_VALUE) for code in group.quantity_codes}
        derived_rows = list(_derived_rows(protocol, (group,), tr.language))
        self._all_rows: list[ReadingRow | DerivedRow] = [*self.rows, *derived_rows]
        grid = _EntryGrid(self, columns=len(group.quantities))
        grid.add_head(self._headers())
        for row in self.rows:
            grid.add_row([self._row_label(row.replicate), *row.entries, *row.boxes.values()], row)
        if group.mean:
            grid.add_summary([self._mean_title, *self._means.values()])
        for derived in derived_rows:
            grid.add_summary([derived.label, derived.value], [derived.notes])

    def show_readings(self, readings: MeasurementEntries) -> None:
        """Show flags, modifications, sources, means and derived values of these readings.

        The text of the entry fields is not changed.
        """
        for row in self._all_rows:
            row.show_readings(readings)
        accepted = accepted_readings(self._protocol, readings)
        if self._group.mean:
            self._mean_title.setText(_mean_title(self._group, self._group.mean, readings, self._tr))
        for quantity in self._group.quantities:
            self._show_mean(quantity, accepted)

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Show these problem texts below the rows of their keys, and remove all others."""
        for row in self._all_rows:
            row.show_problems(problems)

    def _show_mean(self, quantity: MeasuredQuantity, readings: MeasurementEntries) -> None:
        value, label = self._complete_mean(quantity.code, readings), self._means[quantity.code]
        label.setText(NO_VALUE if value is None else self._mean_text(quantity, value))
        name = self._tr(
            "{title}, {field}: {value} {unit}",
            title=self._mean_title.text(),
            field=localized(quantity.label, self._tr.language),
            value=label.text(),
            unit=quantity.unit,
        )
        label.setAccessibleName(name)

    def _complete_mean(self, code: str, readings: MeasurementEntries) -> Decimal | None:
        """The mean once each reading that counts was taken or given up, else None."""
        mean, group = self._group.mean, self._group
        if mean is None or any(
            readings.value(each, n) is None and readings.modification(group.code, n) is None
            for each in group.paired_with(code)
            for n in mean.readings
        ):
            return None
        value = mean_value(self._protocol, readings, code)
        return None if value is None else rounded(value, mean.shown_decimals)

    def _mean_text(self, quantity: MeasuredQuantity, value: Decimal) -> str:
        text, tr = plain_number(value), self._tr
        if quantity.display_unit is None:
            return text
        return f"{text} ({display_unit_text(quantity.display_unit, value, tr.language, tr.number)})"

    def _row_label(self, replicate: int) -> QLabel:
        name = reading_name(self._group, replicate, self._tr)
        label = bold_label(str(replicate) if self._group.replicates > 1 else name)
        label.setAccessibleName(name)
        return label

    def _headers(self) -> list[str]:
        tr, group = self._tr, self._group
        quantities = [
            f"{localized(each.label, tr.language)} {each.unit}" for each in group.quantities
        ]
        findings = [localized(flag.label, tr.language) for flag in group.findings]
        headers = [tr("Reading"), *quantities, *findings]
        return headers if current_look().is_text_large else [*headers, tr("How"), ""]


class SingleReadingsGrid(QWidget):
    """The grid of groups that are read once: a row for each, then the derived values.

    Each group has one quantity, shown also in its second unit. `rows` are in the order of `groups`.
    `local` converts a time to the workstation's time zone.
    """

    def __init__(
        self,
        protocol: MeasurementProtocol,
        groups: Sequence[MeasurementGroup],
        tr: Localizer,
        local: ToLocalTime,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self.rows = [ReadingRow(group, 1, tr, local) for group in groups]
        self._in_display_unit = [muted_label("") for _ in self.rows]
        derived_rows = list(_derived_rows(protocol, groups, tr.language))
        self._all_rows: list[ReadingRow | DerivedRow] = [*self.rows, *derived_rows]
        grid = _EntryGrid(self, columns=2)
        for row, beside in zip(self.rows, self._in_display_unit, strict=True):
            grid.add_row([bold_label(reading_name(row.group, 1, tr)), *row.entries, beside], row)
        for derived in derived_rows:
            grid.add_summary([derived.label, derived.value], [derived.notes])

    def show_readings(self, readings: MeasurementEntries) -> None:
        """Show modifications, sources, second units and derived values of these readings.

        The text of the entry fields is not changed.
        """
        for row in self._all_rows:
            row.show_readings(readings)
        for row, beside in zip(self.rows, self._in_display_unit, strict=True):
            (quantity,) = row.group.quantities
            beside.setText(measure_in_both_units(quantity, readings, self._tr))

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Show these problem texts below the rows of their keys, and remove all others."""
        for row in self._all_rows:
            row.show_problems(problems)


def _derived_rows(
    protocol: MeasurementProtocol, groups: Sequence[MeasurementGroup], language: str
) -> Iterator[DerivedRow]:
    """The derived values that belong to the step of these groups."""
    step = protocol.step_of(groups[0].code)
    for derived in protocol.derived:
        if protocol.step_of(derived.code) == step:
            yield DerivedRow(protocol, derived, language)


def _mean_title(
    group: MeasurementGroup, mean: GroupMean, readings: MeasurementEntries, tr: Localizer
) -> str:
    """The readings of the mean; where all others were given up, the only one, which is no mean."""
    counted = [n for n in mean.readings if not _is_given_up(group, readings, n)]
    if len(mean.readings) > 1 and len(counted) == 1:
        return tr("Only reading {number}", number=counted[0])
    return tr("Mean of {readings}", readings=tr.list_text([str(n) for n in mean.readings]))


def _is_given_up(group: MeasurementGroup, readings: MeasurementEntries, replicate: int) -> bool:
    is_taken = readings.first_of(group, replicate) is not None
    return not is_taken and readings.modification(group.code, replicate) is not None


class _EntryGrid:
    """Rows with thin lines between them; notes on a row stand beneath its cells."""

    def __init__(self, owner: QWidget, *, columns: int) -> None:
        """`columns` is the number of columns that hold values, after that of the labels."""
        self._grid = QGridLayout(owner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._next_row = 0
        for column in range(1, columns + 1):
            self._grid.setColumnStretch(column, 3)
        self._grid.setColumnStretch(columns + 1, 2)

    def add_head(self, texts: Sequence[str]) -> None:
        cells = [WrappingLabel(text, "quiet-strong") for text in texts]
        self._add(cells, [], "row-head", grid_space(1.5))

    def add_row(self, cells: Sequence[QWidget], row: ReadingRow) -> None:
        """The cells and how the values came about: beside them, or beneath where text is large."""
        if current_look().is_text_large:
            beneath = [flow_row(row.how, row.more, gap=grid_space(2)), row.notes]
            self._add(cells, beneath, "row", grid_space())
        else:
            self._add([*cells, row.how, row.more], [row.notes], "row", grid_space())

    def add_summary(self, cells: Sequence[QWidget], notes: Sequence[QWidget] = ()) -> None:
        """What follows from the rows above, set off from them by its ground."""
        self._add(cells, notes, "page", grid_space(1.25))

    def _add(
        self, cells: Sequence[QWidget], notes: Sequence[QWidget], look: str, margin: int
    ) -> None:
        top = self._next_row
        self._next_row += 1 + len(notes)
        width = max(self._grid.columnCount(), len(cells))
        frame = QFrame()
        frame.setProperty("look", look)
        self._grid.addWidget(frame, top, 0, 1 + len(notes), width)
        for column, cell in enumerate(cells):
            self._grid.addWidget(_with_margins(cell, margin), top, column)
        width = max(self._grid.columnCount(), len(cells))
        for row, note in enumerate(notes, start=top + 1):
            note.setContentsMargins(grid_space(1.5), 0, grid_space(1.5), 0)
            self._grid.addWidget(note, row, 0, 1, width)


def _with_margins(cell: QWidget, margin: int) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(grid_space(1.5), margin, 0, margin)
    fixed = cell.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
    row.addWidget(cell, 0 if fixed else 1, Qt.AlignmentFlag.AlignVCenter)
    return box
