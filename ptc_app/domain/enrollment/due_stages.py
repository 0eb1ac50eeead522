"""The stages of a visit type that are due for a participant, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.enrollment.permissions import standing_decision
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import VisitTypeDefinition
from ptc_app.domain.visit import (
    FINISH_STAGE,
    IDENTITY_STAGE,
    PlannedStage,
    StageInVisit,
    StageState,
    Visit,
)


class DueReason(StrEnum):
    """Why a stage is due.

    NOT_DONE: it was never completed. AGAIN: it was, at an earlier visit. NOT_SURE: a consent that
    the participant had not decided on. NEW_FORM: a consent signed under a version that the form in
    force does not keep. RAN_OUT: a consent whose time is over.
    """

    NOT_DONE = "not-done"
    AGAIN = "again"
    NOT_SURE = "not-sure"
    NEW_FORM = "new-form"
    RAN_OUT = "ran-out"


@dataclass(frozen=True, slots=True)
class DueStage:
    """A stage that a new visit would have to do.

    `key`: that of the stage in the program. `last`: when it was completed last, with a time zone;
    None where it never was. `form_version`: of a consent, the version of the form it would be asked
    with; "" for other stages.
    """

    key: str
    reason: DueReason
    last: datetime | None = None
    form_version: str = ""


def due_stages(
    program: ProgramVersion,
    visit_type: VisitTypeDefinition,
    enrollment: Enrollment,
    visits: Sequence[Visit],
    day: date,
) -> tuple[DueStage, ...]:
    """The stages of a visit of this type that are due on `day`, in the order of the visit.

    Consents whose decision stands are left out, and what belongs to every visit (the identity check
    and its end). `visits`: all of the participant's, newest first; cancelled ones do not count.
    """
    plans = program.visit_plan(visit_type.key).stages
    return tuple(
        due
        for plan in plans
        if plan.stage_type not in (IDENTITY_STAGE, FINISH_STAGE)
        and (due := _due(program, plan, enrollment, visits, day)) is not None
    )


def _due(
    program: ProgramVersion,
    plan: PlannedStage,
    enrollment: Enrollment,
    visits: Sequence[Visit],
    day: date,
) -> DueStage | None:
    if plan.module:
        return _due_consent(program, plan, enrollment, day)
    last = _completed_last(plan.key, visits)
    return DueStage(plan.key, DueReason.NOT_DONE if last is None else DueReason.AGAIN, last)


def _due_consent(
    program: ProgramVersion, plan: PlannedStage, enrollment: Enrollment, day: date
) -> DueStage | None:
    form = program.consents[plan.content]
    if standing_decision(enrollment, day, form) is not None:
        return None
    latest = enrollment.latest.get(plan.module)
    if latest is None:
        return DueStage(plan.key, DueReason.NOT_DONE, None, form.version)
    reason = DueReason.NOT_SURE
    if latest.decision is not ConsentDecision.NOT_SURE:
        has_run_out = standing_decision(enrollment, latest.at.date(), form) is not None
        reason = DueReason.RAN_OUT if has_run_out else DueReason.NEW_FORM
    return DueStage(plan.key, reason, latest.at, form.version)


def _completed_last(key: str, visits: Sequence[Visit]) -> datetime | None:
    """When the stage of this key was completed last; None where it never was."""
    stages = (_stage(visit, key) for visit in visits if visit.cancellation is None)
    times = (s.changed_at for s in stages if s is not None and s.state is StageState.COMPLETED)
    return next((at for at in times if at is not None), None)


def _stage(visit: Visit, key: str) -> StageInVisit | None:
    return next((stage for stage in visit.stages if stage.plan.key == key), None)
