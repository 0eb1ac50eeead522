"""Presses, keys and pauses by chance on a page, through the native window, with a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ptc_app.ui.widgets.signature_pad import SignaturePad

DECIDING = frozenset(
    {
        "consent.yes", "consent.confirm", "kiosk.finish", "measure.record", "finish.finish",
        "skip.confirm", "record.confirm", "register.save", "identity.confirm",
    }
)  # fmt: skip
"""The buttons that sign, hand in, or record."""
LEAST_SECONDS = 0.3
"""How long such a button must have been seen before a press on it may count."""

OPENS_SYSTEM_DIALOG = frozenset({"paper.print"})
"""Buttons that open a dialog of the operating system, which would wait for a person."""

_IS_WATCHED = "watched by the random user"
"""A property of the buttons whose presses are noted."""

_PRESSED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, SignaturePad)
_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
)  # fmt: skip
_TEXTS = ("Maria", "78205", "2", "1,5", "131", "05/06/2004", "'; --", "\t", "0", "TX")
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class SteppedClock:
    """Seconds that go on only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class RandomUser:
    """Acts on controls of `window` at random, by `generator`; `settle` lets the window answer.

    `too_early` names the deciding buttons that did something though they had been seen for less
    than LEAST_SECONDS; `decided` counts all that did.
    """

    window: QWidget
    clock: SteppedClock
    generator: random.Random
    settle: Callable[[], None]
    too_early: list[str] = field(default_factory=list)
    decided: int = 0
    _seen: dict[QAbstractButton, float] = field(default_factory=dict)

    def act(self) -> None:
        """One press, key, text or pause; then what it brought about is drawn."""
        self.note_deciding_buttons()
        acts = (
            self.click_somewhere,
            self.click_twice,
            self.press_key,
            self.type_text,
            self.wait,
            self.drag_somewhere,
        )
        self.generator.choices(acts, (8, 4, 4, 2, 3, 1))[0]()
        self.settle()
        self.clock.now += self.generator.choice((0.0, 0.02, 0.1, 0.25))
        self.note_deciding_buttons()

    def note_deciding_buttons(self) -> None:
        """Note since when each deciding button is seen."""
        shown = {
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.objectName() in DECIDING and not button.visibleRegion().isEmpty()
        }
        for button in [one for one in self._seen if one not in shown]:
            del self._seen[button]
        for button in shown:
            self._seen.setdefault(button, self.clock.now)
            if button.property(_IS_WATCHED) is None:
                button.setProperty(_IS_WATCHED, "yes")
                button.clicked.connect(lambda _=False, one=button: self._decide(one))

    def _decide(self, button: QAbstractButton) -> None:
        self.decided += 1
        since = self._seen.get(button)
        if since is None or self.clock.now - since < LEAST_SECONDS:
            self.too_early.append(button.objectName())

    def click_somewhere(self) -> None:
        QTest.mouseClick(self._native, _LEFT, _NONE, self._place())

    def click_twice(self) -> None:
        """Two clicks at one place, less than a double-click time apart."""
        where, native = self._place(), self._native
        QTest.mouseClick(native, _LEFT, _NONE, where)
        self.clock.now += self.generator.uniform(0.02, 0.39)
        self.settle()
        self.note_deciding_buttons()
        if self._native is native:
            QTest.mouseClick(native, _LEFT, _NONE, where)

    def drag_somewhere(self) -> None:
        start, end, native = self._place(), self._place(), self._native
        QTest.mousePress(native, _LEFT, _NONE, start)
        if self._native is not native:  # a drop-down list has opened
            return
        for part in range(1, 6):
            QTest.mouseMove(native, start + (end - start) * part / 5)
        QTest.mouseRelease(native, _LEFT, _NONE, end)

    def press_key(self) -> None:
        modifier = self.generator.choices(
            (_NONE, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier), (8, 1, 1)
        )[0]
        key = self.generator.choice(_KEYS)
        if modifier == Qt.KeyboardModifier.AltModifier:
            key = Qt.Key(self.generator.randrange(Qt.Key.Key_A, Qt.Key.Key_Z))
        if not self._would_open_system_dialog():
            QTest.keyClick(self._native, key, modifier)

    def type_text(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            QTest.keyClicks(focused, self.generator.choice(_TEXTS))

    def wait(self) -> None:
        self.clock.now += self.generator.uniform(0.3, 1.5)

    @property
    def _host(self) -> QWidget:
        """The open drop-down list, or else the window."""
        return QApplication.activePopupWidget() or self.window

    @property
    def _native(self) -> QWindow:
        handle = self._host.windowHandle()
        assert handle is not None
        return handle

    def _would_open_system_dialog(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and focused.objectName() in OPENS_SYSTEM_DIALOG

    def _place(self) -> QPoint:
        """The middle of a control that is seen, or any point of the window."""
        host = self._host
        controls = [
            one
            for one in host.findChildren(QWidget)
            if isinstance(one, _PRESSED)
            and one.window() is host
            and one.objectName() not in OPENS_SYSTEM_DIALOG
            and not one.visibleRegion().isEmpty()
        ]
        if controls and self.generator.random() < 0.9:
            control = self.generator.choice(controls)
            return control.mapTo(host, control.visibleRegion().boundingRect().center())
        where = QPoint(
            self.generator.randrange(host.width()), self.generator.randrange(host.height())
        )
        hit = host.childAt(where)
        return (
            QPoint(2, 2) if hit is not None and hit.objectName() in OPENS_SYSTEM_DIALOG else where
        )
