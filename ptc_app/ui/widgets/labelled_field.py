"""A label, an editor and, below it, its error text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.press_guard import announce_content
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
        self._scale = scale
        self._problem: WrappingLabel | None = None
        self._problem_line: QWidget | None = None
        self._label = WrappingLabel(label, "label", scale=scale)
        self._label.setBuddy(editor)
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(hint)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid_space(0.5))
        self._column.addWidget(self._label)
        if hint:
            self._column.addWidget(WrappingLabel(hint, "quiet", scale=scale))
        self._column.addWidget(editor)
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            self._column.addStretch()

    def set_label(self, label: str) -> None:
        """Replace the label, and with it the accessible name of the editor."""
        self._label.setText(label)
        self.editor.setAccessibleName(label.replace("&", ""))

    def show_problem(self, text: str) -> None:
        """Show this translated error text and have a screen reader announce it; empty removes it.

        Marks the editor as wrong. A press under way does not count on what the text moves. The same
        text again changes and announces nothing.
        """
        if text == self.problem():
            return
        announce_content(self)
        problem = self._problem or self._add_problem()
        problem.setText(text)
        if self._problem_line is not None:
            self._problem_line.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._hint)
        set_style_properties(self.editor, problem="true" if text else "false")
        if text:
            announce_name(problem)

    def problem(self) -> str:
        """Return the error text shown; empty where there is none."""
        return self._problem.text() if self._problem is not None else ""

    def _add_problem(self) -> WrappingLabel:
        """Make the line for the error text below the editor: most fields never need it."""
        self._problem = WrappingLabel("", "problem", scale=self._scale)
        mark = ThemedIcon("circle-alert", "stop", name="", scale=self._scale)
        self._problem_line = _beside(mark, self._problem)
        self._column.insertWidget(self._column.indexOf(self.editor) + 1, self._problem_line)
        return self._problem


def _beside(mark: ThemedIcon, text: WrappingLabel) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid_space())
    row.addWidget(mark)
    row.addWidget(text, 1)
    return line
