"""The window: who is in front, the keys of the staff side, and that the kiosk has none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.practitioner import StaffRole
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.staff_frame import StaffFrame, staff_role_text
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.widgets.labels import Tone
from tests.support.builders import MARK, MORNING, an_author
from tests.support.page_contexts import PageFixture, settle
from tests.support.page_states import SCENES, Desk

CTRL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """What the window asked for."""

    def __init__(self, main_window: MainWindow) -> None:
        self.of: list[str] = []
        main_window.lock_asked.connect(lambda: self.of.append("lock"))
        main_window.search_asked.connect(lambda: self.of.append("search"))
        main_window.chosen.connect(self.of.append)


@pytest.fixture
def main_window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


@pytest.fixture
def heard(main_window: MainWindow) -> Heard:
    return Heard(main_window)


@pytest.fixture
def frame(main_window: MainWindow) -> StaffFrame:
    opened = StaffFrame(an_author(name=f"Ana {MARK}"), Localizer(Language("en")))
    main_window.open_frame(opened)
    return opened


def key(main_window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or main_window, key, modifiers)


def test_the_title_names_nobody(main_window: MainWindow, frame: StaffFrame) -> None:
    assert main_window.windowTitle() == "Participant Technology Center"


@pytest.mark.parametrize(
    ("platform", "height", "is_maximized"),
    [("xcb", -100, False), ("xcb", 0, True), ("offscreen", 0, False)],
)
def test_a_window_without_room_on_the_screen_fills_it(
    qtbot: QtBot, platform: str, height: int, is_maximized: bool
) -> None:
    window = MainWindow(platform)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    window.use_size(room.width(), room.height() + height)
    assert window.isMaximized() is is_maximized


def test_a_page_takes_the_place_of_the_one_before(
    main_window: MainWindow, frame: StaffFrame
) -> None:
    first, second = QLabel("first"), QLabel("second")
    main_window.show_page(first, "today")
    main_window.show_page(second, "sync")
    assert main_window.page is second
    assert frame.rail.button("sync").isChecked()
    assert not first.isVisible()


@pytest.mark.parametrize("is_alone", [False, True])
def test_the_page_before_is_deleted_with_all_it_says(
    main_window: MainWindow, frame: StaffFrame, qtbot: QtBot, is_alone: bool
) -> None:
    page = QLabel(MARK)
    with qtbot.waitSignal(page.destroyed):
        if is_alone:
            main_window.show_alone(page)
        else:
            main_window.show_page(page, "today")
        main_window.show_alone(QPushButton("Sign in"))
        main_window.show_page(QLabel("next"), "today")


def test_without_anyone_signed_in_there_are_no_pages(main_window: MainWindow) -> None:
    with pytest.raises(RuntimeError):
        main_window.show_page(QLabel("page"), "today")


def test_the_rail_says_where_to_go(
    main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    main_window.show_page(QLabel("page"), "today")
    for name in ("participants", "sync", "site", "today"):
        frame.rail.button(name).click()
    frame.rail.lock_button().click()
    assert heard.of == ["participants", "sync", "site", "today", "lock"]


def test_lock_and_search_by_their_keys(
    main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    main_window.show_page(QPushButton("page"), "today")
    key(main_window, Qt.Key.Key_L)
    key(main_window, Qt.Key.Key_K)
    assert heard.of == ["lock", "search"]


def test_the_kiosk_has_none_of_these_keys(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    main_window.show_page(QPushButton("page"), "today")
    main_window.show_alone(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    for pressed in (Qt.Key.Key_L, Qt.Key.Key_K):
        key(main_window, pressed)
        key(main_window, pressed, Qt.KeyboardModifier.NoModifier)
    key(main_window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert heard.of == []
    assert not frame.isVisible()
    assert main_window.frame is frame  # it is there when the machine is taken back


def test_the_door_has_none_of_them_either(
    main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    main_window.show_page(QLabel("page"), "today")
    main_window.close_frame()
    main_window.show_alone(QPushButton("Sign in"))
    key(main_window, Qt.Key.Key_L)
    assert heard.of == []
    assert main_window.frame is None


def test_a_letter_begins_a_search_where_nothing_can_be_typed(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame
) -> None:
    main_window.search_asked.connect(
        lambda: main_window.show_page(ParticipantsPage(place.context), "participants")
    )
    main_window.show_page(SyncPage(place.context), "sync")
    settle(place)
    QTest.keyClicks(QApplication.focusWidget() or main_window, "m")
    page = main_window.page
    assert isinstance(page, ParticipantsPage)
    assert page.search_box.text() == "m"
    assert page.search_box.hasFocus()
    settle(place)


def test_a_letter_never_leads_away_from_what_is_being_typed(
    main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    form = QWidget()
    column = QVBoxLayout(form)
    button = QPushButton("Save")
    column.addWidget(QLineEdit())
    column.addWidget(button)
    main_window.show_page(form, "participants")
    button.setFocus()
    QTest.keyClicks(button, "m")
    assert heard.of == []
    assert main_window.page is form


def test_search_on_a_page_that_has_it_stays_there(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame, heard: Heard
) -> None:
    page = ParticipantsPage(place.context)
    main_window.show_page(page, "participants")
    settle(place)
    frame.rail.button("sync").setFocus()
    key(main_window, Qt.Key.Key_K)
    assert page.search_box.hasFocus()
    assert heard.of == []


def test_the_status_line_says_what_is_saved_and_sent(
    main_window: MainWindow, frame: StaffFrame
) -> None:
    frame.show_saved(MORNING)
    frame.show_counts(DeliveryCounts(received=405, waiting=6, needs_attention=1))
    frame.show_network(Tone.WARN, "Central is away")
    saved, sync, network = (part.accessibleName() for part in frame.status.parts())
    assert saved == "Saved on this computer 3:00:00 PM"
    assert sync == "412 recorded = 405 received + 6 waiting + 1 needs attention"
    assert network == "Central is away"


def test_every_role_has_a_name() -> None:
    assert {staff_role_text(role, Localizer(Language("en"))) for role in StaffRole} == {
        "Administrator", "Coordinator",
    }  # fmt: skip


@pytest.mark.parametrize("scene", ["identity", "finish"])
def test_a_scanner_does_not_lead_away_from_what_is_being_checked(
    place: PageFixture,
    tmp_path: Path,
    main_window: MainWindow,
    frame: StaffFrame,
    heard: Heard,
    scene: str,
) -> None:
    page = SCENES[scene](Desk(place, tmp_path))
    main_window.show_page(page, "participants")
    settle(place)
    QTest.keyClicks(QApplication.focusWidget() or page, "P123")
    assert heard.of == []
    assert main_window.page is page


def test_the_kiosk_does_not_close(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame
) -> None:
    main_window.show_alone(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    assert not main_window.close()
    assert main_window.isVisible()
    main_window.show_page(QLabel("page"), "today")
    assert main_window.close()


def test_the_door_closes(main_window: MainWindow, frame: StaffFrame) -> None:
    main_window.close_frame()
    main_window.show_alone(QPushButton("Sign in"))
    assert main_window.close()


def test_the_kiosk_fills_the_screen_and_the_window_is_then_as_it_was(
    qtbot: QtBot, place: PageFixture
) -> None:
    window = MainWindow(platform="a screen")
    qtbot.addWidget(window)
    window.showMaximized()
    window.open_frame(StaffFrame(an_author(), Localizer(Language("en"))))
    assert not window.isFullScreen()
    window.show_alone(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    assert window.isFullScreen()
    window.show_page(QLabel("page"), "today")
    assert not window.isFullScreen()
    assert window.isMaximized()
    window.show_alone(KioskReturnPage(place.context, place.arrive("Ana").id, place.context.tr))
    window.close_frame()
    window.show_alone(QPushButton("Sign in"))
    assert not window.isFullScreen()


def test_without_a_screen_the_window_keeps_its_size(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame
) -> None:
    before = main_window.size()
    assert before == QSize(1366, 768)
    main_window.show_alone(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    assert not main_window.isFullScreen()
    assert main_window.size() == before


def test_nothing_copied_goes_along_to_the_kiosk(
    place: PageFixture, main_window: MainWindow, frame: StaffFrame
) -> None:
    QApplication.clipboard().setText(MARK)
    main_window.show_page(QLabel("page"), "today")
    assert QApplication.clipboard().text() == MARK
    main_window.show_alone(KioskReturnPage(place.context, place.arrive().id, place.context.tr))
    assert QApplication.clipboard().text() == ""
