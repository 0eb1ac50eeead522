"""A visit and its stages, and the table of the steps that are allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.correction import CorrectionReason
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, PractitionerId, VisitId


class StageKind(StrEnum):
    """What is done in a stage; each kind has a page."""

    IDENTITY = "identity"
    CONSENT = "consent"
    SURVEY = "survey"
    MEASUREMENTS = "measurements"
    FINISH = "finish"


class StageState(StrEnum):
    """Where a stage stands."""

    READY = "ready"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    VOIDED = "entered-in-error"


class StageStep(StrEnum):
    """What may be done with a stage."""

    BEGIN = "begin"
    COMPLETE = "complete"
    SKIP = "skip"
    AMEND = "amend"
    VOID = "void"


STAGE_STEPS = {
    (StageState.READY, StageStep.BEGIN): StageState.IN_PROGRESS,
    (StageState.READY, StageStep.SKIP): StageState.SKIPPED,
    (StageState.IN_PROGRESS, StageStep.BEGIN): StageState.IN_PROGRESS,
    (StageState.IN_PROGRESS, StageStep.COMPLETE): StageState.COMPLETED,
    (StageState.IN_PROGRESS, StageStep.SKIP): StageState.SKIPPED,
    (StageState.SKIPPED, StageStep.BEGIN): StageState.IN_PROGRESS,
    (StageState.COMPLETED, StageStep.AMEND): StageState.COMPLETED,
    (StageState.COMPLETED, StageStep.VOID): StageState.VOIDED,
    (StageState.VOIDED, StageStep.BEGIN): StageState.IN_PROGRESS,
}
"""The state a step leads to; a step that is not here is refused."""

_STEPS_AFTER_FINISH = frozenset({StageStep.AMEND, StageStep.VOID})
"""What may still be done in a finished visit: corrections, which never reopen it."""

CORRECTABLE_KINDS = frozenset({StageKind.CONSENT, StageKind.SURVEY, StageKind.MEASUREMENTS})
"""The stages whose records can be amended and voided."""


class SkipReason(StrEnum):
    """Why a stage was left out."""

    PARTICIPANT_DECLINED = "participant-declined"
    NO_TIME = "no-time"
    UNWELL = "unwell"
    EQUIPMENT = "equipment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage as the program lays it out.

    `content` names the consent, questionnaire or protocol it works with; `needs` are the stages
    that must be completed first, and with a yes where they are consents.
    """

    key: str
    kind: StageKind
    content: str = ""
    needs: tuple[str, ...] = ()
    may_skip: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it went in one visit.

    `outcome` is the decision where it is a consent, and the codes of what the person was known
    by (with a space between) where it is the check of identity. A stage that is completed may
    have been amended since (`is_amended`); one that was entered in error has no outcome.
    """

    plan: StagePlan
    state: StageState = StageState.READY
    outcome: str = ""
    skip_reason: SkipReason | None = None
    void_reason: CorrectionReason | None = None
    is_amended: bool = False
    note: str = ""
    changed_at: datetime | None = None
    changed_by: PractitionerId | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing has to be done here before the visit can be finished."""
        return self.state in {StageState.COMPLETED, StageState.SKIPPED, StageState.VOIDED}


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one participant, with the stages of the program it began with."""

    id: VisitId
    participant_id: ParticipantId
    program_version: str
    started_at: datetime
    stages: tuple[Stage, ...]
    finished_at: datetime | None = None

    def stage(self, key: str) -> Stage:
        """The stage of that key; KeyError where the program has none."""
        for stage in self.stages:
            if stage.plan.key == key:
                return stage
        raise KeyError(key)

    @property
    def next_stage(self) -> Stage | None:
        """The first stage that is open and may be begun: the one thing to do next."""
        if self.finished_at is not None:
            return None
        return next(
            (s for s in self.stages if not s.is_settled and not blocking_stage(self, s)), None
        )


@dataclass(frozen=True, slots=True)
class StageChange:
    """Who moved a stage and when."""

    at: datetime
    by: PractitionerId


def new_visit(
    visit_id: VisitId,
    participant_id: ParticipantId,
    program_version: str,
    plans: Iterable[StagePlan],
    at: datetime,
) -> Visit:
    """A new visit with all its stages ahead."""
    stages = tuple(Stage(plan) for plan in plans)
    return Visit(visit_id, participant_id, program_version, at, stages)


def blocking_stage(visit: Visit, stage: Stage) -> str:
    """The key of the stage that stands in the way, or nothing."""
    if stage.plan.kind is StageKind.FINISH:
        return next((s.plan.key for s in visit.stages if s is not stage and _open(visit, s)), "")
    return next((key for key in stage.plan.needs if not _holds(visit.stage(key))), "")


def begin_stage(visit: Visit, key: str, stage_change: StageChange) -> Visit:
    """The visit with this stage in progress; a stage already in progress is resumed."""
    stage = visit.stage(key)
    if blocking_stage(visit, stage):
        raise RuleBroken("stage-blocked")
    begun = replace(stage, skip_reason=None, void_reason=None, note="")
    return _stepped(visit, begun, StageStep.BEGIN, stage_change)


def complete_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with this stage done; the last stage closes the visit.

    RuleBroken `stage-blocked` where what it needs was voided since it was begun.
    """
    stage = visit.stage(key)
    done = _stepped(visit, replace(stage, outcome=outcome), StageStep.COMPLETE, stage_change)
    if blocking_stage(visit, stage):
        raise RuleBroken("stage-blocked")
    if done.stage(key).plan.kind is StageKind.FINISH:
        return replace(done, finished_at=stage_change.at)
    return done


def skip_stage(
    visit: Visit, key: str, stage_change: StageChange, reason: SkipReason, note: str = ""
) -> Visit:
    """The visit with this stage left out for a reason."""
    stage = visit.stage(key)
    if not stage.plan.may_skip:
        raise RuleBroken("stage-required")
    if reason is SkipReason.OTHER and not note.strip():
        raise RuleBroken("skip-note")
    left_out = replace(stage, skip_reason=reason, note=note.strip())
    return _stepped(visit, left_out, StageStep.SKIP, stage_change)


def ensure_amendable(visit: Visit, key: str) -> None:
    """Refuse to amend a stage that makes no record of its own, or is closed by what it needs."""
    stage = visit.stage(key)
    _ensure_correctable(stage)
    if blocking_stage(visit, stage):
        raise RuleBroken("stage-blocked")


def amend_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with a new version of this stage; also of a visit that is finished."""
    ensure_amendable(visit, key)
    amended = replace(visit.stage(key), outcome=outcome, is_amended=True)
    return _stepped(visit, amended, StageStep.AMEND, stage_change)


def void_stage(
    visit: Visit, key: str, stage_change: StageChange, reason: CorrectionReason, note: str = ""
) -> Visit:
    """The visit with this stage entered in error; also of a visit that is finished.

    A voided consent holds no more: it closes what needs it. While the visit is open the stage
    may be begun again; it need not be, to finish the visit.
    """
    stage = visit.stage(key)
    _ensure_correctable(stage)
    voided = replace(stage, outcome="", is_amended=False, void_reason=reason, note=note.strip())
    return _stepped(visit, voided, StageStep.VOID, stage_change)


def _ensure_correctable(stage: Stage) -> None:
    if stage.plan.kind not in CORRECTABLE_KINDS:
        raise RuleBroken("nothing-to-correct")


def _stepped(visit: Visit, stage: Stage, step: StageStep, stage_change: StageChange) -> Visit:
    """The visit with this stage in place of its own, one step on."""
    if visit.finished_at is not None and step not in _STEPS_AFTER_FINISH:
        raise RuleBroken("visit-finished")
    state = STAGE_STEPS.get((stage.state, step))
    if state is None:
        raise RuleBroken("stage-step")
    new = replace(stage, state=state, changed_at=stage_change.at, changed_by=stage_change.by)
    key = stage.plan.key
    return replace(visit, stages=tuple(new if s.plan.key == key else s for s in visit.stages))


def _holds(stage: Stage) -> bool:
    """Whether what needs this stage may go on."""
    if stage.state is not StageState.COMPLETED:
        return False
    return stage.plan.kind is not StageKind.CONSENT or stage.outcome == ConsentDecision.YES


def _open(visit: Visit, stage: Stage) -> bool:
    """Whether something is still to be done here: neither settled nor closed by a no."""
    return not stage.is_settled and not _closed(visit, stage)


def _closed(visit: Visit, stage: Stage) -> bool:
    """Whether a needed stage was settled in a way that closes this one for the visit."""
    needed = [visit.stage(key) for key in stage.plan.needs]
    return any((n.is_settled and not _holds(n)) or _closed(visit, n) for n in needed)
