"""A participant's signed consent decisions over time, folded into their enrollment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import RecordId


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision on one consent module, as a signed record holds it.

    `form_version` is the version of the form it was signed under. `amends` is the record it
    corrects. A decision that is superseded by a correction, or voided as entered in error, does
    not count.
    """

    record_id: RecordId
    module: str
    form_version: str
    decision: ConsentDecision
    at: datetime
    amends: RecordId | None = None
    is_superseded: bool = False
    is_voided: bool = False

    @property
    def is_in_force(self) -> bool:
        """Whether it was neither superseded nor voided."""
        return not (self.is_superseded or self.is_voided)


@dataclass(frozen=True, slots=True)
class Enrollment:
    """What a participant has decided: all decisions in order, and the one that counts now of each
    consent module."""

    history: tuple[RecordedDecision, ...] = ()
    latest: Mapping[str, RecordedDecision] = field(default_factory=dict)

    def decision(self, module: str) -> ConsentDecision | None:
        """The decision on this module that counts now; None where none was made."""
        found = self.latest.get(module)
        return found.decision if found else None

    def was_voided(self, module: str) -> bool:
        """Whether a decision on this module was voided as entered in error."""
        return any(one.module == module and one.is_voided for one in self.history)


def fold_enrollment(decisions: Iterable[RecordedDecision]) -> Enrollment:
    """The enrollment after these decisions, given in the order they were authored.

    The last one that counts decides for its module. A correction stands where the decision it
    corrects stood, so that correcting an old decision does not undo a later one.
    """
    history = tuple(decisions)
    latest: dict[str, RecordedDecision] = {}
    for decision in _in_effective_order(history):
        if decision.is_in_force:
            latest[decision.module] = decision
    return Enrollment(history, latest)


def decisions_until(
    decisions: Iterable[RecordedDecision], at: datetime
) -> tuple[RecordedDecision, ...]:
    """The decisions made until `at`, with all corrections of them, also those made later."""
    found: dict[RecordId, RecordedDecision] = {}
    for decision in decisions:
        if decision.at <= at or decision.amends in found:
            found[decision.record_id] = decision
    return tuple(found.values())


def _in_effective_order(history: tuple[RecordedDecision, ...]) -> list[RecordedDecision]:
    places: dict[RecordId, int] = {}
    for place, decision in enumerate(history):
        corrected = decision.amends if decision.amends in places else None
        places[decision.record_id] = place if corrected is None else places[corrected]
    return sorted(history, key=lambda decision: places[decision.record_id])
