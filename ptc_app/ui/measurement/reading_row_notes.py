"""The notes below a row of an entry grid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import WrappingLabel, caption_label
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class ReadingRowNotes(QWidget):
    """The modification and the problems of a row, shown below its cells; no space while empty."""

    def __init__(self) -> None:
        super().__init__()
        self._modification = caption_label("")
        self._problems = WrappingLabel("", "problem")
        self._mark = ThemedIcon("circle-alert", "stop", name="", scale=Audience.STAFF)
        row = QHBoxLayout()
        row.setSpacing(grid_space())
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problems, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, grid_space(1.25))
        column.setSpacing(grid_space(0.5))
        column.addWidget(self._modification)
        column.addLayout(row)
        self._update_visibility()

    def show_modification(self, text: str) -> None:
        """Show this translated text of the modification; an empty text removes it."""
        if text != self._modification.text():
            self._modification.setText(text)
            self._update_visibility()

    def show_problems(self, text: str) -> None:
        """Show this translated text of what is wrong; an empty text removes it.

        A screen reader announces a new text.
        """
        if text == self._problems.text():
            return
        self._problems.setText(text)
        self._update_visibility()
        if text:
            announce_name(self._problems)

    def _update_visibility(self) -> None:
        self._modification.setVisible(bool(self._modification.text()))
        for part in (self._mark, self._problems):
            part.setVisible(bool(self._problems.text()))
        self.setVisible(bool(self._modification.text() or self._problems.text()))
