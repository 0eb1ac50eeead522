"""The kiosk's frame: how far, in which size, and only ways that are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.catalogues import available_languages
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame, KioskNotice
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.staff_session import ShowsIdleWarning
from ptc_app.ui.theme import ThemeName, current_look
from ptc_app.ui.widgets.save_indicator import SaveState
from tests.support.page_contexts import PageFixture, settle
from tests.support.page_states import SCENES, Desk
from tests.support.pages import Hand
from tests.support.widgets import find_child

EN, ES = Localizer(Language("en")), Localizer(Language("es"))


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    yield
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def frame(qtbot: QtBot) -> KioskFrame:
    frame = KioskFrame(EN, available_languages())
    qtbot.addWidget(frame)
    frame.resize(1366, 768)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is frame)
    return frame


def button(frame: KioskFrame, name: str) -> QPushButton:
    return find_child(frame, QPushButton, f"kiosk.{name}")


def test_escape_goes_back_and_enter_goes_on(qtbot: QtBot, frame: KioskFrame) -> None:
    frame.show_page(KioskNotice("A page"), "")
    with qtbot.waitSignal(frame.back.clicked):
        QTest.keyClick(frame, Qt.Key.Key_Escape)
    with qtbot.waitSignal(frame.next.clicked):
        QTest.keyClick(frame, Qt.Key.Key_Return)


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, frame: KioskFrame) -> None:
    frame.back.setFocus()
    with qtbot.assertNotEmitted(frame.next.clicked), qtbot.waitSignal(frame.back.clicked):
        QTest.keyClick(frame.back, Qt.Key.Key_Return)


def test_enter_does_nothing_where_a_press_must_be_meant(qtbot: QtBot, frame: KioskFrame) -> None:
    frame.offer(frame.skip, frame.next)
    with qtbot.assertNotEmitted(frame.next.clicked):
        QTest.keyClick(frame, Qt.Key.Key_Enter)


def test_the_tab_key_reads_head_page_foot(frame: KioskFrame) -> None:
    for _ in range(2):  # the second page comes where the first was
        page = QWidget()
        field = QLineEdit()
        field.setObjectName("field")
        QVBoxLayout(page).addWidget(field)
        frame.show_page(page, "")
        QApplication.processEvents()
    seen = []
    for _ in range(7):
        QTest.keyClick(QApplication.focusWidget() or frame, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        seen.append(focused.objectName() if focused else "")
    assert seen == [
        "field", "kiosk.back", "kiosk.skip", "kiosk.next",
        "kiosk.text-size", "kiosk.language", "kiosk.staff",
    ]  # fmt: skip


def test_text_grows_step_by_step_and_begins_again(frame: KioskFrame) -> None:
    sizes = []
    for _ in range(4):
        button(frame, "text-size").click()
        sizes.append(current_look().text_scale)
    assert sizes == [1.25, 1.5, 2.0, 1.0]


def test_the_staff_have_their_size_again_when_the_kiosk_is_gone(
    qtbot: QtBot, qapp: QApplication
) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.DARK), 1.25)
    frame = KioskFrame(EN, available_languages())
    button(frame, "text-size").click()
    assert current_look().text_scale == 1.5
    frame.deleteLater()
    QCoreApplication.sendPostedEvents(frame, QEvent.Type.DeferredDelete)
    assert current_look().text_scale == 1.25
    assert current_look().theme.name is ThemeName.DARK


def test_what_has_an_icon_keeps_to_it_where_room_is_scarce(frame: KioskFrame) -> None:
    size = button(frame, "text-size")
    assert size.text() == "Text size"
    frame.resize(480, 1000)
    QApplication.processEvents()
    assert size.text() == ""
    assert size.accessibleName() == "Text size"


def test_everything_is_said_in_the_other_language(frame: KioskFrame) -> None:
    frame.say_in(ES)
    assert button(frame, "language").text() == "English"
    assert frame.next.text() == ES("Next") != "Next"


def test_without_a_screen_nothing_is_read_aloud(frame: KioskFrame) -> None:
    assert button(frame, "read-aloud").isHidden()


def test_saving_moves_nothing(frame: KioskFrame) -> None:
    frame.tick.reserve("Your answer is saved")
    QApplication.processEvents()
    before = frame.next.geometry()
    frame.tick.show_state(SaveState.SAVED, "Your answer is saved")
    QApplication.processEvents()
    assert frame.next.geometry() == before
    assert frame.tick.text() == "Your answer is saved"


def test_a_page_that_was_seen_to_its_end_is_not_scrolled_again(
    qtbot: QtBot, frame: KioskFrame
) -> None:
    short, long = QLabel("short"), QLabel("long")
    long.setMinimumHeight(3000)
    frame.show_page(short, "")
    assert not frame.scroll_on()
    short.setMinimumHeight(3000)
    bar = frame.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert not frame.scroll_on()
    frame.show_page(long, "")
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert frame.scroll_on()


def test_the_page_of_the_way_back_is_as_wide_as_its_text_asks_for(
    qapp: QApplication, place: PageFixture, show: Callable[[QWidget], Hand]
) -> None:
    """It is made while the participant's text size still counts."""
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 2.0)
    hand = show(KioskReturnPage(place.context, place.arrive().id, EN))
    hand.page.resize(1366, 768)
    wide = hand.find("kiosk.code").width()
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 1.0)
    settle(place)
    assert 600 < hand.find("kiosk.code").width() <= 640 < wide


def test_a_kept_page_comes_back_and_another_does_not(qtbot: QtBot, frame: KioskFrame) -> None:
    kept, other = KioskNotice("Kept"), KioskNotice("Other")
    frame.keep(kept)
    frame.show_page(kept, "")
    frame.show_page(other, "")
    assert not kept.isVisible()
    with qtbot.waitSignal(other.destroyed):
        frame.show_page(kept, "")
    assert kept.isVisible()


def test_a_refusal_leads_to_the_staff_and_nowhere_else(qtbot: QtBot, frame: KioskFrame) -> None:
    frame.refuse("No", "It cannot be", EN)
    assert not frame.next.isVisible()
    assert not frame.back.isVisible()
    with qtbot.waitSignal(frame.head.staff.clicked):
        button(frame, "to-staff").click()


@pytest.mark.parametrize("scene", ["consent", "survey", "kiosk return", "kiosk staff"])
def test_who_is_at_the_kiosk_is_warned_before_it_locks(
    place: PageFixture, tmp_path: Path, show: Callable[[QWidget], Hand], scene: str
) -> None:
    page = SCENES[scene](Desk(place, tmp_path))
    assert isinstance(page, ShowsIdleWarning)
    hand = show(page)
    page.show_idle_warning("Touch the screen to stay")
    assert hand.says("Touch the screen to stay")
    if hand.sees("kiosk.next"):
        hand.press("kiosk.next")
        assert hand.says("Touch the screen to stay")
    page.clear_idle_warning()
    assert not hand.says("Touch the screen to stay")
