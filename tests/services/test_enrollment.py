"""Consent belongs to the person: a later visit asks only what is open, and permits what stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir import systems
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import SkipReason, StageState, Visit
from ptc_app.services.visit import IdentityEvidence
from tests.services.test_program_versions import updated
from tests.support.builders import MORNING
from tests.support.programs import program_version
from tests.support.site_runtimes import SiteFixture, answered, measured, site_fixture

YES, NO, NOT_SURE = ConsentDecision.YES, ConsentDecision.NO, ConsentDecision.NOT_SURE
PRIMARY, EHR = "primary-consent", "ehr-consent"
TWO = [IdentityEvidence.NAME, IdentityEvidence.BIRTH_DATE]


def first_visit(
    site: SiteFixture, primary: ConsentDecision = YES, ehr: ConsentDecision | None = YES
) -> ParticipantId:
    """A finished first visit at which these were decided and nothing else was done."""
    visit_id = site.consented(primary)
    if primary is YES and ehr is None:
        site.services.visits.skip(visit_id, EHR, SkipReason.NO_TIME, "")
    elif primary is YES and ehr is not None:
        site.decide(visit_id, EHR, ehr)
    if primary is YES:
        for stage in ("basics", "measurements"):
            site.services.visits.skip(visit_id, stage, SkipReason.NO_TIME, "")
    visit = site.services.visits.finish(visit_id)
    site.clock.pass_by(days=90)
    return visit.participant_id


def second_visit(site: SiteFixture, person: ParticipantId, visit_type: str = "") -> VisitId:
    """Another visit of this person, whose identity is confirmed."""
    visit = site.services.visit_starts.start_visit(person, visit_type)
    site.services.visits.begin(visit.id, "identity")
    site.services.visits.confirm_identity(visit.id, "identity", TWO)
    return visit.id


def seen(site: SiteFixture, visit_id: VisitId) -> Visit:
    return site.services.visits.view(visit_id).visit


def states(visit: Visit) -> dict[str, tuple[StageState, str]]:
    return {stage.plan.key: (stage.state, stage.outcome) for stage in visit.stages}


# --- a second visit -------------------------------------------------------------------------------


def test_a_second_visit_does_not_ask_what_was_answered(site: SiteFixture) -> None:
    person = first_visit(site, YES, NO)
    visit_id = second_visit(site, person, "follow-up")
    visit = seen(site, visit_id)
    assert states(visit)[PRIMARY] == (StageState.ANSWERED_BEFORE, "yes")
    assert states(visit)[EHR] == (StageState.ANSWERED_BEFORE, "no")
    assert visit.next_stage == visit.stage("basics")
    site.survey(visit_id)
    site.measure(visit_id)
    assert site.services.visits.finish(visit_id).ended_at == site.clock()


def test_the_record_of_the_visit_says_what_stood_and_of_which_type_it_was(
    site: SiteFixture,
) -> None:
    visit_id = second_visit(site, first_visit(site), "follow-up")
    for stage in ("basics", "measurements"):
        site.services.visits.skip(visit_id, stage, SkipReason.NO_TIME, "")
    site.services.visits.finish(visit_id)
    encounter: Any = json.loads(site.last_record().body)["entry"][0]["resource"]
    assert encounter["type"][0]["coding"] == [{"system": systems.VISIT_TYPE, "code": "follow-up"}]
    outcomes = [
        {part["url"]: part["valueCode"] for part in one["extension"]}
        for one in encounter["extension"]
        if one["url"] == systems.STAGE_OUTCOME
    ]
    assert {"stage": PRIMARY, "state": "answered-before", "outcome": "yes"} in outcomes
    assert seen(site, visit_id).stage(PRIMARY).state is StageState.ANSWERED_BEFORE


@pytest.mark.parametrize("decision", [YES, NO, NOT_SURE])
def test_a_standing_consent_is_asked_again_on_purpose(
    site: SiteFixture, decision: ConsentDecision
) -> None:
    visit_id = second_visit(site, first_visit(site), "follow-up")
    site.decide(visit_id, PRIMARY, decision)
    visit = seen(site, visit_id)
    assert states(visit)[PRIMARY] == (StageState.COMPLETED, decision)
    assert ("ConsentPII" in visit.permitted) is (decision is YES)
    view = site.services.visits.view(visit_id)
    assert view.enrollment.decision("ConsentPII") is decision
    assert [one.decision for one in view.enrollment.history] == [YES, YES, decision]


def test_who_is_asked_again_and_does_not_answer_keeps_the_decision(site: SiteFixture) -> None:
    visit_id = second_visit(site, first_visit(site), "follow-up")
    site.services.visits.begin(visit_id, PRIMARY)
    site.services.visits.skip(visit_id, PRIMARY, SkipReason.PARTICIPANT_DECLINED, "")
    assert "ConsentPII" in seen(site, visit_id).permitted
    site.measure(visit_id)


def test_who_was_not_sure_is_asked_at_the_next_visit(site: SiteFixture) -> None:
    visit = seen(site, second_visit(site, first_visit(site, YES, NOT_SURE), "follow-up"))
    assert visit.next_stage == visit.stage(EHR)


def test_a_consent_left_out_is_asked_at_the_next_visit(site: SiteFixture) -> None:
    visit = seen(site, second_visit(site, first_visit(site, YES, None), "follow-up"))
    assert visit.next_stage == visit.stage(EHR)


def test_a_newer_form_is_asked_before_anything_that_requires_it(site: SiteFixture) -> None:
    person = first_visit(site)
    after = updated(site)
    visit_id = second_visit(after, person)
    visit = seen(after, visit_id)
    assert visit.program_version == "2026.10"
    assert visit.next_stage == visit.stage(PRIMARY)
    with after.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-blocked$"):
        after.services.visits.begin(visit_id, "measurements")
    after.decide(visit_id, PRIMARY, YES)
    after.measure(visit_id)


def test_a_visit_of_the_older_version_takes_a_yes_to_the_newer_form(site: SiteFixture) -> None:
    open_visit = site.identified()
    person = seen(site, open_visit).participant_id
    site.database.write("UPDATE visit SET ended_at = started_at WHERE id = ?", (open_visit,))
    after = updated(site)
    other = second_visit(after, person)
    after.decide(other, PRIMARY, YES)
    site.database.write("UPDATE visit SET ended_at = NULL WHERE id = ?", (open_visit,))
    assert states(seen(after, open_visit))[PRIMARY] == (StageState.ANSWERED_BEFORE, "yes")


def test_a_finished_visit_shows_what_was_permitted_then(site: SiteFixture) -> None:
    visit_id = site.consented(NO)
    person = site.services.visits.finish(visit_id).participant_id
    site.clock.pass_by(days=1)
    site.decide(second_visit(site, person), PRIMARY, YES)
    first = seen(site, visit_id)
    assert first.permitted == frozenset()
    assert states(first)[PRIMARY] == (StageState.COMPLETED, "no")


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_finished_visit_keeps_its_consent_whatever_the_clock_said(
    site: SiteFixture, hours: int
) -> None:
    visit_id = site.consented()
    site.decide(visit_id, EHR, NO)
    site.survey(visit_id)
    site.measure(visit_id)
    site.clock.pass_by(hours=hours)
    person = site.services.visits.finish(visit_id).participant_id
    assert seen(site, visit_id).permitted == {"ConsentPII"}
    site.clock.pass_by(days=-30)
    site.decide(second_visit(site, person, "follow-up"), PRIMARY, NO)
    assert seen(site, visit_id).permitted == {"ConsentPII"}
    begin = site.services.corrections.begin_correction
    begin(visit_id, "basics", CorrectionReason.PARTICIPANT_CORRECTION)


def test_a_consent_for_one_day_holds_on_the_local_day_it_was_signed(
    tmp_path: Path, local_time: Callable[[str], None]
) -> None:
    def one_day(form: dict[str, Any]) -> None:
        form["validForDays"] = 1

    local_time("Asia/Tokyo")
    program = program_version("2026.1", changes={"consents/primary.json": one_day})
    with site_fixture(tmp_path / "site", program) as site:
        site.clock.now = MORNING.replace(hour=20)
        visit_id = site.consented()
        site.clock.pass_by(hours=18)
        assert seen(site, visit_id).permitted == {"ConsentPII"}
        site.clock.pass_by(hours=2)
        assert seen(site, visit_id).permitted == frozenset()


# --- permission before every act ------------------------------------------------------------------


def test_what_was_begun_is_neither_kept_nor_signed_after_a_no(site: SiteFixture) -> None:
    visit_id = second_visit(site, first_visit(site), "follow-up")
    services = site.services
    for stage in ("basics", "measurements"):
        services.visits.begin(visit_id, stage)
    survey = answered(services.surveys.open(visit_id, "basics"))
    measurement = measured(services.measurements.open(visit_id, "measurements"))
    site.decide(visit_id, PRIMARY, NO)
    attempts: list[Callable[[], object]] = [
        lambda: services.surveys.save(visit_id, "basics", survey.response),
        lambda: services.surveys.sign(visit_id, "basics", survey),
        lambda: services.measurements.save(visit_id, "measurements", measurement.readings),
        lambda: services.measurements.sign(visit_id, "measurements", measurement),
        lambda: services.visits.begin(visit_id, "basics"),
    ]
    for attempt in attempts:
        with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
            attempt()
    assert services.visits.finish(visit_id).ended_at is not None


# --- types of visit -------------------------------------------------------------------------------


def offered(site: SiteFixture, person: ParticipantId) -> list[str]:
    return [offer.key for offer in site.services.visit_starts.offered_visits(person).offers]


def test_the_only_possible_visit_begins_at_once(site: SiteFixture) -> None:
    person = first_visit(site, NO)
    with site.writes(visit=1, audit=1):
        visit = site.services.visit_starts.start_visit(person)
    assert visit.visit_type == "baseline"
    assert visit.participant_id == person


def test_where_several_visits_are_possible_one_is_chosen(site: SiteFixture) -> None:
    person = first_visit(site)
    visit_starts = site.services.visit_starts
    with site.writes_nothing():
        offers = visit_starts.offered_visits(person).offers
    assert [offer.key for offer in offers] == ["follow-up", "measurements-only"]
    assert offers[1].title == {"en": "Measurements only", "es": "Solo medidas"}
    assert [due.key for due in offers[1].due] == ["measurements"]
    for visit_type in ("", "baseline", "no-such-type"):
        with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.visit-type$"):
            visit_starts.start_visit(person, visit_type)
    with site.writes(visit=1, audit=1):
        visit = visit_starts.start_visit(person, "measurements-only")
    with site.writes_nothing():
        assert visit_starts.start_visit(person) == visit
        assert visit_starts.start_visit(person, "follow-up") == visit


def test_a_visit_of_measurements_only_is_permitted_by_the_earlier_consent(
    site: SiteFixture,
) -> None:
    visit_id = second_visit(site, first_visit(site), "measurements-only")
    visit = seen(site, visit_id)
    assert [stage.plan.key for stage in visit.stages] == ["identity", "measurements", "finish"]
    site.measure(visit_id)
    site.services.visits.finish(visit_id)
    assert seen(site, visit_id).ended_at is not None


def test_after_a_no_the_first_visit_is_offered_again(site: SiteFixture) -> None:
    person = first_visit(site)
    assert offered(site, person) == ["follow-up", "measurements-only"]
    visit_id = second_visit(site, person, "follow-up")
    site.decide(visit_id, PRIMARY, NO)
    site.services.visits.finish(visit_id)
    assert offered(site, person) == ["baseline"]


def test_where_no_visit_is_possible_nothing_begins(site: SiteFixture) -> None:
    def once(manifest: dict[str, Any]) -> None:
        manifest["visitTypes"] = manifest["visitTypes"][:1]
        manifest["visitTypes"][0]["offered"] = {"notAfter": ["baseline"]}

    person = first_visit(site)
    after = updated(site, program_version(changes={"manifest.json": once}))
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.no-visit-type$"):
        after.services.visit_starts.start_visit(person)
