"""Values of the domain for tests, marked so that none of them can hide in a log or a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Author
from ptc_app.domain.ids import EnvelopeId, ParticipantId, PractitionerId, RecordId, VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.outbox import Acknowledged, Envelope, Receipt
from ptc_app.domain.participants.participant import ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.participant_number import participant_number
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.domain.records.signed_record import RecordPdf, SignedRecord, sha256_hex
from ptc_app.domain.signature import SignaturePoint, SignatureStroke
from ptc_app.domain.visit import PlannedStage, Visit, VisitPlan, new_visit
from ptc_app.domain.workstation import SiteSupport, Workstation

MARK = "Zqxmark"
"""In each made-up person's name, e-mail and answers: where it shows up, participant data is."""

MORNING = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
"""When a test begins, if it does not say otherwise."""

MODULE = "ConsentPII"
"""The consent module the stages of the builders' visit require."""

PLANS = (
    PlannedStage("identity", "identity", may_skip=False),
    PlannedStage("consent", "consent", "primary", may_skip=False, module=MODULE),
    PlannedStage("survey", "survey", "basics", requires=(MODULE,)),
    PlannedStage("measurements", "measurements", "core", requires=(MODULE,)),
    PlannedStage("finish", "finish", may_skip=False),
)
"""A program with a stage of each kind."""

VISIT_PLAN = VisitPlan("1.0.0", "baseline", PLANS)


def later(seconds: float) -> datetime:
    """So many seconds into the morning."""
    return MORNING + timedelta(seconds=seconds)


def a_participant(key: str = "1", **changes: Any) -> Participant:
    """Maria of that key: another key is another person, with another phone and e-mail."""
    identity = ParticipantId(f"participant-{key}")
    number = sum(key.encode())
    maria = Participant(
        id=identity,
        number=participant_number(identity),
        given_name=f"María {MARK}",
        family_name=f"García-{MARK}",
        birth_date=date(1961, 3, 12),
        sex_at_birth=SexAtBirth.FEMALE,
        language=Language("es"),
        preferred_contact=ContactChannel.PHONE,
        phone=f"(312) 555-{number % 10_000:04}",
        email=f"{MARK.lower()}.{key}@example.org",
    )
    return replace(maria, **changes)


def a_practitioner(key: str = "1", **changes: Any) -> Practitioner:
    """Someone on the staff, who signs in as `nurse.<key>`."""
    nurse = Practitioner(
        id=PractitionerId(f"practitioner-{key}"),
        sign_in_name=f"nurse.{key}",
        name=f"Nurse {key.title()}",
        role=StaffRole.ADMINISTRATOR,
    )
    return replace(nurse, **changes)


def a_desk() -> Workstation:
    """The desk all tests sit at."""
    return Workstation(site="Springfield", machine="desk-1", device_id="device-1")


SUPPORT = SiteSupport("Pat Lee", "+1 210-555-0100")
"""Whom the staff at the desk call, as stored."""


def an_author(**changes: Any) -> Author:
    """The first practitioner at the desk."""
    return Author(a_practitioner(**changes), a_desk())


def an_event(action: AuditAction = AuditAction.SIGNED, **changes: Any) -> AuditEvent:
    """Something the first practitioner did in the morning."""
    event = AuditEvent(MORNING, action, a_practitioner().id, a_desk().device_id)
    return replace(event, **changes)


def a_visit(key: str = "1", participant: Participant | None = None, **changes: Any) -> Visit:
    """A visit of Maria's with all its stages ahead."""
    who = participant or a_participant()
    visit = new_visit(VisitId(f"visit-{key}"), who.id, VISIT_PLAN, MORNING)
    return replace(visit, **changes)


def a_record(
    key: str = "1", participant: Participant | None = None, **changes: Any
) -> SignedRecord:
    """A signed survey of Maria's outside any visit; `body` brings its own hash."""
    who = participant or a_participant()
    body = changes.pop("body", f'{{"resourceType":"Bundle","id":"{key}","{MARK}":1}}'.encode())
    record = SignedRecord(
        id=RecordId(f"record-{key}"),
        kind="survey",
        participant_id=who.id,
        visit_id=None,
        body=body,
        sha256=sha256_hex(body),
        author=a_practitioner().id,
        site=a_desk().site,
        device=a_desk().device_id,
        recorded_at=MORNING,
    )
    return replace(record, **changes)


def an_envelope(record: SignedRecord | None = None, **changes: Any) -> Envelope:
    """The envelope of a record, due when the record was made."""
    held = record or a_record()
    envelope = Envelope(
        id=EnvelopeId(held.id.replace("record", "envelope")),
        record_id=held.id,
        stream=held.participant_id,
        payload=held.body,
        due_at=held.recorded_at,
    )
    return replace(envelope, **changes)


def a_document(record: SignedRecord, **changes: Any) -> RecordPdf:
    """What was handed over with a record of a visit."""
    body = changes.pop("body", f"%PDF-1.7 {MARK}".encode())
    visit_id = record.visit_id or VisitId("visit-1")
    return replace(RecordPdf(record.id, visit_id, record.stage, body, sha256_hex(body)), **changes)


def a_stroke(*points: tuple[float, float]) -> SignatureStroke:
    """A stroke through these points, 16 milliseconds from each to the next."""
    return tuple(SignaturePoint(x, y, 16 * step, 0.5) for step, (x, y) in enumerate(points))


def an_act(key: str = "1", participant: Participant | None = None, **changes: Any) -> SignedAct:
    """A signed act that brings its participant along: enough for an empty store.

    `visit` and `document` stand on their own; what else is named changes the record.
    """
    who = participant or a_participant()
    visit, with_document = changes.pop("visit", None), changes.pop("with_document", False)
    if visit is not None:
        changes = {"visit_id": visit.id, "stage": "survey", **changes}
    record = a_record(key, who, **changes)
    return SignedAct(
        record=record,
        envelope=an_envelope(record),
        audit=an_event(at=record.recorded_at, subject=record.id),
        participant=who,
        visit=visit,
        document=a_document(record) if with_document else None,
    )


def a_receipt(envelope: Envelope, **changes: Any) -> Acknowledged:
    """Central took an envelope, in the morning."""
    receipt = Receipt(envelope.id, MORNING, (f"Bundle/{envelope.id}",))
    return Acknowledged(replace(receipt, **changes))
