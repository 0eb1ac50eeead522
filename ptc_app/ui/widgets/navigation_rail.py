"""The navigation rail at the left of staff pages: entries to go to, and who is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ptc_app.ui.theme import design_tokens, grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, caption_label


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of the NavigationRail: a button that leads to a page.

    - key: emitted with `chosen` when it is pressed
    - text: translated
    - icon: a name of `resources/icons`
    """

    key: str
    text: str
    icon: str


class NavigationRail(QFrame):
    """A column with a title, one button for each entry, the practitioner and the lock button.

    - name: accessible name; title, subtitle: the lines at the top
    - lock_text, lock_key: what the lock button shows, its text and its keyboard shortcut

    `chosen` is emitted with the key of the entry pressed, `lock_asked` by the lock button. Where
    there is little width its owner tells it to `fold`: then it shows the icons alone.
    """

    chosen = Signal(str)
    """Emitted with the key of the entry that was pressed."""

    lock_asked = Signal()
    """Emitted when the lock button is pressed."""

    def __init__(
        self, entries: Sequence[NavigationEntry], *, name: str, title: str, subtitle: str,
        lock_text: str, lock_key: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("look", "rail")
        self.setAccessibleName(name)
        self._person = bold_label("")
        self._role = caption_label("")
        self._lock = Button(
            f"{lock_text}  {lock_key}", "rail-lock", icon_name="lock", colour_role="rail_quiet"
        )
        self._lock.setAccessibleName(lock_text)
        self._lock.setToolTip(f"{lock_text} ({lock_key})")
        self._lock.clicked.connect(self.lock_asked)
        self._is_folded = False
        self._group = QButtonGroup(self)
        self._buttons = {entry.key: self._entry(entry) for entry in entries}
        self._sheet = QWidget()
        self._column = column = QVBoxLayout(self._sheet)
        column.setContentsMargins(grid_space(0.5), grid_space(2), grid_space(0.5), grid_space(2))
        column.setSpacing(0)
        self._site = _block(WrappingLabel(title, "strong"), caption_label(subtitle))
        self._who = _block(self._person, self._role)
        self._texts = {button: button.text() for button in (*self._buttons.values(), self._lock)}
        column.addWidget(self._site)
        column.addSpacing(grid_space(3))
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(_line())
        column.addSpacing(grid_space())
        column.addWidget(self._who)
        column.addWidget(self._lock)
        self._scroll_if_low()

    def sizeHint(self) -> QSize:
        width, height = self._sheet.minimumSizeHint().width(), self._sheet.sizeHint().height()
        if not self._is_folded or height > self.height():
            width += self._area.verticalScrollBar().sizeHint().width() + grid_space()
        if not self._is_folded:
            width = max(design_tokens().rail_width, width)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 0)

    def fold(self, *, icons_only: bool) -> None:
        """Show the icons alone, with the texts as tool tips; or everything again."""
        if icons_only is self._is_folded:
            return
        self._is_folded = icons_only
        for part in (self._site, self._who):
            part.setVisible(not icons_only)
        side = 0 if icons_only else grid_space(0.5)
        self._column.setContentsMargins(side, grid_space(2), side, grid_space(2))
        for button, text in self._texts.items():
            button.setText("" if icons_only else text)
        self.updateGeometry()

    def set_current(self, key: str) -> None:
        """Mark the entry with this key as that of the page shown; KeyError for an unknown key.

        Emits nothing.
        """
        self._buttons[key].setChecked(True)

    def set_person(self, name: str, role: str) -> None:
        """Show the name and the translated role of the practitioner who is signed in."""
        self._person.setText(name)
        self._role.setText(role)

    def button(self, key: str) -> Button:
        """Return the button of the entry with this key; KeyError for an unknown key."""
        return self._buttons[key]

    def lock_button(self) -> Button:
        """Return the button that locks the workstation."""
        return self._lock

    def _scroll_if_low(self) -> None:
        """Scroll the entries where 200 % text does not fit the window's height."""
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def _entry(self, entry: NavigationEntry) -> Button:
        button = Button(entry.text, "rail", icon_name=entry.icon, colour_role="rail_ink")
        button.setCheckable(True)
        button.setAccessibleName(entry.text)
        button.setToolTip(entry.text)
        self._group.addButton(button)
        button.clicked.connect(lambda _=False: self.chosen.emit(entry.key))
        return button


def _block(*labels: WrappingLabel) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(grid_space(1.5), 0, grid_space(1.5), 0)
    column.setSpacing(0)
    for label in labels:
        column.addWidget(label)
    return box


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "rail-line")
    return line
