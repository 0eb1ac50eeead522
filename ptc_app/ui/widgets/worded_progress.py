"""How far one is, in words and as a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel


class WordedProgress(QWidget):
    """The bar never stands alone: its words are its name."""

    def __init__(self, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._text = WrappingLabel("", "label", scale=scale)
        self._text.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(3))
        row.addWidget(self._text)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)

    def bar(self) -> QProgressBar:
        return self._bar

    def show_progress(self, text: str, done: int, of: int) -> None:
        self._text.setText(text)
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
