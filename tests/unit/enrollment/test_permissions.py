"""What is permitted on a day: a standing yes under a form version in force that has not run out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta, timezone
from typing import Any

import msgspec
import pytest

from ptc_app.domain.enrollment.consent_decisions import RecordedDecision, fold_enrollment
from ptc_app.domain.enrollment.permissions import permissions_on, standing_decision
from ptc_app.domain.programs.program_definitions import ConsentDefinition
from tests.support.builders import MODULE, MORNING
from tests.support.site_runtimes import the_program

Decide = Callable[..., RecordedDecision]

TODAY = MORNING.date()
FORM = the_program().consents["primary"]


def form(**changes: Any) -> ConsentDefinition:
    """The primary consent form, version 4, after these changes."""
    return msgspec.structs.replace(FORM, **changes)


@pytest.mark.parametrize(
    ("decision", "stands", "permits"),
    [("yes", True, True), ("no", True, False), ("not-sure", False, False)],
)
def test_a_yes_and_a_no_stand_and_only_a_yes_permits(
    decide: Decide, decision: str, *, stands: bool, permits: bool
) -> None:
    made = decide(decision)
    enrollment = fold_enrollment([made])
    assert standing_decision(enrollment, TODAY, FORM) == (made if stands else None)
    assert permissions_on(enrollment, TODAY, [FORM]) == (
        frozenset({MODULE}) if permits else frozenset()
    )


def test_nothing_is_permitted_before_a_decision_or_without_a_form(decide: Decide) -> None:
    assert permissions_on(fold_enrollment([]), TODAY, [FORM]) == frozenset()
    assert permissions_on(fold_enrollment([decide()]), TODAY, []) == frozenset()
    other = fold_enrollment([decide(module="EHRConsentPII")])
    assert permissions_on(other, TODAY, [FORM]) == frozenset()


@pytest.mark.parametrize(
    ("signed", "in_force", "also", "stands"),
    [
        ("4", "4", (), True),
        ("4", "5", (), False),
        ("4", "5", ("4",), True),
        ("3", "5", ("4",), False),
        ("5", "4", (), True),
        ("10", "9", (), True),
        ("9", "10", (), False),
    ],
)
def test_a_decision_stands_under_the_form_versions_in_force(
    decide: Decide, signed: str, in_force: str, also: tuple[str, ...], *, stands: bool
) -> None:
    for decision in ("yes", "no"):
        enrollment = fold_enrollment([decide(decision, form_version=signed)])
        asked = form(version=in_force, also_in_force=also)
        assert (standing_decision(enrollment, TODAY, asked) is not None) is stands


def test_a_decision_runs_out_after_its_days(decide: Decide) -> None:
    enrollment = fold_enrollment([decide()])
    limited = form(valid_for_days=365)
    last_day = TODAY + timedelta(days=364)
    assert permissions_on(enrollment, last_day, [limited]) == frozenset({MODULE})
    assert permissions_on(enrollment, last_day + timedelta(days=1), [limited]) == frozenset()
    assert permissions_on(enrollment, date(2126, 1, 1), [FORM]) == frozenset({MODULE})


@pytest.mark.parametrize(("hour", "offset", "days_ahead"), [(2, -6, -1), (20, 9, 1)])
def test_the_days_are_counted_from_the_local_day_of_signing(
    decide: Decide, hour: int, offset: int, days_ahead: int
) -> None:
    zone = timezone(timedelta(hours=offset))
    signed_at = MORNING.replace(hour=hour).astimezone(zone)
    signed_on = TODAY + timedelta(days=days_ahead)
    enrollment = fold_enrollment([decide(at=signed_at)])
    one_day = form(valid_for_days=1)
    assert permissions_on(enrollment, signed_on, [one_day]) == frozenset({MODULE})
    assert permissions_on(enrollment, signed_on + timedelta(days=1), [one_day]) == frozenset()


def test_one_of_several_forms_of_a_module_is_enough(decide: Decide) -> None:
    enrollment = fold_enrollment([decide()])
    forms = [form(version="5"), form(version="4")]
    assert permissions_on(enrollment, TODAY, forms) == frozenset({MODULE})
