"""Plays the demonstration on an open window, page after page, until its end or a standstill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ptc_app.ui.application import Open
from ptc_app.ui.demo import acts
from ptc_app.ui.demo.acts import Act, Stage
from ptc_app.ui.demo.hands import NotThere
from ptc_app.ui.pages.consent_page import ConsentPage
from ptc_app.ui.pages.finish_page import FinishPage
from ptc_app.ui.pages.identity_page import IdentityPage
from ptc_app.ui.pages.kiosk_return_page import KioskReturnPage
from ptc_app.ui.pages.measurements_page import MeasurementsPage
from ptc_app.ui.pages.paper_page import PaperPage
from ptc_app.ui.pages.participants_page import ParticipantsPage
from ptc_app.ui.pages.register_page import RegisterPage
from ptc_app.ui.pages.setup_page import SetupPage
from ptc_app.ui.pages.sign_in_page import SignInPage
from ptc_app.ui.pages.site_page import SitePage
from ptc_app.ui.pages.survey_page import SurveyPage
from ptc_app.ui.pages.sync_page import SyncPage
from ptc_app.ui.pages.today_page import TodayPage
from ptc_app.ui.pages.visit_page import VisitPage

ACTS: dict[type[QWidget], Callable[[Stage, Any], Act]] = {
    SetupPage: acts.set_up,
    SignInPage: acts.sign_in,
    TodayPage: acts.today,
    SitePage: acts.site,
    ParticipantsPage: acts.participants,
    RegisterPage: acts.register,
    VisitPage: acts.visit,
    PaperPage: acts.paper,
    IdentityPage: acts.identity,
    ConsentPage: acts.consent,
    SurveyPage: acts.survey,
    KioskReturnPage: acts.take_back,
    MeasurementsPage: acts.measure,
    FinishPage: acts.finish,
    SyncPage: acts.sync,
}
"""Each page has its act: what a page is for is shown by what is done on it."""

_BEAT = timedelta(milliseconds=20)
_PATIENCE = timedelta(seconds=60)
"""How long nothing may happen before the play is called off."""


class Actor(QObject):
    """One move a beat, and none while the store is still at the last one."""

    def __init__(self, opened: Open, stage: Stage) -> None:
        super().__init__()
        self._opened = opened
        self._stage = stage
        self._page: QWidget | None = None
        self._act: Act | None = None
        self._idle_beats = 0
        self.stuck_on = ""
        self._timer = QTimer(self, interval=_BEAT // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @property
    def is_stuck(self) -> bool:
        return not self._stage.is_over

    def _beat(self) -> None:
        if not self._opened.store.is_idle:
            return
        page = self._opened.shell.page
        if page is None:
            return
        if page is not self._page:
            self._page, self._act = page, ACTS[type(page)](self._stage, page)
        self._idle_beats += 1
        if self._moved():
            self._idle_beats = 0
        if self._stage.is_over or self._idle_beats * _BEAT > _PATIENCE:
            self._end(page)

    def _moved(self) -> bool:
        """Whether the act went on; one that finds its control missing begins anew."""
        if self._act is None:
            return False
        try:
            next(self._act)
        except StopIteration:
            self._act = None
        except NotThere as missing:
            self.stuck_on = str(missing)
            self._page = self._act = None
            return False
        return self._act is not None

    def _end(self, page: QWidget) -> None:
        self._timer.stop()
        if not self._stage.is_over:
            self.stuck_on = f"{type(page).__name__}: {self.stuck_on}"
        self._opened.app.exit()
