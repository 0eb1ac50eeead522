"""An icon in a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ptc_app.ui.icons import themed_icon
from ptc_app.ui.theme import Audience, current_look


class ThemedIcon(QWidget):
    """An icon that follows theme and text scale.

    - icon_name: a name of `resources/icons`; colour_role: a colour of the theme, such as `ink`
    - name: accessible name; empty for an icon that is decoration
    - scale: the size of staff pages or of the kiosk
    """

    def __init__(self, icon_name: str, colour_role: str, *, name: str, scale: Audience) -> None:
        super().__init__()
        self._icon = icon_name
        self._role = colour_role
        self._scale = scale
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon_name: str, colour_role: str) -> None:
        """Show this icon in this colour of the theme; the accessible name stays."""
        self._icon = icon_name
        self._role = colour_role
        self.update()

    def sizeHint(self) -> QSize:
        side = current_look().icon(self._scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = current_look().icon(self._scale)
        themed_icon(self._icon, self._role, side).paint(QPainter(self), self.rect())
