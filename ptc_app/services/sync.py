"""The sync page's use cases: outbox status, sending now, sending a rejected envelope again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, ParkedEnvelope, WaitingStream
from ptc_app.services.act_context import ActContext

_SHOWN = 100
"""Rows of a list on the sync page; the counts above it are always of everything."""


class Outbox(Protocol):
    """The outbox of this site."""

    def counts(self) -> DeliveryCounts: ...
    def waiting(self, limit: int) -> list[WaitingStream]: ...
    def parked(self, limit: int) -> list[ParkedEnvelope]: ...
    def wake(self, now: datetime) -> None: ...
    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None: ...
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the sync page and the status line show."""

    counts: DeliveryCounts
    waiting: list[WaitingStream]
    parked: list[ParkedEnvelope]
    last_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncService:
    """Reads the outbox and makes envelopes due."""

    outbox: Outbox
    act_context: ActContext

    def status(self) -> SyncStatus:
        """Counts, waiting streams and rejected envelopes now."""
        return SyncStatus(
            counts=self.outbox.counts(),
            waiting=self.outbox.waiting(_SHOWN),
            parked=self.outbox.parked(_SHOWN),
            last_received_at=self.outbox.last_received_at(),
        )

    def counts(self) -> DeliveryCounts:
        """The counts alone, for the status line."""
        return self.outbox.counts()

    def wake(self) -> None:
        """Make every waiting envelope due now."""
        self.outbox.wake(self.act_context.now())

    def send_again(self, envelope_id: EnvelopeId) -> None:
        """Make a rejected envelope due again, unchanged, with an audit entry."""
        audit = self.act_context.audit_event(AuditAction.SENT_AGAIN, envelope_id)
        self.outbox.send_again(envelope_id, self.act_context.now(), audit)
