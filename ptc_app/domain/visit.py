"""A visit and its stages, and the table of the steps that are allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, PractitionerId, VisitId


class StageKind(StrEnum):
    """What is done in a stage; each kind has a page."""

    IDENTITY = "identity"
    CONSENT = "consent"
    SURVEY = "survey"
    MEASUREMENTS = "measurements"
    FINISH = "finish"


KIOSK_KINDS = frozenset({StageKind.CONSENT, StageKind.SURVEY})
"""The stages that the participant does alone at the machine."""


class StageState(StrEnum):
    """Where a stage stands."""

    READY = "ready"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    SKIPPED = "skipped"


class StageStep(StrEnum):
    """What may be done with a stage."""

    BEGIN = "begin"
    COMPLETE = "complete"
    SKIP = "skip"


STAGE_STEPS = {
    (StageState.READY, StageStep.BEGIN): StageState.IN_PROGRESS,
    (StageState.READY, StageStep.SKIP): StageState.SKIPPED,
    (StageState.IN_PROGRESS, StageStep.BEGIN): StageState.IN_PROGRESS,
    (StageState.IN_PROGRESS, StageStep.COMPLETE): StageState.COMPLETED,
    (StageState.IN_PROGRESS, StageStep.SKIP): StageState.SKIPPED,
    (StageState.SKIPPED, StageStep.BEGIN): StageState.IN_PROGRESS,
}
"""The state a step leads to; a step that is not here is refused."""


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
    by (with a space between) where it is the check of identity.
    """

    plan: StagePlan
    state: StageState = StageState.READY
    outcome: str = ""
    skip_reason: SkipReason | None = None
    note: str = ""
    changed_at: datetime | None = None
    changed_by: PractitionerId | None = None

    @property
    def is_settled(self) -> bool:
        return self.state in {StageState.COMPLETED, StageState.SKIPPED}


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
class DayCounts:
    """How many visits a day's list has: open ones (of whatever day) and those finished."""

    open: int
    finished: int


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
    return _stepped(visit, replace(stage, skip_reason=None, note=""), StageStep.BEGIN, stage_change)


def complete_stage(visit: Visit, key: str, stage_change: StageChange, outcome: str = "") -> Visit:
    """The visit with this stage done; the last stage closes the visit."""
    done = _stepped(
        visit, replace(visit.stage(key), outcome=outcome), StageStep.COMPLETE, stage_change
    )
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


def _stepped(visit: Visit, stage: Stage, step: StageStep, stage_change: StageChange) -> Visit:
    """The visit with this stage in place of its own, one step on."""
    if visit.finished_at is not None:
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
