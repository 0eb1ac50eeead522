"""What leaves for central: envelopes, their three states, and what an answer means for them."""

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
    """Where an envelope is. There is no "sending": what has no receipt is waiting."""

    WAITING = "waiting"
    RECEIVED = "received"
    NEEDS_ATTENTION = "needs-attention"


class WaitReason(StrEnum):
    """Why something waits, as far as is known."""

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
    """One signed, frozen payload on its way. Its id is also its idempotency key.

    Envelopes of one stream leave in the order of `position`, which the store gives.
    """

    id: EnvelopeId
    record_id: RecordId
    stream: ParticipantId
    payload: bytes
    due_at: datetime
    position: int = 0
    delivery: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    reason: str = WaitReason.NOT_TRIED


@dataclass(frozen=True, slots=True)
class Receipt:
    """Central's word that it holds an envelope: where each resource of it lies there."""

    envelope_id: EnvelopeId
    received_at: datetime
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Central has it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Rejected:
    """Central will not take it as it is; `reason` is a code, `said` central's own words.

    `said` may repeat participant data: it is kept in the store and shown, never logged.
    """

    reason: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not now; `wait` where central named one."""

    reason: WaitReason
    wait: timedelta | None = None


DeliveryOutcome = Acknowledged | Rejected | Postponed


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one run of sending did; `away` says why it stopped before all was sent."""

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    away: WaitReason | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """Where everything recorded here is: recorded = received + waiting + needs attention."""

    received: int
    waiting: int
    needs_attention: int

    @property
    def captured(self) -> int:
        return self.received + self.waiting + self.needs_attention


@dataclass(frozen=True, slots=True)
class ParkedEnvelope:
    """An envelope that needs attention: what it holds and what central said of it."""

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
    """The envelopes of one participant that wait to be sent."""

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
    """The envelope after an answer."""
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
    """The envelope due again after a wait that doubles from 5 s up to 15 min.

    A wait that central names is kept to, up to the longest.
    """
    attempts = envelope.attempts + 1
    doubled = _FIRST_WAIT * 2 ** min(attempts - 1, _DOUBLINGS)
    due_at = now + min(doubled if wait is None else wait, LONGEST_WAIT)
    return replace(envelope, attempts=attempts, due_at=due_at)


def due_immediately(envelope: Envelope, now: datetime) -> Envelope:
    """The envelope to be tried at once: central is back, or a person asked for it."""
    return replace(envelope, delivery=DeliveryState.WAITING, due_at=now)
