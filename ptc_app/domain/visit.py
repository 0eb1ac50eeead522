"""A visit and its stages, the steps that are allowed, and what keeps a stage from being begun."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, PractitionerId, VisitId
from ptc_app.domain.records.correction import CorrectionReason

IDENTITY_STAGE, FINISH_STAGE = "identity", "finish"
"""The codes of the two stage types that the visit itself knows: who it is, and its end."""


class StageState(StrEnum):
    """The state of a stage in one visit.

    READY: not begun. ANSWERED_BEFORE: a consent whose decision at an earlier visit stands, so that
    it is not asked again. IN_PROGRESS: begun. COMPLETED: signed, amended or not. SKIPPED: left out
    for a reason. VOIDED: what was signed was entered in error.
    """

    READY = "ready"
    ANSWERED_BEFORE = "answered-before"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    SKIPPED = "skipped"
    VOIDED = "entered-in-error"


_DONE = frozenset({StageState.COMPLETED, StageState.ANSWERED_BEFORE})


class SkipReason(StrEnum):
    """Why a stage was left out; EQUIPMENT: it is missing or does not work; OTHER needs a note."""

    PARTICIPANT_DECLINED = "participant-declined"
    NO_TIME = "no-time"
    UNWELL = "unwell"
    EQUIPMENT = "equipment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage as the program version lays it out. `key`: unique in the visit. `stage_type`: the
    code of its StageType. `content`: the key of the consent form, questionnaire or protocol it
    works with. `needs`: the keys of the stages that must be completed first. `requires`: the
    consent modules that must be permitted. `module`: the one a consent stage asks for, "" for
    others."""

    key: str
    stage_type: str
    content: str = ""
    needs: tuple[str, ...] = ()
    may_skip: bool = True
    requires: tuple[str, ...] = ()
    module: str = ""


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """What a new visit gets: program version, key of the visit type, and the stages in order."""

    program_version: str
    visit_type: str
    stages: tuple[PlannedStage, ...]


@dataclass(frozen=True, slots=True)
class StageInVisit:
    """A stage as it went in one visit.

    `outcome`: the decision of a consent; for the identity check the codes of the identifiers that
    matched, with spaces between; else "". `skip_reason` or `void_reason` is set, with a `note`,
    while it is skipped or voided. `is_amended`: whether what was completed was amended since.
    `changed_at`, `changed_by`: of the last step; None before any.
    """

    plan: PlannedStage
    state: StageState = StageState.READY
    outcome: str = ""
    skip_reason: SkipReason | None = None
    void_reason: CorrectionReason | None = None
    is_amended: bool = False
    note: str = field(default="", repr=False)
    changed_at: datetime | None = None
    changed_by: PractitionerId | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it does not keep the visit from being finished: neither ready nor in progress."""
        return self.state not in {StageState.READY, StageState.IN_PROGRESS}


class CancelReason(StrEnum):
    """Why a visit was cancelled; WRONG_PARTICIPANT: it was opened for someone else; OTHER needs a
    note."""

    OPENED_BY_MISTAKE = "opened-by-mistake"
    WRONG_PARTICIPANT = "wrong-participant"
    PARTICIPANT_LEFT = "participant-left"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class VisitCancellation:
    """Why and by whom a visit was cancelled. `note`: free text of staff; "" where there is none."""

    reason: CancelReason
    by: PractitionerId
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one participant, with the stages of the program version it began with.
    `ended_at`: when it was finished or cancelled; None while it is open. `cancellation`: None
    where it was not cancelled. `permitted`: the consent modules that the participant's enrollment
    permits; set on loading (`with_permissions`) and not stored: without them every stage that
    requires a consent is closed."""

    id: VisitId
    participant_id: ParticipantId
    program_version: str
    visit_type: str
    started_at: datetime
    stages: tuple[StageInVisit, ...]
    ended_at: datetime | None = None
    cancellation: VisitCancellation | None = None
    permitted: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it was neither finished nor cancelled."""
        return self.ended_at is None

    @property
    def is_finished(self) -> bool:
        """Whether it came to its end, and was not cancelled."""
        return self.ended_at is not None and self.cancellation is None

    @property
    def may_be_cancelled(self) -> bool:
        """Whether it is open and nothing was signed in it that stands, but who it is."""
        signed = (s for s in self.stages if s.state is StageState.COMPLETED)
        return self.is_open and all(s.plan.stage_type == IDENTITY_STAGE for s in signed)

    def stage(self, key: str) -> StageInVisit:
        """The stage of that key; KeyError where the visit has none."""
        for stage in self.stages:
            if stage.plan.key == key:
                return stage
        raise KeyError(key)

    @property
    def next_stage(self) -> StageInVisit | None:
        """The first stage that is not settled and may be begun; None in an ended visit."""
        if not self.is_open:
            return None
        return next(
            (s for s in self.stages if not s.is_settled and not stage_barrier(self, s)), None
        )


@dataclass(frozen=True, slots=True)
class StageBarrier:
    """What keeps a stage from being begun: an unfinished `stage`, or a consent that is not given.
    Then `module` is the consent module, else "", and `stage` the other stage of this visit that
    asks for it; None where none does."""

    stage: StageInVisit | None
    module: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing left to do in this visit can remove it: no stage, or a settled one."""
        return self.stage is None or self.stage.is_settled


def new_visit(
    visit_id: VisitId, participant_id: ParticipantId, plan: VisitPlan, at: datetime
) -> Visit:
    """A visit that begins `at`, with all stages of its plan ready; nothing is stored."""
    stages = tuple(StageInVisit(stage) for stage in plan.stages)
    return Visit(visit_id, participant_id, plan.program_version, plan.visit_type, at, stages)


def stage_barrier(visit: Visit, stage: StageInVisit) -> StageBarrier | None:
    """The first thing that keeps this stage from being begun; None where nothing does. The last
    stage waits for all stages that are neither settled nor closed; any other waits for the stages
    it needs, then for the consent modules it requires."""
    if stage.plan.stage_type == FINISH_STAGE:
        unfinished = (s for s in visit.stages if s is not stage and _is_open(visit, s))
        return next((StageBarrier(s) for s in unfinished), None)
    needed = map(visit.stage, stage.plan.needs)
    missing = (module for module in stage.plan.requires if module not in visit.permitted)
    barriers = chain(
        (StageBarrier(s) for s in needed if s.state not in _DONE),
        (StageBarrier(_asking_stage(visit, stage, module), module) for module in missing),
    )
    return next(barriers, None)


def closing_barrier(visit: Visit, stage: StageInVisit) -> StageBarrier | None:
    """The settled barrier that closes this stage for the rest of the visit: its own, or that of a
    stage it waits for. None where it may still be begun, is settled, or is the last stage."""
    barrier = None if stage.is_settled else stage_barrier(visit, stage)
    if barrier is None or stage.plan.stage_type == FINISH_STAGE:
        return None
    if barrier.stage is None or barrier.stage.is_settled:
        return barrier
    return closing_barrier(visit, barrier.stage)


def ensure_no_barrier(visit: Visit, key: str) -> None:
    """Refuse where something keeps the stage of this key from being done. RuleBroken
    `consent-missing` for a consent that is not to come in this visit, else `stage-blocked`;
    KeyError where the visit has no such stage."""
    barrier = stage_barrier(visit, visit.stage(key))
    if barrier is not None and barrier.module and barrier.is_settled:
        raise RuleBroken("consent-missing")
    if barrier is not None:
        raise RuleBroken("stage-blocked")


def _is_open(visit: Visit, stage: StageInVisit) -> bool:
    """Whether something is still to be done here: neither settled nor closed."""
    return not stage.is_settled and closing_barrier(visit, stage) is None


def _asking_stage(visit: Visit, stage: StageInVisit, module: str) -> StageInVisit | None:
    """The other stage of the visit that asks for this consent module."""
    asking = (s for s in visit.stages if s.plan.module == module and s is not stage)
    return next(asking, None)
