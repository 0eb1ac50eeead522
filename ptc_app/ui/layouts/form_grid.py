"""Form fields in as many equal columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ptc_app.ui.theme import grid_space


class FormGrid(QWidget):
    """Form fields in equal columns, filled line by line in the order of `parts`.

    Hidden ones take no place once `lay_out_again` was called.
    There are `columns` of them, fewer where that many do not fit at their least width.
    """

    def __init__(
        self, parts: Sequence[QWidget], parent: QWidget | None = None, *, columns: int
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._most = columns
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(grid_space(2))
        self._grid.setVerticalSpacing(grid_space(2))
        self._lay_out(columns)

    def columns(self) -> int:
        """Return in how many columns the fields are laid out now, at least 1."""
        return self._columns

    def lay_out_again(self) -> None:
        """Lay the fields out anew, after some were shown or hidden."""
        columns, self._columns = self._columns, 0
        self._lay_out(columns)

    def minimumSizeHint(self) -> QSize:
        """The size with all fields in one column."""
        return QSize(self._widest(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._fitting())

    def showEvent(self, event: QShowEvent) -> None:
        """The style may have changed while it was hidden."""
        super().showEvent(event)
        self._lay_out(self._fitting())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._lay_out(self._fitting())

    def _fitting(self) -> int:
        gap = self._grid.horizontalSpacing()
        return max(1, min(self._most, (self.width() + gap) // (self._widest() + gap)))

    def _widest(self) -> int:
        return max(part.minimumSizeHint().width() for part in self._parts)

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for part in self._parts:
            self._grid.removeWidget(part)
        shown = (part for part in self._parts if not part.isHidden())
        hidden = (part for part in self._parts if part.isHidden())
        for index, part in enumerate((*shown, *hidden)):
            self._grid.addWidget(part, index // columns, index % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()
