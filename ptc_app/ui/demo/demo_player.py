"""Plays the demo in an open window, page after page, until it ends or is stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.ui.demo import page_scripts
from ptc_app.ui.demo.page_scripts import DemoRun, DemoSteps
from ptc_app.ui.demo.window_driver import ControlNotFound
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.open_window import OpenWindow
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.sign_in.setup_page import SetupPage
from ptc_app.ui.sign_in.sign_in_page import SignInPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.stage_entry import StageEntry
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.visit_page import VisitPage

PageScripts = Mapping[object, Callable[[DemoRun, Any], DemoSteps]]

_PAGE_SCRIPTS: PageScripts = {
    SetupPage: page_scripts.set_up_site,
    SignInPage: page_scripts.sign_in_staff,
    TodayPage: page_scripts.leave_today_page,
    SitePage: page_scripts.leave_site_page,
    ParticipantsPage: page_scripts.leave_participants_page,
    RegistrationPage: page_scripts.register_participant,
    ParticipantOverviewPage: page_scripts.start_visit,
    VisitPage: page_scripts.open_next_stage,
    RecordPage: page_scripts.show_first_document,
    DocumentPage: page_scripts.close_document_page,
    KioskReturnPage: page_scripts.take_kiosk_back,
    SyncPage: page_scripts.wait_for_sync,
}
"""What is done on each page that is not the page of a stage."""

_BEAT = timedelta(milliseconds=20)
_PATIENCE = timedelta(seconds=60)


def scripts_by_page(stages: Iterable[StageEntry]) -> PageScripts:
    """Return the script of each page by the page's class: those of the application and of `stages`.

    A script takes the DemoRun and the page, and gives the steps on it.
    """
    return {**_PAGE_SCRIPTS, **{stage.page: stage.demo for stage in stages}}


class DemoPlayer(QObject):
    """Runs the script of the page shown, one step a timer tick, while the store thread is idle.

    Starts at once. Ends the Qt event loop when the demo is over, or when no script has gone further
    for `patience`: `is_stuck` says which, and where it is true `stuck_on` names page and control.
    Ends at once where a script raises a PtcError, which `failure` then is.
    `scripts` has an entry for each page that is shown; each is given `demo_run`. One that does not
    find its control starts again, since the page may have been changing.
    """

    def __init__(
        self,
        opened: OpenWindow,
        demo_run: DemoRun,
        scripts: PageScripts,
        *,
        patience: timedelta = _PATIENCE,
    ) -> None:
        super().__init__()
        self._patience = patience
        self._opened = opened
        self._scripts = scripts
        self._demo_run = demo_run
        self._page: QWidget | None = None
        self._act: DemoSteps | None = None
        self._steps = self._most_steps = 0
        self._idle_beats = 0
        self.stuck_on = ""
        self.failure: PtcError | None = None
        self._timer = QTimer(self, interval=_BEAT // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @property
    def is_stuck(self) -> bool:
        """Whether the event loop was ended before the demo was over; ask when it has ended."""
        return not self._demo_run.is_over

    def _beat(self) -> None:
        if not self._opened.store.is_idle:
            return
        page = self._opened.main_window.page
        if page is None:
            return
        if page is not self._page:
            self._page, self._most_steps = page, 0
            self._act = self._begun(page)
        self._idle_beats += 1
        if self._went_further():
            self._idle_beats = 0
        is_stuck = self.failure is not None or self._idle_beats * _BEAT > self._patience
        if self._demo_run.is_over or is_stuck:
            self._end(page)

    def _begun(self, page: QWidget) -> DemoSteps:
        self._steps = 0
        return self._scripts[type(page)](self._demo_run, page)

    def _went_further(self) -> bool:
        """Run one step; whether the script came further than before on this page."""
        if self._page is None or self._act is None:
            return False
        try:
            next(self._act)
        except StopIteration:
            self._act = None
            return False
        except ControlNotFound as missing:
            self.stuck_on = str(missing)
            self._act = self._begun(self._page)
            return False
        except PtcError as error:
            self.failure = error
            return False
        self._steps += 1
        is_further = self._steps > self._most_steps
        self._most_steps = max(self._steps, self._most_steps)
        return is_further

    def _end(self, page: QWidget) -> None:
        self._timer.stop()
        if not self._demo_run.is_over:
            self.stuck_on = f"{type(page).__name__}: {self.stuck_on}"
        self._opened.app.exit()
