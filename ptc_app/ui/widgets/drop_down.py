"""A drop-down list that ignores the mouse wheel."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, current_look, grid_space


class DropDown(QComboBox):
    """A combo box that ignores the mouse wheel, so that it scrolls the page instead.

    `name` is its accessible name.
    """

    def __init__(self, *, name: str, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._scale = scale
        self.setProperty("scale", scale.value)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = current_look().icon(self._scale)
        left = self.width() - side - grid_space()
        where = QRect(left, (self.height() - side) // 2, side, side)
        themed_icon("chevron-down", "quiet", side).paint(QPainter(self), where)
