"""A message for the whole page: what happened, what was saved, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.labels import Tone, WrappingLabel, body_label, bold_label
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon

_ICONS = {
    Tone.GOOD: ("circle-check", "good"),
    Tone.WARN: ("triangle-alert", "warn"),
    Tone.STOP: ("circle-alert", "stop"),
    Tone.INFO: ("info", "info"),
    Tone.NEUTRAL: ("info", "quiet"),
}


class Banner(QFrame):
    """A message for the whole page in the colour of its tone, with an optional button.

    Hidden until `show_message`, and again after `clear`. `acted` is emitted when the button is
    pressed.
    """

    acted = Signal()
    """Emitted when the button of the message is pressed."""

    def __init__(self, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._mark = ThemedIcon("info", "info", name="", scale=scale)
        self._title: WrappingLabel = bold_label("", scale=scale)
        self._text: WrappingLabel = body_label("", scale=scale)
        self._action = secondary_button("", scale=scale)
        self._action.clicked.connect(self.acted)
        texts = QVBoxLayout()
        texts.setSpacing(grid_space(0.5))
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(grid_space(2.5), grid_space(1.5), grid_space(2.5), grid_space(1.5))
        row.setSpacing(grid_space(1.5))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self._action)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """What is below has moved."""
        super().showEvent(event)
        announce_content(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        announce_content(self)

    def show_message(self, tone: Tone, title: str, text: str = "", *, action: str = "") -> None:
        """Show this message in place of the one before; a screen reader announces its title.

        `title`, `text` and `action`, the text of the button, are translated; without `text` or
        `action` that part is hidden.
        """
        self._mark.show_icon(*_ICONS[tone])
        self._title.setText(title)
        self._title.set_tone(tone)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        set_style_properties(self, look=f"banner-{tone}")
        self.show()
        announce_name(self)

    def clear(self) -> None:
        """Remove the message and hide the banner."""
        self._title.clear()
        self._text.clear()
        self.hide()
