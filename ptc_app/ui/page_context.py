"""What every page of a signed-in session is given, and the routes that lead from page to page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ptc_app.domain.ids import VisitId
from ptc_app.domain.visit import StagePlan
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.participants import VisitStart
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.shown_stage import ShownStages
from ptc_app.ui.tasks import SessionUpdates, TaskQueue


class Routes(Protocol):
    """Opens another page in place of the one shown."""

    def today(self) -> None: ...
    def participants(self, text: str = "") -> None: ...
    def register(self) -> None: ...
    def sync(self) -> None: ...
    def visit(self, visit_id: VisitId) -> None: ...
    def choose_visit_type(self, start: VisitStart) -> None: ...
    def stage(self, visit_id: VisitId, plan: StagePlan) -> None: ...
    def record(self, visit_id: VisitId, plan: StagePlan) -> None: ...
    def paper(self, visit_id: VisitId, title: str, pdf: bytes) -> None: ...
    def hand_back(self, visit_id: VisitId) -> None: ...
    def lock(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PageContext:
    """Services, translations, store-thread tasks, routes, updates and stage types of a signed-in
    session."""

    services: SessionServices
    tr: Localizer
    store: TaskQueue
    routes: Routes
    updates: SessionUpdates
    stages: ShownStages

    def now(self) -> datetime:
        """The current time in UTC, from the one clock of the session."""
        return self.services.author_context.now()

    def today(self) -> date:
        """The current date in the machine's time zone."""
        return self.services.author_context.today()

    def local(self, moment: datetime) -> datetime:
        """A stored moment in the machine's time zone."""
        return self.services.author_context.local(moment)
