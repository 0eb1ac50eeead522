"""What a list shows when it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, muted_label


class EmptyState(QWidget):
    """A centred headline, a text that says what to do next, and the buttons that do it.

    `title` and `text` are translated; `ways` are shown below them in this order.
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
