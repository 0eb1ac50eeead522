"""Drives a window as a person would: finds controls by object name, presses, types, draws."""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ptc_app.domain.errors import OutputUnusable
from ptc_app.file_access import refusals_as
from ptc_app.ui.lists.list_table import ListTable

_LAYOUT_ROUNDS = 10
"""A layout asks the one around it by an event, and so on up to the window."""


class ControlNotFound(Exception):
    """No visible control has this object name, or it is disabled; its text is the object name."""


class WindowDriver:
    """Mouse and keyboard input to visible controls of a window, and pictures of it.

    Controls are named by their object names. Every method that gives input raises ControlNotFound
    where no visible control has the name. Pictures go to the folder `out`, which is created; their
    numbers go on after those that are in it. OutputUnusable where a file cannot be written there.
    """

    def __init__(self, window: QWidget, out: Path) -> None:
        self._window = window
        self._out = out
        with refusals_as(OutputUnusable):
            out.mkdir(parents=True, exist_ok=True)
            earlier = sorted(out.glob("*-*.png"))
        self._pictures = {path.stem.split("-", 1)[1]: path.stem for path in earlier}

    def find(self, name: str) -> QWidget:
        """Return the first visible control with this object name.

        ControlNotFound if there is none.
        """
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        raise ControlNotFound(name)

    def has(self, name: str) -> bool:
        """Whether a control with this object name is visible."""
        return any(widget.isVisible() for widget in self._window.findChildren(QWidget, name))

    def named(self, prefix: str) -> list[QWidget]:
        """Return the visible controls whose object names begin with `prefix`.

        From top to bottom, then left to right; empty where there are none.
        """
        found = [
            widget
            for widget in self._window.findChildren(QWidget)
            if widget.objectName().startswith(prefix) and widget.isVisible()
        ]
        return sorted(found, key=self._place)

    def press(self, what: str | QWidget) -> None:
        """Click the middle of a control, given by object name or itself.

        ControlNotFound where it is not there or is disabled.
        """
        widget = self.find(what) if isinstance(what, str) else what
        if not widget.isEnabled():
            raise ControlNotFound(widget.objectName())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def rows(self, name: str) -> int:
        """Return how many rows of the list with this object name are loaded.

        0 where it is not visible.
        """
        table = self.find(name) if self.has(name) else None
        return table.list_model.rowCount() if isinstance(table, ListTable) else 0

    def press_row(self, name: str, row: int) -> None:
        """Click the first action of a row, counted from 0, of the list with this object name.

        ControlNotFound where the list is not visible, or the row has no action.
        """
        table = self.find(name)
        if not isinstance(table, ListTable) or table.action_rect(row).isEmpty():
            raise ControlNotFound(name)
        middle = table.action_rect(row).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def tick(self, name: str) -> None:
        """Check the check box or radio button with this object name; nothing where it is checked.

        ControlNotFound where it is not visible.
        """
        box = self.find(name)
        if isinstance(box, QAbstractButton) and not box.isChecked():
            box.click()

    def type(self, name: str, text: str) -> None:
        """Focus the field with this object name and replace its text by typing.

        ControlNotFound where it is not visible.
        """
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def enter(self, name: str) -> None:
        """Press Enter in the field with this object name.

        ControlNotFound where it is not visible.
        """
        QTest.keyClick(self.find(name), Qt.Key.Key_Return)

    def choose(self, name: str, index: int) -> None:
        """Select the entry with this index, from 0, of a drop-down list by the arrow keys.

        ControlNotFound where it is not visible; nothing for a control that is no drop-down list.
        """
        box = self.find(name)
        if isinstance(box, QComboBox):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _ in range(index):
                QTest.keyClick(box, Qt.Key.Key_Down)

    def draw(self, name: str) -> None:
        """Draw two strokes with the mouse on the signature pad with this object name.

        ControlNotFound where it is not visible.
        """
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
        """Save the window, once its layouts are at rest, as `NN-<name>.png`.

        The numbers begin at 01, in the order in which the names are first used; the same name again
        replaces the file.
        """
        for _ in range(_LAYOUT_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        stem = self._pictures.setdefault(name, f"{len(self._pictures) + 1:02d}-{name}")
        drawn = QBuffer()
        drawn.open(QIODevice.OpenModeFlag.WriteOnly)
        self._window.grab().save(drawn, "PNG")
        with refusals_as(OutputUnusable):
            (self._out / f"{stem}.png").write_bytes(drawn.data().data())

    def note_tick(self, link_id: str, answer: str) -> None:
        """Append to `ticked.jsonl` that the window showed this answer as saved; flushed to disk.

        The line is the JSON of `link_id` and `answer`; the crash tests compare it with the store.
        """
        line = json.dumps({"link_id": link_id, "answer": answer})
        path = self._out / "ticked.jsonl"
        with refusals_as(OutputUnusable), path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())

    def _place(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self._window, QPoint(0, 0))
        return corner.y(), corner.x()
