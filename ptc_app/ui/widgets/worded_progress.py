"""A progress bar with a text beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel


class WordedProgress(QWidget):
    """A progress bar with a text left of it, such as "8 of 22", also its accessible name."""

    def __init__(self, *, scale: Audience = Audience.STAFF) -> None:
        super().__init__()
        self._label = WrappingLabel("", "label", scale=scale)
        self._label.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(3))
        row.addWidget(self._label)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)

    def bar(self) -> QProgressBar:
        """Return the progress bar without its text."""
        return self._bar

    def show_progress(self, text: str, done: int, of: int) -> None:
        """Show this translated text, and the bar filled to `done` of `of` steps.

        An `of` of 0 is drawn as 1 step.
        """
        self._label.setText(text)
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
