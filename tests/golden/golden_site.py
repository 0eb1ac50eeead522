"""The golden site: its two practitioners and three participants, and every act, in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.author import Author
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import PractitionerId, VisitId
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    empty_readings,
    with_body_site,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.domain.outbox import DeliveryOutcome, Postponed, Rejected, WaitingReason
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.answering import answer_item, skip_item
from ptc_app.domain.visit import SkipReason
from ptc_app.domain.workstation import SiteSupport, Workstation
from ptc_app.paths import DataDir
from ptc_app.services.session_context import SessionContext
from ptc_app.services.site import NewPractitioner
from ptc_app.services.survey import OpenedSurvey
from ptc_app.services.visit import IdentityEvidence
from ptc_app.storage.database import Database
from ptc_app.storage.settings import Settings
from ptc_app.storage.site_setup import create_store
from tests.golden.golden_program import golden_program
from tests.support.builders import MARK
from tests.support.protocols import example_session
from tests.support.site_runtimes import (
    Clock,
    Counted,
    HeldKeys,
    Printer,
    SiteFixture,
    a_registration,
    services_over,
    sign_in_service_over,
)

WORKSTATION = Workstation("Springfield", "desk 1", "device-1")
SUPPORT = SiteSupport("Pat Lee", "+1 210-555-0100")
CENTRAL = CentralConnection("https://central.example", f"PEM of {MARK}", "client-1", "secret-1")
ADMINISTRATOR = Practitioner(
    PractitionerId("practitioner-1"), "Ana.O", "Ana Ortiz", StaffRole.ADMINISTRATOR
)
COORDINATOR = NewPractitioner(
    "José Ñandú", "José", StaffRole.COORDINATOR, "another passphrase", "135790"
)
KIOSK_CODE = "246810"
SEARCHES = (
    "maria",
    "MARÍA",
    "Garcia-Zqx",
    "1961-03-12",
    "12 mar 1961",
    "3125550114",
    "0114",
    "zqxmark.john@example.org",
    "p-",
    "o'brien",
    "obrien",
    "12/3/61",
    "12 de marzo de 1961",
    "1 312 555",
    "1312555",
    "nobody",
)
"""What is searched for in the golden store."""


@dataclass(frozen=True, slots=True)
class ExistingKeys:
    """The keys of a site that were generated before: the store key and the key file's bytes."""

    store_key: bytes
    file: bytes


def write_golden_site(folder: Path, keys: ExistingKeys) -> None:
    """Set up a site with these keys in `folder` and do all that the golden store holds."""
    clock = Clock()
    first = InitialSiteData(ADMINISTRATOR, KIOSK_CODE, WORKSTATION, SUPPORT, clock())
    create_store(DataDir(folder), keys, first)
    with _signed_in(folder, keys, clock) as site:
        Settings(site.database).connect(
            CENTRAL,
            site.services.session_context.audit_event(AuditAction.CENTRAL_JOINED, CENTRAL.url),
        )
        site.services.session_audit.record_sign_in(refused=1)
        site.services.site.add(COORDINATOR)
        _first_visit_and_follow_up(site)
        _visit_with_drafts(site)
        _registration_alone(site)
        site.services.session_audit.record_lock()


@contextmanager
def _signed_in(folder: Path, keys: ExistingKeys, clock: Clock) -> Iterator[SiteFixture]:
    database, new_id, printer = (
        Database(DataDir(folder).store, keys.store_key),
        Counted(),
        Printer(),
    )
    sign_in = sign_in_service_over(folder, clock, new_id)
    context = SessionContext(Author(ADMINISTRATOR, WORKSTATION), clock, new_id)
    services = services_over(database, context, printer, golden_program(), HeldKeys())
    try:
        yield SiteFixture(sign_in, database, services, clock, printer)
    finally:
        database.close()


def _first_visit_and_follow_up(site: SiteFixture) -> None:
    """María: a first visit that central has, corrections that wait, a follow-up that is open."""
    first = site.consented()
    site.decide(first, "ehr-consent", ConsentDecision.NO)
    site.services.visits.begin(first, "basics")
    site.services.surveys.sign(first, "basics", _answered(site, first, count=7))
    site.services.visits.begin(first, "measurements")
    site.services.measurements.sign(first, "measurements", _measured(site, first, neck="37.5"))
    site.services.visits.finish(first)
    site.clock.pass_by(minutes=5)
    while site.outbox.due(site.clock(), 1):
        site.answer()
    site.clock.pass_by(minutes=5)
    _correct(site, first)
    site.clock.pass_by(days=1)
    _begin_follow_up(site, first)


def _correct(site: SiteFixture, visit_id: VisitId) -> None:
    """Every stage amended that can be, one of them voided, and an amendment begun."""
    services = site.services
    reason = CorrectionReason.WRONG_ENTRY
    services.corrections.begin_correction(visit_id, "basics", reason, f"{MARK} noticed")
    services.surveys.sign(visit_id, "basics", _answered(site, visit_id, count=8))
    services.corrections.begin_correction(visit_id, "measurements", reason)
    services.measurements.sign(visit_id, "measurements", _measured(site, visit_id, neck="38.5"))
    services.corrections.begin_correction(visit_id, "primary-consent", CorrectionReason.WRONG_NAME)
    site.sign_consent(visit_id, "primary-consent", ConsentDecision.YES)
    services.corrections.void(
        visit_id, "ehr-consent", CorrectionReason.WRONG_PARTICIPANT, f"{MARK} noticed"
    )
    services.corrections.begin_correction(
        visit_id, "measurements", CorrectionReason.DEVICE_ERROR, f"{MARK} weighed again"
    )


def _begin_follow_up(site: SiteFixture, first: VisitId) -> None:
    """Consents that stand, and a survey skipped with a reason."""
    maria = site.services.visits.view(first).participant
    follow_up = site.services.visit_starts.start_visit(maria.id, "follow-up")
    site.services.visits.begin(follow_up.id, "identity")
    identifiers = [IdentityEvidence.PHOTO_ID, IdentityEvidence.NUMBER]
    site.services.visits.confirm_identity(follow_up.id, "identity", identifiers)
    site.services.visits.skip(follow_up.id, "basics", SkipReason.NO_TIME, f"{MARK} in a hurry")


def _visit_with_drafts(site: SiteFixture) -> None:
    """John: central refuses his registration, his visit has a draft of each kind."""
    visit_id = site.consented(
        given_name="John",
        middle_name=MARK,
        family_name="O'Brien",
        birth_date=date(1980, 12, 1),
        sex_at_birth=SexAtBirth.MALE,
        language=Language("en"),
        preferred_contact=ContactChannel.EMAIL,
        phone="",
        email=f"{MARK}.john@example.org",
        address=Address("1 Main Street", "Springfield", "IL", "62701"),
    )
    services = site.services
    services.visits.begin(visit_id, "ehr-consent")
    reading = services.consents.open(visit_id, "ehr-consent")
    services.consents.store_displayed_page(visit_id, "ehr-consent", reading.progress, 0)
    services.consents.store_name(visit_id, "ehr-consent", f"John {MARK}")
    services.kiosk.take_back(visit_id, KIOSK_CODE)
    services.visits.begin(visit_id, "basics")
    answers = _answered(site, visit_id, count=3)
    skipped, _ = skip_item(answers.form, answers.response, "size")
    services.surveys.save(visit_id, "basics", skipped)
    services.visits.begin(visit_id, "measurements")
    services.measurements.save(visit_id, "measurements", _in_part(site, visit_id))
    john = services.visits.view(visit_id).participant
    _settle(site, john, Rejected("unprocessable", f"{MARK} is not known"))


def _registration_alone(site: SiteFixture) -> None:
    """Someone with no visit, whose registration a busy central has postponed."""
    someone = site.services.participants.register(
        a_registration(
            family_name=f"Lee {MARK}",
            birth_date=date(1999, 2, 28),
            sex_at_birth=SexAtBirth.INTERSEX,
            phone="(312) 555-0177",
        )
    )
    _settle(site, someone, Postponed(WaitingReason.CENTRAL_BUSY))


def _settle(site: SiteFixture, participant: Participant, outcome: DeliveryOutcome) -> None:
    """Central's outcome for the head of the participant's stream."""
    now = site.clock()
    heads = [one for one in site.outbox.due(now, 100) if one.stream == participant.id]
    site.outbox.settle_all([(head, outcome) for head in heads], now)


def _answered(site: SiteFixture, visit_id: VisitId, *, count: int) -> OpenedSurvey:
    """An answer to each question."""
    survey = site.services.surveys.open(visit_id, "basics")
    response = survey.response
    choices = survey.form.items["choice"].options
    values: dict[str, tuple[AnswerValue, ...]] = {
        "yes": (True,),
        "count": (count,),
        "size": (Decimal("1.50"),),
        "day": (date(2001, 2, 3),),
        "name": (f"{MARK} ñ",),
        "story": (f"{MARK}\nin two lines",),
        "choice": tuple(option.value for option in choices),
    }
    for link_id, said in values.items():
        response, _ = answer_item(survey.form, response, link_id, said)
    return replace(survey, response=response)


def _measured(site: SiteFixture, visit_id: VisitId, *, neck: str) -> OpenedMeasurement:
    """A complete set of readings."""
    protocol = site.services.measurements.open(visit_id, "measurements").protocol
    session = example_session(protocol)
    readings = with_value(protocol, session.readings, "neck", 1, Decimal(neck))
    return replace(session, readings=with_flag(protocol, readings, "arm-rest", 2, so=True))


def _in_part(site: SiteFixture, visit_id: VisitId) -> MeasurementEntries:
    """Readings that are not complete, with a modification, a flag and a body site."""
    protocol = site.services.measurements.open(visit_id, "measurements").protocol
    readings = with_value(
        protocol, empty_readings(protocol), "grip-left", 1, Decimal("31.50"), at=site.clock()
    )
    readings = with_modification(protocol, readings, "flow", 2, "other", notes=f"{MARK} coughed")
    readings = with_flag(protocol, readings, "pain", 1, so=True)
    return with_body_site(protocol, readings, "flow", "sitting")
