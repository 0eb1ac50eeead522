"""A message to the whole page: what happened, what was kept, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ptc_app.ui.theme import Scale, set_look, space
from ptc_app.ui.widgets.announce import announce
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.icon_mark import IconMark
from ptc_app.ui.widgets.text import Text, Tone, body, strong

_ICONS = {
    Tone.GOOD: ("circle-check", "good"),
    Tone.WARN: ("triangle-alert", "warn"),
    Tone.STOP: ("circle-alert", "stop"),
    Tone.INFO: ("info", "info"),
    Tone.NEUTRAL: ("info", "quiet"),
}


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    acted = Signal()

    def __init__(self, *, scale: Scale = Scale.STAFF) -> None:
        super().__init__()
        self._mark = IconMark("info", "info", name="", scale=scale)
        self._title: Text = strong("", scale=scale)
        self._text: Text = body("", scale=scale)
        self._action = plain_button("", scale=scale)
        self._action.clicked.connect(self.acted)
        words = QVBoxLayout()
        words.setSpacing(space(0.5))
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(space(2.5), space(1.5), space(2.5), space(1.5))
        row.setSpacing(space(1.5))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        self.hide()

    def show_message(self, tone: Tone, title: str, text: str = "", *, action: str = "") -> None:
        self._mark.show_icon(*_ICONS[tone])
        self._title.setText(title)
        self._title.set_tone(tone)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        set_look(self, look=f"banner-{tone}")
        self.show()
        announce(self)

    def clear(self) -> None:
        self._title.clear()
        self._text.clear()
        self.hide()
