"""Opens the pages of a signed-in session."""

from __future__ import annotations

from collections.abc import Iterable

from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.stages.stage_type import StagePlace, StageTypeUnknown
from ptc_app.domain.visit import PlannedStage
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.kiosk.kiosk_hand_over import KioskHandOver
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.messages.support_contact import SupportContact
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.correct_participant_page import CorrectParticipantPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.site.site_page import SitePage
from ptc_app.ui.stage_entry import StageEntry, shown_stages
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.tasks import SessionUpdates, TaskQueue
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.visit_page import VisitPage


class Navigator:
    """Shows pages in the main window in place of those before; implements Routes.

    Each page loads its data anew when it opens. `stages` are the entries of the stage types, which
    name the pages of stages. `support` is whom messages say to call. `kiosk` is what happens
    while a participant has the window.
    """

    def __init__(
        self,
        main_window: MainWindow,
        services: SessionServices,
        tr: Localizer,
        store: TaskQueue,
        updates: SessionUpdates,
        stages: Iterable[StageEntry],
        *,
        support: SupportContact,
    ) -> None:
        self._main_window = main_window
        self._stages = {stage.type.code: stage for stage in stages}
        shown = shown_stages(self._stages.values(), tr)
        self._context = PageContext(services, tr, store, self, updates, shown, support)
        self.kiosk = KioskHandOver(main_window, self._context)
        self._rail_pages = {
            "today": self.today,
            "participants": self.participants,
            "sync": self.sync,
            "site": self.site,
        }

    def go(self, key: str) -> None:
        """Open the page of an entry of the navigation rail: today, participants, sync or site.

        KeyError for another key.
        """
        self._rail_pages[key]()

    def today(self) -> None:
        """Open the list of today's visits."""
        self._main_window.show_page(TodayPage(self._context), "today")

    def participants(self, text: str = "") -> None:
        """Open the list of participants that fit all words of `text`, or for no text of all."""
        self._main_window.show_page(ParticipantsPage(self._context, text), "participants")

    def register(self) -> None:
        """Open the form to register a participant."""
        self._main_window.show_page(RegistrationPage(self._context), "participants")

    def sync(self) -> None:
        """Open the page that shows how far records were delivered to central."""
        self._main_window.show_page(SyncPage(self._context), "sync")

    def site(self) -> None:
        """Open the page of the site, its workstation and its practitioners."""
        self._main_window.show_page(SitePage(self._context), "site")

    def visit(self, visit_id: VisitId) -> None:
        """Open the page of this visit with its stages, in the staff frame.

        It says where the participant called staff and was not answered yet.
        """
        page = VisitPage(self._context, visit_id, self.kiosk.take_call(visit_id))
        self._main_window.show_page(page, "participants")

    def participant(self, participant_id: ParticipantId) -> None:
        """Open the page of this participant; it starts no visit."""
        page = ParticipantOverviewPage(self._context, participant_id)
        self._main_window.show_page(page, "participants")

    def correct_participant(self, participant_id: ParticipantId) -> None:
        """Open the form to correct the data of this participant."""
        page = CorrectParticipantPage(self._context, participant_id)
        self._main_window.show_page(page, "participants")

    def stage(self, visit_id: VisitId, plan: PlannedStage) -> None:
        """Open the page of a stage: in the staff frame, or alone where the participant does it.

        Raises StageTypeUnknown where the application has no such stage type.
        """
        entry = self._stages.get(plan.stage_type)
        if entry is None:
            raise StageTypeUnknown(plan.stage_type)
        page = entry.page(self._context, visit_id, plan)
        if entry.type.place is StagePlace.KIOSK:
            self.kiosk.begin(visit_id)
            self._main_window.show_alone(page)
        else:
            self._main_window.show_page(page, "participants")

    def record(self, visit_id: VisitId, plan: PlannedStage) -> None:
        """Open the versions of the record that a stage signed, to read, amend or void it."""
        self._main_window.show_page(RecordPage(self._context, visit_id, plan), "participants")

    def hand_back(self, visit_id: VisitId, tr: Localizer) -> None:
        """Show the page that asks for a staff code; a right one opens the visit in the frame.

        It speaks to the participant: `tr` is of the language they used last.
        """
        self.kiosk.localizer = tr
        self._main_window.show_alone(KioskReturnPage(self._context, visit_id, tr))

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        """Open the page that shows this PDF document under this title, to be read or printed.

        Its way back opens the visit.
        """
        self._main_window.show_page(
            DocumentPage(self._context, visit_id, title, pdf), "participants"
        )
