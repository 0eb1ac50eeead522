"""What a committed change made stale: the participants and visits to load again."""

from __future__ import annotations

from dataclasses import dataclass, field

from ptc_app.domain.ids import ParticipantId, VisitId


@dataclass(frozen=True, slots=True)
class StaleViews:
    """Participants and visits that are no longer as shown; `outbox` if envelopes changed."""

    participants: frozenset[ParticipantId] = field(default_factory=frozenset)
    visits: frozenset[VisitId] = field(default_factory=frozenset)
    outbox: bool = False
