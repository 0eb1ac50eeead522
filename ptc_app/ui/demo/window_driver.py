"""Hands on the window: they press, type and draw like a person, and keep a picture of each page."""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.ui.lists.list_table import ListTable


class ControlNotFound(Exception):
    """What should be pressed is not on the page, or cannot be pressed."""


class WindowDriver:
    """What they touch they find by its name on the page that is in front."""

    def __init__(self, window: QWidget, out: Path) -> None:
        self._window = window
        self._out = out
        out.mkdir(parents=True, exist_ok=True)
        self._pictures = {
            path.stem.split("-", 1)[1]: path.stem for path in sorted(out.glob("*-*.png"))
        }

    def find(self, name: str) -> QWidget:
        """The visible control of this name."""
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        raise ControlNotFound(name)

    def has(self, name: str) -> bool:
        """Whether this control can be seen now."""
        return any(widget.isVisible() for widget in self._window.findChildren(QWidget, name))

    def named(self, prefix: str) -> list[QWidget]:
        """The visible controls whose names begin so, from top to bottom."""
        found = [
            widget
            for widget in self._window.findChildren(QWidget)
            if widget.objectName().startswith(prefix) and widget.isVisible()
        ]
        return sorted(found, key=self._place)

    def press(self, what: str | QWidget) -> None:
        """A press with the left button, in the middle of it."""
        widget = self.find(what) if isinstance(what, str) else what
        if not widget.isEnabled():
            raise ControlNotFound(widget.objectName())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press_first_row(self, name: str, *, otherwise: str) -> None:
        """A press on the first action of a list's first row; on another control without rows."""
        table = self.find(name) if self.has(name) else None
        if isinstance(table, ListTable) and not table.action_rect(0).isEmpty():
            middle = table.action_rect(0).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        else:
            self.press(otherwise)

    def tick(self, name: str) -> None:
        """Tick a box that may be ticked already."""
        box = self.find(name)
        if isinstance(box, QAbstractButton) and not box.isChecked():
            box.click()

    def type(self, name: str, text: str) -> None:
        """Type this instead of what is there."""
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def enter(self, name: str) -> None:
        """The Enter key, in this field."""
        QTest.keyClick(self.find(name), Qt.Key.Key_Return)

    def choose(self, name: str, index: int) -> None:
        """Go down a list with the arrow key."""
        box = self.find(name)
        if isinstance(box, QComboBox):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _ in range(index):
                QTest.keyClick(box, Qt.Key.Key_Down)

    def draw(self, name: str) -> None:
        """A signature: two strokes with the mouse."""
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
        """What the window shows now, as `07-name.png`; a second of the same name replaces it."""
        stem = self._pictures.setdefault(name, f"{len(self._pictures) + 1:02d}-{name}")
        self._window.grab().save(str(self._out / f"{stem}.png"))

    def note_tick(self, link_id: str, answer: str) -> None:
        """The window said that this answer is saved: whoever stops us now can hold us to it."""
        line = json.dumps({"link_id": link_id, "answer": answer})
        with (self._out / "ticked.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())

    def _place(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return corner.y(), corner.x()
