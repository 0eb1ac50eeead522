"""The sync engine: sends the envelopes that are due and stores the outcome of each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryOutcome,
    Envelope,
    Postponed,
    Receipt,
    Rejected,
    SyncReport,
    WaitingReason,
)
from ptc_app.sync.dialects import fhir_r4
from ptc_app.sync.dialects.bundle_splitting import split_bundle
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope, decode_envelope
from ptc_app.sync.network_errors import CONNECTION_ERRORS, waiting_reason
from ptc_app.sync.raw_central_response import RawCentralResponse
from ptc_app.sync.request_batches import Batch, BatchLimits, first_batch, split_batch

_log = logging.getLogger(__name__)

_READ_AT_ONCE = 256
"""Envelopes taken from the store at a time."""

_MOST_FAILED_REQUESTS = 2
"""One request that fails may be the fault of its envelope; two in a row are central's."""


Outcomes = Mapping[EnvelopeId, DeliveryOutcome]
"""The outcome of each envelope of a request."""

_Requests = Generator[SyncReport, None, WaitingReason | None]
"""Sends request by request: yields the report so far after each; returns why the run must stop."""


class EnvelopeQueue(Protocol):
    """Port to the outbox of an open store: which envelopes are due, and what became of each.

    `Outbox` of the storage provides it.
    """

    def due(self, now: datetime, limit: int) -> Sequence[Envelope]:
        """At most `limit` envelopes that may be sent at `now` (UTC), in the order of recording.

        An envelope may be sent when its due time has come and all earlier ones of its participant
        are received. Empty where there is none. Raises StoreUnusable.
        """

    def settle_all(self, pairs: Sequence[tuple[Envelope, DeliveryOutcome]], now: datetime) -> None:
        """Store the outcome of each envelope, and the receipt where it has one, in one transaction.

        `now` (UTC) is when a postponed envelope's wait begins. A received envelope stays as it is.
        Raises StoreUnusable; then none is stored.
        """


class BundleSender(Protocol):
    """Port to central that sends; `StoredCentral` provides it."""

    def send(self, bundle: bytes) -> RawCentralResponse:
        """POST one transaction Bundle (JSON) and return central's response, whatever its status.

        Raises one of CONNECTION_ERRORS.
        """


class SyncEngine:
    """Sends envelopes until nothing is due or central does not take them.

    The application has one sync thread, so one run goes at a time. Should two overlap, a response
    be lost, or the application end between the response and the receipt, an envelope is sent twice
    and stored once: each entry is conditional on an identifier of ours. So there is no state
    "sending", and nothing to repair after a crash.

    How much goes in one request is learned for as long as the engine lives. `_ceiling` falls
    when central refuses a batch whose parts it takes. `_limits` moves below it: halved when
    central fails (perhaps the batch took too long), doubled when it takes a batch.
    """

    def __init__(
        self, outbox: EnvelopeQueue, central: BundleSender, now: Callable[[], datetime]
    ) -> None:
        self._outbox = outbox
        self._central = central
        self._now = now
        self._ceiling = self._limits = BatchLimits()

    def rounds(self) -> Iterator[SyncReport]:
        """One run, request by request; nothing is sent between two reports.

        Yields after each request, once its outcomes and receipts are stored, how many envelopes
        were delivered, refused (they need attention now) and postponed so far; `away` is the reason
        where all of the last request were postponed. The last report says in `away` why the run
        stopped early; it is equal to `SyncReport()` where nothing was due. A caller that asks for
        no further report ends the run: what was not sent is still due. Errors of the connection
        become `away`; StoreUnusable passes.
        """
        tally = _RunTally()
        stopped_by: WaitingReason | None = None
        while not stopped_by and (due := self._outbox.due(self._now(), _READ_AT_ONCE)):
            bundles = [decode_envelope(envelope) for envelope in due]
            stopped_by = yield from self._send_all(bundles, tally)
        report = tally.report(stopped_by)
        if report != SyncReport():
            _log.info("sync: %s", report)
        yield report

    def _send_all(self, bundles: Batch, tally: _RunTally) -> _Requests:
        """Send batch by batch; the reason to stop the run, or None when all were sent."""
        while bundles:
            batch = first_batch(bundles, self._limits)
            if stopped_by := (yield from self._send(batch, tally)):
                return stopped_by
            bundles = bundles[len(batch) :]
        return None

    def _send(self, batch: Batch, tally: _RunTally) -> _Requests:
        outcomes = self._request(batch)
        if outcomes is None and len(batch) == 1:
            outcomes = self._request_parts(batch[0])
        if outcomes is None:
            return (yield from self._send_halves(batch, tally))
        if isinstance(outcomes, Postponed):
            return (yield from self._postpone(batch, outcomes, tally))
        self._limits = self._limits.doubled(self._ceiling)
        yield self._settle(batch, outcomes, tally)
        return tally.stalled_by

    def _request(self, batch: Batch) -> Outcomes | Postponed | None:
        """The outcomes of one request, see `delivery_outcomes`."""
        try:
            response = self._central.send(fhir_r4.merge_bundles(batch))
        except CONNECTION_ERRORS as error:
            return Postponed(waiting_reason(error))
        return fhir_r4.delivery_outcomes(batch, response, self._now())

    def _request_parts(self, bundle: DecodedEnvelope) -> Outcomes | Postponed | None:
        """The outcome of a large Bundle that was refused whole: part by part, to the first failure.

        The parts before a failure are stored; sending all of them again stores none twice.
        """
        envelope_id = bundle.envelope.id
        locations: tuple[str, ...] = ()
        for part in split_bundle(bundle):
            outcomes = self._request([part])
            if outcomes is None or isinstance(outcomes, Postponed):
                return outcomes
            outcome = outcomes[envelope_id]
            if not isinstance(outcome, Acknowledged):
                return outcomes
            locations += outcome.receipt.locations
        return {envelope_id: Acknowledged(Receipt(envelope_id, self._now(), locations))}

    def _postpone(self, batch: Batch, wait: Postponed, tally: _RunTally) -> _Requests:
        self._limits = self._limits.halved()
        yield self._settle(batch, {bundle.envelope.id: wait for bundle in batch}, tally)
        return wait.reason

    def _send_halves(self, batch: Batch, tally: _RunTally) -> _Requests:
        """Send a refused batch in parts: one of it is bad, or it was too large."""
        yield tally.report(has_more=True)
        delivered_before = tally.delivered
        for half in split_batch(batch):
            if stopped_by := (yield from self._send_all(half, tally)):
                return stopped_by
        if tally.delivered - delivered_before == len(batch):
            self._ceiling = self._ceiling.below(batch)
            self._limits = self._limits.doubled(self._ceiling)
        return None

    def _settle(self, batch: Batch, outcomes: Outcomes, tally: _RunTally) -> SyncReport:
        """Store the outcomes of a request; the report of the run so far."""
        pairs = [(bundle.envelope, outcomes[bundle.envelope.id]) for bundle in batch]
        self._outbox.settle_all(pairs, self._now())
        tally.count([outcome for _, outcome in pairs])
        return tally.report(tally.postponed_for, has_more=True)


@dataclass(slots=True)
class _RunTally:
    """The outcomes of a run so far.

    `postponed_for`: the reason where all envelopes of the last request were postponed.
    `stalled_by`: the reason where that happened to several requests, one after another.
    """

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    failed_in_a_row: int = 0
    postponed_for: WaitingReason | None = None
    stalled_by: WaitingReason | None = None

    def count(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        """Add the outcomes of one request, which are never none."""
        waits = [outcome for outcome in outcomes if isinstance(outcome, Postponed)]
        self.delivered += sum(isinstance(outcome, Acknowledged) for outcome in outcomes)
        self.refused += sum(isinstance(outcome, Rejected) for outcome in outcomes)
        self.postponed += len(waits)
        self.postponed_for = waits[0].reason if len(waits) == len(outcomes) else None
        self.failed_in_a_row = self.failed_in_a_row + 1 if self.postponed_for else 0
        is_stalled = self.failed_in_a_row >= _MOST_FAILED_REQUESTS
        self.stalled_by = self.postponed_for if is_stalled else None

    def report(self, away: WaitingReason | None = None, *, has_more: bool = False) -> SyncReport:
        """The counts as a report."""
        return SyncReport(self.delivered, self.refused, self.postponed, away, has_more)
