"""Envelopes that are sent to central: their three states, and the outcome of each attempt."""

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
    """The state of an envelope. There is no "sending": without a receipt it is waiting."""

    WAITING = "waiting"
    RECEIVED = "received"
    NEEDS_ATTENTION = "needs-attention"


class WaitReason(StrEnum):
    """Why an envelope waits, or a run of the sync engine stopped."""

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
    """The payload of one record (a FHIR transaction Bundle) and how far its delivery has come.

    A stream is all envelopes of one participant; they are sent in the order of `position`, which
    the store gives. `reason` is a WaitReason, or the code of a rejection.
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
    """Proof that central stored an envelope: `locations` are the URLs of its entries, in order."""

    envelope_id: EnvelopeId
    received_at: datetime
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Central stored it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Rejected:
    """Central refused it for good; `reason` is a code, `said` the text central gave.

    `said` may repeat participant data: it is stored and shown, never logged.
    """

    reason: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Postponed:
    """It is to be sent again later; `wait` is the time central asked for, if any."""

    reason: WaitReason
    wait: timedelta | None = None


DeliveryOutcome = Acknowledged | Rejected | Postponed


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Envelopes by outcome in one run; `away` is why it stopped before all was sent."""

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    away: WaitReason | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """Envelopes by state."""

    received: int
    waiting: int
    needs_attention: int

    @property
    def captured(self) -> int:
        """All that were recorded here."""
        return self.received + self.waiting + self.needs_attention


@dataclass(frozen=True, slots=True)
class ParkedEnvelope:
    """An envelope that needs attention, as it is listed: its record and why central refused it."""

    envelope_id: EnvelopeId
    participant_id: ParticipantId
    participant_name: str
    kind: str
    recorded_at: datetime
    reason: str
    said: str
    behind: int
    """How many later envelopes of the stream wait for it."""


@dataclass(frozen=True, slots=True)
class WaitingStream:
    """The waiting envelopes of one participant, as they are listed."""

    participant_id: ParticipantId
    participant_name: str
    records: int
    reason: str
    since: datetime
    due_at: datetime
    is_parked: bool
    """Whether they wait for an envelope that needs attention."""


def after_outcome(envelope: Envelope, outcome: DeliveryOutcome, now: datetime) -> Envelope:
    """The envelope in its new state."""
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
    """The envelope with one more attempt, due after a wait that doubles from 5 s to 15 min.

    A `wait` that central asked for takes its place, up to 15 min.
    """
    attempts = envelope.attempts + 1
    doubled = _FIRST_WAIT * 2 ** min(attempts - 1, _DOUBLINGS)
    due_at = now + min(doubled if wait is None else wait, LONGEST_WAIT)
    return replace(envelope, attempts=attempts, due_at=due_at)


def due_immediately(envelope: Envelope, now: datetime) -> Envelope:
    """The envelope, waiting and due now: central is back, or a person asked for it."""
    return replace(envelope, delivery=DeliveryState.WAITING, due_at=now)
