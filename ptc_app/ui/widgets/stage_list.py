"""The list of a visit's stages: their state, and buttons for what may be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, caption_label
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class StageRowState(Enum):
    """The state of a stage's row, which decides its icon.

    DONE: completed. NOW: the next to do, so it stands out. OPEN: may be begun. SKIPPED: left out,
    or closed because a consent is missing. VOIDED: its record was marked as entered in error.
    LATER: a stage before it has to be completed first.
    """

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    SKIPPED = "skipped"
    VOIDED = "voided"
    LATER = "later"


_ICONS = {
    StageRowState.DONE: ("check", "good"),
    StageRowState.NOW: ("arrow-right", "primary"),
    StageRowState.OPEN: ("circle", "quiet"),
    StageRowState.SKIPPED: ("minus", "quiet"),
    StageRowState.VOIDED: ("x", "warn"),
    StageRowState.LATER: ("circle", "quiet"),
}
_TITLES = {StageRowState.NOW: "strong-large", StageRowState.LATER: "strong-quiet"}


@dataclass(frozen=True, slots=True)
class StageAction:
    """A button in a row of a StageList.

    - key: emitted with `acted`, after the key of the row, when it is pressed
    - text: translated
    - look: primary, plain or link
    """

    key: str
    text: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class StageRow:
    """The content of one row of a StageList, which is one stage; all texts are translated.

    - key: which stage it is; emitted with an action
    - title, subtitle: shown below one another; the subtitle may be empty
    - state: decides the icon; state_text: the same in words, its accessible name
    - note: a caption beside the title, may be empty
    - actions: the buttons at the right, in this order
    """

    key: str
    title: str
    subtitle: str
    state: StageRowState
    state_text: str
    note: str = field(default="", repr=False)
    actions: tuple[StageAction, ...] = ()


_STRETCH = (0, 5, 2, 0)
"""How the columns icon, title, note and actions share the width that is left."""


class StageList(QFrame):
    """A card with one row for each stage and its buttons; empty until `set_rows`.

    `name` is its accessible name. A button pressed emits `acted` with the keys of row and action.
    """

    acted = Signal(str, str)
    """Emitted when a button is pressed, with the key of its row and the key of its action."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        self._buttons: dict[tuple[str, str], Button] = {}
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.addWidget(self._rows)

    def set_rows(self, rows: Sequence[StageRow]) -> None:
        """Show these rows, in this order, in place of those before; the old buttons are deleted."""
        self._buttons = {}
        self._column.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget(self)  # to give it this parent once it is filled takes Qt long
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for column, share in enumerate(_STRETCH):
            grid.setColumnStretch(column, share)
        for at, row in enumerate(rows):
            _add_row(grid, at, self._cells(row), _row_look(rows, at))
        self._column.addWidget(self._rows)
        announce_content(self)

    def button(self, key: str, action: str) -> Button:
        """Return the button by the keys of row and action; KeyError where there is none."""
        return self._buttons[key, action]

    def _cells(self, row: StageRow) -> list[QWidget]:
        mark = ThemedIcon(*_ICONS[row.state], name=row.state_text, scale=Audience.STAFF)
        return [mark, _titles(row), caption_label(row.note), self._actions(row)]

    def _actions(self, row: StageRow) -> QWidget:
        box = QWidget()
        line = FlowLayout(box, gap=grid_space(), spread=SpareWidth.BEFORE)
        for action in row.actions:
            button = Button(action.text, action.look)
            button.setAccessibleName(f"{action.text}, {row.title}")
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(row.key, key))
            line.addWidget(button)
            self._buttons[row.key, action.key] = button
        return box


def _row_look(rows: Sequence[StageRow], at: int) -> str:
    now = next((row for row in rows if row.state is StageRowState.NOW), None)
    if rows[at] is now:
        return "row-current"
    return "row-last" if at == len(rows) - 1 else "row"


def _add_row(grid: QGridLayout, row: int, cells: Sequence[QWidget], look: str) -> None:
    """The cells side by side on a frame that draws the ground of the row and the line below it."""
    frame = QFrame()
    frame.setProperty("look", look)
    grid.addWidget(frame, row, 0, 1, len(cells))
    for column, cell in enumerate(cells):
        grid.addWidget(_padded(cell, is_last=column == len(cells) - 1), row, column)


def _padded(widget: QWidget, *, is_last: bool) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(
        grid_space(2), grid_space(1.25), grid_space(2) if is_last else 0, grid_space(1.25)
    )
    is_fixed = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
    row.addWidget(widget, 0 if is_fixed else 1, Qt.AlignmentFlag.AlignVCenter)
    if is_fixed:
        row.addStretch(1)
    return box


def _titles(row: StageRow) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(WrappingLabel(row.title, _TITLES.get(row.state, "strong")))
    if row.subtitle:
        column.addWidget(caption_label(row.subtitle))
    return box
