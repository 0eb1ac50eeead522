"""A visit under an enrollment: standing consents are not asked, the permitted stages are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ptc_app.domain.enrollment.consent_decisions import RecordedDecision, fold_enrollment
from ptc_app.domain.enrollment.visit_under_enrollment import with_permissions
from ptc_app.domain.ids import VisitId
from ptc_app.domain.stages.visit_steps import StageChange, begin_stage
from ptc_app.domain.visit import StageInVisit, StageState, Visit, new_visit
from tests.support.builders import MODULE, MORNING, a_participant, a_practitioner
from tests.support.site_runtimes import the_program

Decide = Callable[..., RecordedDecision]

TODAY = MORNING.date()
MOVED = StageChange(MORNING, a_practitioner().id)


@pytest.fixture
def visit() -> Visit:
    """A follow-up visit of which the identity is confirmed."""
    plan = the_program().visit_plan("follow-up")
    new = new_visit(VisitId("visit-2"), a_participant().id, plan, MORNING)
    identity = replace(new.stages[0], state=StageState.COMPLETED)
    return replace(new, stages=(identity, *new.stages[1:]))


def under(visit: Visit, *decisions: RecordedDecision) -> Visit:
    return with_permissions(visit, fold_enrollment(decisions), the_program(), TODAY)


def test_without_decisions_the_visit_is_as_it_was(visit: Visit) -> None:
    assert under(visit) == visit


def test_a_standing_yes_is_not_asked_and_opens_what_requires_it(
    visit: Visit, decide: Decide
) -> None:
    decision = decide("yes")
    enrolled = under(visit, decision)
    consent = enrolled.stage("primary-consent")
    assert (consent.state, consent.outcome) == (StageState.ANSWERED_BEFORE, "yes")
    assert consent.changed_at == decision.at
    assert enrolled.permitted == frozenset({MODULE})
    assert enrolled.next_stage == enrolled.stage("ehr-consent")


def test_a_standing_no_is_not_asked_and_closes_what_requires_it(
    visit: Visit, decide: Decide
) -> None:
    enrolled = under(visit, decide("no"))
    assert enrolled.stage("primary-consent").state is StageState.ANSWERED_BEFORE
    assert enrolled.next_stage == enrolled.stage("finish")


@pytest.mark.parametrize("changes", [{"decision": "not-sure"}, {"form_version": "3"}])
def test_who_was_not_sure_or_knows_an_older_form_is_asked(
    visit: Visit, decide: Decide, changes: dict[str, str]
) -> None:
    enrolled = under(visit, decide(**changes))
    assert enrolled.next_stage == enrolled.stage("primary-consent")
    assert enrolled.permitted == frozenset()


def test_a_decision_that_was_voided_meanwhile_is_asked_again(visit: Visit, decide: Decide) -> None:
    enrolled = under(visit, decide("yes"))
    assert under(enrolled, decide("yes", is_voided=True)) == visit


def test_a_consent_that_was_begun_is_left_as_it_is(visit: Visit, decide: Decide) -> None:
    begun = begin_stage(under(visit, decide("yes")), "primary-consent", MOVED)
    enrolled = under(begun, decide("yes"))
    assert enrolled.stage("primary-consent") == begun.stage("primary-consent")
    assert enrolled.permitted == frozenset({MODULE})


def test_a_finished_visit_keeps_its_stages(visit: Visit, decide: Decide) -> None:
    finished = replace(visit, ended_at=MORNING)
    enrolled = under(finished, decide("yes"))
    assert enrolled.stages == visit.stages
    assert enrolled.stage("primary-consent") == StageInVisit(visit.stage("primary-consent").plan)
    assert enrolled.permitted == frozenset({MODULE})
