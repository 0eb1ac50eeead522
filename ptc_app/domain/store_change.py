"""What an act changed in the store, so that pages that show it load it again."""

from __future__ import annotations

from dataclasses import dataclass, field

from ptc_app.domain.ids import ParticipantId, VisitId


@dataclass(frozen=True, slots=True)
class StoreChange:
    """What a committed act changed in the store, so that views of it are loaded again.

    `participants`, `visits`: the ids of those that are new or changed, none by default. `outbox`:
    whether envelopes were added to the outbox or changed there.
    """

    participants: frozenset[ParticipantId] = field(default_factory=frozenset)
    visits: frozenset[VisitId] = field(default_factory=frozenset)
    outbox: bool = False
