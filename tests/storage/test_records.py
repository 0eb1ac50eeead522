"""A signed act is written in full or not at all, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.documents import Documents
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.participants import Participants
from ptc_app.storage.records import Records
from ptc_app.storage.visits import Visits
from tests.support.builders import (
    MARK,
    MORNING,
    a_document,
    a_visit,
    an_act,
    an_envelope,
    later,
)

KEPT = (
    "participant",
    "visit",
    "record",
    "signed_draft",
    "document",
    "audit",
    "envelope",
    "receipt",
)
AMENDED = Correction(RecordOperation.UPDATE, CorrectionReason.OTHER, f"{MARK} said so")
VOIDED = Correction(RecordOperation.NULLIFY, CorrectionReason.WRONG_PARTICIPANT)


@pytest.fixture
def records(database: Database) -> Records:
    return Records(database)


def rows(database: Database) -> dict[str, int]:
    return {
        table: database.read(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
        for table in KEPT
    }


def test_all_of_an_act_is_written(records: Records, database: Database) -> None:
    visit = a_visit()
    act = an_act(visit=visit, with_document=True)
    records.sign(act)
    assert records.get(act.record.id) == act.record
    assert list(records.each()) == [act.record]
    assert Documents(database).of(visit.id, "survey") == act.document
    assert Documents(database).of(visit.id, "consent") is None
    assert Visits(database).get(visit.id) == visit
    assert act.participant
    assert Participants(database).get(act.participant.id) == act.participant
    assert Outbox(database).due(MORNING, 9) == [replace(act.envelope, position=1)]
    assert list(AuditTrail(database).entries())[-1].event == act.audit
    assert check_integrity(database).holds


def test_an_act_need_not_repeat_its_participant_and_visit(records: Records) -> None:
    visit = a_visit()
    records.sign(an_act("1", visit=visit))
    second = replace(an_act("2", visit=visit, stage="measurements"), participant=None, visit=None)
    records.sign(second)
    assert [record.id for record in records.each()] == ["record-1", "record-2"]


def test_signing_the_same_again_changes_nothing(records: Records, database: Database) -> None:
    act = an_act(visit=a_visit(), with_document=True)
    records.sign(act)
    before = rows(database)
    records.sign(act)
    assert rows(database) == before


def test_a_record_is_not_signed_over(records: Records, database: Database) -> None:
    act = an_act()
    records.sign(act)
    with pytest.raises(RuleBroken) as error:
        records.sign(an_act(body=b"something else"))
    assert error.value.full_code == "rule.record-differs"
    assert records.get(act.record.id) == act.record
    assert rows(database)["record"] == 1


def test_a_stage_has_one_first_record(records: Records, database: Database) -> None:
    visit = a_visit()
    records.sign(an_act("1", visit=visit))
    before = rows(database)
    with pytest.raises(RuleBroken) as error:
        records.sign(an_act("2", visit=visit))
    assert error.value.full_code == "rule.conflict"
    assert rows(database) == before
    records.sign(an_act("3", visit=a_visit("of another day")))


def _with(act: SignedAct, **changes: Any) -> SignedAct:
    return replace(act, **changes)


def _broken() -> dict[str, tuple[SignedAct, str]]:
    act, other = an_act(), an_act("other")
    document = a_document(act.record)
    return {
        "hash": (_with(act, record=replace(act.record, sha256="0" * 64)), "rule.record-hash"),
        "document": (
            _with(act, document=replace(document, sha256="0" * 64)),
            "rule.document-hash",
        ),
        "payload": (
            _with(act, envelope=replace(act.envelope, payload=b"other")),
            "rule.envelope-differs",
        ),
        "record": (_with(act, envelope=an_envelope(other.record)), "rule.envelope-differs"),
        "nobody": (_with(act, participant=None), "rule.conflict"),
        "no-visit": (an_act(visit_id=VisitId("none")), "rule.conflict"),
        "no-document-visit": (_with(act, document=document), "rule.conflict"),
        "no-author": (an_act(author="nobody"), "rule.conflict"),
        "follows-nothing": (an_act(follows=RecordId("none")), "rule.conflict"),
        "corrects-nothing": (an_act(correction=AMENDED), "rule.record-superseded"),
    }


@pytest.mark.parametrize("why", _broken())
def test_an_act_that_does_not_hold_together_leaves_nothing(
    records: Records, database: Database, why: str
) -> None:
    act, code = _broken()[why]
    before = rows(database)
    with pytest.raises(PtcError) as error:
        records.sign(act)
    assert error.value.full_code == code
    assert MARK not in str(error.value.__cause__)
    assert rows(database) == before
    assert Outbox(database).counts() == DeliveryCounts(0, 0, 0)


def correct(act: SignedAct, key: str, correction: Correction | None, **changes: Any) -> SignedAct:
    """A record that follows another in the same stage."""
    named = {"visit_id": act.record.visit_id, "stage": act.record.stage}
    following = {"follows": act.record.id, "correction": correction}
    made = an_act(key, **{**named, **following, **changes})
    return replace(made, visit=act.visit)


@pytest.fixture
def first(records: Records) -> SignedAct:
    act = an_act("1", visit=a_visit(), with_document=True)
    records.sign(replace(act, draft=b"answers"))
    return act


def statuses(database: Database) -> dict[str, str]:
    return dict(map(tuple, database.read("SELECT record_id, status FROM record_status")))


def test_an_amendment_comes_after_what_it_amends_and_its_document_counts(
    records: Records, database: Database, first: SignedAct
) -> None:
    clock_went_back = MORNING - timedelta(days=400)
    second = correct(first, "2", AMENDED, with_document=True, recorded_at=clock_went_back)
    records.sign(second)
    history = [first.record, second.record]
    assert list(records.each()) == records.of_stage(VisitId("visit-1"), "survey") == history
    documents = Documents(database)
    assert documents.of(VisitId("visit-1"), "survey") == second.document
    assert documents.of_record(first.record.id) == first.document
    assert documents.with_document(VisitId("visit-1"), "survey") == {one.id for one in history}
    times = [r["hybrid_time"] for r in database.read("SELECT * FROM record ORDER BY position")]
    assert times == sorted(times)
    assert statuses(database) == {"record-1": "superseded", "record-2": "current"}
    assert check_integrity(database).holds


def test_a_voided_record_stays_and_its_document_no_longer_counts(
    records: Records, database: Database, first: SignedAct
) -> None:
    records.sign(correct(first, "2", VOIDED))
    assert statuses(database) == {"record-1": "entered-in-error"}
    assert Documents(database).of(VisitId("visit-1"), "survey") is None
    assert Documents(database).of_record(first.record.id) == first.document
    assert check_integrity(database).holds


def test_what_was_voided_is_made_again(
    records: Records, database: Database, first: SignedAct
) -> None:
    void = correct(first, "2", VOIDED)
    records.sign(void)
    records.sign(correct(void, "3", None))
    assert statuses(database) == {"record-1": "entered-in-error", "record-3": "current"}
    assert check_integrity(database).holds


@pytest.mark.parametrize("correction", [AMENDED, VOIDED])
def test_a_version_is_corrected_once(
    records: Records, database: Database, first: SignedAct, correction: Correction
) -> None:
    records.sign(correct(first, "2", AMENDED))
    before = rows(database)
    with pytest.raises(RuleBroken, match=r"^rule\.record-superseded$"):
        records.sign(correct(first, "3", correction))
    assert rows(database) == before


def test_a_correction_of_another_stage_is_refused(
    records: Records, database: Database, first: SignedAct
) -> None:
    before = rows(database)
    with pytest.raises(RuleBroken, match=r"^rule\.record-superseded$"):
        records.sign(correct(first, "2", AMENDED, stage="measurements"))
    assert rows(database) == before


def test_the_draft_that_was_signed_is_kept(records: Records, first: SignedAct) -> None:
    assert records.signed_draft(first.record.id) == b"answers"
    records.sign(correct(first, "2", VOIDED))
    assert records.signed_draft(RecordId("record-2")) is None
    assert records.signed_draft(first.record.id) == b"answers"


def test_envelopes_of_a_clock_that_went_on_are_due_in_order(
    records: Records, database: Database
) -> None:
    for count in range(3):
        records.sign(an_act(str(count), recorded_at=later(-count)))
    (head,) = Outbox(database).due(MORNING, 9)
    assert head.record_id == "record-0"


@pytest.mark.parametrize(
    "table", ["record", "signed_draft", "document", "receipt", "audit", "envelope"]
)
def test_nothing_that_was_signed_can_be_deleted(
    records: Records, database: Database, table: str
) -> None:
    _fill(records, database)
    before = rows(database)
    with pytest.raises(RuleBroken):
        database.write(f"DELETE FROM {table}")  # noqa: S608
    assert rows(database) == before


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("record", "body"),
        ("signed_draft", "body"),
        ("document", "sha256"),
        ("receipt", "locations"),
        ("audit", "detail"),
    ],
)
def test_nothing_that_was_signed_can_be_changed(
    records: Records, database: Database, table: str, column: str
) -> None:
    _fill(records, database)
    with pytest.raises(RuleBroken):
        database.write(f"UPDATE {table} SET {column} = 'x'")  # noqa: S608
    assert check_integrity(database).holds


def _fill(records: Records, database: Database) -> None:
    act = replace(an_act(visit=a_visit(), with_document=True), draft=b"answers")
    records.sign(act)
    database.write("INSERT INTO receipt VALUES (?, '2026', '[]')", (act.envelope.id,))
    database.write("UPDATE envelope SET delivery = 'received'")
