"""What an act changed in the store, so that pages that show it load it again."""

from __future__ import annotations

from dataclasses import dataclass, field

from ptc_app.domain.ids import ParticipantId, VisitId


@dataclass(frozen=True, slots=True)
class StoreChange:
    """The ids of the participants and visits that changed, and whether the outbox did."""

    participants: frozenset[ParticipantId] = field(default_factory=frozenset)
    visits: frozenset[VisitId] = field(default_factory=frozenset)
    outbox: bool = False
