"""Which page comes next; the only one who knows all pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.ids import VisitId
from ptc_app.domain.visit import StageKind, StagePlan
from ptc_app.services.clinic import Clinic
from ptc_app.ui.i18n import Words
from ptc_app.ui.pages.consent_page import ConsentPage
from ptc_app.ui.pages.finish_page import FinishPage
from ptc_app.ui.pages.identity_page import IdentityPage
from ptc_app.ui.pages.kiosk_return_page import KioskReturnPage
from ptc_app.ui.pages.measurements_page import MeasurementsPage
from ptc_app.ui.pages.paper_page import PaperPage
from ptc_app.ui.pages.participants_page import ParticipantsPage
from ptc_app.ui.pages.register_page import RegisterPage
from ptc_app.ui.pages.site_page import SitePage
from ptc_app.ui.pages.survey_page import SurveyPage
from ptc_app.ui.pages.sync_page import SyncPage
from ptc_app.ui.pages.today_page import TodayPage
from ptc_app.ui.pages.visit_page import VisitPage
from ptc_app.ui.room import Room
from ptc_app.ui.shell import Shell
from ptc_app.ui.tasks import Tasks

_KIOSK = frozenset({StageKind.CONSENT, StageKind.SURVEY})
"""The stages that are in the participant's hands."""

STAGE_PAGES: dict[StageKind, Callable[[Room, VisitId, StagePlan], QWidget]] = {
    StageKind.IDENTITY: IdentityPage,
    StageKind.CONSENT: ConsentPage,
    StageKind.SURVEY: SurveyPage,
    StageKind.MEASUREMENTS: MeasurementsPage,
    StageKind.FINISH: FinishPage,
}


class Navigator(QObject):
    """Opens pages in the shell; each opens with what is on disk now."""

    changed = Signal(object)
    """Changes: something was recorded or moved."""

    settled = Signal()
    """Central took or refused something."""

    def __init__(self, shell: Shell, clinic: Clinic, words: Words, store: Tasks) -> None:
        super().__init__()
        self._shell = shell
        self._room = Room(clinic, words, store, self)
        self._places = {
            "today": self.today,
            "participants": self.participants,
            "sync": self.sync,
            "site": self.site,
        }

    def go(self, key: str) -> None:
        """A place of the rail."""
        self._places[key]()

    def today(self) -> None:
        self._shell.show_page(TodayPage(self._room), "today")

    def participants(self, text: str = "") -> None:
        self._shell.show_page(ParticipantsPage(self._room, text), "participants")

    def search(self) -> None:
        """Searching, from anywhere on the staff side."""
        self.participants()

    def register(self) -> None:
        self._shell.show_page(RegisterPage(self._room), "participants")

    def sync(self) -> None:
        self._shell.show_page(SyncPage(self._room), "sync")

    def site(self) -> None:
        self._shell.show_page(SitePage(self._room), "site")

    def visit(self, visit_id: VisitId) -> None:
        """The spine: every stage opens from here and returns here."""
        self._shell.show_page(VisitPage(self._room, visit_id), "participants")

    def stage(self, visit_id: VisitId, plan: StagePlan) -> None:
        """The page of a stage: beside the rail, or alone in the participant's hands."""
        page = STAGE_PAGES[plan.kind](self._room, visit_id, plan)
        if plan.kind in _KIOSK:
            self._shell.show_alone(page)
        else:
            self._shell.show_page(page, "participants")

    def hand_back(self, visit_id: VisitId) -> None:
        """The participant is done, or staff asked: only a staff code leads on."""
        self._shell.show_alone(KioskReturnPage(self._room, visit_id))

    def lock(self) -> None:
        """Nobody is signed in any more."""
        self._shell.lock_asked.emit()

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        """A paper on the screen, to be printed."""
        self._shell.show_page(PaperPage(self._room, visit_id, title, pdf), "participants")

    def tell(self, changes: Changes) -> None:
        """Something was recorded or moved: who shows it may look again."""
        self.changed.emit(changes)

    def refresh(self) -> None:
        """Central took or refused something: a page that shows where things are looks again."""
        self.settled.emit()
