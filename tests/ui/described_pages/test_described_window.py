"""The window from the sign-in on: what each act and each report changes is as its file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ptc_app.domain.errors import CentralUntrusted, PtcError
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import IdleTimeouts
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.services.session_services import SessionServices
from ptc_app.services.site_setup_and_unlock import SignInService
from ptc_app.stages import STAGES
from ptc_app.ui import theme as look
from ptc_app.ui.idle_watch import IdleWatch
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.sign_in_flow import SignInFlow
from ptc_app.ui.stage_entry import StageEntry
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import (
    KIOSK_CODE,
    PASSPHRASE,
    InlineExecutor,
    PageFixture,
    page_fixture,
)
from tests.support.pages import Hand
from tests.support.site_runtimes import sign_in_service_over
from tests.ui.described_pages.files import check
from tests.ui.described_pages.journey import Journey, JourneyStore

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class OneSite:
    """A site that is set up, whose sync reports what the test says."""

    place: PageFixture
    folder: Path
    report: SyncReport = field(default_factory=SyncReport)
    sync_error: PtcError | None = None
    idle: IdleTimeouts | None = None
    """When the window locks, where it is not as the program of `place` says."""
    closed: list[str] = field(default_factory=list)
    stages: tuple[StageEntry, ...] = STAGES
    is_prepared: bool = False
    """Whether what comes after the sign-in has been loaded, which the window begins by itself."""

    @property
    def shipped_programs(self) -> tuple[ProgramVersion, ...]:
        self.is_prepared = True
        return ()

    @property
    def data(self) -> DataDir:
        return DataDir(self.folder / "site")

    @property
    def sign_in(self) -> SignInService:
        return sign_in_service_over(self.folder / "site")

    def is_set_up(self) -> bool:
        return True

    def open(self, store_key: bytes, sign_in_name: str, *, refused: int = 0) -> SessionServices:
        return replace(self.place.services, idle=self.idle or self.place.services.idle)

    def sync(self) -> SyncReport:
        if self.sync_error is not None:
            raise self.sync_error
        return self.report

    def close_store(self) -> None:
        self.closed.append("store")

    def abort_sync(self) -> None:
        self.closed.append("aborted")

    def close_sync(self) -> None:
        self.closed.append("sync")


@pytest.fixture
def site(tmp_path: Path, qapp: QApplication) -> Iterator[OneSite]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    opened = page_fixture(tmp_path, executor=JourneyStore())
    yield OneSite(opened, tmp_path)
    opened.close()


@pytest.fixture
def window() -> MainWindow:
    return MainWindow()


@pytest.fixture
def flow(site: OneSite, window: MainWindow, qapp: QApplication) -> Iterator[SignInFlow]:
    """The controller of the window, with its sign-in page."""
    sync = TaskQueue(InlineExecutor())
    opened = SignInFlow(qapp, window, site, Localizer(Language("en")), site.place.store, sync)
    opened.open()
    yield opened
    opened.lock()
    opened.close()


@pytest.fixture
def journey(site: OneSite, flow: SignInFlow, window: MainWindow, qtbot: QtBot) -> Journey:
    """Begins once the window has prepared for the sign-in, however long that takes."""
    qtbot.waitUntil(lambda: site.is_prepared)
    return Journey(qtbot, site.place, window)


def signed_in(journey: Journey) -> None:
    journey.type("sign-in.name", "nurse.1")
    journey.type("sign-in.passphrase", PASSPHRASE)
    journey.press("sign-in.enter")


def test_from_page_to_page(journey: Journey) -> None:
    signed_in(journey)
    for place in ("participants", "sync", "site", "today"):
        journey.press(f"rail.{place}")
    journey.key(Key.Key_K, CTRL)
    journey.press("rail.sync")
    journey.key(Key.Key_M)
    journey.key(Key.Key_L, CTRL)
    check("journeys of the window/from page to page", journey.transcript)


def test_every_page_of_a_visit_is_shown_beside_the_rail_or_alone(
    journey: Journey, site: OneSite
) -> None:
    visit = site.place.arrive("Ana")
    signed_in(journey)
    window = cast(MainWindow, journey.page)
    shown = []

    def press(*names: str) -> None:
        for name in names:
            Hand.press(journey, name)
        is_alone = window.frame is not None and not window.frame.isVisible()
        shown.append(f"{type(window.page).__name__}{' alone' * is_alone}")

    Hand.press_row(journey, "today.visits", 0)
    press("visit.begin:identity")
    press("identity.photo-id", "identity.birth-date", "identity.confirm")
    press("visit.begin:primary-consent")
    press("kiosk.staff")
    press("kiosk.is-staff")
    Hand.type(journey, "kiosk.code", KIOSK_CODE)
    press("kiosk.take-back")
    site.place.read_and_signed(visit, "primary-consent")
    journey.settle()
    press("visit.view:primary-consent")
    Hand.press_row(journey, "record.versions", 0)
    press("paper.back")
    press("visit.begin:basics")
    press("kiosk.staff")
    press("kiosk.is-staff")
    Hand.type(journey, "kiosk.code", KIOSK_CODE)
    press("kiosk.take-back")
    press("visit.begin:measurements")
    press("measure.back")
    press("rail.participants")
    press("participants.register")
    press("register.back")
    assert shown == [
        "IdentityPage",
        "VisitPage",
        "ConsentPage alone",
        "KioskStaffPage alone",
        "KioskReturnPage alone",
        "VisitPage",
        "RecordPage",
        "VisitPage",
        "SurveyPage alone",
        "KioskStaffPage alone",
        "KioskReturnPage alone",
        "VisitPage",
        "MeasurementPage",
        "VisitPage",
        "ParticipantsPage",
        "RegistrationPage",
        "ParticipantsPage",
    ]


def test_what_sync_reports(journey: Journey, site: OneSite) -> None:
    site.place.register("Ana", "Ruiz")
    signed_in(journey)
    for reason in WaitingReason:
        site.report = SyncReport(away=reason)
        site.place.register(f"Person {reason.value}")
        journey.note(f"sync reports {reason.value}")
    site.sync_error = CentralUntrusted("authority")
    site.place.register("Yolanda", "Ruiz")
    journey.note("sync finds an authority that cannot be read")
    site.sync_error = None
    site.report = SyncReport(delivered=2, refused=1)
    site.place.received()
    site.place.register("Zoe", "Ruiz")
    journey.note("sync reports what was delivered")
    check("journeys of the window/what sync reports", journey.transcript)


def test_when_nobody_is_there(journey: Journey, flow: SignInFlow) -> None:
    signed_in(journey)
    session = cast(Any, flow._staff_session)
    watch = cast(IdleWatch, session._idle)
    watch._warn.timeout.emit()
    journey.note("nobody touches it")
    watch.resumed.emit()
    journey.note("somebody touches it")
    watch._lock.timeout.emit()
    journey.note("nobody touches it for longer")
    check("journeys of the window/when nobody is there", journey.transcript)


def test_what_was_asked_before_the_lock_is_told_to_nobody(
    journey: Journey, site: OneSite, flow: SignInFlow
) -> None:
    """Also where who asked is still there: its page is deleted only at a later event."""
    signed_in(journey)
    asker, done, told = QObject(), list[str](), list[object]()
    site.place.store.run(asker, lambda: done.append("work"), told.append, told.append)
    flow.lock()
    journey.settle()
    assert done == ["work"]
    assert told == []


def test_each_session_locks_when_its_program_says(
    journey: Journey, site: OneSite, flow: SignInFlow
) -> None:
    for minutes in (3, 7):
        site.idle = IdleTimeouts(warn_after_minutes=minutes - 1, lock_after_minutes=minutes)
        signed_in(journey)
        watch = cast(IdleWatch, cast(Any, flow._staff_session)._idle)
        assert watch._lock.interval() == minutes * 60_000
        assert [watch._warn.isActive(), watch._lock.isActive()] == [True, True]
        journey.key(Key.Key_L, CTRL)


def test_the_store_is_lost_while_signed_in(journey: Journey, site: OneSite) -> None:
    signed_in(journey)
    journey.lose_store()
    journey.press("rail.participants")
    journey.press("rail.sync")
    journey.key(Key.Key_L, CTRL)
    journey.find_store()
    signed_in(journey)
    check("journeys of the window/the store is lost", journey.transcript)


def test_idleness_is_counted_from_the_last_touch(qtbot: QtBot, qapp: QApplication) -> None:
    watch = IdleWatch(qapp, warn_after=timedelta(minutes=8), lock_after=timedelta(minutes=10))
    intervals = [watch._warn.interval(), watch._lock.interval()]
    assert intervals == [480_000, 600_000]
    assert not watch._warn.isActive()
    watch.start()
    assert [watch._warn.isActive(), watch._lock.isActive()] == [True, True]
    assert [watch._warn.isSingleShot(), watch._lock.isSingleShot()] == [True, True]
    with qtbot.waitSignal(watch.ended):
        watch._lock.timeout.emit()
    watch.stop()
    assert [watch._warn.isActive(), watch._lock.isActive()] == [False, False]
