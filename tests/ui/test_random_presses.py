"""Presses by chance on every page: no exception, no Qt warning, nothing decided unseen.

RANDOM_PRESSES sets how many there are on each page, RANDOM_SEED which.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.widgets.signature_pad import SignaturePad
from tests.support.builders import an_author
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.page_states import SCENES, Desk
from tests.support.random_presses import RandomUser, SteppedClock
from tests.support.widgets import find_child

PRESSES = int(os.environ.get("RANDOM_PRESSES", "25"))
SEED = int(os.environ.get("RANDOM_SEED", "7"))
ALONE = frozenset(
    {
        "sign-in", "sign-in, recovery", "setup", "setup, recovery key", "kiosk return",
        "kiosk code", "kiosk staff", "kiosk help", "kiosk locked", "kiosk locked, refused",
        "kiosk unlocked", "consent", "survey",
    }
)  # fmt: skip


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication
) -> Iterator[PageFixture]:
    """A site whose staff work in English or Spanish, by chance."""
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    language = random.Random(f"{SEED} {request.node.name}").choice(("en", "es"))
    opened = page_fixture(tmp_path, tr=Localizer(Language(language)))
    yield opened
    opened.close()


@pytest.mark.parametrize("state", SCENES)
def test_presses_by_chance(place: PageFixture, qtbot: QtBot, tmp_path: Path, state: str) -> None:
    clock = SteppedClock()
    window = MainWindow(now=clock)
    qtbot.addWidget(window)
    show(window, place, SCENES[state](Desk(place, tmp_path)), state)
    qtbot.waitExposed(window)
    settle(place)
    user = RandomUser(window, clock, random.Random(f"{SEED} {state}"), lambda: settle(place))
    for _ in range(PRESSES):
        user.act()
    assert not user.too_early
    window.close_frame()


@pytest.mark.parametrize("times", range(2))
def test_double_clicks_sign_nothing_unseen(
    place: PageFixture, qtbot: QtBot, tmp_path: Path, times: int
) -> None:
    """From the last page of a form whose name and strokes are kept, with double clicks alone."""
    clock = SteppedClock()
    window = MainWindow(now=clock)
    qtbot.addWidget(window)
    page = SCENES["consent"](Desk(place, tmp_path))
    show(window, place, page, "consent")
    settle(place)
    assert isinstance(page, ConsentPage)
    while page.step != "sign":
        find_child(page, QAbstractButton, "kiosk.next").click()
        settle(place)
    find_child(page, QLineEdit, "consent.name").setText("Maria Delgado")
    draw(find_child(page, SignaturePad, "consent.pad"))
    user = RandomUser(
        window, clock, random.Random(f"{SEED} {times} trembling"), lambda: settle(place)
    )
    for _ in range(PRESSES):
        user.wait()
        user.click_twice()
        settle(place)
        user.note_deciding_buttons()
    assert not user.too_early
    window.close_frame()


def show(window: MainWindow, place: PageFixture, page: QWidget, state: str) -> None:
    if state in ALONE:
        window.show_alone(page)
    else:
        window.open_frame(StaffFrame(an_author(), place.context.tr))
        window.show_page(page, "today")
    window.show()


def draw(pad: SignaturePad) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    for at in range(1, 6):
        QTest.mouseMove(pad, QPoint(60 + 20 * at, 100 + 5 * at))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 125))


def test_what_is_decided_unseen_is_noticed(qtbot: QtBot) -> None:
    """A window without a guard, where the button that decides comes to where Next was."""
    window = QWidget()
    qtbot.addWidget(window)
    after, decides = QPushButton("Next", window), QPushButton("Yes", window)
    decides.setObjectName("consent.yes")
    decides.hide()
    after.clicked.connect(after.hide)
    after.clicked.connect(decides.show)
    window.show()
    qtbot.waitExposed(window)
    user = RandomUser(window, SteppedClock(), random.Random(1), QApplication.processEvents)
    for _ in range(3):
        user.click_twice()
        user.note_deciding_buttons()
    assert user.too_early
