"""Radio buttons or check boxes as large cards that can be pressed anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ptc_app.ui.options.option_cards import CheckCard, RadioCard
from ptc_app.ui.theme import Audience, grid_space

_MANY_ENOUGH_FOR_TWO_COLUMNS = 4

_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class SelectionMode(Enum):
    """Whether at most ONE option may be selected (radio buttons) or MANY (check boxes)."""

    ONE = "one"
    MANY = "many"


class OptionGroup(QWidget):
    """Options (key, text) as cards; keys in `exclusive` and all other keys deselect each other.

    `chosen` is emitted with the tuple of selected keys when a person selects or deselects one. The
    options that an exclusive key deselected are selected again when it is deselected itself.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str,
        multiple: SelectionMode = SelectionMode.ONE,
        exclusive: frozenset[str] = frozenset(),
        scale: Audience = Audience.KIOSK,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._exclusive = exclusive
        self._displaced: tuple[str, ...] = ()
        kind = _KINDS[multiple]
        self._buttons: dict[str, QAbstractButton] = {
            key: kind(text, scale, role="quiet" if key in exclusive else "ink")
            for key, text in options
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(grid_space(2))
        for key, button in self._buttons.items():
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, key=key: self._choose(key))
        self._columns = 0
        self._lay_out(1)

    def select(self, keys: Iterable[str]) -> None:
        """Select the options with these keys and no others; `chosen` is not emitted."""
        wanted = frozenset(keys)
        self._displaced = ()
        for key, button in self._buttons.items():
            _check(button, on=key in wanted)

    def selected(self) -> tuple[str, ...]:
        """Return the keys of the selected options, in the order of the options."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def button(self, key: str) -> QAbstractButton:
        """Return the button of the option with this key; KeyError for an unknown key."""
        return self._buttons[key]

    def columns(self) -> int:
        """Return in how many columns the options are laid out now, 1 or 2."""
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._fitting_columns())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the focus to the next option, round the ends, without selecting it."""
        step = _STEPS.get(event.key(), 0)
        buttons = list(self._buttons.values())
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._lay_out(self._fitting_columns())

    def _choose(self, key: str) -> None:
        if self._buttons[key].isChecked():
            self._displace(key)
        else:
            for other in self._displaced:
                _check(self._buttons[other], on=True)
            self._displaced = ()
        self.chosen.emit(self.selected())

    def _displace(self, key: str) -> None:
        """Deselect what cannot be selected beside this key."""
        others = self._buttons.keys() - {key}
        rivals = others if key in self._exclusive else others & self._exclusive
        selected = tuple(rival for rival in self.selected() if rival in rivals)
        self._displaced = selected if key in self._exclusive else ()
        for rival in selected:
            _check(self._buttons[rival], on=False)

    def _fitting_columns(self) -> int:
        window = self.window()
        portrait = window.height() > window.width()
        if portrait or len(self._buttons) < _MANY_ENOUGH_FOR_TWO_COLUMNS:
            return 1
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        return 2 if widest * 2 + self._grid.spacing() <= self.width() else 1

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        high = -(-len(self._buttons) // columns)
        for at, button in enumerate(self._buttons.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, at % high, at // high)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setHorizontalSpacing(grid_space(2) if columns > 1 else 0)
        self.updateGeometry()


_KINDS: dict[SelectionMode, type[RadioCard | CheckCard]] = {
    SelectionMode.ONE: RadioCard,
    SelectionMode.MANY: CheckCard,
}


def _check(button: QAbstractButton, *, on: bool) -> None:
    """Set a radio button's state even where its exclusive group would refuse."""
    held = button.autoExclusive()
    button.setAutoExclusive(False)
    button.setChecked(on)
    button.setAutoExclusive(held)
