"""A participant's signed consent decisions over time, folded into their enrollment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import RecordId


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision on one consent module, as a signed record holds it.

    `module`: the code of the consent module. `form_version`: the version of the form it was signed
    under. `at`: when it was signed; `valid_for_days` counts from its day in the time zone it has.
    `amends`: the record it corrects; None where it corrects none. `is_superseded`, `is_voided`: a
    later record corrected it, or marked it as entered in error; then it does not count.
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
        """Whether the decision counts: it was neither superseded nor voided."""
        return not (self.is_superseded or self.is_voided)


@dataclass(frozen=True, slots=True)
class Enrollment:
    """What a participant has decided.

    `history`: all decisions in the order they were signed, also those that do not count. `latest`:
    by consent module, the decision that counts now; a module without one is not in it.
    """

    history: tuple[RecordedDecision, ...] = ()
    latest: Mapping[str, RecordedDecision] = field(default_factory=dict)

    def decision(self, module: str) -> ConsentDecision | None:
        """The decision on this consent module that counts now; None where there is none."""
        found = self.latest.get(module)
        return found.decision if found else None

    def was_voided(self, module: str) -> bool:
        """Whether any decision on this consent module was voided, even if a later one counts."""
        return any(one.module == module and one.is_voided for one in self.history)


def fold_enrollment(decisions: Iterable[RecordedDecision]) -> Enrollment:
    """The enrollment after all decisions of one participant, given in the order they were signed.

    The last one in force decides for its module. A correction stands where the decision it corrects
    stood, so that correcting an old decision does not undo a later one.
    """
    history = tuple(decisions)
    latest: dict[str, RecordedDecision] = {}
    for decision in _in_effective_order(history):
        if decision.is_in_force:
            latest[decision.module] = decision
    return Enrollment(history, latest)


def decisions_until(
    decisions: Iterable[RecordedDecision], signed: Collection[RecordId]
) -> tuple[RecordedDecision, ...]:
    """The decisions whose records are in `signed`, with all corrections of them, also later ones.

    `signed`: the records signed up to a place in the order of signing, such as the end of a visit;
    the time in a record says nothing of it, since a clock can be set back. `decisions` are in the
    order they were signed; the result keeps it.
    """
    found: dict[RecordId, RecordedDecision] = {}
    for decision in decisions:
        if decision.record_id in signed or decision.amends in found:
            found[decision.record_id] = decision
    return tuple(found.values())


def _in_effective_order(history: tuple[RecordedDecision, ...]) -> list[RecordedDecision]:
    places: dict[RecordId, int] = {}
    for place, decision in enumerate(history):
        corrected = decision.amends if decision.amends in places else None
        places[decision.record_id] = place if corrected is None else places[corrected]
    return sorted(history, key=lambda decision: places[decision.record_id])
