"""The keys of the on-screen keyboard with their layouts, capitals and accents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.keyboard.key_grid import LEAST_KEY, KeyGrid, grid_height
from ptc_app.ui.kiosk.keyboard.key_layouts import Key, KeyAction, KeyLayout, typed_text
from ptc_app.ui.kiosk.keyboard.key_texts import key_name, key_text


class KeyPanel(QWidget):
    """The keys of one layout at a time; each layout is made when it is first shown.

    A capital and an accent count for one letter.
    """

    typed = Signal(str)
    """Emitted with the character of the key pressed."""

    erase_asked = Signal()
    """Emitted when Erase is pressed, and while it is held down."""

    hide_asked = Signal()
    """Emitted when Hide keys is pressed."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._layout = KeyLayout.LETTERS
        self._is_capital = self._is_accent = False
        self._hides_presses = False
        self._grids: dict[KeyLayout, KeyGrid] = {}
        self._row_height = LEAST_KEY
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.say_in(tr)

    def say_in(self, tr: Localizer) -> None:
        """Write the words on the keys in the language of `tr`."""
        self._tr = tr
        self.setAccessibleName(tr("Keys on the screen"))
        self._write_keys()

    def set_row_height(self, pixels: int) -> None:
        """Make each row of keys so high, and at least LEAST_KEY."""
        self._row_height = max(LEAST_KEY, pixels)
        for grid in self._grids.values():
            grid.set_row_height(self._row_height)

    def height_of(self, layout: KeyLayout) -> int:
        """Return how many pixels high the keys of this layout are."""
        return grid_height(layout, self._row_height)

    def begin(self, layout: KeyLayout, *, capital: bool, hides_presses: bool) -> None:
        """Show this layout for another field.

        `capital`: the first letter is a capital. `hides_presses`: no key shows that it is pressed.
        """
        self._is_capital, self._is_accent = capital, False
        self._hides_presses = hides_presses
        self._show_layout(layout)

    def _show_layout(self, layout: KeyLayout) -> None:
        self._layout = layout
        shown = self._grids.get(layout) or self._add_grid(layout)
        for grid in self._grids.values():
            grid.setVisible(grid is shown)
        self._write_keys()

    def _add_grid(self, layout: KeyLayout) -> KeyGrid:
        grid = KeyGrid(layout, self._press, self)
        grid.set_row_height(self._row_height)
        self._grids[layout] = grid
        self._column.addWidget(grid)
        return grid

    def _write_keys(self) -> None:
        grid, tr = self._grids.get(self._layout), self._tr
        capital, accent = self._is_capital, self._is_accent
        is_on = {KeyAction.SHIFT: capital, KeyAction.ACCENTS: accent}
        for button in grid.keys if grid else ():
            key = button.key
            button.hides_presses = self._hides_presses
            button.show_key(
                key_text(key, tr, capital=capital, accent=accent),
                key_name(key, tr, capital=capital, accent=accent),
                is_turned=typed_text(key, capital=False, accent=accent) != key.text,
                is_on=is_on.get(key.action, False),
            )

    def _press(self, key: Key) -> None:
        acts: dict[KeyAction, Callable[[], None]] = {
            KeyAction.TYPE: lambda: self._type(key),
            KeyAction.ERASE: self.erase_asked.emit,
            KeyAction.SHIFT: lambda: self._turn(not self._is_capital, self._is_accent),
            KeyAction.ACCENTS: lambda: self._turn(self._is_capital, not self._is_accent),
            KeyAction.SIGNS: lambda: self._show_layout(KeyLayout.SIGNS),
            KeyAction.LETTERS: lambda: self._show_layout(KeyLayout.LETTERS),
            KeyAction.HIDE: self.hide_asked.emit,
        }
        acts[key.action]()

    def _type(self, key: Key) -> None:
        text = typed_text(key, capital=self._is_capital, accent=self._is_accent)
        if text.isalpha():
            self._turn(False, self._is_accent and text.lower() == key.text)
        self.typed.emit(text)

    def _turn(self, is_capital: bool, is_accent: bool) -> None:  # noqa: FBT001 - a pair of states
        if (is_capital, is_accent) != (self._is_capital, self._is_accent):
            self._is_capital, self._is_accent = is_capital, is_accent
            self._write_keys()
