"""Paints the visible rows of a table of a list, with the focus ring and the hovered button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from ptc_app.ui.lists.cell_drawing import action_rect
from ptc_app.ui.lists.cell_style import CellStyle, current_cell_style
from ptc_app.ui.lists.cells import ActionCell
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.lists.row_drawing import RowPaint, inner_rect, paint_row
from ptc_app.ui.theme import current_look

_NOWHERE = (-1, -1)


class RowPainter:
    """Paints the rows of `table`, which shows `model`, in the look of the last `restyle`.

    Each row as a whole and not by a delegate, which Qt calls for each cell: that takes most of the
    time between a key in a search box and the list it finds.
    """

    def __init__(self, table: QTableView, model: PagedModel[Any]) -> None:
        self._table = table
        self._model = model
        self._style: CellStyle = current_cell_style()
        self._hovered = _NOWHERE

    def restyle(self) -> None:
        """Paint in the look the application has now."""
        self._style = current_cell_style()

    def hover(self, row: int, column: int) -> None:
        """Draw the button of this cell as the one under the mouse; -1 and -1 for none."""
        if (row, column) != self._hovered:
            for at in (self._hovered, (row, column)):
                self._table.viewport().update(self._table.visualRect(self._model.index(*at)))
            self._hovered = (row, column)

    def button_rect(self, cell: ActionCell, index: QModelIndex) -> QRect:
        """Return where the button of a cell is, in pixels of the viewport."""
        is_last = index.column() == self._model.columnCount() - 1
        inner = inner_rect(self._table.visualRect(index), self._style, is_last=is_last)
        return action_rect(cell, inner, self._style)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the rows that this area of the viewport touches, and the focus ring."""
        table, count = self._table, self._model.rowCount()
        width, columns = table.viewport().width(), self._shown_columns()
        row = table.rowAt(area.top())
        while 0 <= row < count and table.rowViewportPosition(row) <= area.bottom():
            paint_row(painter, self._row_paint(row, columns), width, self._style)
            row += 1
        if table.hasFocus() and table.currentIndex().isValid():
            _paint_ring(painter, self._ring_rect(table.currentIndex()))

    def _shown_columns(self) -> list[tuple[int, int, int]]:
        """Column, left edge and width in pixels of each that is shown."""
        return [
            (column, self._table.columnViewportPosition(column), self._table.columnWidth(column))
            for column in range(self._model.columnCount())
            if not self._table.isColumnHidden(column)
        ]

    def _row_paint(self, row: int, columns: list[tuple[int, int, int]]) -> RowPaint:
        table = self._table
        top, height = table.rowViewportPosition(row), table.rowHeight(row)
        last = self._model.columnCount() - 1
        cells = [
            (
                self._model.cell(row, column),
                inner_rect(QRect(left, top, width, height), self._style, is_last=column == last),
            )
            for column, left, width in columns
        ]
        return RowPaint(
            top,
            height,
            cells,
            hovered=self._hovered_place(columns) if row == self._hovered[0] else -1,
            is_selected=table.hasFocus() and table.selectionModel().isRowSelected(row),
            is_last=row == self._model.rowCount() - 1,
        )

    def _hovered_place(self, columns: list[tuple[int, int, int]]) -> int:
        """Which of the shown columns the mouse is on; -1 for none."""
        places = (at for at, column in enumerate(columns) if column[0] == self._hovered[1])
        return next(places, -1)

    def _ring_rect(self, index: QModelIndex) -> QRect:
        """The button of an action, any other cell, or from the first cell on the whole row."""
        cell, rect = self._model.cell(index.row(), index.column()), self._table.visualRect(index)
        out = current_look().ring_reach
        if isinstance(cell, ActionCell):
            return self.button_rect(cell, index).adjusted(-out, -out, out, out)
        if index.column() == 0:
            rect.setRight(self._table.viewport().width() - 1)
        return rect


def _paint_ring(painter: QPainter, rect: QRect) -> None:
    """The focus ring, inside the rectangle."""
    look = current_look()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("focus"), look.ring))
    half = look.ring / 2
    painter.drawRoundedRect(
        rect.toRectF().adjusted(half, half, -half, -half), look.radius, look.radius
    )
