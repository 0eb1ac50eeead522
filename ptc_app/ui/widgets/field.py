"""A label, an editor, and beneath it what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.theme import Scale, set_look, space
from ptc_app.ui.widgets.announce import announce
from ptc_app.ui.widgets.icon_mark import IconMark
from ptc_app.ui.widgets.text import Text


class Field(QWidget):
    """An editor with its words; the editor carries their accessible name and description."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", scale: Scale = Scale.STAFF
    ) -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._label = Text(label, "label", scale=scale)
        self._label.setBuddy(editor)
        self._hint_line = Text(hint, "quiet", scale=scale)
        self._problem = Text("", "problem", scale=scale)
        mark = IconMark("circle-alert", "stop", name="", scale=scale)
        self._problem_line = _beside(mark, self._problem)
        self._problem_line.hide()
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(0.5))
        for part in (self._label, self._hint_line, editor, self._problem_line):
            column.addWidget(part)
        self._hint_line.setVisible(bool(hint))  # now that it is no window of its own
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.addStretch()

    def show_problem(self, text: str) -> None:
        """Say what is wrong and how to mend it, aloud as well; an empty text takes it away."""
        if text == self._problem.text():
            return
        self._problem.setText(text)
        self._problem_line.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._hint)
        set_look(self.editor, problem="true" if text else "false")
        if text:
            announce(self._problem)

    def problem(self) -> str:
        return self._problem.text()


def _beside(mark: IconMark, text: Text) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space())
    row.addWidget(mark)
    row.addWidget(text, 1)
    return line
