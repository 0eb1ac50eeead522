"""An outbox in memory with the rules of the store, and envelopes to put in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from ptc_app.domain.ids import EnvelopeId, ParticipantId, RecordId
from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryOutcome,
    DeliveryState,
    Envelope,
    Receipt,
    after_outcome,
)

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
SYSTEM = "https%3A%2F%2Fptc.example%2Frecord"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, wait: timedelta = timedelta(minutes=15)) -> None:
        self.time += wait


class MemoryOutbox:
    """Gives the head of each stream, as the store does."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.receipts: list[Receipt] = []
        self.outcomes: dict[EnvelopeId, list[DeliveryOutcome]] = {}

    def add(self, *envelopes: Envelope) -> None:
        self.envelopes += envelopes

    def due(self, now: datetime, limit: int) -> Sequence[Envelope]:
        heads: dict[ParticipantId, Envelope] = {}
        for envelope in self.envelopes:
            if envelope.delivery is not DeliveryState.RECEIVED:
                heads.setdefault(envelope.stream, envelope)
        return [
            envelope
            for envelope in heads.values()
            if envelope.delivery is DeliveryState.WAITING and envelope.due_at <= now
        ][:limit]

    def settle_all(self, pairs: Sequence[tuple[Envelope, DeliveryOutcome]], now: datetime) -> None:
        for envelope, outcome in pairs:
            place = next(i for i, each in enumerate(self.envelopes) if each.id == envelope.id)
            self.envelopes[place] = after_outcome(envelope, outcome, now)
            self.outcomes.setdefault(envelope.id, []).append(outcome)
            if isinstance(outcome, Acknowledged):
                self.receipts.append(outcome.receipt)

    def deliveries(self) -> list[DeliveryState]:
        return [envelope.delivery for envelope in self.envelopes]

    def reasons(self) -> list[str]:
        return [envelope.reason for envelope in self.envelopes]


def name(stream: str, number: int, entry: int = 0) -> str:
    """How central knows an entry."""
    return f"Observation?identifier={SYSTEM}%7C{stream}-{number}-{entry}"


def envelope(stream: str, number: int = 0, entries: int = 1, padding: str = "") -> Envelope:
    """The envelope with this number of a stream."""
    key = f"{stream}-{number}"
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_entry(stream, number, entry, padding) for entry in range(entries)],
    }
    return Envelope(
        id=EnvelopeId(f"envelope-{key}"),
        record_id=RecordId(f"record-{key}"),
        stream=ParticipantId(stream),
        payload=json.dumps(bundle).encode(),
        due_at=START,
    )


def _entry(stream: str, number: int, entry: int, padding: str) -> dict[str, object]:
    condition = name(stream, number, entry).partition("?")[2]
    return {
        "fullUrl": f"urn:uuid:{uuid5(NAMESPACE_URL, condition)}",
        "resource": {"resourceType": "Observation", "status": "final", "note": padding},
        "request": {"method": "POST", "url": "Observation", "ifNoneExist": condition},
    }
