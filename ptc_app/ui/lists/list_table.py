"""The table view of a list: rows by the arrow keys, actions by Enter or the mouse."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from ptc_app.ui.lists.cells import ActionCell
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.lists.row_painter import RowPainter
from ptc_app.ui.lists.table_geometry import TableGeometry
from ptc_app.ui.widgets.focus_ring import PAINTS_FOCUS

_MOVE_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
_ACTION_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


class ListTable(QTableView):
    """The table of a list; one row is current, and its actions are done by Enter, Space or a click.

    Then `acted` is emitted with the row's value and the action's key; nothing else happens here.
    Up, Down, Page Up, Page Down, Home and End go from row to row, Left and Right from cell to cell;
    every other key is left to the page. The first row becomes current when the table gets the focus
    without one; after a reload the same row is current again. `name` is its accessible name.
    """

    acted = Signal(object, str)
    """Emitted with the value of a row and the key of an action.

    The action is that of the current or clicked cell; for a key press on a cell without one, the
    first of the row.
    """

    def __init__(self, model: PagedModel[Any], *, name: str) -> None:
        super().__init__()
        self._model = model
        self._current_key: object = None
        self.setAccessibleName(name)
        _set_up(self)
        self.setModel(model)
        self._rows = RowPainter(self, model)
        self.table_geometry = TableGeometry(self, model)
        self.horizontalHeader().setVisible(any(column.header for column in model.columns))
        model.modelAboutToBeReset.connect(self._remember_current)
        model.modelReset.connect(self._restore_current)
        self.clicked.connect(self._click)

    @property
    def list_model(self) -> PagedModel[Any]:
        """The model whose rows are shown."""
        return self._model

    def select_row(self, row: int) -> None:
        """Make this row the current one and scroll to it; counted from 0, among the rows loaded."""
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), _SELECT_ROW)

    def action_rect(self, row: int, key: str = "") -> QRect:
        """Return where the button of an action of a row is, in pixels of the viewport.

        `row` counts from 0; without `key` it is the first action of the row. An empty rectangle
        where the row has no such action, or is not loaded.
        """
        if row >= self._model.rowCount():
            return QRect()
        for column in range(self._model.columnCount()):
            cell, index = self._model.cell(row, column), self._model.index(row, column)
            if isinstance(cell, ActionCell) and key in {"", cell.key}:
                return self._rows.button_rect(cell, index)
        return QRect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._model.rowCount() - 1
        if last < 0:
            event.ignore()
        elif event.key() in _ACTION_KEYS:
            event.setAccepted(self._act_on(self.currentIndex()))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.select_row(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in _MOVE_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._model.rowCount() and not self.selectionModel().hasSelection():
            self.select_row(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table_geometry.share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.model() is not None:
            self._rows.restyle()
            self.table_geometry.measure_all()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._rows.hover(index.row(), index.column())
        is_action = index.isValid() and isinstance(
            self._model.cell(index.row(), index.column()), ActionCell
        )
        shape = Qt.CursorShape.PointingHandCursor if is_action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._rows.hover(-1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._rows.paint(painter, event.rect())
        painter.end()

    def _click(self, index: QModelIndex) -> None:
        if isinstance(self._model.cell(index.row(), index.column()), ActionCell):
            self._act_on(index)

    def _act_on(self, index: QModelIndex) -> bool:
        """Emit the action of this cell, or else the first of its row; whether there is one."""
        if not index.isValid():
            return False
        row = index.row()
        cells = [self._model.cell(row, column) for column in range(self._model.columnCount())]
        cells.insert(0, cells[index.column()])
        action = next((cell for cell in cells if isinstance(cell, ActionCell)), None)
        if action is not None:
            self.acted.emit(self._model.rows[row], action.key)
        return action is not None

    def _remember_current(self) -> None:
        current = self.currentIndex()
        has_row = current.isValid() and self.selectionModel().hasSelection()
        self._current_key = self._model.key_of(self._model.rows[current.row()]) if has_row else None

    def _restore_current(self) -> None:
        """Select the same row again; if it is gone, the first while the keyboard is here."""
        keys = (self._model.key_of(row) for row in self._model.rows)
        row = next((at for at, key in enumerate(keys) if key == self._current_key), None)
        if row is None and self.hasFocus() and self._model.rowCount():
            row = 0
        if row is not None:
            self.select_row(row)


def _set_up(table: QTableView) -> None:
    """No grid, no frame; whole rows, one at a time; pixels, not rows, when scrolling."""
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setProperty(PAINTS_FOCUS, True)
    table.setMouseTracking(True)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    for header in (table.verticalHeader(), table.horizontalHeader()):
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
