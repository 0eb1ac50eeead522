"""The frame of pages that cover a participant's form: a column in the middle, and a foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.keyboard.keyboard_placement import KeyboardPlacement
from ptc_app.ui.kiosk.keyboard.touch_keyboard import TouchKeyboard
from ptc_app.ui.layouts.centred_column import center_column
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.labels import Tone, WrappingLabel

WIDTH = 640
"""Pixels of a column in the middle; a line of large type stays easy to read."""


class KioskCover(QFrame):
    """A kiosk page with one column in its middle, which shows the warning of the idle lock itself.

    - column: the layout that a subclass adds its content to, from top to bottom
    - width: the greatest width of the column in pixels at 100 % text
    """

    def __init__(self, *, width: int = WIDTH) -> None:
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self._idle = Banner(scale=Audience.KIOSK)
        self._inner = inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(grid_space(3))
        self.column.addWidget(self._idle)
        self._middle = middle = QFrame()
        center_column(middle, inner, width)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(middle, 1)

    def add(self, *widgets: QWidget) -> None:
        """Add these below what is in the column, as wide as it is."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_centered(self, *widgets: QWidget) -> None:
        """Add these below what is in the column, in its middle; texts are as wide as it is."""
        for widget in widgets:
            if isinstance(widget, WrappingLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                self.column.addWidget(widget)
            else:
                self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_foot(self, *widgets: QWidget) -> None:
        """Show these in a bar at the bottom, the last at its right; called once."""
        foot = QFrame()
        foot.setProperty("look", "bar-bottom")
        row = FlowLayout(foot, gap=grid_space(1.5), spread=SpareWidth.BEFORE_LAST)
        row.setContentsMargins(grid_space(3), grid_space(2), grid_space(3), grid_space(2))
        for widget in widgets:
            row.addWidget(widget)
        self._rows.addWidget(foot)

    def offer_keys(self, tr: Localizer) -> None:
        """Bring keys for the fields of the column where one is touched; called after all `add`."""
        keys = TouchKeyboard(tr)
        self._rows.insertWidget(1, keys)
        area = self._middle.findChildren(QScrollArea)[0]
        none = QWidget(self)  # there is no head, and no foot beside fields
        none.setFixedSize(0, 0)
        KeyboardPlacement(self, keys, area, none, none)
        keys.watch(self._inner)

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning of the idle lock until it is cleared."""
        self._idle.show_message(Tone.WARN, text)

    def clear_idle_warning(self) -> None:
        """Remove the warning of the idle lock; does nothing where none is shown."""
        self._idle.clear()
