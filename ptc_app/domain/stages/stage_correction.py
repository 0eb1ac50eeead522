"""Corrections of a stage of a visit: it is amended, or voided as entered in error."""

from __future__ import annotations

from dataclasses import replace

from ptc_app.domain.correction import CorrectionReason
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.visit import (
    FINISH_STAGE,
    IDENTITY_STAGE,
    Stage,
    StageChange,
    StageStep,
    Visit,
    ensure_no_barrier,
    step_stage,
    with_decision,
)

_NEVER_CORRECTED = frozenset({IDENTITY_STAGE, FINISH_STAGE})
"""Stages that are recorded with the visit itself; of the others, the record kind says whether."""


def ensure_amendable(visit: Visit, key: str) -> None:
    """Refuse to amend a stage that makes no record of its own, or is closed by what it needs."""
    _ensure_correctable(visit.stage(key))
    ensure_no_barrier(visit, key)


def amend_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with a new version of this stage; also of a visit that is finished.

    A consent's new decision permits its module, or no longer.
    """
    ensure_amendable(visit, key)
    amended = replace(visit.stage(key), outcome=outcome, is_amended=True)
    return with_decision(step_stage(visit, amended, StageStep.AMEND, stage_change), amended)


def void_stage(
    visit: Visit, key: str, stage_change: StageChange, reason: CorrectionReason, note: str = ""
) -> Visit:
    """The visit with this stage entered in error; also of a visit that is finished.

    A voided consent permits its module no longer: what requires it is closed. While the visit is
    open the stage may be begun again; it need not be, to finish the visit.
    """
    stage = visit.stage(key)
    _ensure_correctable(stage)
    voided = replace(stage, outcome="", is_amended=False, void_reason=reason, note=note.strip())
    return with_decision(step_stage(visit, voided, StageStep.VOID, stage_change), voided)


def _ensure_correctable(stage: Stage) -> None:
    if stage.plan.stage_type in _NEVER_CORRECTED:
        raise RuleBroken("nothing-to-correct")
