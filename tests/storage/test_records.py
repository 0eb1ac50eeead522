"""A signed act is written in full or not at all, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.record import SignedAct
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

KEPT = ("participant", "visit", "record", "document", "audit", "envelope", "receipt")


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
        "amends-nothing": (an_act(amends=RecordId("none")), "rule.conflict"),
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


def test_an_amendment_comes_after_what_it_amends_and_its_document_counts(
    records: Records, database: Database
) -> None:
    visit = a_visit()
    first = an_act("1", visit=visit, with_document=True)
    clock_went_back = MORNING - timedelta(days=400)
    second = an_act(
        "2", visit=visit, with_document=True, amends=first.record.id, recorded_at=clock_went_back
    )
    for act in (first, second):
        records.sign(act)
    assert list(records.each()) == [first.record, second.record]
    assert Documents(database).of(visit.id, "survey") == second.document
    times = [r["hybrid_time"] for r in database.read("SELECT * FROM record ORDER BY position")]
    assert times == sorted(times)


def test_envelopes_of_a_clock_that_went_on_are_due_in_order(
    records: Records, database: Database
) -> None:
    for count in range(3):
        records.sign(an_act(str(count), recorded_at=later(-count)))
    (head,) = Outbox(database).due(MORNING, 9)
    assert head.record_id == "record-0"


@pytest.mark.parametrize("table", ["record", "document", "receipt", "audit", "envelope"])
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
    [("record", "body"), ("document", "sha256"), ("receipt", "locations"), ("audit", "detail")],
)
def test_nothing_that_was_signed_can_be_changed(
    records: Records, database: Database, table: str, column: str
) -> None:
    _fill(records, database)
    with pytest.raises(RuleBroken):
        database.write(f"UPDATE {table} SET {column} = 'x'")  # noqa: S608
    assert check_integrity(database).holds


def _fill(records: Records, database: Database) -> None:
    act = an_act(visit=a_visit(), with_document=True)
    records.sign(act)
    database.write("INSERT INTO receipt VALUES (?, '2026', '[]')", (act.envelope.id,))
    database.write("UPDATE envelope SET delivery = 'received'")
