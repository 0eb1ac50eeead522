"""A wide and a narrow column side by side, or below one another where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import current_look, grid_space

_WIDE, _NARROW = 5, 2
"""How the two share the width."""

_LEAST = 900
"""Pixels, at 100 % text, from which both stand beside one another."""


class TwoColumns(QWidget):
    """Two columns side by side, or below one another where the width is less than 900 pixels.

    `wide` is the left column, with five sevenths of the width, `narrow` the right one; both are
    aligned to the top. The 900 pixels are at 100 % text and grow with it.
    """

    def __init__(self, wide: Sequence[QWidget], narrow: Sequence[QWidget]) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(grid_space(3))
        self._parts = [_column(wide), _column(narrow)]
        for part, share in zip(self._parts, (_WIDE, _NARROW), strict=True):
            self._row.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """The size with the columns below one another."""
        least = [part.minimumSizeHint() for part in self._parts]
        return QSize(max(size.width() for size in least), max(size.height() for size in least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce_content(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._turn()

    def _turn(self) -> None:
        beside = self.width() >= current_look().scaled(_LEAST)
        direction = QBoxLayout.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
            self.updateGeometry()


def _column(widgets: Sequence[QWidget]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(2))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return box
