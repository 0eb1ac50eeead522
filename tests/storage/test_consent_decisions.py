"""Decisions are read from the columns of signed records, in the order of signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.signed_record import SignedContent
from ptc_app.storage.consent_decisions import ConsentDecisions
from ptc_app.storage.database import Database
from ptc_app.storage.records import Records
from tests.support.builders import MODULE, MORNING, a_participant, a_visit, an_act

YES, NO = ConsentDecision.YES, ConsentDecision.NO


def sign(database: Database, key: str, decision: ConsentDecision, **changes: Any) -> None:
    content = SignedContent(MODULE, "4", decision)
    act = an_act(key, kind="consent", content=content, **changes)
    Records(database).sign(act)


def test_the_decisions_of_a_participant_in_the_order_they_were_signed(database: Database) -> None:
    sign(database, "1", YES)
    sign(database, "2", NO, recorded_at=MORNING - timedelta(hours=1))
    sign(database, "3", YES, participant=a_participant("other"))
    Records(database).sign(an_act("4"))
    found = ConsentDecisions(database).of(a_participant().id)
    assert [(one.record_id, one.decision) for one in found] == [("record-1", YES), ("record-2", NO)]
    assert {(one.module, one.form_version) for one in found} == {(MODULE, "4")}
    assert [one.at for one in found] == [MORNING, MORNING - timedelta(hours=1)]
    assert all(one.is_in_force for one in found)
    assert ConsentDecisions(database).of(ParticipantId("nobody")) == []


def test_a_decision_that_was_corrected_is_superseded(database: Database) -> None:
    sign(database, "1", YES)
    amended = Correction(RecordOperation.UPDATE, CorrectionReason.WRONG_DECISION)
    sign(database, "2", NO, follows="record-1", correction=amended)
    first, correction = ConsentDecisions(database).of(a_participant().id)
    assert (first.is_superseded, first.is_voided, first.amends) == (True, False, None)
    assert (correction.is_superseded, correction.amends) == (False, "record-1")


def test_a_decision_that_was_entered_in_error_is_voided_and_one_made_again_counts(
    database: Database,
) -> None:
    sign(database, "1", YES)
    void = Correction(RecordOperation.NULLIFY, CorrectionReason.WRONG_PARTICIPANT)
    act = an_act("2", kind="consent", follows="record-1", correction=void)
    Records(database).sign(act)
    sign(database, "3", NO, follows="record-2")
    voided, again = ConsentDecisions(database).of(a_participant().id)
    assert (voided.is_superseded, voided.is_voided, voided.is_in_force) == (False, True, False)
    assert (again.is_in_force, again.amends) == (True, None)


def test_the_decision_and_its_version_are_part_of_the_record(database: Database) -> None:
    sign(database, "1", YES, program_version="2026.1")
    (record,) = Records(database).each()
    assert record.content == SignedContent(MODULE, "4", YES)
    assert record.program_version == "2026.1"
    Records(database).sign(an_act("2"))
    *_, survey = Records(database).each()
    assert survey.content == SignedContent()
    assert replace(record, id=survey.id) != survey


def test_decisions_are_found_by_an_index(database: Database) -> None:
    plan = database.read(
        "EXPLAIN QUERY PLAN SELECT decision FROM record"
        " WHERE participant_id = '1' AND decision <> '' ORDER BY hybrid_time"
    )
    assert ["record_decision" in row["detail"] for row in plan] == [True]


def test_what_was_decided_before_a_visit_ended_follows_the_order_of_signing(
    database: Database,
) -> None:
    visit = a_visit()
    before, long_before = MORNING - timedelta(hours=3), MORNING - timedelta(hours=5)
    sign(database, "1", YES)
    Records(database).sign(an_act("2", kind="visit-end", visit=visit, recorded_at=before))
    sign(database, "3", NO, recorded_at=long_before)
    decisions = ConsentDecisions(database)
    assert decisions.signed_before_end(visit.id) == {"record-1"}
    assert decisions.signed_before_end(VisitId("nowhere")) == frozenset()
