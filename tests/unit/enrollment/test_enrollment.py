"""Decisions over time: the last that counts decides, for each module by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import (
    Enrollment,
    RecordedDecision,
    decisions_until,
    fold_enrollment,
)
from ptc_app.domain.ids import RecordId
from tests.support.builders import MODULE, MORNING

Decide = Callable[..., RecordedDecision]


def test_who_decided_nothing_is_enrolled_in_nothing() -> None:
    assert fold_enrollment([]) == Enrollment((), {})
    assert fold_enrollment([]).decision(MODULE) is None


def test_the_last_decision_of_each_module_counts(decide: Decide) -> None:
    first, ehr, second = decide("yes"), decide("no", "EHR"), decide("not-sure")
    enrollment = fold_enrollment([first, ehr, second])
    assert enrollment.latest == {MODULE: second, "EHR": ehr}
    assert enrollment.history == (first, ehr, second)
    assert enrollment.decision(MODULE) is ConsentDecision.NOT_SURE


def test_the_order_of_signing_counts_and_not_the_clock(decide: Decide) -> None:
    yes = decide("yes")
    no = decide("no", at=MORNING - timedelta(hours=1))
    assert fold_enrollment([yes, no]).decision(MODULE) is ConsentDecision.NO


@pytest.mark.parametrize("flag", ["is_voided", "is_superseded"])
def test_what_was_voided_or_superseded_does_not_count(decide: Decide, flag: str) -> None:
    yes, no = decide("yes"), decide("no", **{flag: True})
    assert fold_enrollment([yes, no]).latest == {MODULE: yes}
    assert fold_enrollment([no]).latest == {}
    assert fold_enrollment([no]).history == (no,)


def test_a_correction_takes_the_place_of_what_it_corrects(decide: Decide) -> None:
    old = decide("yes", is_superseded=True)
    later = decide("no")
    correction = decide("yes", amends=old.record_id)
    assert fold_enrollment([old, later, correction]).latest == {MODULE: later}
    assert fold_enrollment([old, correction]).latest == {MODULE: correction}


def test_a_correction_of_a_correction_stays_at_the_first_place(decide: Decide) -> None:
    old = decide("yes", is_superseded=True)
    correction = decide("yes", amends=old.record_id, is_superseded=True)
    later = decide("not-sure")
    again = decide("no", amends=correction.record_id)
    assert fold_enrollment([old, correction, later, again]).latest == {MODULE: later}
    assert fold_enrollment([old, correction, again]).latest == {MODULE: again}


def test_a_correction_of_what_is_not_here_stands_where_it_was_signed(decide: Decide) -> None:
    yes, correction = decide("yes"), decide("no", amends=RecordId("elsewhere"))
    assert fold_enrollment([yes, correction]).latest == {MODULE: correction}


def test_corrections_belong_to_the_time_of_what_they_correct(decide: Decide) -> None:
    old = decide("yes", is_superseded=True)
    later_on = MORNING + timedelta(days=3)
    correction = decide("yes", amends=old.record_id, at=later_on, is_superseded=True)
    again = decide("no", amends=correction.record_id, at=later_on)
    later = decide("not-sure", at=later_on)
    made = [old, correction, again, later]
    assert decisions_until(made, {old.record_id}) == (old, correction, again)
    assert decisions_until(made, {one.record_id for one in made}) == tuple(made)
    assert decisions_until(made, set()) == ()


def test_whether_a_decision_was_entered_in_error_is_known(decide: Decide) -> None:
    voided, ehr = decide("yes", is_voided=True), decide("no", "EHR")
    enrollment = fold_enrollment([voided, ehr])
    assert enrollment.was_voided(MODULE)
    assert not enrollment.was_voided("EHR")


@given(st.lists(st.tuples(st.sampled_from(ConsentDecision), st.booleans()), max_size=12))
def test_only_the_last_that_counts_matters(made: list[tuple[ConsentDecision, bool]]) -> None:
    decisions = [
        RecordedDecision(RecordId(str(n)), MODULE, "4", decision, MORNING, is_voided=is_voided)
        for n, (decision, is_voided) in enumerate(made)
    ]
    counting = [decision for decision, is_voided in made if not is_voided]
    expected = counting[-1] if counting else None
    assert fold_enrollment(decisions).decision(MODULE) is expected
