"""A sentence about what is wrong with an entry, with an icon."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class ProblemMessage(QWidget):
    """Shows an icon and a sentence in the kiosk's type; hidden while there is no problem."""

    def __init__(self) -> None:
        super().__init__()
        self._text = WrappingLabel("", "problem", scale=Audience.KIOSK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(1.5))
        row.addWidget(ThemedIcon("circle-alert", "stop", name="", scale=Audience.KIOSK))
        row.addWidget(self._text, 1)
        self.hide()

    def show_problem(self, text: str) -> None:
        """Show this translated text and have a screen reader announce it.

        An empty text hides it. A press under way does not count on what this moves.
        """
        if bool(text) == self.isHidden():
            announce_content(self)
        self._text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce_name(self._text)

    def text(self) -> str:
        """Return the text shown; "" where it is hidden."""
        return self._text.text()
