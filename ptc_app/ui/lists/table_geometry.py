"""Sets the widths of a table's columns and the heights of its rows, from what its cells hold."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from ptc_app.ui.lists.cell_drawing import full_width, least_width
from ptc_app.ui.lists.cell_style import current_cell_style
from ptc_app.ui.lists.column_widths import ColumnNeed, column_widths
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.lists.row_drawing import padded_cell_height, side_padding
from ptc_app.ui.lists.text_drawing import text_width
from ptc_app.ui.theme import grid_space

_ABOVE_HEADER = 1.25
"""Steps of the grid above and below the words of a header."""


class TableGeometry(QObject):
    """Shares a table's width among its columns, and gives each visible row the height it needs.

    Rows are measured once, when they come into view: a page of rows costs what is seen of it.
    Measures are those of the look at the last `measure_all`.
    `changed` is emitted each time sizes were set.
    """

    changed = Signal()
    """Emitted after the sizes of rows or columns were set."""

    def __init__(self, table: QTableView, model: PagedModel[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._style = current_cell_style()
        self._needs: list[ColumnNeed] = []
        self._measured: set[int] = set()
        self._widths: list[int] = []
        self._heights: dict[int, int] = {}
        model.modelReset.connect(self.measure_all)
        model.rowsInserted.connect(self.fit_rows)
        table.verticalScrollBar().valueChanged.connect(self.fit_rows)

    def content_height(self) -> int:
        """Return the height in pixels of the header and all loaded rows.

        A row that was never in view counts as high as the first.
        """
        return self._header_height() + self._table.verticalHeader().length()

    def least_height(self) -> int:
        """Return the height in pixels of the header and the first row."""
        return self._header_height() + (self._table.rowHeight(0) if self._model.rowCount() else 0)

    def measure_all(self) -> None:
        """Measure the header and the visible rows again, and set all sizes.

        Called when the model is reset; its owner calls it when theme or text size change.
        """
        self._style = current_cell_style()
        self._needs = [self._header_need(column) for column in range(len(self._model.columns))]
        self._measured.clear()
        self._heights.clear()
        header = self._table.horizontalHeader()
        lines = self._style.header.metrics.height()
        header.setFixedHeight(lines + 2 * grid_space(_ABOVE_HEADER))
        self.share_width()

    def share_width(self) -> None:
        """Set the column widths, hide those without room, and set the heights of the visible rows.

        For the width the table has now; call it when that changes.
        """
        if self._needs:
            self._measure(0)
            self._set_widths()
            self._set_usual_height()
            self.fit_rows()

    def fit_rows(self) -> None:
        """Set the height of the visible rows to what their cells need, and emit `changed`.

        Where a row that comes into view has a wider word than all before, its column widens.
        """
        table, row = self._table, max(self._table.rowAt(0), 0)
        bottom = table.viewport().height()
        while row < self._model.rowCount() and table.rowViewportPosition(row) <= bottom:
            if self._measure(row):
                self._set_widths()
            height = self.row_height(row)
            if height != table.rowHeight(row):
                table.setRowHeight(row, height)
            row += 1
        self.changed.emit()

    def row_height(self, row: int) -> int:
        """Return the pixels the highest cell of a row needs; 0 where no column is shown."""
        if row not in self._heights:
            shown = [column for column, width in enumerate(self._widths) if width]
            heights = (self._cell_height(row, column) for column in shown)
            self._heights[row] = max(heights, default=0)
        return self._heights[row]

    def _measure(self, row: int) -> bool:
        """Measure a row for the widths, once; whether a column needs more than before."""
        if row in self._measured or row >= self._model.rowCount():
            return False
        self._measured.add(row)
        before = self._needs
        self._needs = [self._need_with(row, column) for column in range(len(before))]
        return self._needs != before

    def _need_with(self, row: int, column: int) -> ColumnNeed:
        """What a column needs, this row among those measured."""
        need, cell = self._needs[column], self._model.cell(row, column)
        padding = self._padding(column)
        full = full_width(cell, self._style) + padding
        if full <= need.least:
            return need
        least = max(need.least, least_width(cell, self._style) + padding)
        return ColumnNeed(least, max(need.full, full), need.stretch, need.may_hide)

    def _set_widths(self) -> None:
        widths = column_widths(self._table.viewport().width(), self._needs)
        if widths == self._widths:
            return
        self._widths = widths
        self._heights.clear()
        for column, width in enumerate(widths):
            self._table.setColumnHidden(column, width == 0)
            if width:
                self._table.setColumnWidth(column, width)

    def _set_usual_height(self) -> None:
        """Rows that were never in view are taken to be as high as the first."""
        header = self._table.verticalHeader()
        if self._model.rowCount() and header.defaultSectionSize() != self.row_height(0):
            header.setDefaultSectionSize(self.row_height(0))

    def _cell_height(self, row: int, column: int) -> int:
        inside = self._widths[column] - self._padding(column)
        return padded_cell_height(self._model.cell(row, column), inside, self._style)

    def _header_need(self, column: int) -> ColumnNeed:
        shown = self._model.columns[column]
        width = text_width(shown.header, self._style.header) + self._padding(column)
        return ColumnNeed(width, width, shown.stretch, shown.may_hide)

    def _padding(self, column: int) -> int:
        return side_padding(is_last=column == len(self._model.columns) - 1)

    def _header_height(self) -> int:
        header = self._table.horizontalHeader()
        return 0 if header.isHidden() else header.minimumHeight()
