"""The verbs of an open store, for the person who is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.practitioner import Author
from ptc_app.domain.program import Program
from ptc_app.services.attendance import Attendance
from ptc_app.services.consent import Consenting
from ptc_app.services.intake import Intake
from ptc_app.services.kiosk import Kiosk
from ptc_app.services.measurements import Measuring
from ptc_app.services.site import Site
from ptc_app.services.survey import Surveying
from ptc_app.services.sync import Sending
from ptc_app.services.visit import VisitCare


@dataclass(frozen=True, slots=True)
class Clinic:
    """All services of one session."""

    author: Author
    program: Program
    attendance: Attendance
    intake: Intake
    visits: VisitCare
    consenting: Consenting
    surveying: Surveying
    measuring: Measuring
    sending: Sending
    kiosk: Kiosk
    site: Site
