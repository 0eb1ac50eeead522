"""Envelopes on their way to central: delivery states, outcomes of a send, retry waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from ptc_app.domain.ids import EnvelopeId, ParticipantId, RecordId

LONGEST_WAIT = timedelta(minutes=15)
"""The longest time until an envelope that could not be sent is due again."""
_FIRST_WAIT = timedelta(seconds=5)
FURTHEST_DUE = LONGEST_WAIT + timedelta(minutes=1)
"""A due time further ahead than this was written while the clock ran fast, and counts as due."""
_DOUBLINGS = 10
"""Beyond this the wait is at its longest anyway; an unbounded exponent would overflow."""


class DeliveryState(StrEnum):
    """The delivery state of an envelope.

    WAITING: no receipt yet, also while it is being sent. RECEIVED: central acknowledged it.
    NEEDS_ATTENTION: central rejected it; it is held until a person sends it again, and its stream
    waits behind it.
    """

    WAITING = "waiting"
    RECEIVED = "received"
    NEEDS_ATTENTION = "needs-attention"


class WaitingReason(StrEnum):
    """Why an envelope waits, or why nothing is sent to central.

    NOT_TRIED: not sent yet. NOT_CONNECTED: the site has joined no central. CENTRAL_AWAY: no
    answer. CENTRAL_BUSY: central asks to come again later, or failed. CENTRAL_UNTRUSTED: its
    certificate is not by the pinned authority. CENTRAL_NONSENSE: its answer cannot be understood.
    SIGN_IN: it refuses the device's credentials. PROGRAM_TOO_OLD: it wants a newer version of this
    application. CLOCK_WRONG: this computer's clock is far from central's. CERTIFICATE_DATES:
    central's certificate is not valid on the present date, and this computer's clock is right as
    far as is known.
    """

    NOT_TRIED = "not-tried"
    NOT_CONNECTED = "not-connected"
    CENTRAL_AWAY = "central-away"
    CENTRAL_BUSY = "central-busy"
    CENTRAL_UNTRUSTED = "central-untrusted"
    CENTRAL_NONSENSE = "central-nonsense"
    SIGN_IN = "sign-in"
    PROGRAM_TOO_OLD = "program-too-old"
    CLOCK_WRONG = "clock-wrong"
    CERTIFICATE_DATES = "certificate-dates"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One record on its way to central; its id is also its idempotency key.

    `stream`: the participant whose envelopes leave one after the other, in the order of
    `position`, which the store gives (from 1; 0 before it is stored). `payload`: the bytes of the
    record. `due_at`: the earliest time of the next attempt. `attempts`: sends that were postponed.
    `reason`: a WaitingReason while it waits, central's code where it was rejected, "" once it is
    received.
    """

    id: EnvelopeId
    record_id: RecordId
    stream: ParticipantId
    payload: bytes = field(repr=False)
    due_at: datetime
    position: int = 0
    delivery: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    reason: str = WaitingReason.NOT_TRIED


@dataclass(frozen=True, slots=True)
class Receipt:
    """Central's acknowledgement of an envelope.

    `received_at` is by this machine's clock. `locations` are those of the resources at central, in
    the order of the entries: "" where it named none, no locations where it sent no body.
    """

    envelope_id: EnvelopeId
    received_at: datetime
    locations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Outcome of a send: central holds all of the envelope."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Rejected:
    """Outcome of a send: central refuses the envelope, and would refuse it again.

    `reason`: the HTTP status of the refusal as text (`422`), or `no-entries`. `said`: central's own
    text, "" where it gave none; it may repeat participant data, so it is stored and shown, never
    logged.
    """

    reason: str
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Postponed:
    """Outcome of a send: the envelope could not be delivered now, and is to be sent again.

    `wait`: the delay central asked for; None where it asked for none.
    """

    reason: WaitingReason
    wait: timedelta | None = None


DeliveryOutcome = Acknowledged | Rejected | Postponed
"""What a send of one envelope came to."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync run did so far: the number of envelopes of each outcome.

    `delivered`, `refused`, `postponed`: acknowledged, rejected and postponed envelopes. `away`:
    why the run stopped before all was sent, or why nothing can be sent; None where nothing is in
    the way. `has_more`: whether the run goes on, so that another report follows.
    """

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    away: WaitingReason | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """The number of envelopes in each delivery state; `captured` is their sum."""

    received: int
    waiting: int
    needs_attention: int

    @property
    def captured(self) -> int:
        """All envelopes, one for each signed record: received, waiting or in need of attention."""
        return self.received + self.waiting + self.needs_attention


@dataclass(frozen=True, slots=True)
class EnvelopeNeedingAttention:
    """An envelope that needs attention: central rejected it.

    `kind`: the code of the record's RecordKind. `recorded_at`: when its record was signed.
    `reason`: the code of the rejection. `said`: central's own text, "" where it gave none.
    """

    envelope_id: EnvelopeId
    participant_id: ParticipantId
    participant_name: str = field(repr=False)
    kind: str
    recorded_at: datetime
    reason: str
    said: str = field(repr=False)
    behind: int
    """How many envelopes of the stream wait behind it."""
    position: int
    """Its place in the outbox, from 1; the next page of a list begins behind it."""


@dataclass(frozen=True, slots=True)
class WaitingStream:
    """The waiting envelopes of one participant.

    `records`: how many they are. `reason`, `due_at`: why the first of them waits, and until when.
    `since`: when the record of the first one was signed.
    """

    participant_id: ParticipantId
    participant_name: str = field(repr=False)
    records: int
    reason: str
    since: datetime
    due_at: datetime
    is_held_up: bool
    """Whether the first of them waits behind an envelope that needs attention."""
    position: int
    """The place of the first of them in the outbox, from 1; the next page begins behind it."""


def after_outcome(envelope: Envelope, outcome: DeliveryOutcome, now: datetime) -> Envelope:
    """The envelope in its new state after a send with this outcome; nothing is stored.

    Acknowledged: RECEIVED. Rejected: NEEDS_ATTENTION, with its reason. Postponed: waiting and due
    again as `postponed_envelope` says, counted from `now`, with its reason.
    """
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
    """The envelope with one more attempt, and due again after a wait that is at most 15 minutes.

    `wait` is the delay central asked for. Without it, the first wait is 5 s, and each further one
    is twice as long.
    """
    attempts = envelope.attempts + 1
    doubled = _FIRST_WAIT * 2 ** min(attempts - 1, _DOUBLINGS)
    due_at = now + min(doubled if wait is None else wait, LONGEST_WAIT)
    return replace(envelope, attempts=attempts, due_at=due_at)


def is_due(due_at: datetime, now: datetime) -> bool:
    """Whether what is due at this time may be sent at `now`; see FURTHEST_DUE."""
    return not timedelta(0) < due_at - now <= FURTHEST_DUE


def due_immediately(envelope: Envelope, now: datetime) -> Envelope:
    """The envelope made waiting and due at `now`, whatever its state; attempts and reason stay."""
    return replace(envelope, delivery=DeliveryState.WAITING, due_at=now)
