"""A table model of rows that are loaded page by page, as far as the list is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.ui.lists.cells import Cell, ListColumn, RowT
from ptc_app.ui.lists.page_loader import PageLoader, PageQuery
from ptc_app.ui.tasks import TaskQueue

CELL_ROLE = Qt.ItemDataRole.UserRole
"""The role of a cell's `Cell`."""

_AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_NAME_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})


class PagedModel(QAbstractTableModel, Generic[RowT]):
    """The rows of one query, in its order, made into cells by columns; loads more when scrolled.

    - key_of: the identity of a row, by which it is found again after a reload
    - name_of: the name of a row for screen readers
    - columns, loader: the columns, and the PageLoader whose `failed` its owner connects

    It has no rows before `set_query` or `set_rows`. `data` returns a Cell for CELL_ROLE, and its
    name for the display and accessible-text roles; the accessible text of a row's first cell is
    that of the whole row.
    """

    loaded = Signal()
    """Emitted after each answer of the query and each `set_rows`, also without any change."""

    def __init__(
        self,
        columns: Sequence[ListColumn[RowT]],
        store: TaskQueue,
        *,
        key_of: Callable[[RowT], Hashable],
        name_of: Callable[[RowT], str],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key_of = key_of
        self.loader = PageLoader[RowT](store)
        self._name_of = name_of
        self._rows: list[RowT] = []
        self._cells: dict[tuple[int, int], Cell] = {}
        self.loader.first_loaded.connect(self._replace)
        self.loader.next_loaded.connect(self._append)

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows loaded so far, in the order of the query."""
        return self._rows

    def set_query(self, query: PageQuery[RowT]) -> None:
        """Load the first page of this query; the rows shown stay until it arrives.

        `loaded` or the loader's `failed` follows.
        """
        self.loader.set_query(query)
        self.loader.load_first()

    def reload(self) -> None:
        """Load the query again from its beginning, as many rows as are shown but at least a page.

        Where all rows are shown it loads a page more: a view scrolled to its end does not ask for
        rows that were added behind it. Does nothing without a query.
        """
        more = PAGE_ROWS if self.loader.is_complete else 0
        self.loader.load_first(max(PAGE_ROWS, len(self._rows) + more))

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows in place of all others, without a query: no more are loaded."""
        self.loader.set_query(None)
        self._replace(list(rows))

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell of a loaded row; both numbers count from 0, IndexError beyond them.

        It is made once after each answer of the query, when it is first asked for.
        """
        made = self._cells.get((row, column))
        if made is None:
            made = self.columns[column].make_cell(self._rows[row], row)
            self._cells[row, column] = made
        return made

    def rowCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, _parent: _AnyIndex) -> bool:
        return not (self.loader.is_complete or self.loader.is_loading)

    def fetchMore(self, _parent: _AnyIndex) -> None:
        self.loader.load_next(self._rows[-1] if self._rows else None)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self._row_summary(index.row())
        return self.cell(index.row(), index.column()).name if role in _NAME_ROLES else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in _NAME_ROLES:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._name_of(self._rows[section])
        column = self.columns[section]
        is_spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return (column.header or column.spoken_header) if is_spoken else column.header

    def _row_summary(self, row: int) -> str:
        """The whole row, read out when the keyboard comes to its first cell."""
        names = (self.cell(row, column).name for column in range(len(self.columns)))
        return ", ".join(filter(None, names))

    def _replace(self, rows: list[RowT]) -> None:
        self._cells.clear()
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        self.loaded.emit()

    def _append(self, rows: list[RowT]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(_NO_PARENT, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
        self.loaded.emit()
