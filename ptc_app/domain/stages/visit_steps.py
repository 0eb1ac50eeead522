"""The steps of a visit and its stages, which of them are allowed, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.printable_text import LONGEST_NOTE, ensure_recordable
from ptc_app.domain.visit import (
    FINISH_STAGE,
    CancelReason,
    SkipReason,
    StageInVisit,
    StageState,
    Visit,
    VisitCancellation,
    ensure_no_barrier,
)


class StageAct(Enum):
    """What may be done with a stage, in the states of `STAGE_STEPS`. BEGIN: begin or resume it.
    COMPLETE: sign it. SKIP: leave it out. AMEND: sign a new version of what was signed. VOID: mark
    what was signed as entered in error."""

    BEGIN = auto()
    COMPLETE = auto()
    SKIP = auto()
    AMEND = auto()
    VOID = auto()


STAGE_STEPS = {
    (StageState.READY, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.READY, StageAct.SKIP): StageState.SKIPPED,
    (StageState.ANSWERED_BEFORE, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.IN_PROGRESS, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.IN_PROGRESS, StageAct.COMPLETE): StageState.COMPLETED,
    (StageState.IN_PROGRESS, StageAct.SKIP): StageState.SKIPPED,
    (StageState.SKIPPED, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.COMPLETED, StageAct.AMEND): StageState.COMPLETED,
    (StageState.COMPLETED, StageAct.VOID): StageState.VOIDED,
    (StageState.VOIDED, StageAct.BEGIN): StageState.IN_PROGRESS,
}
"""The state a step leads to; a step that is not here is refused."""

_STEPS_AFTER_FINISH = frozenset({StageAct.AMEND, StageAct.VOID})
"""What may still be done in a finished visit: corrections, which never reopen it."""


@dataclass(frozen=True, slots=True)
class StageChange:
    """The time of a step of a stage, and the practitioner who took it."""

    at: datetime
    by: PractitionerId


def begin_stage(visit: Visit, key: str, stage_change: StageChange) -> Visit:
    """The visit with this stage in progress; one already in progress is resumed. RuleBroken as
    `ensure_no_barrier`, `visit-finished`, or `stage-step` where it is completed; KeyError where
    the visit has no such stage."""
    ensure_no_barrier(visit, key)
    begun = replace(visit.stage(key), outcome="", skip_reason=None, void_reason=None, note="")
    return step_stage(visit, begun, StageAct.BEGIN, stage_change)


def complete_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with this stage completed; the last stage finishes the visit. `outcome`: the
    decision of a consent, whose module is then permitted after a yes, else not. RuleBroken as
    `ensure_no_barrier`, `visit-finished`, `stage-step` (not in progress); KeyError without it."""
    completed = replace(visit.stage(key), outcome=outcome)
    done = step_stage(visit, completed, StageAct.COMPLETE, stage_change)
    ensure_no_barrier(visit, key)
    if completed.plan.stage_type == FINISH_STAGE:
        return replace(done, ended_at=stage_change.at)
    return with_decision(done, completed)


def skip_stage(
    visit: Visit, key: str, stage_change: StageChange, reason: SkipReason, note: str = ""
) -> Visit:
    """The visit with this stage left out; it may be begun later. RuleBroken: `stage-required` (it
    may not be skipped), `skip-note` (OTHER without one), `text-unprintable`, `text-too-long` (the
    note), `visit-finished`, `stage-step` (neither ready nor in progress); KeyError without it."""
    stage = visit.stage(key)
    if not stage.plan.may_skip:
        raise RuleBroken("stage-required")
    if reason is SkipReason.OTHER and not note.strip():
        raise RuleBroken("skip-note")
    ensure_recordable(note, longest=LONGEST_NOTE)
    left_out = replace(stage, skip_reason=reason, note=note.strip())
    return step_stage(visit, left_out, StageAct.SKIP, stage_change)


def cancel_visit(visit: Visit, change: StageChange, reason: CancelReason, note: str = "") -> Visit:
    """The visit, cancelled. RuleBroken: `visit-finished` (it has ended), `visit-signed` (something
    but the identity check was signed in it and stands), `cancel-note` (OTHER without a note),
    `text-unprintable`, `text-too-long` (the note)."""
    if not visit.is_open:
        raise RuleBroken("visit-finished")
    if not visit.may_be_cancelled:
        raise RuleBroken("visit-signed")
    if reason is CancelReason.OTHER and not note.strip():
        raise RuleBroken("cancel-note")
    ensure_recordable(note, longest=LONGEST_NOTE)
    cancellation = VisitCancellation(reason, change.by, note.strip())
    return replace(visit, ended_at=change.at, cancellation=cancellation)


def step_stage(visit: Visit, stage: StageInVisit, act: StageAct, change: StageChange) -> Visit:
    """The visit with `stage` replacing its stage of that key, in the state the act leads to, with
    time and practitioner. RuleBroken `visit-finished` for all steps but AMEND and VOID,
    `stage-step` where `STAGE_STEPS` has none from its state. Barriers are not looked at."""
    if not visit.is_open and act not in _STEPS_AFTER_FINISH:
        raise RuleBroken("visit-finished")
    state = STAGE_STEPS.get((stage.state, act))
    if state is None:
        raise RuleBroken("stage-step")
    new = replace(stage, state=state, changed_at=change.at, changed_by=change.by)
    key = stage.plan.key
    return replace(visit, stages=tuple(new if s.plan.key == key else s for s in visit.stages))


def with_decision(visit: Visit, stage: StageInVisit) -> Visit:
    """The visit permitting the module of a consent `stage` if its outcome is a yes, else not; the
    visit as it is for any other stage."""
    if not stage.plan.module:
        return visit
    others = visit.permitted - {stage.plan.module}
    is_yes = stage.outcome == ConsentDecision.YES
    return replace(visit, permitted=others | {stage.plan.module} if is_yes else others)
