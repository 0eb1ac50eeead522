"""An indicator of whether the last entry is saved to disk."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.labels import caption_label
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class SaveState(Enum):
    """Whether the newest entry is on disk.

    NOTHING: nothing to tell. SAVING: it is being written. SAVED: it is on disk. NOT_SAVED: it could
    not be written.
    """

    NOTHING = "nothing"
    SAVING = "saving"
    SAVED = "saved"
    NOT_SAVED = "not saved"


_ICONS = {
    SaveState.SAVING: ("refresh-cw", "quiet"),
    SaveState.SAVED: ("check", "good"),
    SaveState.NOT_SAVED: ("circle-alert", "stop"),
}


class SaveIndicator(QWidget):
    """An icon and a text that show a SaveState; NOT_SAVED is coloured and announced.

    It shows NOTHING, no icon and no text, until `show_state`.
    """

    def __init__(self, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._mark = ThemedIcon("check", "good", name="", scale=scale)
        self._text = caption_label("", scale=scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space())
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self.show_state(SaveState.NOTHING)

    def show_state(self, state: SaveState, text: str = "") -> None:
        """Show this state with its translated text; a screen reader announces NOT_SAVED."""
        self._mark.setVisible(state in _ICONS)
        if state in _ICONS:
            self._mark.show_icon(*_ICONS[state])
        self._text.setText(text)
        self.setAccessibleName(text)
        failed = state is SaveState.NOT_SAVED
        set_style_properties(self._text, tone="stop" if failed else "quiet")
        if failed:
            announce_name(self)

    def text(self) -> str:
        """Return the text shown; empty for none."""
        return self._text.text()
