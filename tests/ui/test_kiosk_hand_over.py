"""The window from the hand-over on: covers over the form, the lock in its place, help, exits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.language import Language
from ptc_app.domain.practitioner import StaffRole
from ptc_app.domain.stages.kiosk_exits import KioskExit
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.services.site import NewPractitioner
from ptc_app.ui import theme as look
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.kiosk.keyboard.key_button import KeyButton
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.sign_in_flow import SignInFlow
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import ThemeName
from tests.support.builders import a_practitioner
from tests.support.page_contexts import KIOSK_CODE, PASSPHRASE, InlineExecutor, page_fixture
from tests.support.page_states import Desk
from tests.support.pages import texts_in

NAME = a_practitioner().sign_in_name
OTHER = "ben.soto"
OTHER_PASSPHRASE = "five words of other nonsense"


@dataclass
class HandedOver:
    """A window on a real site, with a survey in a participant's hands."""

    window: MainWindow
    flow: SignInFlow
    store: TaskQueue
    driver: WindowDriver
    site: SiteRuntime

    def press(self, *names: str) -> None:
        for name in names:
            self.driver.press(name)
            self.settle()

    def type(self, name: str, text: str) -> None:
        self.driver.type(name, text)
        QTest.keyClick(self.driver.find(name), Qt.Key.Key_Return)
        self.settle()

    def sign_in(self, name: str, passphrase: str, page: str = "sign-in") -> None:
        self.driver.type(f"{page}.name", name)
        self.type(f"{page}.passphrase", passphrase)

    def guess(self, times: int = 5) -> None:
        for guess in range(times):
            self.type("kiosk.code", f"11111{guess}")

    def settle(self) -> None:
        QApplication.processEvents()
        while not self.store.is_idle:
            QApplication.processEvents()
        QApplication.processEvents()

    @property
    def page(self) -> str:
        return type(self.window.page).__name__

    def says(self, text: str) -> bool:
        return any(text in said for said in texts_in(self.window))

    def events(self, *actions: AuditAction) -> list[AuditEvent]:
        """The entries of these actions in the audit trail."""
        opened: Any = self.site._store
        events = [entry.event for entry in opened.audit_trail.entries()]
        return [event for event in events if event.action in actions]


@pytest.fixture
def kiosk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[HandedOver]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    place = page_fixture(tmp_path)
    Desk(place, tmp_path).begun("basics")
    place.close()
    site = SiteRuntime(DataDir(tmp_path / "site"))
    window, store = MainWindow(), TaskQueue(InlineExecutor())
    qtbot.addWidget(window)
    localizer = Localizer(Language("en"))
    flow = SignInFlow(qapp, window, site, localizer, store, TaskQueue(InlineExecutor()))
    flow.open()
    window.show()
    opened = HandedOver(window, flow, store, WindowDriver(window, tmp_path / "out"), site)
    opened.sign_in(NAME, PASSPHRASE)
    opened.driver.press_row("today.visits", 0)
    opened.settle()
    qtbot.waitUntil(lambda: opened.driver.has("visit.begin:basics"))
    opened.press("visit.begin:basics", "kiosk.next")
    yield opened
    window.close_frame()
    flow.lock()
    flow.close()
    site.close_sync()
    site.close_store()


def test_the_form_goes_on_as_it_was_left(kiosk: HandedOver) -> None:
    kiosk.press("answer:about-relationship:married")
    form = kiosk.window.page
    kiosk.press("kiosk.staff")
    assert kiosk.page == "KioskStaffPage"
    kiosk.press("kiosk.is-staff")
    assert kiosk.page == "KioskReturnPage"
    QTest.keyClick(kiosk.driver.find("kiosk.code"), Qt.Key.Key_Escape)
    assert kiosk.window.page is form
    assert kiosk.driver.has("answer:about-relationship:married")


def test_help_is_asked_by_hand_and_told_to_staff(kiosk: HandedOver) -> None:
    kiosk.press("kiosk.staff", "kiosk.help")
    assert kiosk.says("Please raise your hand")
    assert kiosk.says("You asked for help at")
    assert not kiosk.says("was told")
    kiosk.press("kiosk.resume", "kiosk.staff", "kiosk.help")
    assert len(kiosk.events(AuditAction.STAFF_CALLED)) == 1, "once a minute"
    kiosk.press("kiosk.is-staff")
    kiosk.type("kiosk.code", KIOSK_CODE)
    assert kiosk.page == "VisitPage"
    assert kiosk.says("The participant asked for help at")


def test_five_wrong_codes_lock_in_place_over_all_pages(kiosk: HandedOver) -> None:
    form = kiosk.window.page
    for times in (2, 2):
        kiosk.press("kiosk.staff", "kiosk.is-staff")
        kiosk.guess(times)
        kiosk.press("kiosk.resume")
    kiosk.press("kiosk.staff", "kiosk.is-staff")
    kiosk.guess(1)
    assert kiosk.page == "KioskLockPage"
    assert kiosk.window.is_handed_over
    assert len(kiosk.events(AuditAction.LOCKED)) == 1
    kiosk.sign_in(NAME, "wrong", "kiosk-lock")
    assert kiosk.says("User name and passphrase do not fit.")
    kiosk.sign_in(NAME, PASSPHRASE, "kiosk-lock")
    assert kiosk.page == "KioskUnlockedPage"
    kiosk.press("kiosk.resume")
    assert kiosk.window.page is form
    *_, refused, signed_in = kiosk.events(AuditAction.SIGN_IN_REFUSED, AuditAction.SIGNED_IN)
    assert (refused.detail, signed_in.action) == ("1", AuditAction.SIGNED_IN)


def test_staff_without_a_keyboard_type_on_the_screen(kiosk: HandedOver) -> None:
    kiosk.press("kiosk.staff", "kiosk.is-staff", "kiosk.code")
    keys = {key.text(): key for key in kiosk.window.findChildren(KeyButton) if key.isVisible()}
    for digit in KIOSK_CODE:
        QTest.mouseClick(keys[digit], Qt.MouseButton.LeftButton)
    kiosk.press("kiosk.take-back")
    assert kiosk.page == "VisitPage"


def test_who_unlocks_may_open_the_staff_pages(kiosk: HandedOver) -> None:
    kiosk.flow.lock()
    kiosk.flow.lock()
    assert len(kiosk.events(AuditAction.LOCKED)) == 1
    kiosk.sign_in(NAME, PASSPHRASE, "kiosk-lock")
    kiosk.press("kiosk.staff-pages")
    assert kiosk.page == "VisitPage"
    assert kiosk.events(AuditAction.KIOSK_TAKEN_BACK)
    kiosk.flow.lock()
    assert kiosk.page == "SignInPage"


def test_another_practitioner_unlocks_for_a_session_of_their_own(kiosk: HandedOver) -> None:
    services: Any = kiosk.flow._staff_session
    new = NewPractitioner("Ben Soto", OTHER, StaffRole.COORDINATOR, OTHER_PASSPHRASE, "135790")
    services._services.site.add(new)
    kiosk.flow.lock()
    kiosk.sign_in(OTHER, OTHER_PASSPHRASE, "kiosk-lock")
    assert kiosk.page == "VisitPage"
    assert not kiosk.window.is_handed_over
    *_, signed_in = kiosk.events(AuditAction.SIGNED_IN)
    assert signed_in.practitioner == services._services.author.practitioner.id
    assert len(kiosk.events(AuditAction.LOCKED)) == 1


def test_what_ends_under_a_lock_does_not_lift_it(kiosk: HandedOver) -> None:
    hand_over: Any = kiosk.flow._staff_session
    kiosk.flow.lock()
    navigator = hand_over._navigator
    navigator.hand_back(navigator.kiosk.visit_id, navigator.kiosk.localizer)
    assert kiosk.page == "KioskLockPage"
    kiosk.sign_in(NAME, PASSPHRASE, "kiosk-lock")
    kiosk.press("kiosk.resume")
    assert kiosk.page == "KioskReturnPage"


def test_exits_are_told_once_a_minute_and_the_rest_at_the_end(kiosk: HandedOver) -> None:
    for _ in range(3):
        kiosk.window.kiosk_left.emit(KioskExit.MINIMIZED)
        assert not kiosk.window.close()
    kiosk.settle()
    kiosk.press("kiosk.staff", "kiosk.is-staff")
    kiosk.type("kiosk.code", KIOSK_CODE)
    kiosk.settle()
    told = sorted(event.detail for event in kiosk.events(AuditAction.KIOSK_LEFT))
    assert told == ["close-refused 1", "close-refused 2", "minimized 1", "minimized 2"]
