"""Signed records: FHIR bytes with their author, place and time, and all that is stored with one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.correction import Correction, DataOperation
from ptc_app.domain.ids import EnvelopeId, ParticipantId, PractitionerId, RecordId, VisitId
from ptc_app.domain.outbox import Envelope
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who signs a record, where and when, and which record it follows.

    `record_id`: the id of the new record. `at`: when it is signed. `follows`: the record before it
    in the history of its stage; None where it is the first. `correction`: why it amends or voids
    that one; None where it does neither. `original_at`: when the first version was signed; None
    unless this is an amendment.
    """

    record_id: RecordId
    author: Author
    at: datetime
    follows: RecordId | None = None
    correction: Correction | None = None
    original_at: datetime | None = None

    @property
    def performed_at(self) -> datetime:
        """When what is recorded was done: `original_at` of an amendment, else the time of signing.

        An amendment changes what was said, not when it was done.
        """
        return self.original_at or self.at


@dataclass(frozen=True, slots=True)
class SignedContent:
    """The consent form, questionnaire or protocol a record was made with.

    `code`: the consent module, the questionnaire's canonical URL or the protocol's id. `version`:
    its version. `decision`: the participant's, where it is a consent form; else None.
    """

    code: str = ""
    version: str = ""
    decision: ConsentDecision | None = None


NO_CONTENT = SignedContent()
"""The content of a record that was made with no form, questionnaire or protocol."""


@dataclass(frozen=True, slots=True)
class Record:
    """A signed record: frozen FHIR R4 bytes with author, place and time.

    `kind`: the code of its RecordKind. `body`: JSON of a transaction Bundle; `sha256` is its hash
    in hexadecimal. `site`: the site's name. `device`: the workstation's device id. `visit_id` and
    `stage` (the key of a stage): None and "" where the record belongs to no visit. `follows`: the
    record before it in the history of its stage; None for the first. `correction`: set where it
    amends or voids that one. `program_version`: that of the visit, "" without a visit. `content`:
    the form, questionnaire or protocol behind it.
    """

    id: RecordId
    kind: str
    participant_id: ParticipantId
    visit_id: VisitId | None
    body: bytes
    sha256: str
    author: PractitionerId
    site: str
    device: str
    recorded_at: datetime
    stage: str = ""
    follows: RecordId | None = None
    correction: Correction | None = None
    program_version: str = ""
    content: SignedContent = NO_CONTENT


@dataclass(frozen=True, slots=True)
class RecordPdf:
    """The PDF of one record, as it was signed or handed to the participant.

    `stage`: the key of the stage of the visit. `body`: the bytes of the PDF; `sha256` is their
    hash in hexadecimal.
    """

    record_id: RecordId
    visit_id: VisitId
    stage: str
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class SignedAct:
    """All that one signed act writes: the store writes all of it in one transaction, or nothing.

    `record`, `envelope`, `audit`: the record, its way to central and its audit entry.
    `participant`, `visit`: their new state; None where the act does not change it. `document`: the
    PDF, if any. `draft`: what was signed, in the form it was edited in, from which an amendment
    starts; None where there is none. The unsigned draft of the record's stage is deleted with the
    act.
    """

    record: Record
    envelope: Envelope
    audit: AuditEvent
    participant: Participant | None = None
    visit: Visit | None = None
    document: RecordPdf | None = None
    draft: bytes | None = None


def sign_record(
    attribution: Attribution,
    kind: str,
    participant_id: ParticipantId,
    body: bytes,
    visit: Visit | None = None,
    stage: str = "",
    *,
    content: SignedContent = NO_CONTENT,
) -> SignedAct:
    """The signed act of these bytes: a record, an envelope due at once, and an audit event.

    `kind` is a RecordKind's code, `body` the record's FHIR JSON, `visit` its new state, `stage`
    the key of its stage. The event is SIGNED, AMENDED or VOIDED, by the attribution's correction.
    Participant, document and draft are None: the caller adds them.
    """
    author = attribution.author
    record = Record(
        id=attribution.record_id,
        kind=kind,
        participant_id=participant_id,
        visit_id=visit.id if visit else None,
        body=body,
        sha256=sha256_hex(body),
        author=author.practitioner.id,
        site=author.workstation.site,
        device=author.workstation.device_id,
        recorded_at=attribution.at,
        stage=stage,
        follows=attribution.follows,
        correction=attribution.correction,
        program_version=visit.program_version if visit else "",
        content=content,
    )
    return SignedAct(record, _envelope(record), _audit_event(record), visit=visit)


def _envelope(record: Record) -> Envelope:
    """The envelope that carries the record to central, due at once."""
    at, stream = record.recorded_at, record.participant_id
    return Envelope(EnvelopeId(record.id), record.id, stream, record.body, due_at=at)


def sha256_hex(body: bytes) -> str:
    """The SHA-256 of these bytes: 64 hexadecimal digits in lower case."""
    return hashlib.sha256(body).hexdigest()


_CORRECTED = {
    DataOperation.UPDATE: AuditAction.AMENDED,
    DataOperation.NULLIFY: AuditAction.VOIDED,
}


def _audit_event(record: Record) -> AuditEvent:
    """The event of the audit trail; its detail is kind, reason and id of what is corrected."""
    action, detail = AuditAction.SIGNED, record.kind
    if record.correction is not None:
        action = _CORRECTED[record.correction.operation]
        detail = f"{record.kind} {record.correction.reason} {record.follows}"
    return AuditEvent(record.recorded_at, action, record.author, record.device, record.id, detail)
