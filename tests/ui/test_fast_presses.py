"""Double clicks, 50 taps a second and many fingers on every button of every kiosk page.

Nothing is pressed, so nothing signed, skipped or handed in, that was not seen for 0.3 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.widgets.signature_pad import SignaturePad
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.page_states import SCENES, Desk
from tests.support.random_presses import LEAST_SECONDS, SteppedClock
from tests.support.widgets import find_child

KIOSK = [
    "consent", "survey", "kiosk return", "kiosk code", "kiosk staff", "kiosk help", "kiosk locked",
    "kiosk locked, refused", "kiosk unlocked",
]  # fmt: skip
MOST = 150
"""Presses of a page at most: each walks on, so that every step comes."""
_TAP = 0.02
"""Seconds between two taps of 50 in a second."""


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication) -> Iterator[PageFixture]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    opened = page_fixture(tmp_path)
    yield opened
    opened.close()


@dataclass
class Watch:
    """Since when each button of a page is seen, and what was pressed sooner than 0.3 s after."""

    page: QWidget
    clock: SteppedClock
    too_early: list[str] = field(default_factory=list)
    pressed: set[str] = field(default_factory=set)
    _seen: dict[QAbstractButton, float] = field(default_factory=dict)
    _watched: set[QAbstractButton] = field(default_factory=set)
    _step: str = ""

    def look(self) -> list[QAbstractButton]:
        """Note what is seen now; all of it is new on another step. The buttons, by name."""
        step = str(getattr(self.page, "step", ""))
        if step != self._step:
            self._step = step
            self._seen.clear()
        shown = [
            one
            for one in self.page.findChildren(QAbstractButton)
            if one.objectName() and one.isEnabled() and not one.visibleRegion().isEmpty()
        ]
        self._seen = {one: self._seen.get(one, self.clock.now) for one in shown}
        for one in set(shown) - self._watched:
            self._watched.add(one)
            one.clicked.connect(lambda _=False, button=one: self._note(button))
        return sorted(shown, key=lambda one: one.objectName())

    def _note(self, button: QAbstractButton) -> None:
        self.pressed.add(button.objectName())
        since = self._seen.get(button)
        if since is None or self.clock.now - since < LEAST_SECONDS:
            self.too_early.append(f"{self._step} {button.objectName()}")


@dataclass
class Fingers:
    """Presses on a window, through its native window, in quick succession."""

    window: QWidget
    watch: Watch
    settle: Callable[[], None]
    device: QPointingDevice

    def double_click(self, button: QAbstractButton) -> None:
        where = self._middle(button)
        for pause in (0.08, 0.5):
            self._click(where)
            self._pass(pause)

    def tap_fast(self, button: QAbstractButton) -> None:
        """50 taps in a second, at one place, whatever comes there."""
        where = self._middle(button)
        for _ in range(50):
            self._click(where)
            self._pass(_TAP)

    def touch_all(self, button: QAbstractButton) -> None:
        """All buttons at once, this one first; then again at the same places."""
        others = [one for one in self.watch.look() if one is not button]
        places = [self._middle(one) for one in (button, *others)]
        for _ in range(2):
            native = self._native
            pressing = QTest.touchEvent(native, self.device)
            for finger, where in enumerate(places):
                pressing.press(finger, where, native)
            pressing.commit()
            self._pass(_TAP)
            letting_go = QTest.touchEvent(native, self.device)
            for finger, where in enumerate(places):
                letting_go.release(finger, where, native)
            letting_go.commit()
            self._pass(_TAP)

    def wait(self) -> None:
        """Longer than a double click, and than content needs to count."""
        self._pass(1.0)

    def _click(self, where: QPoint) -> None:
        QTest.mouseClick(
            self._native, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where
        )

    def _pass(self, seconds: float) -> None:
        self.settle()
        self.watch.look()
        self.watch.clock.now += seconds

    def _middle(self, button: QAbstractButton) -> QPoint:
        return button.mapTo(self.window, button.visibleRegion().boundingRect().center())

    @property
    def _native(self) -> QWindow:
        return self.window.windowHandle()


@pytest.mark.parametrize("way", ["double_click", "tap_fast", "touch_all"])
@pytest.mark.parametrize("scene", KIOSK)
def test_nothing_is_pressed_that_was_not_seen(
    place: PageFixture, qtbot: QtBot, tmp_path: Path, touch: QPointingDevice, scene: str, way: str
) -> None:
    clock = SteppedClock()
    window = MainWindow(now=clock)
    qtbot.addWidget(window)
    page = SCENES[scene](Desk(place, tmp_path))
    window.show_alone(page)
    window.show()
    qtbot.waitExposed(window)
    settle(place)
    watch = Watch(page, clock)
    fingers = Fingers(window, watch, lambda: settle(place), touch)
    tried: set[tuple[str, str]] = set()
    for _ in range(MOST):
        fingers.wait()
        fill(page)
        button = next_untried(watch, tried)
        if button is None:
            break
        getattr(fingers, way)(button)
    assert not watch.too_early
    assert watch.pressed


def test_without_a_guard_it_would_be_noticed(
    place: PageFixture, qtbot: QtBot, tmp_path: Path, touch: QPointingDevice
) -> None:
    clock = SteppedClock()
    window = QWidget()
    qtbot.addWidget(window)
    page = SCENES["consent"](Desk(place, tmp_path))
    QVBoxLayout(window).addWidget(page)
    window.show()
    qtbot.waitExposed(window)
    settle(place)
    watch = Watch(page, clock)
    fingers = Fingers(window, watch, lambda: settle(place), touch)
    fingers.wait()
    fingers.tap_fast(find_child(page, QAbstractButton, "kiosk.next"))
    assert watch.too_early


@pytest.fixture(scope="session")
def touch(qapp: QApplication) -> QPointingDevice:
    """A touch screen; Qt keeps it for good."""
    return QTest.createTouchDevice()


def next_untried(watch: Watch, tried: set[tuple[str, str]]) -> QAbstractButton | None:
    """A button that was not pressed on this step; where all were, the one that goes on."""
    step = str(getattr(watch.page, "step", ""))
    shown = watch.look()
    for button in shown:
        if (step, button.objectName()) not in tried and button.objectName() != "kiosk.next":
            tried.add((step, button.objectName()))
            return button
    return next((one for one in shown if one.objectName() == "kiosk.next"), None)


def fill(page: QWidget) -> None:
    """A name and a signature where they are asked for, so that signing could succeed."""
    for line in page.findChildren(QLineEdit, "consent.name"):
        if line.isVisible() and not line.text():
            line.setText("Maria Delgado")
    for pad in page.findChildren(SignaturePad):
        if pad.isVisible() and not pad.strokes():
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
            QTest.mouseMove(pad, QPoint(160, 125))
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 125))
