"""What is shown of sending, and what a person may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import Action, AuditEvent
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import Counts, Parked, WaitingStream
from ptc_app.services.desk import Working

_SHOWN = 100
"""Rows of a list on the sync page; the counts above it are always of everything."""


class Outbox(Protocol):
    """Where everything recorded here is."""

    def counts(self) -> Counts: ...
    def waiting(self, limit: int) -> list[WaitingStream]: ...
    def parked(self, limit: int) -> list[Parked]: ...
    def wake(self, now: datetime) -> None: ...
    def send_again(self, envelope_id: EnvelopeId, now: datetime, audit: AuditEvent) -> None: ...
    def last_received_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """All that the sync page and the status line show."""

    counts: Counts
    waiting: list[WaitingStream]
    parked: list[Parked]
    last_received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """The verbs of the outbox."""

    outbox: Outbox
    working: Working

    def status(self) -> SyncStatus:
        """Where everything is now."""
        return SyncStatus(
            counts=self.outbox.counts(),
            waiting=self.outbox.waiting(_SHOWN),
            parked=self.outbox.parked(_SHOWN),
            last_received_at=self.outbox.last_received_at(),
        )

    def counts(self) -> Counts:
        """The four numbers of the status line."""
        return self.outbox.counts()

    def wake(self) -> None:
        """All that waits may be tried at once."""
        self.outbox.wake(self.working.now())

    def send_again(self, envelope_id: EnvelopeId) -> None:
        """What central refused is offered to it once more, as it is."""
        audit = self.working.did(Action.SENT_AGAIN, envelope_id)
        self.outbox.send_again(envelope_id, self.working.now(), audit)
