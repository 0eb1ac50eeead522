"""Drives a window like a person: finds controls by object name, presses, types, draws."""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.ui.lists.list_table import ListTable


class ControlNotFound(Exception):
    """The control is not on the page or cannot be used now."""


class WindowDriver:
    """Mouse and keyboard input to the page shown; saves a picture of each page."""

    def __init__(self, window: QWidget, out: Path) -> None:
        self._window = window
        self._out = out
        out.mkdir(parents=True, exist_ok=True)
        self._pictures = {
            path.stem.split("-", 1)[1]: path.stem for path in sorted(out.glob("*-*.png"))
        }

    def find(self, name: str) -> QWidget:
        """The visible control of that object name; ControlNotFound if there is none."""
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        raise ControlNotFound(name)

    def has(self, name: str) -> bool:
        """Whether a control of that object name is visible."""
        return any(widget.isVisible() for widget in self._window.findChildren(QWidget, name))

    def named(self, prefix: str) -> list[QWidget]:
        """The visible controls whose object names begin with `prefix`, top to bottom."""
        found = [
            widget
            for widget in self._window.findChildren(QWidget)
            if widget.objectName().startswith(prefix) and widget.isVisible()
        ]
        return sorted(found, key=self._place)

    def press(self, what: str | QWidget) -> None:
        """Click with the left button in the middle of a control."""
        widget = self.find(what) if isinstance(what, str) else what
        if not widget.isEnabled():
            raise ControlNotFound(widget.objectName())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def rows(self, name: str) -> int:
        """How many rows of a list are loaded; 0 where it is not visible."""
        table = self.find(name) if self.has(name) else None
        return table.list_model.rowCount() if isinstance(table, ListTable) else 0

    def press_row(self, name: str, row: int) -> None:
        """A press on the first action of a list's row; ControlNotFound where it has none."""
        table = self.find(name)
        if not isinstance(table, ListTable) or table.action_rect(row).isEmpty():
            raise ControlNotFound(name)
        middle = table.action_rect(row).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def tick(self, name: str) -> None:
        """Check a box unless it is checked."""
        box = self.find(name)
        if isinstance(box, QAbstractButton) and not box.isChecked():
            box.click()

    def type(self, name: str, text: str) -> None:
        """Replace a field's text by typing."""
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def enter(self, name: str) -> None:
        """Press Enter in a field."""
        QTest.keyClick(self.find(name), Qt.Key.Key_Return)

    def choose(self, name: str, index: int) -> None:
        """Select a drop-down's entry with the arrow keys."""
        box = self.find(name)
        if isinstance(box, QComboBox):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _ in range(index):
                QTest.keyClick(box, Qt.Key.Key_Down)

    def draw(self, name: str) -> None:
        """Draw two strokes on a signature pad."""
        pad = self.find(name)
        left, middle = pad.width() // 5, pad.height() // 2
        for start in (left, 2 * left):
            swing = pad.height() // 6
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(start, middle))
            for step in range(1, 25):
                lift = swing if step % 8 < 4 else -swing  # noqa: PLR2004 - the rhythm of a hand
                QTest.mouseMove(pad, QPoint(start + step * left // 20, middle - lift))
            QTest.mouseRelease(
                pad, Qt.MouseButton.LeftButton, pos=QPoint(start + 25 * left // 20, middle)
            )

    def picture(self, name: str) -> None:
        """Save the window as `NN-name.png`; a second of the same name replaces the first."""
        stem = self._pictures.setdefault(name, f"{len(self._pictures) + 1:02d}-{name}")
        self._window.grab().save(str(self._out / f"{stem}.png"))

    def note_tick(self, link_id: str, answer: str) -> None:
        """Record that the window reported this answer as saved, for the crash tests."""
        line = json.dumps({"link_id": link_id, "answer": answer})
        with (self._out / "ticked.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())

    def _place(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return corner.y(), corner.x()
