"""The keys of one layout, placed row by row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ptc_app.ui.kiosk.keyboard.key_button import KeyButton
from ptc_app.ui.kiosk.keyboard.key_layouts import Key, KeyLayout, is_number_pad, key_rows
from ptc_app.ui.theme import grid_space

LEAST_KEY = 64
"""Pixels: the least height of a key, whatever the text size."""
_WIDEST_PAD_KEY = 160
"""Pixels: the greatest width of a key of the number pads, which stand in the middle."""


class KeyGrid(QWidget):
    """The keys of one layout; `pressed` is called with each Key that is pressed.

    - keys: the buttons from top left to bottom right
    """

    def __init__(
        self, layout: KeyLayout, pressed: Callable[[Key], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = layout
        self._rows = key_rows(layout)
        self._row_height = LEAST_KEY
        self.keys = [KeyButton(key, self) for row in self._rows for key in row]
        for button in self.keys:
            button.clicked.connect(partial(_press, pressed, button.key))

    def set_row_height(self, pixels: int) -> None:
        """Make each row so high; the grid is as high as its rows with the gaps between them."""
        self._row_height = max(pixels, LEAST_KEY)
        self.setFixedHeight(self._height())
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(round(self._units() * (LEAST_KEY + grid_space())), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _height(self) -> int:
        return grid_height(self._layout, self._row_height)

    def _units(self) -> float:
        return max(sum(key.width for key in row) for row in self._rows)

    def _place(self) -> None:
        gap, units = grid_space(), self._units()
        width = self.width()
        if is_number_pad(self._layout):
            width = min(width, round(units * _WIDEST_PAD_KEY))
        start, unit = (self.width() - width) // 2, (width + gap) / units
        buttons = iter(self.keys)
        for at, row in enumerate(self._rows):
            lefts = accumulate((key.width for key in row), initial=0.0)
            for key, left in zip(row, lefts, strict=False):
                x, right = start + round(left * unit), start + round((left + key.width) * unit)
                top = at * (self._row_height + gap)
                high = key.height * (self._row_height + gap) - gap
                next(buttons).setGeometry(QRect(x, top, right - x - gap, high))


def grid_height(layout: KeyLayout, row_height: int) -> int:
    """Return how high the keys of a layout are in pixels, with rows so high."""
    rows = len(key_rows(layout))
    return rows * row_height + (rows - 1) * grid_space()


def _press(pressed: Callable[[Key], None], key: Key, _checked: object = None) -> None:
    pressed(key)
