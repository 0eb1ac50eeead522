"""The sync page's use cases: outbox status, sending now, sending a rejected envelope again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, EnvelopeNeedingAttention, WaitingStream
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.services.session_context import SessionContext


class Outbox(Protocol):
    """Port to the envelopes of the site; `Outbox` of the storage provides it.

    Every method raises StoreUnusable. A page begins behind the position `after` (0: the first).
    """

    def counts(self) -> DeliveryCounts:
        """The number of envelopes in each delivery state. Raises StoreUnusable."""

    def waiting(self, *, after: int, limit: int) -> list[WaitingStream]:
        """At most `limit` participants with waiting envelopes, by the first waiting one of each.

        Raises StoreUnusable.
        """

    def needing_attention(self, *, after: int, limit: int) -> list[EnvelopeNeedingAttention]:
        """At most `limit` envelopes that need attention, in the order of recording.

        Raises StoreUnusable.
        """

    def wake(self, now: datetime) -> None:
        """Make every waiting envelope due at `now` (UTC). Raises StoreUnusable."""

    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None:
        """Make an envelope that is not received due at `now` (UTC), with its audit entry.

        RuleBroken (`nothing-to-send`) where central has it, or there is none of that id.
        Raises StoreUnusable.
        """

    def last_received_at(self) -> datetime | None:
        """When central last acknowledged an envelope, in UTC; None if it never did.

        Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The state of the outbox, as the sync page and the status line show it.

    `counts`: envelopes by delivery state: recorded = received + waiting + needs attention.
    `last_received_at`: when central last acknowledged one, in UTC; None if it never did.
    """

    counts: DeliveryCounts
    last_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncService:
    """Reads the outbox and makes envelopes due; every method raises StoreUnusable."""

    outbox: Outbox
    session_context: SessionContext

    def status(self) -> SyncStatus:
        """The number of envelopes in each delivery state, and when central last acknowledged one.

        Asks the store, not central. Raises StoreUnusable.
        """
        return SyncStatus(self.outbox.counts(), self.outbox.last_received_at())

    def waiting(
        self, *, after: WaitingStream | None = None, limit: int = PAGE_ROWS
    ) -> list[WaitingStream]:
        """One page of the participants whose envelopes wait, at most `limit`, behind `after`.

        In the order in which the first waiting envelope of each was recorded. Those that wait
        behind an envelope that needs attention are among them. Raises StoreUnusable.
        """
        return self.outbox.waiting(after=after.position if after else 0, limit=limit)

    def needing_attention(
        self, *, after: EnvelopeNeedingAttention | None = None, limit: int = PAGE_ROWS
    ) -> list[EnvelopeNeedingAttention]:
        """One page of the envelopes that need attention, at most `limit`, behind `after`.

        They are those that central rejected, in the order in which they were recorded.
        Raises StoreUnusable.
        """
        return self.outbox.needing_attention(after=after.position if after else 0, limit=limit)

    def counts(self) -> DeliveryCounts:
        """The number of envelopes in each delivery state, for the status line.

        Asks the store, not central. Raises StoreUnusable.
        """
        return self.outbox.counts()

    def wake(self) -> None:
        """Make every waiting envelope due now and publish that the outbox changed.

        It sends nothing itself. Envelopes that need attention stay as they are. StoreUnusable, and
        then nothing is published.
        """
        self.outbox.wake(self.session_context.now())
        self.session_context.publish(StoreChange(outbox=True))

    def send_again(self, envelope_id: EnvelopeId) -> None:
        """Make an envelope that needs attention due now, unchanged, with an audit entry.

        Publishes that the outbox changed; sends nothing itself. RuleBroken (`nothing-to-send`)
        where central has received it, or there is no envelope of that id. Raises StoreUnusable.
        """
        audit = self.session_context.audit_event(AuditAction.SENT_AGAIN, envelope_id)
        self.outbox.send_again(envelope_id, self.session_context.now(), audit)
        self.session_context.publish(StoreChange(outbox=True))
