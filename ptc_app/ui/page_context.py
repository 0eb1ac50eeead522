"""What every page of a signed-in session is given: services, translations, tasks and routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ptc_app.i18n.localizer import Localizer
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.messages.support_contact import SupportContact
from ptc_app.ui.routes import Routes
from ptc_app.ui.stage_texts import ShownStageTypes
from ptc_app.ui.tasks import SessionUpdates, TaskQueue


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page of a signed-in session is given; one for each session.

    - services: all use cases; called on the store thread
    - tr: texts, dates and numbers in the language of the session
    - store: runs work on the store thread
    - routes: opens other pages
    - updates: signals of what changed in the store, so that pages load again
    - stages: the stage types with their texts in the language of the session
    - support: whom messages say to call
    """

    services: SessionServices
    tr: Localizer
    store: TaskQueue
    routes: Routes
    updates: SessionUpdates
    stages: ShownStageTypes
    support: SupportContact

    def now(self) -> datetime:
        """The current time in UTC, from the clock that also times records."""
        return self.services.session_context.now()

    def today(self) -> date:
        """The current date in the workstation's time zone."""
        return self.services.session_context.today()

    def local(self, moment: datetime) -> datetime:
        """The same moment in the workstation's time zone, for showing; `moment` has a time zone."""
        return self.services.session_context.local(moment)
