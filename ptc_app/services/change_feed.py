"""Publishes what a committed change made stale, so that pages need not tell each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ptc_app.domain.record import SignedAct
from ptc_app.domain.stale_views import StaleViews
from ptc_app.services.act_context import RecordStore

ChangeListener = Callable[[StaleViews], None]


class ChangeFeed:
    """Calls every listener after each commit, on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[ChangeListener] = []

    def subscribe(self, listener: ChangeListener) -> None:
        """Call `listener` with each later change."""
        self._listeners.append(listener)

    def publish(self, stale: StaleViews) -> None:
        """Tell all listeners which participants and visits are no longer as shown."""
        for listener in self._listeners:
            listener(stale)


@dataclass(frozen=True, slots=True)
class PublishingRecords:
    """A record store that publishes the participant and visit of each act it has stored.

    Every signed act adds an envelope, so the outbox is stale as well.
    """

    records: RecordStore
    publish: ChangeListener

    def sign(self, act: SignedAct) -> None:
        """Store the act, then publish it; nothing is published if storing raises."""
        self.records.sign(act)
        visits = {act.visit.id} if act.visit else frozenset()
        self.publish(
            StaleViews(frozenset({act.record.participant_id}), frozenset(visits), outbox=True)
        )
