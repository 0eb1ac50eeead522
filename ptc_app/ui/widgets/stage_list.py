"""The stages of a visit as rows with state, note and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, caption_label
from ptc_app.ui.widgets.row_list import RowList
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class StageRowState(Enum):
    """How far a stage is, which decides its icon."""

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    SKIPPED = "skipped"
    LATER = "later"


_ICONS = {
    StageRowState.DONE: ("check", "good"),
    StageRowState.NOW: ("arrow-right", "primary"),
    StageRowState.OPEN: ("circle", "quiet"),
    StageRowState.SKIPPED: ("minus", "quiet"),
    StageRowState.LATER: ("circle", "quiet"),
}
_TITLES = {StageRowState.NOW: "strong-large", StageRowState.LATER: "strong-quiet"}


@dataclass(frozen=True, slots=True)
class StageAction:
    """A button of a row; `look` is primary, plain or link."""

    key: str
    text: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class StageRow:
    """The content of one row; `state_text` says in words what its icon shows."""

    key: str
    title: str
    subtitle: str
    state: StageRowState
    state_text: str
    note: str = ""
    actions: tuple[StageAction, ...] = ()


class StageList(QWidget):
    """Rows of stages; emits the keys of the row and of the action pressed."""

    acted = Signal(str, str)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._list = RowList(name=name, stretch=(0, 5, 2, 0))
        self._buttons: dict[tuple[str, str], Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def set_rows(self, rows: Sequence[StageRow]) -> None:
        """Show these rows and no others."""
        self._buttons = {}
        now = [at for at, row in enumerate(rows) if row.state is StageRowState.NOW]
        self._list.set_rows([self._cells(row) for row in rows], current=next(iter(now), None))

    def button(self, key: str, action: str) -> Button:
        """The button of a row's action."""
        return self._buttons[key, action]

    def _cells(self, row: StageRow) -> list[QWidget | str]:
        mark = ThemedIcon(*_ICONS[row.state], name=row.state_text, scale=Audience.STAFF)
        return [mark, _texts(row), caption_label(row.note), self._actions(row)]

    def _actions(self, row: StageRow) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid_space())
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        for action in row.actions:
            button = Button(action.text, action.look)
            button.setAccessibleName(f"{action.text}, {row.title}")
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(row.key, key))
            line.addWidget(button)
            self._buttons[row.key, action.key] = button
        return box


def _texts(row: StageRow) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(WrappingLabel(row.title, _TITLES.get(row.state, "strong")))
    if row.subtitle:
        column.addWidget(caption_label(row.subtitle))
    return box
