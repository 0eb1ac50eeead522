"""A record: what was signed, frozen as it was, with who, where and when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import EnvelopeId, ParticipantId, PractitionerId, RecordId, VisitId
from ptc_app.domain.outbox import Envelope
from ptc_app.domain.participant import Participant
from ptc_app.domain.practitioner import Author
from ptc_app.domain.visit import Visit


class RecordKind(StrEnum):
    """Which act of the clinic a record holds."""

    REGISTRATION = "registration"
    IDENTITY = "identity"
    CONSENT = "consent"
    SURVEY = "survey"
    MEASUREMENTS = "measurements"
    VISIT_END = "visit-end"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who signed, where and when, and the record it becomes."""

    record_id: RecordId
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedContent:
    """The consent form, questionnaire or protocol a record was made with.

    `code` is the consent module, the questionnaire's canonical URL or the protocol's id; `version`
    is its version; `decision` is the participant's where it is a consent form.
    """

    code: str = ""
    version: str = ""
    decision: ConsentDecision | None = None


NO_CONTENT = SignedContent()
"""The content of a record that was made with no form, questionnaire or protocol."""


@dataclass(frozen=True, slots=True)
class Record:
    """Frozen FHIR R4 bytes (a transaction Bundle) and the stamp of their making.

    `program_version` is that of the visit; it is empty where the record belongs to none.
    """

    id: RecordId
    kind: RecordKind
    participant_id: ParticipantId
    visit_id: VisitId | None
    body: bytes
    sha256: str
    author: PractitionerId
    site: str
    device: str
    recorded_at: datetime
    stage: str = ""
    amends: RecordId | None = None
    program_version: str = ""
    content: SignedContent = NO_CONTENT


@dataclass(frozen=True, slots=True)
class Document:
    """A printed thing that was handed over: bytes of a PDF, kept beside its record."""

    record_id: RecordId
    visit_id: VisitId
    stage: str
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class SignedAct:
    """All that one signed act writes; the store writes all of it in one transaction or nothing.

    `participant` and `visit` are the new state where the act changed it. The drafts of the
    record's stage end with the act.
    """

    record: Record
    envelope: Envelope
    audit: AuditEvent
    participant: Participant | None = None
    visit: Visit | None = None
    document: Document | None = None


def sign_record(
    attribution: Attribution,
    kind: RecordKind,
    participant_id: ParticipantId,
    body: bytes,
    visit: Visit | None = None,
    stage: str = "",
    *,
    content: SignedContent = NO_CONTENT,
) -> SignedAct:
    """An act frozen as it is: its record, the envelope it leaves in, its line in the trail."""
    workstation = attribution.author.workstation
    practitioner = attribution.author.practitioner.id
    record = Record(
        id=attribution.record_id,
        kind=kind,
        participant_id=participant_id,
        visit_id=visit.id if visit else None,
        body=body,
        sha256=sha256_hex(body),
        author=practitioner,
        site=workstation.site,
        device=workstation.device_id,
        recorded_at=attribution.at,
        stage=stage,
        program_version=visit.program_version if visit else "",
        content=content,
    )
    envelope = Envelope(
        EnvelopeId(attribution.record_id),
        attribution.record_id,
        participant_id,
        body,
        due_at=attribution.at,
    )
    audit = AuditEvent(
        attribution.at,
        AuditAction.SIGNED,
        practitioner,
        workstation.device_id,
        attribution.record_id,
        kind,
    )
    return SignedAct(record, envelope, audit, visit=visit)


def sha256_hex(body: bytes) -> str:
    """The hexadecimal SHA-256 that names these bytes."""
    return hashlib.sha256(body).hexdigest()
