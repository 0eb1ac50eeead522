"""What a verb of the clinic changed, for the views that care."""

from __future__ import annotations

from dataclasses import dataclass, field

from ptc_app.domain.ids import ParticipantId, VisitId


@dataclass(frozen=True, slots=True)
class StaleViews:
    """The participants and visits that are no longer as shown, and whether the outbox moved."""

    participants: frozenset[ParticipantId] = field(default_factory=frozenset)
    visits: frozenset[VisitId] = field(default_factory=frozenset)
    outbox: bool = False
