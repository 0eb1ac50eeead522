"""Everything recorded is waiting, received, or needs attention; and each stream is in order."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import (
    DeliveryCounts,
    DeliveryOutcome,
    DeliveryState,
    Envelope,
    EnvelopeNeedingAttention,
    Postponed,
    Receipt,
    Rejected,
    WaitingReason,
    WaitingStream,
)
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.paths import DataDir
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from tests.support.builders import MORNING, a_participant, a_receipt, an_act, an_event, later

MARIA, JOHN = a_participant("1"), a_participant("2", given_name="John", family_name="Smith")
REFUSED = Rejected("invalid", "Patient.birthDate: not a date")
AWAY = Postponed(WaitingReason.CENTRAL_AWAY)
AGAIN = an_event(AuditAction.SENT_AGAIN)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    """Two records of Maria's (a, b), then one of John's (c), then a third of Maria's (d)."""
    records = Records(database)
    for at, (key, who) in enumerate((("a", MARIA), ("b", MARIA), ("c", JOHN), ("d", MARIA))):
        records.sign(an_act(key, who, recorded_at=later(at)))
    return Outbox(database)


def settle(outbox: Outbox, envelope: Envelope, outcome: DeliveryOutcome, now: datetime) -> None:
    outbox.settle_all([(envelope, outcome)], now)


def receipts(database: Database) -> list[Receipt]:
    return [
        Receipt(
            EnvelopeId(row["envelope_id"]),
            parse_utc_text(row["received_at"]),
            tuple(json.loads(row["locations"])),
        )
        for row in database.read("SELECT * FROM receipt")
    ]


def said(database: Database) -> set[str]:
    """What central said of the envelopes."""
    return {row["said"] for row in database.read("SELECT said FROM envelope")}


def heads(outbox: Outbox, seconds: float = 60) -> list[str]:
    return [envelope.record_id[-1] for envelope in outbox.due(later(seconds), 9)]


def test_only_the_head_of_each_stream_is_due(outbox: Outbox) -> None:
    assert heads(outbox) == ["a", "c"]
    assert [one.record_id for one in outbox.due(later(60), 1)] == ["record-a"]
    assert heads(outbox, 1) == ["a"]
    assert heads(outbox, -1) == []


def test_a_receipt_lets_the_next_one_go(outbox: Outbox, database: Database) -> None:
    envelope = outbox.due(later(60), 1)[0]
    answer = a_receipt(envelope, received_at=later(61), locations=("Patient/1", "Consent/2"))
    settle(outbox, envelope, answer, later(61))
    assert heads(outbox) == ["b", "c"]
    assert receipts(database) == [answer.receipt]
    assert outbox.last_received_at() == later(61)
    assert check_integrity(database).holds


def test_nothing_was_received_yet(outbox: Outbox, database: Database) -> None:
    assert outbox.last_received_at() is None
    assert receipts(database) == []


def test_a_rejected_head_holds_its_own_stream_only(outbox: Outbox) -> None:
    settle(outbox, outbox.due(later(60), 1)[0], REFUSED, later(60))
    assert heads(outbox) == ["c"]
    assert outbox.needing_attention(limit=9) == [
        EnvelopeNeedingAttention(
            envelope_id=EnvelopeId("envelope-a"),
            participant_id=MARIA.id,
            participant_name=MARIA.full_name,
            kind="survey",
            recorded_at=MORNING,
            reason="invalid",
            said="Patient.birthDate: not a date",
            behind=2,
            position=1,
        )
    ]
    assert outbox.counts() == DeliveryCounts(received=0, waiting=3, needs_attention=1)
    assert outbox.counts_of(MARIA.id) == DeliveryCounts(received=0, waiting=2, needs_attention=1)
    assert outbox.counts_of(JOHN.id) == DeliveryCounts(received=0, waiting=1, needs_attention=0)


def test_what_waits_by_participant(outbox: Outbox) -> None:
    settle(outbox, outbox.due(later(60), 1)[0], REFUSED, later(60))
    settle(outbox, outbox.due(later(60), 1)[0], AWAY, later(60))
    assert outbox.waiting(limit=9) == [
        WaitingStream(MARIA.id, MARIA.full_name, 2, "not-tried", later(1), later(1), True, 2),  # noqa: FBT003
        WaitingStream(JOHN.id, JOHN.full_name, 1, "central-away", later(2), later(65), False, 3),  # noqa: FBT003
    ]
    (first,) = outbox.waiting(limit=1)
    assert [one.participant_id for one in outbox.waiting(after=first.position, limit=9)] == [
        JOHN.id
    ]
    assert outbox.needing_attention(after=1, limit=9) == []


def test_what_was_postponed_waits_its_time_or_until_central_is_back(
    outbox: Outbox, database: Database
) -> None:
    for envelope in outbox.due(later(60), 9):
        settle(outbox, envelope, AWAY, later(60))
    assert said(database) == {""}
    assert heads(outbox, 64) == []
    assert heads(outbox, 65) == ["a", "c"]
    outbox.wake(later(61))
    assert heads(outbox, 61) == ["a", "c"]
    assert outbox.due(later(61), 1)[0].attempts == 1


def test_a_wake_ends_the_waits_of_all_and_writes_one_row_whatever_waits(
    outbox: Outbox, database: Database
) -> None:
    for envelope in outbox.due(later(60), 9):
        settle(outbox, envelope, AWAY, later(60))
    with database.transaction() as connection:
        before = connection.total_changes
    outbox.wake(later(61))
    with database.transaction() as connection:
        assert connection.total_changes == before + 1
    assert [one.due_at for one in outbox.waiting(limit=9)] == [later(61), later(61)]


def test_what_is_postponed_or_signed_after_a_wake_waits_its_own_time(
    outbox: Outbox, database: Database
) -> None:
    outbox.wake(later(61))
    for envelope in outbox.due(later(61), 9):
        settle(outbox, envelope, AWAY, later(61))
    Records(database).sign(an_act("e", a_participant("3"), recorded_at=later(70)))
    assert heads(outbox, 65) == []
    assert heads(outbox, 69) == ["a", "c"]
    assert heads(outbox, 70) == ["a", "c", "e"]


def test_a_clock_put_back_after_a_wake_keeps_nothing_waiting(outbox: Outbox) -> None:
    outbox.wake(later(10**6))
    assert heads(outbox, 0) == ["a", "c"]


def test_a_clock_that_ran_fast_and_was_put_right_keeps_nothing_waiting(outbox: Outbox) -> None:
    year = timedelta(days=365)
    for envelope in outbox.due(MORNING + year, 9):
        settle(outbox, envelope, AWAY, MORNING + year)
    assert heads(outbox, 60) == ["a", "c"]


@pytest.mark.parametrize(("minutes", "is_due"), [(16, False), (16.1, True)])
def test_what_is_due_a_minute_after_the_longest_wait_is_due_now(
    outbox: Outbox, database: Database, minutes: float, *, is_due: bool
) -> None:
    ahead = utc_text(MORNING + timedelta(minutes=minutes))
    database.write("UPDATE envelope SET due_at = ?", (ahead,))
    assert bool(heads(outbox, 0)) is is_due


def test_the_longest_wait_is_waited(outbox: Outbox) -> None:
    busy = Postponed(WaitingReason.CENTRAL_BUSY, timedelta(days=1))
    settle(outbox, outbox.due(later(60), 1)[0], busy, later(60))
    assert heads(outbox, 60 + 15 * 60 - 1) == ["c"]
    assert heads(outbox, 60 + 15 * 60) == ["a", "c"]


def test_a_wait_that_central_names_is_kept(outbox: Outbox) -> None:
    busy = Postponed(WaitingReason.CENTRAL_BUSY, timedelta(seconds=100))
    settle(outbox, outbox.due(later(60), 1)[0], busy, later(60))
    assert heads(outbox, 159) == ["c"]
    assert heads(outbox, 160) == ["a", "c"]


def test_a_person_sends_it_again(outbox: Outbox, database: Database) -> None:
    envelope = outbox.due(later(60), 1)[0]
    settle(outbox, envelope, REFUSED, later(60))
    outbox.send_again(envelope.id, later(70), AGAIN)
    assert heads(outbox, 70) == ["a", "c"]
    (again, _) = outbox.due(later(70), 9)
    assert (again.delivery, again.reason) == (DeliveryState.WAITING, WaitingReason.NOT_TRIED)
    assert outbox.needing_attention(limit=9) == []
    assert said(database) == {""}
    assert list(AuditTrail(database).entries())[-1].event == AGAIN
    assert check_integrity(database).holds


def test_what_central_has_is_not_sent_again(outbox: Outbox, database: Database) -> None:
    envelope = outbox.due(later(60), 1)[0]
    settle(outbox, envelope, a_receipt(envelope), later(60))
    entries = len(list(AuditTrail(database).entries()))
    for envelope_id in (envelope.id, EnvelopeId("none")):
        with pytest.raises(RuleBroken) as error:
            outbox.send_again(envelope_id, later(70), AGAIN)
        assert error.value.full_code == "rule.nothing-to-send"
    assert len(list(AuditTrail(database).entries())) == entries


@pytest.mark.parametrize("late", [REFUSED, AWAY, None])
def test_received_stays_received(
    outbox: Outbox, database: Database, late: DeliveryOutcome | None
) -> None:
    envelope = outbox.due(later(60), 1)[0]
    first = a_receipt(envelope)
    settle(outbox, envelope, first, later(60))
    another = a_receipt(envelope, locations=("elsewhere",))
    settle(outbox, envelope, late or another, later(61))
    assert outbox.counts().received == 1
    assert receipts(database) == [first.receipt]
    assert check_integrity(database).holds


def test_several_answers_are_settled_together_or_not_at_all(outbox: Outbox) -> None:
    maria, john = outbox.due(later(60), 9)
    broken = replace(john, id=EnvelopeId("none"))
    with pytest.raises(RuleBroken):
        outbox.settle_all([(maria, a_receipt(maria)), (broken, a_receipt(broken))], later(60))
    assert outbox.counts() == DeliveryCounts(0, 4, 0)
    outbox.settle_all([(maria, a_receipt(maria)), (john, REFUSED)], later(60))
    assert outbox.counts() == DeliveryCounts(received=1, waiting=2, needs_attention=1)


def test_sync_settles_on_its_own_connection_while_the_desk_signs(
    site: DataDir, new_keys: GeneratedKeys, database: Database
) -> None:
    signed, failed = 40, []

    def send_all() -> None:
        own = Database(site.store, new_keys.store_key)
        outbox = Outbox(own)
        try:
            while outbox.counts().received < signed:
                for envelope in outbox.due(later(10**6), 5):
                    settle(outbox, envelope, a_receipt(envelope), later(0))
        except Exception as error:  # noqa: BLE001
            failed.append(error)
        finally:
            own.close()

    sync = threading.Thread(target=send_all)
    sync.start()
    records = Records(database)
    for count in range(signed):
        records.sign(an_act(str(count), a_participant(str(count % 3))))
    sync.join()
    assert failed == []
    assert Outbox(database).counts() == DeliveryCounts(signed, 0, 0)
    assert check_integrity(database).holds
