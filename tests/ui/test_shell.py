"""The window: who is in front, the keys of the staff side, and that the kiosk has none of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.outbox import Counts
from ptc_app.domain.practitioner import Role
from ptc_app.ui.frame import StaffFrame, role_text
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.navigator import Navigator
from ptc_app.ui.pages.kiosk_return_page import KioskReturnPage
from ptc_app.ui.pages.participants_page import ParticipantsPage
from ptc_app.ui.pages.sync_page import SyncPage
from ptc_app.ui.shell import Shell
from ptc_app.ui.widgets.text import Tone
from tests.support.builders import MARK, MORNING, an_author
from tests.support.room import Place, settle
from tests.support.scenes import SCENES, Desk

CTRL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """What the window asked for."""

    def __init__(self, shell: Shell) -> None:
        self.of: list[str] = []
        shell.lock_asked.connect(lambda: self.of.append("lock"))
        shell.search_asked.connect(lambda: self.of.append("search"))
        shell.chosen.connect(self.of.append)


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    window = Shell()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


@pytest.fixture
def heard(shell: Shell) -> Heard:
    return Heard(shell)


@pytest.fixture
def frame(shell: Shell) -> StaffFrame:
    opened = StaffFrame(an_author(name=f"Ana {MARK}"), Words(Language.ENGLISH))
    shell.open_frame(opened)
    return opened


def key(shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(QApplication.focusWidget() or shell, key, modifiers)


def test_the_title_names_nobody(shell: Shell, frame: StaffFrame) -> None:
    assert shell.windowTitle() == "Participant Technology Center"


def test_a_page_takes_the_place_of_the_one_before(shell: Shell, frame: StaffFrame) -> None:
    first, second = QLabel("first"), QLabel("second")
    shell.show_page(first, "today")
    shell.show_page(second, "sync")
    assert shell.page is second
    assert frame.rail.button("sync").isChecked()
    assert not first.isVisible()


def test_without_anyone_signed_in_there_are_no_pages(shell: Shell) -> None:
    with pytest.raises(RuntimeError):
        shell.show_page(QLabel("page"), "today")


def test_the_rail_says_where_to_go(shell: Shell, frame: StaffFrame, heard: Heard) -> None:
    shell.show_page(QLabel("page"), "today")
    for name in ("participants", "sync", "site", "today"):
        frame.rail.button(name).click()
    frame.rail.lock_button().click()
    assert heard.of == ["participants", "sync", "site", "today", "lock"]


def test_lock_and_search_by_their_keys(shell: Shell, frame: StaffFrame, heard: Heard) -> None:
    shell.show_page(QPushButton("page"), "today")
    key(shell, Qt.Key.Key_L)
    key(shell, Qt.Key.Key_K)
    assert heard.of == ["lock", "search"]


def test_the_kiosk_has_none_of_these_keys(
    place: Place, shell: Shell, frame: StaffFrame, heard: Heard
) -> None:
    shell.show_page(QPushButton("page"), "today")
    shell.show_alone(KioskReturnPage(place.room, place.arrive().id))
    for pressed in (Qt.Key.Key_L, Qt.Key.Key_K):
        key(shell, pressed)
        key(shell, pressed, Qt.KeyboardModifier.NoModifier)
    key(shell, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert heard.of == []
    assert not frame.isVisible()
    assert shell.frame is frame  # it is there when the machine is taken back


def test_the_door_has_none_of_them_either(shell: Shell, frame: StaffFrame, heard: Heard) -> None:
    shell.show_page(QLabel("page"), "today")
    shell.close_frame()
    shell.show_alone(QPushButton("door"))
    key(shell, Qt.Key.Key_L)
    assert heard.of == []
    assert shell.frame is None


def test_a_letter_begins_a_search_where_nothing_can_be_typed(
    place: Place, shell: Shell, frame: StaffFrame
) -> None:
    shell.search_asked.connect(
        lambda: shell.show_page(ParticipantsPage(place.room), "participants")
    )
    shell.show_page(SyncPage(place.room), "sync")
    settle(place)
    QTest.keyClicks(QApplication.focusWidget() or shell, "m")
    page = shell.page
    assert isinstance(page, ParticipantsPage)
    assert page.search_box.text() == "m"
    assert page.search_box.hasFocus()
    settle(place)


def test_a_letter_never_leads_away_from_what_is_being_typed(
    shell: Shell, frame: StaffFrame, heard: Heard
) -> None:
    form = QWidget()
    column = QVBoxLayout(form)
    button = QPushButton("Save")
    column.addWidget(QLineEdit())
    column.addWidget(button)
    shell.show_page(form, "participants")
    button.setFocus()
    QTest.keyClicks(button, "m")
    assert heard.of == []
    assert shell.page is form


def test_search_on_a_page_that_has_it_stays_there(
    place: Place, shell: Shell, frame: StaffFrame, heard: Heard
) -> None:
    page = ParticipantsPage(place.room)
    shell.show_page(page, "participants")
    settle(place)
    frame.rail.button("sync").setFocus()
    key(shell, Qt.Key.Key_K)
    assert page.search_box.hasFocus()
    assert heard.of == []


def test_the_status_line_says_what_is_saved_and_sent(shell: Shell, frame: StaffFrame) -> None:
    frame.show_saved(MORNING)
    frame.show_counts(Counts(received=405, waiting=6, needs_attention=1))
    frame.show_network(Tone.WARN, "Central is away")
    saved, sync, network = (part.accessibleName() for part in frame.status.parts())
    assert saved == "Saved on this computer 15:00:00"
    assert sync == "412 recorded = 405 received + 6 waiting + 1 needs attention"
    assert network == "Central is away"


def test_every_role_has_a_name() -> None:
    assert {role_text(role, Words(Language.ENGLISH)) for role in Role} == {
        "Administrator", "Coordinator",
    }  # fmt: skip


@pytest.mark.parametrize("scene", ["identity", "finish"])
def test_a_scanner_does_not_lead_away_from_what_is_being_checked(
    place: Place, tmp_path: Path, shell: Shell, frame: StaffFrame, heard: Heard, scene: str
) -> None:
    page = SCENES[scene](Desk(place, tmp_path))
    shell.show_page(page, "participants")
    settle(place)
    QTest.keyClicks(QApplication.focusWidget() or page, "P123")
    assert heard.of == []
    assert shell.page is page


def test_the_kiosk_does_not_close(place: Place, shell: Shell, frame: StaffFrame) -> None:
    shell.show_alone(KioskReturnPage(place.room, place.arrive().id))
    assert not shell.close()
    assert shell.isVisible()
    shell.show_page(QLabel("page"), "today")
    assert shell.close()


def test_the_door_closes(shell: Shell, frame: StaffFrame) -> None:
    shell.close_frame()
    shell.show_alone(QPushButton("door"))
    assert shell.close()


def test_the_kiosk_fills_the_screen_and_the_window_is_then_as_it_was(
    qtbot: QtBot, place: Place
) -> None:
    window = Shell(platform="a screen")
    qtbot.addWidget(window)
    window.showMaximized()
    window.open_frame(StaffFrame(an_author(), Words(Language.ENGLISH)))
    assert not window.isFullScreen()
    window.show_alone(KioskReturnPage(place.room, place.arrive().id))
    assert window.isFullScreen()
    window.show_page(QLabel("page"), "today")
    assert not window.isFullScreen()
    assert window.isMaximized()
    window.show_alone(KioskReturnPage(place.room, place.arrive("Ana").id))
    window.close_frame()
    window.show_alone(QPushButton("door"))
    assert not window.isFullScreen()


def test_without_a_screen_the_window_keeps_its_size(
    place: Place, shell: Shell, frame: StaffFrame
) -> None:
    before = shell.size()
    shell.show_alone(KioskReturnPage(place.room, place.arrive().id))
    assert not shell.isFullScreen()
    assert shell.size() == before


def test_nothing_copied_goes_along_to_the_kiosk(
    place: Place, shell: Shell, frame: StaffFrame
) -> None:
    QApplication.clipboard().setText(MARK)
    shell.show_page(QLabel("page"), "today")
    assert QApplication.clipboard().text() == MARK
    shell.show_alone(KioskReturnPage(place.room, place.arrive().id))
    assert QApplication.clipboard().text() == ""


def test_a_page_can_ask_for_the_lock(place: Place, shell: Shell, heard: Heard) -> None:
    Navigator(shell, place.clinic, Words(Language.ENGLISH), place.store).lock()
    assert heard.of == ["lock"]
