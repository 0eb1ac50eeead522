"""The sync page's use cases: outbox status, sending now, sending a rejected envelope again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, ParkedEnvelope, WaitingStream
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.author_context import AuthorContext
from ptc_app.services.page_size import PAGE_ROWS


class Outbox(Protocol):
    """The outbox of this site."""

    def counts(self) -> DeliveryCounts: ...
    def waiting(self, *, after: int, limit: int) -> list[WaitingStream]: ...
    def parked(self, *, after: int, limit: int) -> list[ParkedEnvelope]: ...
    def wake(self, now: datetime) -> None: ...
    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None: ...
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the sync page and the status line show."""

    counts: DeliveryCounts
    last_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncService:
    """Reads the outbox and makes envelopes due."""

    outbox: Outbox
    author_context: AuthorContext

    def status(self) -> SyncStatus:
        """The counts, and when central last confirmed an envelope."""
        return SyncStatus(self.outbox.counts(), self.outbox.last_received_at())

    def waiting(
        self, *, after: WaitingStream | None = None, limit: int = PAGE_ROWS
    ) -> list[WaitingStream]:
        """One page of the participants whose envelopes wait, beginning behind `after`."""
        return self.outbox.waiting(after=after.position if after else 0, limit=limit)

    def parked(
        self, *, after: ParkedEnvelope | None = None, limit: int = PAGE_ROWS
    ) -> list[ParkedEnvelope]:
        """One page of the rejected envelopes, beginning behind `after`."""
        return self.outbox.parked(after=after.position if after else 0, limit=limit)

    def counts(self) -> DeliveryCounts:
        """The counts alone, for the status line."""
        return self.outbox.counts()

    def wake(self) -> None:
        """Make every waiting envelope due now."""
        self.outbox.wake(self.author_context.now())
        self.author_context.publish(StoreChange(outbox=True))

    def send_again(self, envelope_id: EnvelopeId) -> None:
        """Make a rejected envelope due again, unchanged, with an audit entry."""
        audit = self.author_context.audit_event(AuditAction.SENT_AGAIN, envelope_id)
        self.outbox.send_again(envelope_id, self.author_context.now(), audit)
        self.author_context.publish(StoreChange(outbox=True))
