"""Sets the widths of a table's columns and the heights of its rows, from what its cells hold."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from ptc_app.ui.lists.cell_delegate import side_padding
from ptc_app.ui.lists.cell_drawing import full_width, least_width, style_font
from ptc_app.ui.lists.column_widths import ColumnNeed, column_widths
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.theme import grid_space

_ABOVE_HEADER = 1.25
"""Steps of the grid above and below the words of a header."""


class TableGeometry(QObject):
    """Shares a table's width among its columns, and gives each visible row the height it needs.

    Each loaded row is measured once for the widths; heights are set as rows come into view.
    `changed` is emitted each time sizes were set.
    """

    changed = Signal()
    """Emitted after the sizes of rows or columns were set."""

    def __init__(self, table: QTableView, model: PagedModel[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._needs: list[ColumnNeed] = []
        model.modelReset.connect(self.measure_all)
        model.rowsInserted.connect(lambda _parent, first, last: self._measure(first, last))
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
        """Measure header and all loaded rows again, and set all sizes.

        Called when the model is reset; its owner calls it when theme or text size change.
        """
        self._needs = [self._header_need(column) for column in range(len(self._model.columns))]
        header = self._table.horizontalHeader()
        lines = QFontMetrics(_header_font()).height()
        header.setFixedHeight(lines + 2 * grid_space(_ABOVE_HEADER))
        self._measure(0, self._model.rowCount() - 1)

    def share_width(self) -> None:
        """Set the column widths, hide those without room, and set the heights of the visible rows.

        For the width the table has now; call it when that changes.
        """
        if not self._needs:
            return
        widths = column_widths(self._table.viewport().width(), self._needs)
        for column, width in enumerate(widths):
            self._table.setColumnHidden(column, width == 0)
            if width:
                self._table.setColumnWidth(column, width)
        self._set_usual_height()
        self.fit_rows()

    def fit_rows(self) -> None:
        """Set the height of the visible rows to what their cells need, and emit `changed`."""
        table, row = self._table, max(self._table.rowAt(0), 0)
        bottom = table.viewport().height()
        while row < self._model.rowCount() and table.rowViewportPosition(row) <= bottom:
            height = table.sizeHintForRow(row)
            if height != table.rowHeight(row):
                table.setRowHeight(row, height)
            row += 1
        self.changed.emit()

    def _set_usual_height(self) -> None:
        """Rows that were never in view are taken to be as high as the first."""
        if self._model.rowCount():
            usual = self._table.sizeHintForRow(0)
            self._table.verticalHeader().setDefaultSectionSize(usual)

    def _measure(self, first: int, last: int) -> None:
        for column in range(len(self._needs)):
            cells = [self._model.cell(row, column) for row in range(first, last + 1)]
            padding = self._padding(column)
            before = self._needs[column]
            least = max((least_width(cell) + padding for cell in cells), default=0)
            full = max((full_width(cell) + padding for cell in cells), default=0)
            self._needs[column] = ColumnNeed(
                max(before.least, least), max(before.full, full), before.stretch, before.may_hide
            )
        self.share_width()

    def _header_need(self, column: int) -> ColumnNeed:
        shown = self._model.columns[column]
        metrics = QFontMetrics(_header_font())
        width = metrics.horizontalAdvance(shown.header) + 1 + self._padding(column)
        return ColumnNeed(width, width, shown.stretch, shown.may_hide)

    def _padding(self, column: int) -> int:
        return side_padding(is_last=column == len(self._model.columns) - 1)

    def _header_height(self) -> int:
        header = self._table.horizontalHeader()
        return 0 if header.isHidden() else header.minimumHeight()


def _header_font() -> QFont:
    return style_font("small", QFont.Weight.DemiBold)
