"""A page in use, written down: each act, and the lines of the page's description it changes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.errors import StoreUnusable
from tests.support.page_contexts import PageFixture, SwitchableExecutor, settle
from tests.support.pages import Hand
from tests.ui.described_pages.widget_lines import name_of
from tests.ui.described_pages.widget_tree import described

_WIDGET = re.compile(r"[A-Z]\w+( [a-z][\w.:-]+(?!\S)| '[^']*')?")
_T = TypeVar("_T")
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class JourneyStore(SwitchableExecutor):
    """Does work at once, until it is held back or the store is lost."""

    is_lost = False

    def submit(self, fn: Callable[..., _T], /, *args: Any, **kwargs: Any) -> Future[_T]:
        return super().submit(_refuse if self.is_lost else fn, *args, **kwargs)


def _refuse(*_arguments: object) -> Any:
    raise StoreUnusable("corrupt")


class Journey(Hand):
    """What a person does with a page, and what comes of each act: lines, focus, routes taken."""

    def __init__(self, qtbot: QtBot, place: PageFixture, page: QWidget) -> None:
        """`place` has a JourneyStore for its executor."""
        super().__init__(qtbot, place, page)
        self._store = cast("JourneyStore", place.executor)
        self._seen = described(page).splitlines()
        self._focus = name_of(self.focused())
        self._taken = len(place.ways.taken)
        self.place = place
        self._lines = [f"{type(page).__name__}, focus {self._focus}"]

    @property
    def transcript(self) -> str:
        """All acts so far with what came of each."""
        return "\n".join([*self._lines, ""])

    def press(self, name: str) -> None:
        super().press(name)
        self.note(f"press {name}")

    def type(self, name: str, text: str) -> None:
        super().type(name, text)
        self.note(f"type {text!r} into {name}")

    def key(self, key: Qt.Key, modifiers: Any = NO_MODIFIER) -> None:
        super().key(key, modifiers)
        self.note(f"key {key.name.removeprefix('Key_')}")

    def press_row(self, name: str, row: int) -> None:
        super().press_row(name, row)
        self.note(f"press row {row} of {name}")

    def choose(self, name: str, index: int) -> None:
        """Choose an entry of a drop-down list."""
        self.find(name, QComboBox).setCurrentIndex(index)
        self.note(f"choose {index} in {name}")

    def press_twice(self, name: str) -> None:
        """Press again before the store has answered; what is shown meanwhile, and afterwards."""
        self._store.is_held = True
        for _ in range(2):
            if self.sees(name):
                QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        for _ in range(3):
            QApplication.processEvents()
        self._write(f"press {name} twice")
        self._lines.append(f"asked of the store: {len(self._store.waiting)}")
        self._store.release()
        self.note("the store answers")

    def lose_store(self) -> None:
        """From now on the store refuses everything."""
        self._store.is_lost = True
        self._lines += ["", "> the store is lost"]

    def find_store(self) -> None:
        """The store can be used again."""
        self._store.is_lost = False
        self._lines += ["", "> the store is found"]

    def note(self, act: str) -> None:
        """Write down an act with all it has changed."""
        self.settle()
        self._write(act)

    def _write(self, act: str) -> None:
        now = described(self.page).splitlines()
        self._lines += ["", f"> {act}", *_changes(self._seen, now)]
        self._seen = now
        focus = name_of(self.focused())
        if focus != self._focus:
            self._lines.append(f"focus {focus}")
            self._focus = focus
        for route in self._place.ways.taken[self._taken :]:
            self._lines.append(f"route {' '.join(map(_short, route))}")
        self._taken = len(self._place.ways.taken)

    def settle(self) -> None:
        """All that was asked for is done, also what waits for a pause, and what was let go is gone.

        A pause is cut short, so that it does not matter how fast the machine is.
        """
        for _ in range(3):
            for timer in self.page.findChildren(QTimer):
                if timer.isActive() and timer.isSingleShot():
                    timer.stop()
                    timer.timeout.emit()
            settle(self.place)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines that came (+), changed (~) and went (-), the last as far as they tell what went."""
    for _, start, end, first, last in _differences(before, after):
        gone, come = before[start:end], after[first:last]
        if [_kind(line) for line in gone] == [_kind(line) for line in come]:
            yield from (f"~ {line.strip()}" for line in come)
        else:
            yield from (f"- {_kind(line)}" for line in gone)
            yield from (f"+ {line.strip()}" for line in come)


def _differences(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return (step for step in matcher.get_opcodes() if step[0] != "equal")


def _kind(line: str) -> str:
    """What a line is about: a widget's class and its name or text."""
    found = _WIDGET.search(line)
    return found.group() if found else line.strip()


def _short(part: object) -> str:
    return f"{len(part)} bytes" if isinstance(part, bytes) else str(part)
