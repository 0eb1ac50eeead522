"""Table of envelopes: what must reach central, in order, until its receipt is stored."""

# ruff: noqa: S608  (statements are put together from constants of this file only)

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import EnvelopeId, ParticipantId, RecordId
from ptc_app.domain.outbox import (
    FURTHEST_DUE,
    Acknowledged,
    DeliveryCounts,
    DeliveryOutcome,
    DeliveryState,
    Envelope,
    EnvelopeNeedingAttention,
    Rejected,
    WaitingReason,
    WaitingStream,
    after_outcome,
    due_immediately,
)
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.storage.audit import append_audit_event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from sqlite3 import Connection, Row

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.storage.database import Database

_ENVELOPE_COLUMNS = """
o.id, o.record_id, o.stream, r.body, o.due_at, o.position, o.delivery, o.attempts, o.reason
"""
_ENVELOPE = f"""
SELECT {_ENVELOPE_COLUMNS} FROM envelope AS o JOIN record AS r ON r.id = o.record_id
WHERE o.id = ?
"""
_DUE = f"""
SELECT {_ENVELOPE_COLUMNS}
FROM stream AS s
CROSS JOIN envelope AS o ON o.position = s.head
JOIN record AS r ON r.id = o.record_id
WHERE s.head = s.first_waiting
  AND (o.due_at <= :now OR o.due_at > :furthest OR o.wakes < (SELECT wakes FROM wake))
ORDER BY s.head LIMIT :limit
"""
_ADD = """
INSERT INTO envelope (id, record_id, stream, due_at, delivery, attempts, reason, wakes)
VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT wakes FROM wake))
"""
_SETTLE = """
UPDATE envelope
SET delivery = :delivery, due_at = :due_at, wakes = (SELECT wakes FROM wake),
    attempts = :attempts, reason = :reason, said = :said
WHERE id = :id AND delivery <> 'received'
"""
_RECEIVE = """
INSERT INTO receipt (envelope_id, received_at, locations) VALUES (?, ?, ?)
ON CONFLICT (envelope_id) DO NOTHING
"""
_WAITING = """
SELECT s.first_waiting AS position, s.participant_id AS stream, p.given_name, p.middle_name,
       p.family_name, r.recorded_at, o.reason, s.waiting AS records,
       CASE WHEN o.wakes < w.wakes THEN min(o.due_at, w.woken_at) ELSE o.due_at END AS due_at,
       s.head < s.first_waiting AS is_held_up
FROM stream AS s
CROSS JOIN wake AS w
CROSS JOIN envelope AS o ON o.position = s.first_waiting
JOIN record AS r ON r.id = o.record_id
JOIN participant AS p ON p.id = s.participant_id
WHERE s.first_waiting > :after
ORDER BY s.first_waiting LIMIT :limit
"""
_NEEDING_ATTENTION = """
SELECT o.position, o.id, o.stream, p.given_name, p.middle_name, p.family_name, r.kind,
       r.recorded_at, o.reason, o.said,
       CASE WHEN o.position < s.first_waiting THEN s.waiting
            ELSE (SELECT count(*) FROM envelope AS later
                  WHERE later.stream = o.stream AND later.position > o.position
                    AND later.delivery = 'waiting') END AS behind
FROM envelope AS o
JOIN stream AS s ON s.participant_id = o.stream
JOIN record AS r ON r.id = o.record_id
JOIN participant AS p ON p.id = o.stream
WHERE o.delivery = 'needs-attention' AND o.position > :after
ORDER BY o.position LIMIT :limit
"""


def add_to_outbox(connection: Connection, envelope: Envelope) -> None:
    """Append an envelope to its stream, in the open transaction that signs its record.

    Its position is given by the store, after all others; that of `envelope` is not looked at.
    """
    row = (
        envelope.id,
        envelope.record_id,
        envelope.stream,
        utc_text(envelope.due_at),
        envelope.delivery,
        envelope.attempts,
        envelope.reason,
    )
    connection.execute(_ADD, row)


def wake_envelopes(connection: Connection, now: datetime) -> None:
    """Make every waiting envelope due at `now` (UTC), in the open transaction.

    One row is written, however many wait.
    """
    connection.execute("UPDATE wake SET wakes = wakes + 1, woken_at = ?", (utc_text(now),))


class Outbox:
    """Table of the envelopes of this site, and of central's receipts for them.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> list[Envelope]:
        """The envelopes that may be sent now: heads of streams, at most `limit`, oldest first.

        The head of a stream is its first envelope that central has not received; a stream whose
        head needs attention, or is not due at `now`, has none. A due time further ahead than the
        longest wait was written by a clock that ran fast, so it counts as due. StoreUnusable where
        SQLite fails.
        """
        furthest = utc_text(now + FURTHEST_DUE)
        rows = self._database.read(
            _DUE, {"now": utc_text(now), "furthest": furthest, "limit": limit}
        )
        return [_envelope(row) for row in rows]

    def settle_all(
        self, answers: Iterable[tuple[Envelope, DeliveryOutcome]], now: datetime
    ) -> None:
        """Store the outcome of each sent envelope, and its receipt, all in one transaction.

        The new states are those of `after_outcome`, with `now` as the present time. An envelope
        already received never changes. StoreUnusable where SQLite fails.
        """
        with self._database.transaction() as connection:
            for envelope, outcome in answers:
                _settle(connection, after_outcome(envelope, outcome, now), outcome)

    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None:
        """Make an envelope that central has not received due now, and append an audit event.

        One transaction; meant for envelopes that need attention, whose state becomes waiting.
        RuleBroken `nothing-to-send` where central has it, or where there is none of that id.
        StoreUnusable where SQLite fails.
        """
        with self._database.transaction() as connection:
            row = connection.execute(_ENVELOPE, (envelope_id,)).fetchone()
            if row is None or row["delivery"] == DeliveryState.RECEIVED:
                raise RuleBroken("nothing-to-send")
            _update(connection, due_immediately(_envelope(row), now), WaitingReason.NOT_TRIED)
            append_audit_event(connection, audit)

    def wake(self, now: datetime) -> None:
        """Make every waiting envelope due now, as a transaction of its own.

        Envelopes that need attention stay as they are. StoreUnusable where SQLite fails.
        """
        with self._database.transaction() as connection:
            wake_envelopes(connection, now)

    def counts(self) -> DeliveryCounts:
        """The number of all envelopes of this site in each delivery state; 0 where there is none.

        StoreUnusable where SQLite fails.
        """
        return _counts(self._database.read("SELECT delivery, envelopes FROM tally"))

    def counts_of(self, participant_id: ParticipantId) -> DeliveryCounts:
        """The number of one participant's envelopes in each delivery state; 0 where there is none.

        StoreUnusable where SQLite fails.
        """
        sql = "SELECT delivery, count(*) FROM envelope WHERE stream = ? GROUP BY delivery"
        return _counts(self._database.read(sql, (participant_id,)))

    def waiting(self, *, after: int = 0, limit: int) -> list[WaitingStream]:
        """One page of the participants with waiting envelopes, in the order of the first of each.

        Those behind an envelope that needs attention are among them. The page begins behind the
        outbox position `after` (0: from the first) and has at most `limit` participants.
        StoreUnusable where SQLite fails.
        """
        rows = self._database.read(_WAITING, {"after": after, "limit": limit})
        return [_waiting(row) for row in rows]

    def needing_attention(self, *, after: int = 0, limit: int) -> list[EnvelopeNeedingAttention]:
        """One page of the envelopes that need attention, oldest first.

        The page begins behind the outbox position `after` (0: from the first) and has at most
        `limit`. StoreUnusable where SQLite fails.
        """
        return [
            _needing_attention(row)
            for row in self._database.read(_NEEDING_ATTENTION, {"after": after, "limit": limit})
        ]

    def last_received_at(self) -> datetime | None:
        """When central last acknowledged an envelope, in UTC; None where it never did.

        StoreUnusable where SQLite fails.
        """
        (row,) = self._database.read("SELECT max(received_at) AS last FROM receipt")
        return parse_utc_text(row["last"]) if row["last"] else None


def _settle(connection: Connection, envelope: Envelope, outcome: DeliveryOutcome) -> None:
    said = outcome.said if isinstance(outcome, Rejected) else ""
    _update(connection, envelope, envelope.reason, said)
    if isinstance(outcome, Acknowledged):
        receipt = outcome.receipt
        locations = msgspec.json.encode(receipt.locations).decode()
        row = (envelope.id, utc_text(receipt.received_at), locations)
        connection.execute(_RECEIVE, row)


def _update(connection: Connection, envelope: Envelope, reason: str, said: str = "") -> None:
    row = {
        "id": envelope.id,
        "delivery": envelope.delivery,
        "due_at": utc_text(envelope.due_at),
        "attempts": envelope.attempts,
        "reason": reason,
        "said": said,
    }
    connection.execute(_SETTLE, row)


def _counts(rows: Iterable[Row]) -> DeliveryCounts:
    held: dict[str, int] = dict(map(tuple, rows))
    return DeliveryCounts(
        received=held.get(DeliveryState.RECEIVED, 0),
        waiting=held.get(DeliveryState.WAITING, 0),
        needs_attention=held.get(DeliveryState.NEEDS_ATTENTION, 0),
    )


def _envelope(row: Row) -> Envelope:
    return Envelope(
        id=EnvelopeId(row["id"]),
        record_id=RecordId(row["record_id"]),
        stream=ParticipantId(row["stream"]),
        payload=row["body"],
        due_at=parse_utc_text(row["due_at"]),
        position=row["position"],
        delivery=DeliveryState(row["delivery"]),
        attempts=row["attempts"],
        reason=row["reason"],
    )


def _waiting(row: Row) -> WaitingStream:
    return WaitingStream(
        participant_id=ParticipantId(row["stream"]),
        participant_name=_name(row),
        records=row["records"],
        reason=row["reason"],
        since=parse_utc_text(row["recorded_at"]),
        due_at=parse_utc_text(row["due_at"]),
        is_held_up=bool(row["is_held_up"]),
        position=row["position"],
    )


def _needing_attention(row: Row) -> EnvelopeNeedingAttention:
    return EnvelopeNeedingAttention(
        envelope_id=EnvelopeId(row["id"]),
        participant_id=ParticipantId(row["stream"]),
        participant_name=_name(row),
        kind=row["kind"],
        recorded_at=parse_utc_text(row["recorded_at"]),
        reason=row["reason"],
        said=row["said"],
        behind=row["behind"],
        position=row["position"],
    )


def _name(row: Row) -> str:
    names = (row["given_name"], row["middle_name"], row["family_name"])
    return " ".join(name for name in names if name)
