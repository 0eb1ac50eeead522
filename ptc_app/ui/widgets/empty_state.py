"""What a list shows when it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, muted_label


class EmptyState(QWidget):
    """What a list without rows shows: a headline, a text on what to do next, and buttons for it.

    `title` and `text` are translated; the buttons `ways` are shown below them in this order, and
    their owner connects them.
    """

    def __init__(self, title: str, text: str, *ways: Button) -> None:
        super().__init__()
        self._title: WrappingLabel = bold_label(title)
        self._text: WrappingLabel = muted_label(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid_space(3), grid_space(5), grid_space(3), grid_space(5))
        column.setSpacing(grid_space(0.5))
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(grid_space(1.5))
        for way in ways:
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, text: str) -> None:
        """Replace headline and text, both translated; the buttons stay."""
        self._title.setText(title)
        self._text.setText(text)
