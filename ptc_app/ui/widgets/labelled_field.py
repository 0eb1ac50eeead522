"""A label, an editor and, below it, its error text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.labels import WrappingLabel
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class LabelledField(QWidget):
    """An editor below its label and hint, with a line for an error text below it.

    The label without `&` becomes the accessible name of `editor`, the hint or error its
    description. `label` and `hint` are translated; an `&` stands before the access key.
    """

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", scale: Audience = Audience.STAFF
    ) -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._label = WrappingLabel(label, "label", scale=scale)
        self._label.setBuddy(editor)
        self._hint_line = WrappingLabel(hint, "quiet", scale=scale)
        self._problem = WrappingLabel("", "problem", scale=scale)
        mark = ThemedIcon("circle-alert", "stop", name="", scale=scale)
        self._problem_line = _beside(mark, self._problem)
        self._problem_line.hide()
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(0.5))
        for part in (self._label, self._hint_line, editor, self._problem_line):
            column.addWidget(part)
        self._hint_line.setVisible(bool(hint))  # now that it is no window of its own
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.addStretch()

    def show_problem(self, text: str) -> None:
        """Show this translated error text and have a screen reader announce it; empty removes it.

        Marks the editor as wrong. The same text again changes and announces nothing.
        """
        if text == self._problem.text():
            return
        self._problem.setText(text)
        self._problem_line.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._hint)
        set_style_properties(self.editor, problem="true" if text else "false")
        if text:
            announce_name(self._problem)

    def problem(self) -> str:
        """Return the error text shown; empty where there is none."""
        return self._problem.text()


def _beside(mark: ThemedIcon, text: WrappingLabel) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid_space())
    row.addWidget(mark)
    row.addWidget(text, 1)
    return line
