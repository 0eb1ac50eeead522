"""Whatever happens in whatever order, the outbox is what a simple list of envelopes says.

What the store keeps counted (all envelopes, and where each stream stands) is compared with a full
count of the list after every step, and with one of its own rows at the end.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryCounts,
    DeliveryOutcome,
    DeliveryState,
    Postponed,
    Receipt,
    Rejected,
    WaitingReason,
    WaitingStream,
)
from ptc_app.domain.participants.participant import Participant
from ptc_app.storage import durable_files
from ptc_app.storage.database import Database, create_store_file
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.practitioners import insert_practitioner
from ptc_app.storage.records import Records
from tests.support.builders import MORNING, a_participant, a_practitioner, an_act, an_event

KEY = bytes(range(32))
PEOPLE = [a_participant(str(number)) for number in range(3)]


Shown = tuple[str, int, int, datetime, bool]
"""A participant with waiting envelopes: id, how many, position and due of the first, is held up"""


@dataclass
class Sent:
    """An envelope as the model has it."""

    key: str
    stream: str
    planned_at: datetime
    delivery: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    woken_at: datetime | None = None
    """When the last wake was, if it came after the time was planned."""

    @property
    def due_at(self) -> datetime:
        return self.planned_at if self.woken_at is None else min(self.planned_at, self.woken_at)

    def plan(self, at: datetime) -> None:
        self.planned_at, self.woken_at = at, None


class OutboxMachine(RuleBasedStateMachine):
    """A desk that signs, a central of moods, a clock, and a program that is restarted."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "store.db"
        self.now = MORNING
        self.model: list[Sent] = []
        self.receipts: set[str] = set()

    @initialize()
    def open(self) -> None:
        durable_files.create_file(self.path)
        with create_store_file(self.path, KEY) as connection:
            insert_practitioner(connection, a_practitioner(), "1")
        self._open()

    @rule(who=st.sampled_from(PEOPLE))
    def sign(self, who: Participant) -> None:
        key = str(len(self.model))
        Records(self.database).sign(an_act(key, who, recorded_at=self.now))
        self.model.append(Sent(key, who.id, self.now))

    @rule(seconds=st.integers(0, 2_000))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(limit=st.integers(1, 3), answers=st.lists(st.sampled_from("rrrxp"), min_size=3))
    def send(self, limit: int, answers: list[str]) -> None:
        due = self.outbox.due(self.now, limit)
        assert [e.record_id for e in due] == [f"record-{s.key}" for s in self._heads()[:limit]]
        outcomes = [self._outcome(e.id, answer) for e, answer in zip(due, answers, strict=False)]
        self.outbox.settle_all(zip(due, outcomes, strict=True), self.now)
        for sent, outcome in zip(self._heads()[:limit], outcomes, strict=True):
            self._settle(sent, outcome)

    @rule()
    def wake(self) -> None:
        self.outbox.wake(self.now)
        for sent in self._in(DeliveryState.WAITING):
            sent.woken_at = self.now

    @precondition(lambda self: self._in(DeliveryState.NEEDS_ATTENTION))
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        sent = data.draw(st.sampled_from(self._in(DeliveryState.NEEDS_ATTENTION)))
        event = an_event(AuditAction.SENT_AGAIN, subject=sent.key)
        self.outbox.send_again(EnvelopeId(f"envelope-{sent.key}"), self.now, event)
        sent.delivery = DeliveryState.WAITING
        sent.plan(self.now)

    @precondition(lambda self: self._heads())
    @rule()
    def settle_in_vain(self) -> None:
        """A transaction that fails after it stored outcomes leaves every count as it was."""
        due = self.outbox.due(self.now, 3)
        unknown = replace(due[0], id=EnvelopeId("none"))
        pairs = [(one, self._outcome(one.id, "r")) for one in (*due, unknown)]
        with pytest.raises(RuleBroken):
            self.outbox.settle_all(pairs, self.now)

    @rule()
    def restart(self) -> None:
        self.database.close()
        self._open()

    @invariant()
    def everything_is_somewhere(self) -> None:
        if not hasattr(self, "database"):
            return
        assert self.outbox.counts() == self._counts(self.model)
        for one in PEOPLE:
            of_one = [sent for sent in self.model if sent.stream == one.id]
            assert self.outbox.counts_of(one.id) == self._counts(of_one)
        needing_attention = [one.envelope_id for one in self.outbox.needing_attention(limit=99)]
        assert needing_attention == [
            f"envelope-{s.key}" for s in self._in(DeliveryState.NEEDS_ATTENTION)
        ]
        behind = [one.behind for one in self.outbox.needing_attention(limit=99)]
        assert behind == [
            len(
                [
                    one
                    for one in self._waiting_of(needing_attention.stream)
                    if int(one.key) > int(needing_attention.key)
                ]
            )
            for needing_attention in self._in(DeliveryState.NEEDS_ATTENTION)
        ]
        assert self._shown_by_pages(1) == self._shown_by_pages(99) == self._streams()

    def teardown(self) -> None:
        if hasattr(self, "database"):
            assert check_integrity(self.database).holds
            received = self.database.read("SELECT envelope_id FROM receipt")
            assert {row["envelope_id"] for row in received} == self.receipts
            self.database.close()
        shutil.rmtree(self.folder)

    def _open(self) -> None:
        self.database = Database(self.path, KEY)
        self.outbox = Outbox(self.database)

    def _heads(self) -> list[Sent]:
        firsts: dict[str, Sent] = {}
        for sent in self.model:
            if sent.delivery is not DeliveryState.RECEIVED:
                firsts.setdefault(sent.stream, sent)
        return [
            sent
            for sent in sorted(firsts.values(), key=lambda sent: int(sent.key))
            if sent.delivery is DeliveryState.WAITING and sent.due_at <= self.now
        ]

    def _shown_by_pages(self, limit: int) -> list[Shown]:
        """What waits by participant, page by page, as the store has it."""
        shown: list[WaitingStream] = []
        while page := self.outbox.waiting(after=shown[-1].position if shown else 0, limit=limit):
            shown += page
        return [
            (one.participant_id, one.records, one.position, one.due_at, one.is_held_up)
            for one in shown
        ]

    def _streams(self) -> list[Shown]:
        """What waits by participant, counted in full in the model."""
        shown: list[Shown] = []
        for one in PEOPLE:
            if waiting := self._waiting_of(one.id):
                first, held = waiting[0], self._in(DeliveryState.NEEDS_ATTENTION)
                is_held_up = any(
                    other.stream == one.id and int(other.key) < int(first.key) for other in held
                )
                shown.append((one.id, len(waiting), int(first.key) + 1, first.due_at, is_held_up))
        return sorted(shown, key=lambda stream: stream[2])

    def _waiting_of(self, stream: str) -> list[Sent]:
        return [one for one in self._in(DeliveryState.WAITING) if one.stream == stream]

    def _in(self, delivery: DeliveryState) -> list[Sent]:
        return [sent for sent in self.model if sent.delivery is delivery]

    def _outcome(self, envelope_id: EnvelopeId, answer: str) -> DeliveryOutcome:
        if answer == "r":
            return Acknowledged(Receipt(envelope_id, self.now, ()))
        return Rejected("no") if answer == "x" else Postponed(WaitingReason.CENTRAL_AWAY)

    def _settle(self, sent: Sent, outcome: DeliveryOutcome) -> None:
        match outcome:
            case Acknowledged():
                sent.delivery = DeliveryState.RECEIVED
                self.receipts.add(f"envelope-{sent.key}")
            case Rejected():
                sent.delivery = DeliveryState.NEEDS_ATTENTION
            case Postponed():
                sent.attempts += 1
                wait = min(5 * 2 ** (sent.attempts - 1), 900)
                sent.plan(self.now + timedelta(seconds=wait))

    @staticmethod
    def _counts(sent: list[Sent]) -> DeliveryCounts:
        states = [one.delivery for one in sent]
        return DeliveryCounts(
            received=states.count(DeliveryState.RECEIVED),
            waiting=states.count(DeliveryState.WAITING),
            needs_attention=states.count(DeliveryState.NEEDS_ATTENTION),
        )


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
