"""Corrections of a stage of a visit: it is amended, or voided as entered in error."""

from __future__ import annotations

from dataclasses import replace

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.visit_steps import StageAct, StageChange, step_stage, with_decision
from ptc_app.domain.visit import (
    FINISH_STAGE,
    IDENTITY_STAGE,
    StageInVisit,
    Visit,
    ensure_no_barrier,
)

_NEVER_CORRECTED = frozenset({IDENTITY_STAGE, FINISH_STAGE})
"""Stages that are recorded with the visit itself; of the others, the record kind says whether."""


def ensure_amendable(visit: Visit, key: str) -> None:
    """Refuse to amend the stage of that key; its state and its kind of record are not looked at.

    RuleBroken `nothing-to-correct` for the identity check and the end of a visit; `consent-missing`
    or `stage-blocked` as `ensure_no_barrier`, where a consent or a stage that it needs is missing
    now. KeyError where the visit has no such stage.
    """
    _ensure_correctable(visit.stage(key))
    ensure_no_barrier(visit, key)


def amend_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with this completed stage amended; also of a finished visit.

    `outcome`: the new one, a ConsentDecision's value where it is a consent: its module is
    permitted after a yes, else not. Raises what `ensure_amendable` does, and RuleBroken
    `stage-step` where the stage is not completed.
    """
    ensure_amendable(visit, key)
    amended = replace(visit.stage(key), outcome=outcome, is_amended=True)
    return with_decision(step_stage(visit, amended, StageAct.AMEND, stage_change), amended)


def void_stage(
    visit: Visit, key: str, stage_change: StageChange, reason: CorrectionReason, note: str = ""
) -> Visit:
    """The visit with this completed stage voided (entered in error); also of a finished visit.

    A voided consent no longer permits its module: stages that require it are closed. While the
    visit is open the stage may be begun again; it need not be, to finish the visit. RuleBroken
    `nothing-to-correct` for the identity check and the end of a visit, `stage-step` where the
    stage is not completed. KeyError where the visit has no such stage.
    """
    stage = visit.stage(key)
    _ensure_correctable(stage)
    voided = replace(stage, outcome="", is_amended=False, void_reason=reason, note=note.strip())
    return with_decision(step_stage(visit, voided, StageAct.VOID, stage_change), voided)


def _ensure_correctable(stage: StageInVisit) -> None:
    if stage.plan.stage_type in _NEVER_CORRECTED:
        raise RuleBroken("nothing-to-correct")
