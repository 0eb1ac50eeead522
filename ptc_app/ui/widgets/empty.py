"""What a list says when there is nothing in it: the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.ui.theme import space
from ptc_app.ui.widgets.text import quiet, strong


class EmptyState(QWidget):
    """A headline and what to do, in the middle of the empty place."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(space(3), space(5), space(3), space(5))
        for label in (strong(title), quiet(text)):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
