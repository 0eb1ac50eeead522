"""Signing: the record of some bytes, and all that is stored with it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import EnvelopeId, ParticipantId
from ptc_app.domain.outbox import Envelope
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.records.correction import RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_record import (
    NO_CONTENT,
    RecordPdf,
    SignedContent,
    SignedRecord,
    sha256_hex,
)
from ptc_app.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class SignedAct:
    """All that one signed act writes: the store writes all of it in one transaction, or nothing.

    `record`, `envelope`, `audit`: the record, its way to central and its audit entry.
    `participant`, `visit`: their new state; None where the act does not change it. `document`: the
    PDF, if any. `draft`: what was signed, in the form it was edited in, from which an amendment
    starts; None where there is none. The unsigned draft of the record's stage is deleted with the
    act.
    """

    record: SignedRecord
    envelope: Envelope
    audit: AuditEvent
    participant: Participant | None = None
    visit: Visit | None = None
    document: RecordPdf | None = None
    draft: bytes | None = field(default=None, repr=False)


def sign_record(
    authorship: RecordAuthorship,
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
    the key of its stage. The event is SIGNED, AMENDED or VOIDED, by the correction in `authorship`.
    Participant, document and draft are None: the caller adds them.
    """
    author = authorship.author
    record = SignedRecord(
        id=authorship.record_id,
        kind=kind,
        participant_id=participant_id,
        visit_id=visit.id if visit else None,
        body=body,
        sha256=sha256_hex(body),
        author=author.practitioner.id,
        site=author.workstation.site,
        device=author.workstation.device_id,
        recorded_at=authorship.at,
        stage=stage,
        follows=authorship.follows,
        correction=authorship.correction,
        program_version=visit.program_version if visit else "",
        content=content,
    )
    return SignedAct(record, _envelope(record), _audit_event(record), visit=visit)


def _envelope(record: SignedRecord) -> Envelope:
    """The envelope that carries the record to central, due at once."""
    at, stream = record.recorded_at, record.participant_id
    return Envelope(EnvelopeId(record.id), record.id, stream, record.body, due_at=at)


_CORRECTED = {
    RecordOperation.UPDATE: AuditAction.AMENDED,
    RecordOperation.NULLIFY: AuditAction.VOIDED,
}


def _audit_event(record: SignedRecord) -> AuditEvent:
    """The event of the audit trail; its detail is kind, reason and id of what is corrected."""
    action, detail = AuditAction.SIGNED, record.kind
    if record.correction is not None:
        action = _CORRECTED[record.correction.operation]
        detail = f"{record.kind} {record.correction.reason} {record.follows}"
    return AuditEvent(record.recorded_at, action, record.author, record.device, record.id, detail)
