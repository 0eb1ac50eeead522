"""A list on its card: the table, or what is said while it has no rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.press_guard import announce_content

_BORDER = 1
_NO_LIMIT = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not export."""


class ListCard(QFrame):
    """A list on a card: a ListTable of `model`, or the widget `empty` while there are no rows.

    It is as high as its rows or, where the page has less room, scrolls. Hidden until the first rows
    have arrived, and without rows where `empty` is None. With `shows_all`, for few rows, it never
    scrolls. `name` and `object_name` are those of the table, which is `table`.
    """

    def __init__(
        self,
        model: PagedModel[Any],
        *,
        name: str,
        object_name: str,
        empty: QWidget | None = None,
        shows_all: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.model = model
        self.table = ListTable(model, name=name)
        self.table.setObjectName(object_name)
        self._empty = empty
        self._shows_all = shows_all
        self._seen: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_BORDER, _BORDER, _BORDER, _BORDER)
        column.addWidget(self.table)
        if empty is not None:
            column.addWidget(empty)
        self.table.table_geometry.changed.connect(self._fit)
        model.loaded.connect(self._show_rows)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the least height that shows a row, or the widget for an empty list.

        The layout of the page gives it more where there is room, up to the height of all rows.
        """
        return QSize(super().sizeHint().width(), max(self.minimumHeight(), self._empty_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said of an empty list may wrap to other lines."""
        super().resizeEvent(event)
        if self.model.rowCount() == 0:
            self._fit()

    def _show_rows(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.table.setVisible(has_rows)
        if self._empty is not None:
            self._empty.setVisible(not has_rows)
        self.setVisible(has_rows or self._empty is not None)
        self._fit()
        before, self._seen = self._seen, list(self.model.rows)
        if self._seen[: len(before)] != before:
            announce_content(self)
        self._arrange_at_once()

    def _fit(self) -> None:
        """Between one row and all loaded ones; whatever the widget for an empty list takes."""
        has_rows = self.model.rowCount() > 0
        vertical = QSizePolicy.Policy.Preferred if has_rows else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        if not has_rows:
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))
            self.setMaximumHeight(_NO_LIMIT)
            return
        geometry = self.table.table_geometry
        most = geometry.content_height()
        least = most if self._shows_all else geometry.least_height()
        self.ensurePolished()
        around = self.height() - self.contentsRect().height() + 2 * _BORDER
        self.setMinimumHeight(least + around)
        self.setMaximumHeight(most + around)

    def _arrange_at_once(self) -> None:
        """Let every layout around the list take its new size before anything is painted.

        By themselves layouts ask one another by an event each, and the list is painted in between.
        """
        above: QWidget | None = self
        while above is not None:
            QCoreApplication.sendPostedEvents(above, QEvent.Type.LayoutRequest.value)
            above = above.parentWidget()

    def _empty_height(self) -> int:
        is_shown = self._empty is not None and self.model.rowCount() == 0
        return super().sizeHint().height() if is_shown else 0
