"""A large icon on a disc in a quiet colour, which says what a page is about."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import current_look

_SIDE = 176
"""Pixels of the disc's diameter; it does not grow with the text, which needs the room."""


class IconDisc(QWidget):
    """An icon of `resources/icons`, half as large as the disc behind it; it is decoration."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon_name: str) -> None:
        """Show this icon in place of the one before."""
        self._icon = icon_name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current_look().colour("info_ground"))
        painter.drawEllipse(self.rect())
        side = _SIDE // 2
        inner = QRect(0, 0, side, side)
        inner.moveCenter(self.rect().center())
        themed_icon(self._icon, "primary", side).paint(painter, inner)
