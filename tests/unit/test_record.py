"""What was signed is frozen: its bytes, who, where and when, and the envelope it leaves in."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import EnvelopeId, RecordId
from ptc_app.domain.outbox import DeliveryState, WaitingReason
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import SignedContent, sha256_hex
from tests.support.builders import MARK, MORNING, a_participant, a_visit, an_author, later
from tests.support.stages import RECORD_KINDS

STAMP = RecordAuthorship(RecordId("record-1"), an_author(), MORNING)
BODY = f'{{"resourceType":"Bundle","{MARK}":1}}'.encode()


@pytest.mark.parametrize("kind", [kind.code for kind in RECORD_KINDS])
def test_a_sealed_act_says_who_where_and_when(kind: str) -> None:
    visit = a_visit()
    record = sign_record(STAMP, kind, visit.participant_id, BODY, visit, "survey").record
    assert (record.id, record.kind, record.recorded_at) == ("record-1", kind, MORNING)
    assert (record.author, record.site, record.device) == (
        "practitioner-1",
        "Springfield",
        "device-1",
    )
    assert (record.participant_id, record.visit_id) == (visit.participant_id, visit.id)
    assert (record.stage, record.follows) == ("survey", None)


def test_what_is_sent_is_what_was_signed() -> None:
    act = sign_record(STAMP, "survey", a_participant().id, BODY)
    assert act.envelope.payload == act.record.body == BODY
    assert act.record.sha256 == hashlib.sha256(BODY).hexdigest() == sha256_hex(BODY)
    assert act.envelope.record_id == act.record.id
    assert act.envelope.id == EnvelopeId(act.record.id)


def test_a_new_envelope_is_due_at_once_in_the_stream_of_its_participant() -> None:
    envelope = sign_record(STAMP, "survey", a_participant("7").id, BODY).envelope
    assert (envelope.stream, envelope.due_at) == (a_participant("7").id, MORNING)
    assert (envelope.delivery, envelope.reason) == (DeliveryState.WAITING, WaitingReason.NOT_TRIED)


def test_the_trail_tells_of_the_act_without_saying_what_is_in_it() -> None:
    audit = sign_record(STAMP, "consent", a_participant().id, BODY).audit
    assert (audit.at, audit.action) == (MORNING, AuditAction.SIGNED)
    assert (audit.subject, audit.detail) == ("record-1", "consent")
    assert MARK not in repr(audit)


def test_an_act_outside_a_visit_names_none() -> None:
    act = sign_record(STAMP, "registration", a_participant().id, BODY)
    assert (act.visit, act.record.visit_id, act.document) == (None, None, None)
    assert (act.record.stage, act.record.program_version) == ("", "")


def test_a_record_names_the_program_version_of_its_visit_and_what_was_used() -> None:
    visit, content = a_visit(), SignedContent("ConsentPII", "4", ConsentDecision.YES)
    signed = sign_record(
        STAMP, "consent", visit.participant_id, BODY, visit, "consent", content=content
    )
    assert (signed.record.program_version, signed.record.content) == ("1.0.0", content)
    assert signed.visit == visit


def test_nothing_is_said_of_content_that_was_not_given() -> None:
    record = sign_record(STAMP, "identity", a_participant().id, BODY).record
    assert record.content == SignedContent("", "", None)
    assert SignedContent() == SignedContent("", "", None)


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        (RecordOperation.UPDATE, AuditAction.AMENDED),
        (RecordOperation.NULLIFY, AuditAction.VOIDED),
    ],
)
def test_a_correction_says_in_the_trail_what_it_corrects_and_why(
    operation: RecordOperation, action: AuditAction
) -> None:
    correction = Correction(operation, CorrectionReason.OTHER, MARK)
    authorship = replace(STAMP, follows=RecordId("record-0"), correction=correction)
    act = sign_record(authorship, "survey", a_participant().id, BODY)
    assert (act.record.follows, act.record.correction) == ("record-0", correction)
    assert (act.audit.action, act.audit.subject) == (action, "record-1")
    assert act.audit.detail == "survey other record-0"
    assert MARK not in repr(act.audit)


def test_an_amendment_is_of_what_was_done_before() -> None:
    assert STAMP.performed_at == STAMP.at
    assert replace(STAMP, at=later(60), original_at=MORNING).performed_at == MORNING
