"""Opens the pages of a signed-in session; the only module that knows them all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StageKind, StagePlan
from ptc_app.i18n.translator import Translator
from ptc_app.services.participants import VisitStart
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.identity_page import IdentityPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_app.ui.visit.visit_type_page import VisitTypePage

_KIOSK = frozenset({StageKind.CONSENT, StageKind.SURVEY})
"""The stages that are in the participant's hands."""

STAGE_PAGES: dict[StageKind, Callable[[PageContext, VisitId, StagePlan], QWidget]] = {
    StageKind.IDENTITY: IdentityPage,
    StageKind.CONSENT: ConsentPage,
    StageKind.SURVEY: SurveyPage,
    StageKind.MEASUREMENTS: MeasurementPage,
    StageKind.FINISH: FinishPage,
}


class Navigator(QObject):
    """Shows pages in the main window; each loads its data anew when it opens."""

    changed = Signal(object)
    """Changes: something was recorded or moved."""

    settled = Signal()
    """Central took or refused something."""

    def __init__(
        self, main_window: MainWindow, services: SessionServices, tr: Translator, store: Tasks
    ) -> None:
        super().__init__()
        self._main_window = main_window
        self._context = PageContext(services, tr, store, self)
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
        self._main_window.show_page(TodayPage(self._context), "today")

    def participants(self, text: str = "") -> None:
        self._main_window.show_page(ParticipantsPage(self._context, text), "participants")

    def search(self) -> None:
        """Searching, from anywhere on the staff side."""
        self.participants()

    def register(self) -> None:
        self._main_window.show_page(RegistrationPage(self._context), "participants")

    def sync(self) -> None:
        self._main_window.show_page(SyncPage(self._context), "sync")

    def site(self) -> None:
        self._main_window.show_page(SitePage(self._context), "site")

    def visit(self, visit_id: VisitId) -> None:
        """The spine: every stage opens from here and returns here."""
        self._main_window.show_page(VisitPage(self._context, visit_id), "participants")

    def choose_visit_type(self, start: VisitStart) -> None:
        """Which type of visit is to begin, where several are possible."""
        self._main_window.show_page(VisitTypePage(self._context, start), "participants")

    def stage(self, visit_id: VisitId, plan: StagePlan) -> None:
        """The page of a stage: beside the rail, or alone in the participant's hands."""
        page = STAGE_PAGES[plan.kind](self._context, visit_id, plan)
        if plan.kind in _KIOSK:
            self._main_window.show_alone(page)
        else:
            self._main_window.show_page(page, "participants")

    def record(self, visit_id: VisitId, plan: StagePlan) -> None:
        """The versions of what a stage recorded, and the ways to correct it."""
        self._main_window.show_page(RecordPage(self._context, visit_id, plan), "participants")

    def hand_back(self, visit_id: VisitId) -> None:
        """The participant is done, or staff asked: only a staff code leads on."""
        self._main_window.show_alone(KioskReturnPage(self._context, visit_id))

    def lock(self) -> None:
        """Nobody is signed in any more."""
        self._main_window.lock_asked.emit()

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        """Show a signed PDF, to be read or printed."""
        self._main_window.show_page(
            DocumentPage(self._context, visit_id, title, pdf), "participants"
        )

    def tell(self, changes: StaleViews) -> None:
        """Something was recorded or moved: who shows it may look again."""
        self.changed.emit(changes)

    def refresh(self) -> None:
        """Central took or refused something: a page that shows where things are looks again."""
        self.settled.emit()
