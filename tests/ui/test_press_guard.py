"""A press that began before a page was shown does not count on it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.press_guard import SETTLE_SECONDS, PressGuard, announce_content
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.problem_message import ProblemMessage

SERIES = 0.4
"""Qt's usual double-click time in seconds, which the offscreen platform has."""
LONG = SETTLE_SECONDS + SERIES


@dataclass
class Window:
    """A window with one large button, whose press shows the next page; `pressed` says which."""

    qtbot: QtBot
    widget: QWidget = field(default_factory=QWidget)
    now: float = 100.0
    pressed: list[int] = field(default_factory=list)
    page: int = 0

    def open(self) -> None:
        self.qtbot.addWidget(self.widget)
        self.button = QPushButton("Next")
        self.button.clicked.connect(self._press)
        self.line = QLineEdit()
        column = QVBoxLayout(self.widget)
        column.addWidget(self.button)
        column.addWidget(self.line)
        self.guard = PressGuard(self.widget, lambda: self.now)
        self.widget.resize(400, 300)
        self.widget.show()
        self.qtbot.waitExposed(self.widget)
        self.guard.watch_native_window()
        self.show_next()

    @property
    def native(self) -> QWindow:
        handle = self.widget.windowHandle()
        assert handle is not None
        return handle

    def show_next(self) -> None:
        self.page += 1
        self.button.setText(f"Page {self.page}")
        announce_content(self.button)
        self.qtbot.waitUntil(lambda: self.guard.is_shown)

    def click(self, after: float) -> None:
        self.now += after
        where = self.button.mapTo(self.widget, self.button.rect().center())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.native, left, none, where)

    def key(self, key: Qt.Key, after: float) -> None:
        self.now += after
        QTest.keyClick(self.native, key)

    def _press(self) -> None:
        self.pressed.append(self.page)
        self.now += 0.02
        self.show_next()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    opened = Window(qtbot)
    opened.open()
    return opened


def test_a_press_counts_once_the_page_was_seen(window: Window) -> None:
    window.click(LONG)
    window.click(LONG)
    assert window.pressed == [1, 2]


@pytest.mark.parametrize("gap", [0.0, 0.05, 0.15, SETTLE_SECONDS - 0.03, SERIES - 0.03])
def test_the_second_press_of_a_double_click_does_not_count_on_the_next_page(
    window: Window, gap: float
) -> None:
    window.click(LONG)
    window.click(gap)
    assert window.pressed == [1]


def test_a_series_that_began_on_the_page_before_never_counts(window: Window) -> None:
    window.click(LONG)
    for _ in range(20):
        window.click(SERIES - 0.05)
    assert window.pressed == [1]
    window.click(SERIES + 0.01)
    assert window.pressed == [1, 2]


def test_a_press_before_the_content_is_painted_does_not_count(window: Window) -> None:
    window.now += LONG
    announce_content(window.button)
    assert not window.guard.is_shown
    window.click(0.0)
    assert window.pressed == []


def test_a_series_on_the_page_that_is_shown_counts_whole(window: Window) -> None:
    counted = []
    window.button.clicked.disconnect()
    window.button.clicked.connect(lambda: counted.append(True))
    window.click(LONG)
    window.click(0.1)
    window.click(0.1)
    assert len(counted) == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_pressed_twice_does_not_press_the_next_page(window: Window, key: Qt.Key) -> None:
    window.button.setAutoDefault(True)
    window.button.setFocus()
    window.key(Qt.Key.Key_Space, LONG)
    window.button.setFocus()
    window.key(key, 0.2)
    assert window.pressed == [1]


def test_text_goes_into_a_field_at_once(window: Window) -> None:
    window.line.setFocus()
    window.show_next()
    for letter in (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_B):
        window.key(letter, 0.0)
    assert window.line.text() == "a b"


def test_enter_in_a_field_waits_like_a_press(window: Window) -> None:
    entered = []
    window.line.returnPressed.connect(lambda: entered.append(True))
    window.line.setFocus()
    window.show_next()
    window.key(Qt.Key.Key_Return, 0.1)
    assert not entered
    window.key(Qt.Key.Key_Return, LONG)
    assert entered == [True]


def test_a_refused_press_draws_nothing_and_its_release_presses_nothing(window: Window) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = window.button.mapTo(window.widget, QPoint(20, 20))
    announce_content(window.button)
    QTest.mousePress(window.native, left, none, where)
    window.qtbot.waitUntil(lambda: window.guard.is_shown)
    window.now += LONG
    QTest.mouseRelease(window.native, left, none, where)
    assert window.pressed == []
    window.click(LONG)
    assert window.pressed == [1]


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("later", [0.05, LONG])
def test_a_button_held_while_the_content_changes_presses_nothing(
    window: Window, later: float, moves: bool
) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = window.button.mapTo(window.widget, window.button.rect().center())
    window.now += LONG
    QTest.mousePress(window.native, left, none, where)
    window.show_next()
    window.now += later
    if moves:
        QTest.mouseMove(window.native, where + QPoint(3, 1))
    QTest.mouseRelease(window.native, left, none, where)
    assert window.pressed == []
    assert not window.button.isDown()
    window.click(LONG)
    assert window.pressed == [2]


def test_a_key_held_while_the_content_changes_presses_nothing(window: Window) -> None:
    window.button.setFocus()
    window.now += LONG
    QTest.keyPress(window.native, Qt.Key.Key_Space)
    window.show_next()
    window.now += LONG
    QTest.keyRelease(window.native, Qt.Key.Key_Space)
    assert window.pressed == []
    window.key(Qt.Key.Key_Space, LONG)
    assert window.pressed == [2]


def test_a_finger_held_while_the_content_changes_presses_nothing(window: Window) -> None:
    finger = QTest.createTouchDevice()
    where = window.button.mapTo(window.widget, window.button.rect().center())
    window.now += LONG
    QTest.touchEvent(window.native, finger).press(0, where).commit()
    assert window.button.isDown()
    window.show_next()
    window.now += LONG
    QTest.touchEvent(window.native, finger).release(0, where).commit()
    assert window.pressed == []


def test_an_access_key_presses_what_is_shown_when_it_is_pressed(window: Window) -> None:
    button = primary_button("&Register")
    registered = []
    button.clicked.connect(lambda: registered.append(window.page))
    layout = window.widget.layout()
    assert layout is not None
    layout.addWidget(button)
    window.show_next()
    window.now += LONG
    QTest.keyClick(window.native, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert registered == [2]


@pytest.mark.parametrize("text", ["", "Choose one answer."])
@pytest.mark.parametrize("kind", ["error of a field", "problem of a question"])
def test_a_line_that_comes_or_goes_moves_nothing_under_a_second_press(
    window: Window, text: str, kind: str
) -> None:
    field, problem = LabelledField("Name", QLineEdit()), ProblemMessage()
    show_problem = (field if kind == "error of a field" else problem).show_problem
    column = window.widget.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(0, field)
    column.insertWidget(0, problem)
    show_problem("" if text else "Choose one answer.")
    window.button.clicked.disconnect()
    window.button.clicked.connect(lambda: window.pressed.append(window.page))
    window.show_next()
    window.click(LONG)
    show_problem(text)
    window.qtbot.waitUntil(lambda: window.guard.is_shown)
    window.click(0.15)
    assert window.pressed == [2]
    window.click(LONG)
    assert window.pressed == [2, 2]


def test_the_second_press_on_larger_text_reaches_nothing_that_moved(
    window: Window, qapp: QApplication
) -> None:
    frame = KioskFrame(Localizer(Language("en")), [Language("en")])
    column = window.widget.layout()
    assert column is not None
    column.addWidget(frame)
    window.show_next()
    window.now += LONG
    qapp.setStyleSheet("QFrame { margin: 1px; }")
    assert not window.guard.is_shown
    qapp.setStyleSheet("")
