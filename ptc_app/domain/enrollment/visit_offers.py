"""Which types of visit are offered to a participant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.enrollment.permissions import permissions_on
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import VisitTypeCondition, VisitTypeDefinition


def offered_visit_types(
    program: ProgramVersion, enrollment: Enrollment, finished: Collection[str], day: date
) -> tuple[VisitTypeDefinition, ...]:
    """The visit types of `program` that are offered on `day`, in its order; empty where none is.

    One is offered where all parts of its condition (`VisitTypeCondition`) hold. `finished`: the
    keys of the types of all visits that the participant has finished.
    """
    permitted = permissions_on(enrollment, day, program.consents.values())
    return tuple(
        visit_type
        for visit_type in program.manifest.visit_types
        if _decisions_fit(visit_type.offered, enrollment, permitted)
        and _visits_fit(visit_type.offered, finished)
    )


def _decisions_fit(
    condition: VisitTypeCondition, enrollment: Enrollment, permitted: frozenset[str]
) -> bool:
    agreed = {
        module
        for module in condition.agreed + condition.not_agreed
        if enrollment.decision(module) is ConsentDecision.YES
    }
    is_not_agreed = not condition.not_agreed or not agreed.issuperset(condition.not_agreed)
    return (
        agreed.issuperset(condition.agreed)
        and permitted.issuperset(condition.permitted)
        and is_not_agreed
    )


def _visits_fit(condition: VisitTypeCondition, finished: Collection[str]) -> bool:
    is_after = not condition.after or not set(condition.after).isdisjoint(finished)
    return is_after and set(condition.not_after).isdisjoint(finished)
