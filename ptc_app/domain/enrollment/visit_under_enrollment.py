"""A visit under the participant's enrollment: what is permitted, and which consents stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.enrollment.permissions import permissions_on, standing_decision
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.visit import StageInVisit, StageState, Visit


def with_permissions(
    visit: Visit, enrollment: Enrollment, program: ProgramVersion, day: date
) -> Visit:
    """The visit with the consent modules that `enrollment` permits on `day`; nothing is stored.

    `program` is the version the visit began with. In an unfinished visit, a consent stage that was
    not begun becomes ANSWERED_BEFORE where its form has a standing decision (`standing_decision`),
    with that decision as its outcome, and READY where it has none.
    """
    permitted = permissions_on(enrollment, day, program.consents.values())
    if not visit.is_open:
        return replace(visit, permitted=permitted)
    stages = tuple(_with_standing(stage, enrollment, program, day) for stage in visit.stages)
    return replace(visit, permitted=permitted, stages=stages)


def _with_standing(
    stage: StageInVisit, enrollment: Enrollment, program: ProgramVersion, day: date
) -> StageInVisit:
    is_ahead = stage.state in {StageState.READY, StageState.ANSWERED_BEFORE}
    if not stage.plan.module or not is_ahead:
        return stage
    standing = standing_decision(enrollment, day, program.consents[stage.plan.content])
    if standing is None:
        return StageInVisit(stage.plan)
    signed_at = standing.at.astimezone(UTC)
    return StageInVisit(
        stage.plan, StageState.ANSWERED_BEFORE, standing.decision, changed_at=signed_at
    )
