"""A visit goes from stage to stage by a table, and always to an end."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.visit_correction import amend_stage, void_stage
from ptc_app.domain.stages.visit_steps import (
    STAGE_STEPS,
    StageAct,
    StageChange,
    begin_stage,
    complete_stage,
    skip_stage,
)
from ptc_app.domain.visit import (
    PlannedStage,
    SkipReason,
    StageBarrier,
    StageInVisit,
    StageState,
    Visit,
    VisitPlan,
    closing_barrier,
    new_visit,
    stage_barrier,
)
from tests.support.builders import MODULE, MORNING, a_participant, a_practitioner, a_visit, later

BY = a_practitioner().id
MOVED = StageChange(MORNING, BY)

WHY = CorrectionReason.WRONG_PARTICIPANT

EXPECTED = {
    (StageState.READY, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.READY, StageAct.COMPLETE): None,
    (StageState.READY, StageAct.SKIP): StageState.SKIPPED,
    (StageState.IN_PROGRESS, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.IN_PROGRESS, StageAct.COMPLETE): StageState.COMPLETED,
    (StageState.IN_PROGRESS, StageAct.SKIP): StageState.SKIPPED,
    (StageState.ANSWERED_BEFORE, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.ANSWERED_BEFORE, StageAct.COMPLETE): None,
    (StageState.ANSWERED_BEFORE, StageAct.SKIP): None,
    (StageState.COMPLETED, StageAct.BEGIN): None,
    (StageState.COMPLETED, StageAct.COMPLETE): None,
    (StageState.COMPLETED, StageAct.SKIP): None,
    (StageState.SKIPPED, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.SKIPPED, StageAct.COMPLETE): None,
    (StageState.SKIPPED, StageAct.SKIP): None,
    (StageState.VOIDED, StageAct.BEGIN): StageState.IN_PROGRESS,
    (StageState.VOIDED, StageAct.COMPLETE): None,
    (StageState.VOIDED, StageAct.SKIP): None,
    (StageState.READY, StageAct.AMEND): None,
    (StageState.ANSWERED_BEFORE, StageAct.AMEND): None,
    (StageState.IN_PROGRESS, StageAct.AMEND): None,
    (StageState.COMPLETED, StageAct.AMEND): StageState.COMPLETED,
    (StageState.SKIPPED, StageAct.AMEND): None,
    (StageState.VOIDED, StageAct.AMEND): None,
    (StageState.READY, StageAct.VOID): None,
    (StageState.ANSWERED_BEFORE, StageAct.VOID): None,
    (StageState.IN_PROGRESS, StageAct.VOID): None,
    (StageState.COMPLETED, StageAct.VOID): StageState.VOIDED,
    (StageState.SKIPPED, StageAct.VOID): None,
    (StageState.VOIDED, StageAct.VOID): None,
}
"""Where each step leads from each state; None where it is refused."""

TAKE = {
    StageAct.BEGIN: lambda visit: begin_stage(visit, "survey", MOVED),
    StageAct.COMPLETE: lambda visit: complete_stage(visit, "survey", MOVED),
    StageAct.SKIP: lambda visit: skip_stage(visit, "survey", MOVED, SkipReason.NO_TIME),
    StageAct.AMEND: lambda visit: amend_stage(visit, "survey", MOVED),
    StageAct.VOID: lambda visit: void_stage(visit, "survey", MOVED, WHY),
}


FINISH = PlannedStage("finish", "finish", may_skip=False)


def visit_of(*plans: PlannedStage) -> Visit:
    """A new visit with these stages."""
    return new_visit(a_visit().id, a_participant().id, VisitPlan("1", "only", plans), MORNING)


def as_is(visit: Visit, key: str, state: StageState, outcome: str = "") -> Visit:
    """The visit with one stage put into a state."""
    stages = tuple(
        replace(stage, state=state, outcome=outcome) if stage.plan.key == key else stage
        for stage in visit.stages
    )
    return replace(visit, stages=stages)


def permitting(visit: Visit, *modules: str) -> Visit:
    """The visit of someone who permits these modules, by default the one its stages require."""
    return replace(visit, permitted=frozenset(modules or (MODULE,)))


def barrier_key(visit: Visit, key: str) -> str:
    """The key of the stage that stands in the way of this one, or nothing."""
    barrier = stage_barrier(visit, visit.stage(key))
    return barrier.stage.plan.key if barrier and barrier.stage else ""


@pytest.fixture
def consented() -> Visit:
    visit = as_is(a_visit(), "identity", StageState.COMPLETED)
    return permitting(as_is(visit, "consent", StageState.COMPLETED, "yes"))


def test_the_table_says_something_of_each_state_and_step() -> None:
    assert set(EXPECTED) == set(product(StageState, StageAct))
    assert {key: state for key, state in EXPECTED.items() if state} == STAGE_STEPS


@pytest.mark.parametrize(("state", "step"), EXPECTED)
def test_a_step_leads_where_the_table_says(
    consented: Visit, state: StageState, step: StageAct
) -> None:
    before, expected = as_is(consented, "survey", state), EXPECTED[state, step]
    if expected is None:
        with pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
            TAKE[step](before)
        return
    after = TAKE[step](before)
    assert after.stage("survey").state is expected
    others = [(s, t) for s, t in zip(before.stages, after.stages, strict=True) if s != t]
    assert len(others) <= 1


@pytest.mark.parametrize("step", [StageAct.BEGIN, StageAct.COMPLETE, StageAct.SKIP])
def test_nothing_moves_in_a_finished_visit(consented: Visit, step: StageAct) -> None:
    finished = replace(consented, ended_at=MORNING)
    with pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
        TAKE[step](finished)
    assert finished.next_stage is None


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (StageAct.BEGIN, StageState.READY),
        (StageAct.COMPLETE, StageState.IN_PROGRESS),
        (StageAct.SKIP, StageState.READY),
        (StageAct.AMEND, StageState.COMPLETED),
        (StageAct.VOID, StageState.COMPLETED),
    ],
)
def test_a_step_of_which_nothing_is_told_leaves_outcome_and_note_empty(
    consented: Visit, step: StageAct, state: StageState
) -> None:
    stage = TAKE[step](as_is(consented, "survey", state)).stage("survey")
    assert (stage.outcome, stage.note) == ("", "")


def test_a_stage_and_a_visit_begin_with_nothing_done() -> None:
    plan = PlannedStage("survey", "survey")
    assert (plan.content, plan.needs, plan.requires, plan.module) == ("", (), (), "")
    assert plan.may_skip
    (stage,) = visit_of(plan).stages
    assert stage == StageInVisit(plan, StageState.READY, "", None, None, False, "", None, None)  # noqa: FBT003
    assert (visit_of(plan).ended_at, visit_of(plan).permitted) == (None, frozenset())


def test_who_moved_a_stage_and_when_is_kept(consented: Visit) -> None:
    stage = begin_stage(consented, "survey", StageChange(later(60), BY)).stage("survey")
    assert (stage.changed_at, stage.changed_by) == (later(60), BY)


def test_a_new_visit_has_all_its_stages_ahead() -> None:
    visit = a_visit()
    assert {stage.state for stage in visit.stages} == {StageState.READY}
    assert visit.next_stage == visit.stages[0]


def test_a_stage_the_program_does_not_have_is_no_stage() -> None:
    with pytest.raises(KeyError, match="blood-draw"):
        a_visit().stage("blood-draw")


# --- what stands in the way -----------------------------------------------------------------------


@pytest.mark.parametrize("state", StageState)
@pytest.mark.parametrize("outcome", ["", "yes", "no", "not-sure"])
def test_a_survey_waits_for_what_the_enrollment_permits(state: StageState, outcome: str) -> None:
    visit = as_is(a_visit(), "consent", state, outcome)
    barrier = stage_barrier(visit, visit.stage("survey"))
    assert barrier == StageBarrier(visit.stage("consent"), MODULE)
    refusal = "consent-missing" if barrier.is_settled else "stage-blocked"
    with pytest.raises(RuleBroken, match=rf"^rule\.{refusal}$"):
        begin_stage(visit, "survey", MOVED)
    assert stage_barrier(permitting(visit), visit.stage("survey")) is None
    assert stage_barrier(permitting(visit, "GROR"), visit.stage("survey")) == barrier


def test_a_consent_that_is_not_asked_in_the_visit_closes_what_requires_it() -> None:
    plans = (PlannedStage("survey", "survey", requires=(MODULE,)), FINISH)
    visit = visit_of(*plans)
    assert closing_barrier(visit, visit.stage("survey")) == StageBarrier(None, MODULE)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        begin_stage(visit, "survey", MOVED)
    assert visit.next_stage == visit.stage("finish")
    assert permitting(visit).next_stage == visit.stage("survey")


def test_what_is_no_longer_permitted_is_not_completed(consented: Visit) -> None:
    begun = begin_stage(consented, "survey", MOVED)
    withdrawn = replace(begun, permitted=frozenset())
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        complete_stage(withdrawn, "survey", MOVED)
    assert withdrawn.next_stage == withdrawn.stage("finish")


@pytest.mark.parametrize("outcome", ["yes", "no", "not-sure"])
def test_a_decision_permits_its_module_from_then_on_or_no_longer(outcome: str) -> None:
    visit = as_is(a_visit(), "consent", StageState.IN_PROGRESS)
    for before in (visit, permitting(visit)):
        after = complete_stage(before, "consent", MOVED, outcome)
        assert after.permitted == (frozenset({MODULE}) if outcome == "yes" else frozenset())


def test_a_standing_consent_is_settled_and_may_be_asked_again() -> None:
    visit = as_is(a_visit(), "identity", StageState.COMPLETED)
    visit = permitting(as_is(visit, "consent", StageState.ANSWERED_BEFORE, "yes"))
    assert visit.next_stage == visit.stage("survey")
    again = begin_stage(visit, "consent", MOVED)
    assert (again.stage("consent").state, again.stage("consent").outcome) == (
        StageState.IN_PROGRESS,
        "",
    )
    assert again.permitted == frozenset({MODULE})
    assert barrier_key(again, "finish") == "consent"


@pytest.mark.parametrize("state", [StageState.READY, StageState.IN_PROGRESS])
def test_the_end_waits_for_all_that_is_open(consented: Visit, state: StageState) -> None:
    visit = as_is(consented, "survey", StageState.SKIPPED)
    visit = as_is(visit, "measurements", state)
    assert barrier_key(visit, "finish") == "measurements"
    with pytest.raises(RuleBroken, match=r"^rule\.stage-blocked$"):
        begin_stage(visit, "finish", MOVED)


@pytest.mark.parametrize("outcome", ["no", "not-sure"])
def test_a_refusal_closes_what_needs_the_consent_and_the_visit_can_end(outcome: str) -> None:
    visit = as_is(a_visit(), "identity", StageState.COMPLETED)
    visit = as_is(visit, "consent", StageState.COMPLETED, outcome)
    for key in ("survey", "measurements"):
        with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
            begin_stage(visit, key, MOVED)
    assert visit.next_stage == visit.stage("finish")
    end = complete_stage(begin_stage(visit, "finish", MOVED), "finish", MOVED)
    assert end.ended_at == MORNING


def test_a_consent_left_out_closes_what_needs_it_until_it_is_asked_after_all() -> None:
    plans = (
        PlannedStage("consent", "consent", module=MODULE),
        PlannedStage("survey", "survey", requires=(MODULE,)),
    )
    visit = visit_of(*plans, FINISH)
    visit = skip_stage(visit, "consent", MOVED, SkipReason.NO_TIME)
    assert visit.next_stage == visit.stage("finish")
    visit = begin_stage(visit, "consent", MOVED)
    assert barrier_key(visit, "finish") == "consent"
    visit = complete_stage(visit, "consent", MOVED, "yes")
    assert visit.next_stage == visit.stage("survey")


def test_what_needs_a_closed_stage_is_closed_with_it() -> None:
    plans = (
        PlannedStage("consent", "consent", module=MODULE),
        PlannedStage("ehr", "consent", module="EHR", requires=(MODULE,)),
        PlannedStage("records", "survey", requires=("EHR",)),
        PlannedStage("sending", "survey", needs=("records",)),
    )
    visit = visit_of(*plans, FINISH)
    visit = complete_stage(begin_stage(visit, "consent", MOVED), "consent", MOVED, "no")
    assert visit.next_stage == visit.stage("finish")


def test_the_visit_is_finished_when_the_last_stage_is_and_not_before(consented: Visit) -> None:
    visit = consented
    for key in ("survey", "measurements", "finish"):
        assert visit.ended_at is None
        visit = complete_stage(begin_stage(visit, key, MOVED), key, StageChange(later(60), BY))
    assert visit.ended_at == later(60)


@pytest.mark.parametrize("state", StageState)
def test_a_stage_waits_for_the_stages_it_needs(state: StageState) -> None:
    plans = (
        PlannedStage("first", "survey"),
        PlannedStage("then", "survey", needs=("first",)),
    )
    visit = as_is(visit_of(*plans, FINISH), "first", state)
    is_done = state in {StageState.COMPLETED, StageState.ANSWERED_BEFORE}
    assert barrier_key(visit, "then") == ("" if is_done else "first")
    is_closed = closing_barrier(visit, visit.stage("then")) is not None
    assert is_closed is (state in {StageState.SKIPPED, StageState.VOIDED})


# --- leaving a stage out --------------------------------------------------------------------------


@pytest.mark.parametrize("reason", [r for r in SkipReason if r is not SkipReason.OTHER])
def test_a_stage_is_left_out_for_a_reason(reason: SkipReason) -> None:
    stage = skip_stage(a_visit(), "survey", MOVED, reason, " was tired ").stage("survey")
    assert (stage.state, stage.skip_reason, stage.note) == (
        StageState.SKIPPED,
        reason,
        "was tired",
    )
    assert stage.is_settled


@pytest.mark.parametrize("note", ["", "   \n"])
def test_another_reason_is_said_in_words(note: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.skip-note$"):
        skip_stage(a_visit(), "survey", MOVED, SkipReason.OTHER, note)
    said = skip_stage(a_visit(), "survey", MOVED, SkipReason.OTHER, "the bus left")
    assert said.stage("survey").note == "the bus left"


@pytest.mark.parametrize("key", ["identity", "consent", "finish"])
def test_what_the_visit_cannot_do_without_is_not_left_out(key: str) -> None:
    with pytest.raises(RuleBroken, match=r"^rule\.stage-required$"):
        skip_stage(a_visit(), key, MOVED, SkipReason.NO_TIME)


def test_a_stage_taken_up_after_all_forgets_why_it_was_left_out(consented: Visit) -> None:
    visit = skip_stage(consented, "survey", MOVED, SkipReason.OTHER, "the bus left")
    stage = begin_stage(visit, "survey", MOVED).stage("survey")
    assert (stage.state, stage.skip_reason, stage.note) == (StageState.IN_PROGRESS, None, "")


# --- corrections ----------------------------------------------------------------------------------


def settled_visit(consented: Visit) -> Visit:
    """All stages done, the visit finished."""
    visit = as_is(consented, "survey", StageState.COMPLETED)
    visit = as_is(visit, "measurements", StageState.COMPLETED)
    return complete_stage(begin_stage(visit, "finish", MOVED), "finish", MOVED)


def test_a_correction_never_reopens_a_finished_visit(consented: Visit) -> None:
    finished = settled_visit(consented)
    amended = amend_stage(finished, "survey", StageChange(later(9), BY))
    voided = void_stage(amended, "consent", MOVED, WHY)
    assert amended.ended_at == voided.ended_at == finished.ended_at
    assert amended.stage("survey").is_amended
    assert amended.stage("survey").changed_at == later(9)
    for key in ("consent", "survey"):
        with pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
            begin_stage(void_stage(finished, key, MOVED, WHY), key, MOVED)


def test_an_amended_consent_has_its_new_outcome(consented: Visit) -> None:
    amended = amend_stage(consented, "consent", MOVED, ConsentDecision.NO)
    stage = amended.stage("consent")
    assert (stage.state, stage.outcome) == (StageState.COMPLETED, "no")
    assert barrier_key(amended, "survey") == "consent"


def test_a_voided_stage_keeps_its_reason_and_no_outcome(consented: Visit) -> None:
    amended = amend_stage(consented, "consent", MOVED, "yes")
    voided = void_stage(amended, "consent", MOVED, CorrectionReason.OTHER, " wrong chart ")
    stage = voided.stage("consent")
    assert (stage.state, stage.outcome, stage.is_amended) == (StageState.VOIDED, "", False)
    assert (stage.void_reason, stage.note) == (CorrectionReason.OTHER, "wrong chart")


def test_a_voided_consent_closes_what_depends_on_it(consented: Visit) -> None:
    begun = begin_stage(as_is(consented, "measurements", StageState.COMPLETED), "survey", MOVED)
    voided = void_stage(begun, "consent", MOVED, WHY)
    for take in (begin_stage, complete_stage):
        with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
            take(voided, "survey", MOVED)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        amend_stage(voided, "measurements", MOVED)
    assert void_stage(voided, "measurements", MOVED, WHY).stage("measurements").is_settled
    assert voided.next_stage == voided.stage("finish")


def test_a_voided_stage_may_be_done_again_in_an_open_visit(consented: Visit) -> None:
    voided = void_stage(as_is(consented, "survey", StageState.COMPLETED), "survey", MOVED, WHY)
    again = complete_stage(begin_stage(voided, "survey", MOVED), "survey", MOVED).stage("survey")
    assert (again.state, again.void_reason, again.note) == (StageState.COMPLETED, None, "")


@pytest.mark.parametrize("key", ["identity", "finish"])
def test_a_stage_without_a_record_of_its_own_is_not_corrected(consented: Visit, key: str) -> None:
    visit = as_is(consented, key, StageState.COMPLETED)
    with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
        amend_stage(visit, key, MOVED)
    with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
        void_stage(visit, key, MOVED, WHY)


# --- any order ------------------------------------------------------------------------------------


def attempted(visit: Visit, step: StageAct, key: str, outcome: str) -> Visit:
    """The visit after a step, or as it was when the step was refused."""
    try:
        match step:
            case StageAct.BEGIN:
                return begin_stage(visit, key, MOVED)
            case StageAct.COMPLETE:
                return complete_stage(visit, key, MOVED, outcome)
            case StageAct.SKIP:
                return skip_stage(visit, key, MOVED, SkipReason.UNWELL)
            case StageAct.AMEND:
                return amend_stage(visit, key, MOVED, outcome)
            case StageAct.VOID:
                return void_stage(visit, key, MOVED, WHY)
    except RuleBroken:
        return visit


steps = st.tuples(
    st.sampled_from(StageAct),
    st.sampled_from([stage.plan.key for stage in a_visit().stages]),
    st.sampled_from(["yes", "no", "not-sure"]),
)


@given(st.lists(steps, max_size=30))
def test_whatever_was_done_there_is_a_next_stage_until_the_end(
    taken: list[tuple[StageAct, str, str]],
) -> None:
    visit = a_visit()
    for step, key, outcome in taken:
        visit = attempted(visit, step, key, outcome)
    for _ in visit.stages:
        if visit.next_stage is None:
            break
        key = visit.next_stage.plan.key
        visit = complete_stage(begin_stage(visit, key, MOVED), key, MOVED, "yes")
    assert visit.ended_at is not None
    if not {StageAct.AMEND, StageAct.VOID} & {step for step, _, _ in taken}:
        assert not any(_worked_on_without_a_yes(visit, stage) for stage in visit.stages)


def _worked_on_without_a_yes(visit: Visit, stage: StageInVisit) -> bool:
    is_agreed = visit.stage("consent").outcome == "yes"
    return stage.state is StageState.COMPLETED and bool(stage.plan.requires) and not is_agreed
