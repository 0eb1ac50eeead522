"""Envelopes on their way to central: delivery states, outcomes of a send, retry waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ptc_app.domain.ids import EnvelopeId, ParticipantId, RecordId

LONGEST_WAIT = timedelta(minutes=15)
_FIRST_WAIT = timedelta(seconds=5)
_DOUBLINGS = 10
"""Beyond this the wait is at its longest anyway; an unbounded exponent would overflow."""


class DeliveryState(StrEnum):
    """Where an envelope is. There is no "sending" state: without a receipt it is waiting."""

    WAITING = "waiting"
    RECEIVED = "received"
    NEEDS_ATTENTION = "needs-attention"


class NotSentReason(StrEnum):
    """Why an envelope waits, or why nothing is sent to central."""

    NOT_TRIED = "not-tried"
    NOT_CONNECTED = "not-connected"
    CENTRAL_AWAY = "central-away"
    CENTRAL_BUSY = "central-busy"
    CENTRAL_UNTRUSTED = "central-untrusted"
    CENTRAL_NONSENSE = "central-nonsense"
    SIGN_IN = "sign-in"
    PROGRAM_TOO_OLD = "program-too-old"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One signed payload to be sent to central; its id is also its idempotency key.

    Envelopes of one stream (one participant) leave in the order of `position`, given by the store.
    """

    id: EnvelopeId
    record_id: RecordId
    stream: ParticipantId
    payload: bytes
    due_at: datetime
    position: int = 0
    delivery: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    reason: str = NotSentReason.NOT_TRIED


@dataclass(frozen=True, slots=True)
class Receipt:
    """Central's acknowledgement of an envelope: when, and the location of each resource there."""

    envelope_id: EnvelopeId
    received_at: datetime
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Central holds the envelope."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Rejected:
    """Central refuses the envelope; `reason` is a code, `said` central's own text.

    `said` may repeat participant data: it is stored and shown, never logged.
    """

    reason: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryPostponed:
    """The envelope could not be delivered now; `wait` is the delay central asked for, if any."""

    reason: NotSentReason
    wait: timedelta | None = None


DeliveryOutcome = Acknowledged | Rejected | DeliveryPostponed


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The counts of one sync run; `away` is why it stopped early, None if it sent all."""

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    away: NotSentReason | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """Envelopes by delivery state: captured = received + waiting + needs_attention."""

    received: int
    waiting: int
    needs_attention: int

    @property
    def captured(self) -> int:
        return self.received + self.waiting + self.needs_attention


@dataclass(frozen=True, slots=True)
class ParkedEnvelope:
    """A rejected envelope with what it holds, central's reason, and what waits behind it."""

    envelope_id: EnvelopeId
    participant_id: ParticipantId
    participant_name: str
    kind: str
    recorded_at: datetime
    reason: str
    said: str
    behind: int
    """How many envelopes of the stream wait behind it."""
    position: int
    """Its place in the outbox."""


@dataclass(frozen=True, slots=True)
class WaitingStream:
    """The waiting envelopes of one participant."""

    participant_id: ParticipantId
    participant_name: str
    records: int
    reason: str
    since: datetime
    due_at: datetime
    is_parked: bool
    """Whether it waits behind an envelope that needs attention."""
    position: int
    """The place of its first envelope in the outbox."""


def after_outcome(envelope: Envelope, outcome: DeliveryOutcome, now: datetime) -> Envelope:
    """The envelope in its new state after a send."""
    match outcome:
        case Acknowledged():
            return replace(envelope, delivery=DeliveryState.RECEIVED, reason="")
        case Rejected(reason=reason):
            return replace(envelope, delivery=DeliveryState.NEEDS_ATTENTION, reason=reason)
        case _:
            again = postponed_envelope(envelope, now, outcome.wait)
            return replace(again, reason=outcome.reason)


def postponed_envelope(
    envelope: Envelope, now: datetime, wait: timedelta | None = None
) -> Envelope:
    """The envelope due again after `wait`, or a wait that doubles from 5 s, at most 15 min."""
    attempts = envelope.attempts + 1
    doubled = _FIRST_WAIT * 2 ** min(attempts - 1, _DOUBLINGS)
    due_at = now + min(doubled if wait is None else wait, LONGEST_WAIT)
    return replace(envelope, attempts=attempts, due_at=due_at)


def due_immediately(envelope: Envelope, now: datetime) -> Envelope:
    """The envelope made waiting and due now."""
    return replace(envelope, delivery=DeliveryState.WAITING, due_at=now)
