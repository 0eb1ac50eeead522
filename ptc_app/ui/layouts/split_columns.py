"""Two columns side by side while both fit: by what they hold, not by a width as TwoColumns."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ptc_app.ui.theme import grid_space


class SplitColumns(QWidget):
    """Two widgets side by side, or below one another where their least widths do not fit."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left = left
        self._right = right
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(grid_space(3))
        self._box.addWidget(left, 5)
        self._box.addWidget(right, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        both = self._left.minimumSizeHint().width() + self._right.minimumWidth() + grid_space(3)
        fits = event.size().width() >= both
        direction = directions.LeftToRight if fits else directions.TopToBottom
        if direction is not self._box.direction():
            self._box.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """Return a width that fits the wider of the two: they can stand one below the other."""
        wide = max(self._left.minimumSizeHint().width(), self._right.minimumWidth())
        return QSize(wide, self._box.minimumSize().height())
