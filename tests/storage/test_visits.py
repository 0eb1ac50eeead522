"""Visits: whose, of which day, and still open or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.visit_correction import amend_stage, void_stage
from ptc_app.domain.stages.visit_steps import StageChange, begin_stage, complete_stage, skip_stage
from ptc_app.domain.visit import SkipReason, StageState
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.storage.participants import upsert_participant
from ptc_app.storage.visits import Visits
from tests.support.builders import (
    MORNING,
    a_participant,
    a_practitioner,
    a_visit,
    an_event,
    later,
)

DAY = timedelta(days=1)
STARTED = an_event(AuditAction.VISIT_STARTED)
MOVED = StageChange(MORNING, a_practitioner().id)


@pytest.fixture
def visits(database: Database) -> Visits:
    with database.transaction() as connection:
        for key in ("1", "2"):
            upsert_participant(connection, a_participant(key))
    return Visits(database)


def test_a_visit_is_kept_as_it_stands(visits: Visits, database: Database) -> None:
    visit = begin_stage(a_visit(), "identity", MOVED)
    visits.save(visit, STARTED)
    assert visits.get(visit.id) == visit
    visit = complete_stage(visit, "identity", MOVED)
    visit = complete_stage(begin_stage(visit, "consent", MOVED), "consent", MOVED, "yes")
    visit = skip_stage(visit, "survey", MOVED, SkipReason.OTHER, "tired")
    visits.save(visit, an_event(AuditAction.STAGE_SKIPPED))
    assert visits.get(visit.id) == replace(visit, permitted=frozenset())
    actions = [entry.event.action for entry in AuditTrail(database).entries()]
    assert actions == [
        AuditAction.SITE_SET_UP,
        AuditAction.VISIT_STARTED,
        AuditAction.STAGE_SKIPPED,
    ]


def test_what_another_program_did_is_not_undone(visits: Visits, database: Database) -> None:
    seen = begin_stage(a_visit(), "identity", MOVED)
    further = complete_stage(seen, "identity", MOVED)
    visits.save(further, STARTED)
    with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        visits.save(seen, STARTED)
    assert visits.get(seen.id) == further
    finished = replace(further, ended_at=later(9))
    visits.save(finished, STARTED)
    with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        visits.save(further, STARTED)
    assert visits.get(seen.id) == finished
    assert len(list(AuditTrail(database).entries())) == 3


def test_a_finished_visit_is_corrected_and_not_reopened(visits: Visits) -> None:
    stages = tuple(replace(s, state=StageState.COMPLETED, outcome="yes") for s in a_visit().stages)
    finished = a_visit(stages=stages, ended_at=later(9))
    visits.save(finished, STARTED)
    voided = void_stage(finished, "survey", MOVED, CorrectionReason.DUPLICATE)
    visits.save(voided, STARTED)
    assert visits.get(finished.id) == voided
    amended = amend_stage(finished, "consent", MOVED, "no")
    for undoing in (amended, replace(voided, ended_at=None), finished):
        with pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
            visits.save(undoing, STARTED)
    assert visits.get(finished.id) == voided


def test_no_visit(visits: Visits) -> None:
    with pytest.raises(LookupError):
        visits.get(VisitId("none"))
    assert visits.of(ParticipantId("none")) == []


def test_a_visit_of_nobody_is_refused_with_its_audit_entry(
    visits: Visits, database: Database
) -> None:
    with pytest.raises(RuleBroken):
        visits.save(a_visit(participant_id=ParticipantId("none")), STARTED)
    assert len(list(AuditTrail(database).entries())) == 1


def test_the_visits_of_a_participant_newest_first(visits: Visits) -> None:
    done = a_visit("done", started_at=later(-60), ended_at=MORNING)
    still_open = a_visit("open")
    for visit in (done, still_open):
        visits.save(visit, STARTED)
    assert visits.of(a_participant().id) == [still_open, done]


def test_the_visits_of_a_day_open_ones_first(visits: Visits) -> None:
    maria, other = a_participant("1"), a_participant("2")
    yesterday = a_visit("yesterday", maria, started_at=MORNING - DAY)
    long_done = a_visit("long-done", maria, started_at=MORNING - DAY, ended_at=MORNING)
    first = a_visit("first", maria, ended_at=later(5))
    last = a_visit("last", other, started_at=later(9))
    earlier = a_visit("earlier", other, started_at=later(7))
    for visit in (last, yesterday, long_done, first, earlier):
        visits.save(visit, STARTED)
    day = (MORNING, MORNING + DAY)
    whole = [(earlier, other), (last, other), (yesterday, maria), (first, maria)]
    assert visits.of_day(*day, limit=9) == whole
    assert visits.day_counts(*day) == DayCounts(open=3, finished=1)
    pages = [visits.of_day(*day, after=one.id if one else None, limit=2) for one in (None, last)]
    assert [row for page in pages for row in page] == whole
