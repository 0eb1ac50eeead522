"""The engine: sends what is due and stores what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted, SignInNeeded
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import (
    Acknowledged,
    DeliveryOutcome,
    Envelope,
    Postponed,
    Rejected,
    SyncReport,
    WaitReason,
)
from ptc_app.sync.central_response import CentralResponse
from ptc_app.sync.dialects import fhir_r4
from ptc_app.sync.request_batches import BatchLimits, first_batch, split_batch

_log = logging.getLogger(__name__)

_ROUND = 256
"""Envelopes taken from the store at a time."""

_FRUITLESS = 2
"""A postponed envelope may be its own fault; with the second in a row it is central's."""


class Outbox(Protocol):
    """The store, as far as sending goes."""

    def due(self, now: datetime, limit: int) -> Sequence[Envelope]:
        """The head of each stream that may be sent now, oldest first."""

    def settle_all(self, pairs: Sequence[tuple[Envelope, DeliveryOutcome]], now: datetime) -> None:
        """Store the outcomes, with their receipts, in one transaction."""


class Central(Protocol):
    """Central, as far as sending goes."""

    def send(self, bundle: bytes) -> CentralResponse: ...


class SyncEngine:
    """Sends envelopes until nothing is due, or central is away.

    Only one run goes at a time because the program has one sync thread. Should two meet all the
    same, or an answer be lost, or the program end between central's answer and the receipt,
    the same envelope is sent twice, and is one at central: each entry names its resource by an
    identifier of ours. So there is no state "sending", and nothing to clean up.

    How much goes in one request is learned for as long as the engine lives. `_ceiling` falls
    when central refuses a batch whose parts it takes. `_limits` moves below it: halved when
    central is away (perhaps the batch took it too long), doubled when it answers.
    """

    def __init__(self, outbox: Outbox, central: Central, now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._central = central
        self._now = now
        self._ceiling = self._limits = BatchLimits()

    def run_once(self) -> SyncReport:
        """Send what is due, and what becomes due by it. Stops at the first sign of absence."""
        run = _Run()
        away: WaitReason | None = None
        while not away and (envelopes := self._outbox.due(self._now(), _ROUND)):
            away = self._send_all(envelopes, run)
        report = SyncReport(run.delivered, run.refused, run.postponed, away)
        if report != SyncReport():
            _log.info("sync: %s", report)
        return report

    def _send_all(self, envelopes: Sequence[Envelope], run: _Run) -> WaitReason | None:
        while envelopes:
            batch = first_batch(envelopes, self._limits)
            if away := self._send(batch, run):
                return away
            envelopes = envelopes[len(batch) :]
        return None

    def _send(self, batch: Sequence[Envelope], run: _Run) -> WaitReason | None:
        try:
            answer = self._central.send(fhir_r4.merge_envelopes(batch))
        except CentralUnreachable:
            return self._hold(batch, Postponed(WaitReason.CENTRAL_AWAY), run)
        except CentralUntrusted:
            return self._hold(batch, Postponed(WaitReason.CENTRAL_UNTRUSTED), run)
        except SignInNeeded:
            return self._hold(batch, Postponed(WaitReason.SIGN_IN), run)
        told = fhir_r4.delivery_outcomes(batch, answer, self._now())
        if told is None:
            return self._split(batch, run)
        if isinstance(told, Postponed):
            return self._hold(batch, told, run)
        self._limits = self._limits.doubled(self._ceiling)
        self._settle(batch, told, run)
        return run.stalled_by

    def _hold(self, batch: Sequence[Envelope], wait: Postponed, run: _Run) -> WaitReason | None:
        self._limits = self._limits.halved()
        self._settle(batch, {envelope.id: wait for envelope in batch}, run)
        return wait.reason

    def _split(self, batch: Sequence[Envelope], run: _Run) -> WaitReason | None:
        """Send a refused batch in parts: one of it is bad, or it was too large."""
        before = run.delivered
        for half in split_batch(batch):
            if away := self._send_all(half, run):
                return away
        if run.delivered - before == len(batch):
            self._ceiling = self._ceiling.below(batch)
            self._limits = self._limits.doubled(self._ceiling)
        return None

    def _settle(
        self, batch: Sequence[Envelope], told: Mapping[EnvelopeId, DeliveryOutcome], run: _Run
    ) -> None:
        pairs = [(envelope, told[envelope.id]) for envelope in batch]
        self._outbox.settle_all(pairs, self._now())
        run.count([outcome for _, outcome in pairs])


@dataclass(slots=True)
class _Run:
    """What was done so far."""

    delivered: int = 0
    refused: int = 0
    postponed: int = 0
    fruitless: int = 0
    stalled_by: WaitReason | None = None

    def count(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        waits = [outcome for outcome in outcomes if isinstance(outcome, Postponed)]
        self.delivered += sum(isinstance(outcome, Acknowledged) for outcome in outcomes)
        self.refused += sum(isinstance(outcome, Rejected) for outcome in outcomes)
        self.postponed += len(waits)
        self.fruitless = self.fruitless + 1 if len(waits) == len(outcomes) else 0
        self.stalled_by = waits[0].reason if self.fruitless >= _FRUITLESS else None
