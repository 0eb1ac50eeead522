"""How far one is, in words and as a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.text import Text


class ProgressWords(QWidget):
    """The bar never stands alone: its words are its name."""

    def __init__(self, *, scale: Scale = Scale.STAFF) -> None:
        super().__init__()
        self._words = Text("", "label", scale=scale)
        self._words.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(3))
        row.addWidget(self._words)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)

    def bar(self) -> QProgressBar:
        return self._bar

    def show_progress(self, words: str, done: int, of: int) -> None:
        self._words.setText(words)
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(words)
