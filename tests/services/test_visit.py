"""A visit from its first stage to its last, each step on record or refused whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ptc_app.domain.audit import Action
from ptc_app.domain.consent import Decision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.record import RecordKind
from ptc_app.domain.visit import SkipReason, StageState
from ptc_app.services.visit import Identifier
from ptc_app.storage.verification import verify
from tests.support.builders import MARK
from tests.support.house import SETUP, House

NAME_AND_BIRTH_DATE = [Identifier.NAME, Identifier.BIRTH_DATE]


def state(house: House, visit_id: VisitId, stage: str) -> StageState:
    return house.clinic.visits.view(visit_id).visit.stage(stage).state


def said_of_it(house: House) -> tuple[Action, str, str]:
    """The last line of the trail."""
    *_, last = house.trail.entries()
    return last.event.action, last.event.subject, last.event.detail


def test_a_whole_visit_is_seven_acts_that_all_wait_for_central(house: House) -> None:
    visit_id = house.whole_visit()
    kinds = [record.kind for record in house.records.each()]
    assert kinds == [
        RecordKind.REGISTRATION,
        RecordKind.IDENTITY,
        RecordKind.CONSENT,
        RecordKind.CONSENT,
        RecordKind.SURVEY,
        RecordKind.MEASUREMENTS,
        RecordKind.VISIT_END,
    ]
    counts = house.clinic.visits.view(visit_id).counts
    assert (counts.captured, counts.waiting) == (7, 7)
    assert verify(house.database).problems == ()


def test_what_central_took_counts_as_received_and_all_adds_up(house: House) -> None:
    visit_id = house.whole_visit()
    house.answer()
    house.answer(Rejected("422", f"{MARK} is not there"))
    counts = house.clinic.visits.view(visit_id).counts
    assert (counts.received, counts.needs_attention, counts.waiting) == (1, 1, 5)
    assert counts == house.clinic.sending.counts()
    assert counts.captured == 7


def test_a_visit_is_seen_as_it_stands(house: House) -> None:
    visit = house.open_visit()
    view = house.clinic.visits.view(visit.id)
    assert view.visit == visit
    assert view.participant.family_name == f"García-{MARK}"
    assert view.names == {house.clinic.author.practitioner.id: SETUP.name}


def test_a_visit_nobody_opened_is_not_there(house: House) -> None:
    with house.writes_nothing(), pytest.raises(LookupError):
        house.clinic.visits.view(VisitId("none"))


# --- beginning ------------------------------------------------------------------------------------


def test_a_stage_that_is_begun_is_in_the_trail_and_not_yet_on_record(house: House) -> None:
    visit = house.open_visit()
    with house.writes(audit=1):
        house.clinic.visits.begin(visit.id, "identity")
    assert state(house, visit.id, "identity") is StageState.IN_PROGRESS
    assert said_of_it(house) == (Action.STAGE_BEGUN, visit.id, "identity")


@pytest.mark.parametrize("stage", ["primary-consent", "ehr-consent", "basics", "measurements"])
def test_nothing_begins_before_it_is_known_who_is_here(house: House, stage: str) -> None:
    visit = house.open_visit()
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-blocked"):
        house.clinic.visits.begin(visit.id, stage)


# --- identity -------------------------------------------------------------------------------------


def test_two_identifiers_that_agree_put_the_visit_on_record(house: House) -> None:
    visit = house.open_visit()
    house.clinic.visits.begin(visit.id, "identity")
    with house.writes_one_record():
        house.clinic.visits.confirm_identity(visit.id, "identity", NAME_AND_BIRTH_DATE)
    assert state(house, visit.id, "identity") is StageState.COMPLETED
    assert said_of_it(house) == (Action.SIGNED, house.last_record().id, "identity")


@pytest.mark.parametrize("identifiers", [[], [Identifier.NAME], [Identifier.NAME, Identifier.NAME]])
def test_one_identifier_is_not_enough(house: House, identifiers: list[Identifier]) -> None:
    visit = house.open_visit()
    house.clinic.visits.begin(visit.id, "identity")
    with house.writes_nothing(), pytest.raises(RuleBroken, match="two-identifiers"):
        house.clinic.visits.confirm_identity(visit.id, "identity", identifiers)


def test_identity_is_confirmed_once_and_only_after_it_was_begun(house: House) -> None:
    confirm = house.clinic.visits.confirm_identity
    visit = house.open_visit()
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)
    house.clinic.visits.begin(visit.id, "identity")
    confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        confirm(visit.id, "identity", NAME_AND_BIRTH_DATE)


def test_how_identity_was_checked_is_in_the_last_word_on_the_visit(house: House) -> None:
    house.whole_visit()
    assert set(_identity_checks(house.last_record().body)) == set(NAME_AND_BIRTH_DATE)


def _identity_checks(body: bytes) -> list[str]:
    encounter: Any = json.loads(body)["entry"][0]["resource"]
    found = (extension.get("valueCoding") for extension in encounter["extension"])
    return [coding["code"] for coding in found if coding]


# --- leaving out, and the end ---------------------------------------------------------------------


def test_a_stage_is_left_out_with_its_reason(house: House) -> None:
    visit_id = house.consented()
    with house.writes(audit=1):
        house.clinic.visits.skip(visit_id, "basics", SkipReason.OTHER, f"{MARK}: the bus left")
    stage = house.clinic.visits.view(visit_id).visit.stage("basics")
    assert (stage.state, stage.note) == (StageState.SKIPPED, f"{MARK}: the bus left")
    assert said_of_it(house) == (Action.STAGE_SKIPPED, visit_id, "basics")


@pytest.mark.parametrize(
    ("stage", "reason", "refusal"),
    [
        ("identity", SkipReason.NO_TIME, "stage-required"),
        ("finish", SkipReason.NO_TIME, "stage-required"),
        ("basics", SkipReason.OTHER, "skip-note"),
        ("primary-consent", SkipReason.UNWELL, "stage-step"),
    ],
)
def test_what_may_not_be_left_out_is_not(
    house: House, stage: str, reason: SkipReason, refusal: str
) -> None:
    visit_id = house.consented()
    with house.writes_nothing(), pytest.raises(RuleBroken, match=refusal):
        house.clinic.visits.skip(visit_id, stage, reason, "")


def test_a_visit_with_something_open_does_not_end(house: House) -> None:
    visit_id = house.consented()
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-blocked"):
        house.clinic.visits.finish(visit_id)


@pytest.mark.parametrize("decision", [Decision.NO, Decision.NOT_SURE])
def test_who_does_not_say_yes_is_asked_nothing_more_and_goes_home(
    house: House, decision: Decision
) -> None:
    visit_id = house.consented(decision)
    for stage in ("ehr-consent", "basics", "measurements"):
        with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-blocked"):
            house.clinic.visits.begin(visit_id, stage)
    with house.writes_one_record():
        visit = house.clinic.visits.finish(visit_id)
    assert visit.finished_at == house.clock()


def test_a_visit_ends_once_and_another_day_is_another_visit(house: House) -> None:
    visit_id = house.consented(Decision.NO)
    visit = house.clinic.visits.finish(visit_id)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="visit-finished"):
        house.clinic.visits.finish(visit_id)
    with house.writes(visit=1, audit=1):
        again = house.clinic.intake.open_visit(visit.participant_id)
    assert again.id != visit_id


def test_each_line_of_the_trail_follows_from_the_one_before(house: House) -> None:
    house.whole_visit()
    assert house.trail.verify()
    assert MARK not in repr(list(house.trail.entries()))
