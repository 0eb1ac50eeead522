"""Delivery state as shown to the staff, and the requests to send again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, ParkedEnvelope, WaitingStream
from ptc_app.domain.stale_views import StaleViews
from ptc_app.services.act_context import ActContext
from ptc_app.services.paging import PAGE_ROWS


class Outbox(Protocol):
    """The envelopes of this site; lists come in pages that begin behind a position."""

    def counts(self) -> DeliveryCounts: ...
    def waiting(self, *, after: int, limit: int) -> list[WaitingStream]: ...
    def parked(self, *, after: int, limit: int) -> list[ParkedEnvelope]: ...
    def wake(self, now: datetime) -> None: ...
    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None: ...
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Where everything recorded here is, and when central last confirmed something."""

    counts: DeliveryCounts
    last_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncService:
    """Delivery state of the outbox, and what a person may do about it."""

    outbox: Outbox
    act_context: ActContext

    def status(self) -> SyncStatus:
        """The counts of the outbox and the time of the last receipt."""
        return SyncStatus(self.outbox.counts(), self.outbox.last_received_at())

    def waiting(
        self, *, after: WaitingStream | None = None, limit: int = PAGE_ROWS
    ) -> list[WaitingStream]:
        """One page of the participants whose envelopes wait, beginning behind `after`."""
        return self.outbox.waiting(after=after.position if after else 0, limit=limit)

    def parked(
        self, *, after: ParkedEnvelope | None = None, limit: int = PAGE_ROWS
    ) -> list[ParkedEnvelope]:
        """One page of the envelopes that need attention, beginning behind `after`."""
        return self.outbox.parked(after=after.position if after else 0, limit=limit)

    def counts(self) -> DeliveryCounts:
        """The four numbers of the status line."""
        return self.outbox.counts()

    def wake(self) -> None:
        """Make all waiting envelopes due now."""
        self.outbox.wake(self.act_context.now())
        self.act_context.publish(StaleViews(outbox=True))

    def send_again(self, envelope_id: EnvelopeId) -> None:
        """Make a rejected envelope due again, unchanged; RuleBroken if central has it already."""
        audit = self.act_context.audit_event(AuditAction.SENT_AGAIN, envelope_id)
        self.outbox.send_again(envelope_id, self.act_context.now(), audit)
        self.act_context.publish(StaleViews(outbox=True))
