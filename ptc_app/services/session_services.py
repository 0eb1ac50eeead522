"""The services of one signed-in session, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.practitioner import Author
from ptc_app.domain.program import Program
from ptc_app.services.act_context import ActContext
from ptc_app.services.change_feed import ChangeFeed
from ptc_app.services.consent import ConsentService
from ptc_app.services.kiosk import KioskService
from ptc_app.services.measurements import MeasurementService
from ptc_app.services.participants import ParticipantService
from ptc_app.services.session_audit import SessionAuditService
from ptc_app.services.site import SiteService
from ptc_app.services.survey import SurveyService
from ptc_app.services.sync import SyncService
from ptc_app.services.visit import VisitService


@dataclass(frozen=True, slots=True)
class SessionServices:
    """All services of one session, its act context, and the feed of what they change."""

    act_context: ActContext
    changes: ChangeFeed
    program: Program
    session_audit: SessionAuditService
    participants: ParticipantService
    visits: VisitService
    consents: ConsentService
    surveys: SurveyService
    measurements: MeasurementService
    sync: SyncService
    kiosk: KioskService
    site: SiteService

    @property
    def author(self) -> Author:
        """The practitioner who is signed in, and their workstation."""
        return self.act_context.author
