"""A white panel with a thin border."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import grid_space


class Card(QFrame):
    """A named group of widgets, one below the other; its name is its accessible name."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(grid_space(2.5), grid_space(2), grid_space(2.5), grid_space(2))
        self.rows.setSpacing(grid_space())

    def add(self, *parts: QWidget | QLayout) -> None:
        """Append widgets."""
        for part in parts:
            if isinstance(part, QWidget):
                self.rows.addWidget(part)
            else:
                self.rows.addLayout(part)


def divider() -> QFrame:
    """A thin horizontal line."""
    line = QFrame()
    line.setProperty("look", "divider")
    return line
