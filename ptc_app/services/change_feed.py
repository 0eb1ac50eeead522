"""Publishes what was changed in the store, so that pages need not tell each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.record import Record, SignedAct
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.author_context import RecordStore

ChangeListener = Callable[[StoreChange], None]


class ChangeFeed:
    """Calls every listener after each commit, on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[ChangeListener] = []

    def subscribe(self, listener: ChangeListener) -> None:
        """Call `listener` with each later change."""
        self._listeners.append(listener)

    def publish(self, change: StoreChange) -> None:
        """Tell all listeners which participants and visits are no longer as shown."""
        for listener in self._listeners:
            listener(change)


class StoredRecords(RecordStore, Protocol):
    """The signed records, and the drafts they were signed from."""

    def signed_draft(self, record_id: RecordId) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class PublishingRecords:
    """A record store that publishes the participant and visit of each act it has stored.

    Every signed act adds an envelope, so the outbox has changed as well.
    """

    records: StoredRecords
    publish: ChangeListener

    def sign(self, act: SignedAct) -> None:
        """Store the act, then publish it; nothing is published if storing raises."""
        self.records.sign(act)
        visits = frozenset({act.visit.id}) if act.visit else frozenset()
        self.publish(StoreChange(frozenset({act.record.participant_id}), visits, outbox=True))

    def of_stage(self, visit_id: VisitId, stage: str) -> list[Record]:
        """The records of a stage."""
        return self.records.of_stage(visit_id, stage)

    def signed_draft(self, record_id: RecordId) -> bytes | None:
        """The draft a record was signed from, if it is kept."""
        return self.records.signed_draft(record_id)
