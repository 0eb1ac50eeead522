"""What every page of a signed-in session is given: services, translations, tasks and routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ptc_app.domain.ids import VisitId
from ptc_app.domain.visit import StagePlan
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.session_services import SessionServices
from ptc_app.services.visit_starts import VisitStart
from ptc_app.ui.shown_stage import ShownStages
from ptc_app.ui.tasks import SessionUpdates, TaskQueue


class Routes(Protocol):
    """Opens another page in place of the one shown, which is deleted; provided by Navigator.

    Each page loads its data anew when it opens.
    """

    def today(self) -> None:
        """Open the list of today's visits in the staff frame."""

    def participants(self, text: str = "") -> None:
        """Open the list of participants that fit all words of `text`, newest registration first.

        With an empty text it lists all.
        """

    def register(self) -> None:
        """Open the form to register a participant, in the staff frame."""

    def sync(self) -> None:
        """Open the page that shows how far records were delivered to central."""

    def visit(self, visit_id: VisitId) -> None:
        """Open the page of this visit with its stages, in the staff frame."""

    def choose_visit_type(self, start: VisitStart) -> None:
        """Open the page on which staff choose the visit type to begin, of `start.offers`."""

    def stage(self, visit_id: VisitId, plan: StagePlan) -> None:
        """Open the page of a stage: in the staff frame, or alone where the participant does it.

        StageTypeUnknown where the application has no such stage type.
        """

    def record(self, visit_id: VisitId, plan: StagePlan) -> None:
        """Open the versions of the record that a stage signed, to read, amend or void it."""

    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None:
        """Open the page that shows this PDF under this title; its way back opens the visit."""

    def hand_back(self, visit_id: VisitId) -> None:
        """Show the page that asks for a staff code; a right one opens the visit in the frame."""

    def lock(self) -> None:
        """Lock the workstation: emits `lock_asked` of the main window."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page of a signed-in session is given; one for each session.

    - services: all use cases; called on the store thread
    - tr: texts, dates and numbers in the language of the session
    - store: runs work on the store thread
    - routes: opens other pages
    - updates: signals of what changed in the store, so that pages load again
    - stages: the stage types with their texts in the language of the session
    """

    services: SessionServices
    tr: Localizer
    store: TaskQueue
    routes: Routes
    updates: SessionUpdates
    stages: ShownStages

    def now(self) -> datetime:
        """The current time in UTC, from the clock that also times records."""
        return self.services.author_context.now()

    def today(self) -> date:
        """The current date in the workstation's time zone."""
        return self.services.author_context.today()

    def local(self, moment: datetime) -> datetime:
        """The same moment in the workstation's time zone, for showing; `moment` has a time zone."""
        return self.services.author_context.local(moment)
