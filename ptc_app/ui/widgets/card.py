"""A white panel with a thin border."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import grid_space


class Card(QFrame):
    """A panel in the colour of paper with a thin border, and its widgets below one another.

    `name` is its accessible name; `rows` is its layout, which `add` fills.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(grid_space(2.5), grid_space(2), grid_space(2.5), grid_space(2))
        self.rows.setSpacing(grid_space())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce_content(self)

    def add(self, *parts: QWidget | QLayout) -> None:
        """Append widgets or layouts below what the card has, in this order."""
        for part in parts:
            if isinstance(part, QWidget):
                self.rows.addWidget(part)
            else:
                self.rows.addLayout(part)


def divider() -> QFrame:
    """Return a thin horizontal line, to stand between widgets of a card."""
    line = QFrame()
    line.setProperty("look", "divider")
    return line
