"""Which visits are offered follows from decisions and earlier visits, by the manifest alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ptc_app.domain.enrollment.consent_decisions import RecordedDecision, fold_enrollment
from ptc_app.domain.enrollment.visit_offers import offered_visit_types
from ptc_app.domain.programs.program import ProgramVersion
from tests.support.builders import MODULE, MORNING
from tests.support.programs import NEW_CONTENT, program_version
from tests.support.site_runtimes import the_program

Decide = Callable[..., RecordedDecision]

TODAY = MORNING.date()
BASELINE, FOLLOW_UP, SHORT = "baseline", "follow-up", "measurements-only"


def offered(
    decisions: list[RecordedDecision], *finished: str, program: ProgramVersion | None = None
) -> list[str]:
    enrollment = fold_enrollment(decisions)
    types = offered_visit_types(program or the_program(), enrollment, finished, TODAY)
    return [visit_type.key for visit_type in types]


def test_someone_new_has_their_first_visit() -> None:
    assert offered([]) == [BASELINE]


@pytest.mark.parametrize("decision", ["no", "not-sure"])
def test_who_did_not_agree_has_a_first_visit_again(decide: Decide, decision: str) -> None:
    assert offered([decide(decision)], BASELINE) == [BASELINE]


def test_who_agreed_and_was_here_has_a_choice(decide: Decide) -> None:
    assert offered([decide("yes")], BASELINE) == [FOLLOW_UP, SHORT]
    assert offered([decide("yes")], FOLLOW_UP) == [FOLLOW_UP, SHORT]
    assert offered([decide("yes")]) == [FOLLOW_UP]


def test_a_newer_form_is_asked_at_a_whole_visit(decide: Decide) -> None:
    newer = program_version(changes=NEW_CONTENT)
    assert offered([decide("yes")], BASELINE, program=newer) == [FOLLOW_UP]


CONDITIONS: list[tuple[dict[str, Any], str, tuple[str, ...], bool]] = [
    ({}, "", (), True),
    ({"agreed": [MODULE]}, "", (), False),
    ({"agreed": [MODULE]}, "no", (), False),
    ({"agreed": [MODULE]}, "yes", (), True),
    ({"agreed": [MODULE, "EHRConsentPII"]}, "yes", (), False),
    ({"permitted": [MODULE]}, "yes", (), True),
    ({"permitted": [MODULE]}, "no", (), False),
    ({"notAgreed": [MODULE]}, "", (), True),
    ({"notAgreed": [MODULE]}, "yes", (), False),
    ({"notAgreed": [MODULE, "EHRConsentPII"]}, "yes", (), True),
    ({"after": [BASELINE, SHORT]}, "", (), False),
    ({"after": [BASELINE, SHORT]}, "", (SHORT,), True),
    ({"after": [BASELINE]}, "", (FOLLOW_UP,), False),
    ({"notAfter": [BASELINE, SHORT]}, "", (), True),
    ({"notAfter": [BASELINE, SHORT]}, "", (SHORT, SHORT), False),
    ({"notAfter": [BASELINE]}, "", (FOLLOW_UP,), True),
    ({"agreed": [MODULE], "after": [BASELINE]}, "yes", (), False),
]


@pytest.mark.parametrize(("condition", "decision", "finished", "holds"), CONDITIONS)
def test_all_parts_of_a_condition_must_hold(
    decide: Decide,
    condition: dict[str, Any],
    decision: str,
    finished: tuple[str, ...],
    *,
    holds: bool,
) -> None:
    """A visit type that is added to the manifest alone."""
    added = {"key": "added", "title": {"en": "A", "es": "A"}, "stages": ["identity", "finish"]}

    def add(manifest: dict[str, Any]) -> None:
        manifest["visitTypes"].append({**added, "offered": condition})

    program = program_version(changes={"manifest.json": add})
    decisions = [decide(decision)] if decision else []
    assert ("added" in offered(decisions, *finished, program=program)) is holds
