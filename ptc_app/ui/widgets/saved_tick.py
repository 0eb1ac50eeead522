"""Whether what was typed is on disk."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.ui.theme import Scale, set_look, space
from ptc_app.ui.widgets.announce import announce
from ptc_app.ui.widgets.icon_mark import IconMark
from ptc_app.ui.widgets.text import quiet


class SaveState(Enum):
    NOTHING = "nothing"
    SAVING = "saving"
    SAVED = "saved"
    NOT_SAVED = "not saved"


_ICONS = {
    SaveState.SAVING: ("refresh-cw", "quiet"),
    SaveState.SAVED: ("check", "good"),
    SaveState.NOT_SAVED: ("circle-alert", "stop"),
}


class SavedTick(QWidget):
    """Quiet while all is well; a failure is in colour and said aloud."""

    def __init__(self, *, scale: Scale = Scale.STAFF) -> None:
        super().__init__()
        self._mark = IconMark("check", "good", name="", scale=scale)
        self._text = quiet("", scale=scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space())
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self.show_state(SaveState.NOTHING)

    def show_state(self, state: SaveState, text: str = "") -> None:
        self._mark.setVisible(state in _ICONS)
        if state in _ICONS:
            self._mark.show_icon(*_ICONS[state])
        self._text.setText(text)
        self.setAccessibleName(text)
        failed = state is SaveState.NOT_SAVED
        set_look(self._text, tone="stop" if failed else "quiet")
        if failed:
            announce(self)

    def text(self) -> str:
        return self._text.text()
