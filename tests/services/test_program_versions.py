"""Two program versions side by side: what was begun under one goes on and is signed under it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import DraftUnreadable, RuleBroken
from ptc_app.domain.fhir import systems
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.readings import encode_readings, with_value
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ProgramInvalid
from ptc_app.domain.programs.program_versions import ProgramMissing, ProgramRefused
from ptc_app.domain.records.signed_record import SignedContent, SignedRecord
from ptc_app.domain.stages.stage_type import StageTypeUnknown
from ptc_app.domain.survey.answering import answer_item
from ptc_app.domain.survey.survey_draft import encode_survey_draft
from ptc_app.services.survey import OpenedSurvey
from tests.support.builders import MARK, MORNING
from tests.support.programs import (
    NEW_CONTENT,
    install_changed_manifest,
    key_of_a_newer_app,
    program_version,
    stage_type_of_a_newer_app,
)
from tests.support.site_runtimes import (
    SiteFixture,
    a_registration,
    a_signing,
    answered,
    measured,
    services_over,
)

PRIMARY = "primary-consent"


def _rename_stages(manifest: dict[str, Any]) -> None:
    """The survey and measurements have other keys and titles in this version."""
    for stage in manifest["stages"]:
        if stage["key"] in {"basics", "measurements"}:
            stage["title"] = {"en": f"New {stage['key']}", "es": f"Nuevo {stage['key']}"}
            stage["key"] = f"new-{stage['key']}"
    for visit_type in manifest["visitTypes"]:
        visit_type["stages"] = [
            f"new-{key}" if key in {"basics", "measurements"} else key
            for key in visit_type["stages"]
        ]


def newer(version: str = "2026.10", /, **changes: Any) -> ProgramVersion:
    return program_version(version, changes={**NEW_CONTENT, **changes})


def updated(site: SiteFixture, program: ProgramVersion | None = None) -> SiteFixture:
    """The same site after the program was updated: by default to 2026.10, with new content."""
    services = services_over(
        site.database, site.services.participants.session_context, site.printer, program or newer()
    )
    return replace(site, services=services)


def records(site: SiteFixture, kind: str) -> list[SignedRecord]:
    return [record for record in site.records.each() if record.kind == kind]


def resources(record: SignedRecord) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in json.loads(record.body)["entry"]]


def extension(resource: dict[str, Any], url: str) -> str:
    (found,) = [one["valueString"] for one in resource["extension"] if one["url"] == url]
    return str(found)


# --- installing -----------------------------------------------------------------------------------


def test_a_new_version_is_installed_once_and_audited(site: SiteFixture) -> None:
    files = len(newer().files)
    with site.writes(program=1, program_file=files, audit=1):
        updated(site)
    with site.writes_nothing():
        updated(site)
    *_, last = site.trail.entries()
    assert last.event.action is AuditAction.PROGRAM_INSTALLED
    assert (last.event.subject, last.event.detail) == ("practice 2026.10", newer().sha256)


def test_the_same_version_with_other_bytes_is_refused(site: SiteFixture) -> None:
    with site.writes_nothing(), pytest.raises(ProgramRefused, match=r"^program\.refused\.differs$"):
        updated(site, newer("2026.1"))


def test_another_program_is_refused(site: SiteFixture) -> None:
    other = program_version(changes={"manifest.json": lambda manifest: manifest.update(id="x")})
    with (
        site.writes_nothing(),
        pytest.raises(ProgramRefused, match=r"^program\.refused\.other-program$"),
    ):
        updated(site, other)


# --- which version --------------------------------------------------------------------------------


def test_new_visits_take_the_newest_version_in_force(site: SiteFixture) -> None:
    updated(site, newer("2026.9"))
    both = updated(site, newer("2026.10"))
    assert both.open_visit().program_version == "2026.10"
    assert both.services.site.view().program_version == "2026.10"


def test_a_version_is_taken_from_its_first_day_on(site: SiteFixture) -> None:
    later = updated(site, program_version("2026.10", date(2026, 3, 13), NEW_CONTENT))
    assert later.open_visit().program_version == "2026.1"
    site.clock.pass_by(days=1)
    assert later.open_visit(given_name=f"Ana {MARK}").program_version == "2026.10"


def test_without_a_version_in_force_no_visit_begins_and_all_else_works(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    site.clock.now = MORNING.replace(year=2025)
    with (
        site.writes_nothing(),
        pytest.raises(ProgramMissing, match=r"^program\.missing\.in-force$"),
    ):
        site.services.visit_starts.start_visit(maria.id)
    assert site.services.site.view().program_version == ""
    assert site.services.participants.search("garcia") == [maria]


# --- a visit keeps its version --------------------------------------------------------------------


def test_an_open_visit_is_shown_with_the_stages_it_began_with(site: SiteFixture) -> None:
    visit_id = site.consented()
    after = updated(site, newer(**{"manifest.json": _rename_stages}))
    view = after.services.visits.view(visit_id)
    assert view.program.stage("basics").title["en"] == "The Basics"
    (today,) = after.services.visits.today()
    assert today.program is not None
    assert today.visit.next_stage is not None
    assert (
        today.program.stage(today.visit.next_stage.plan.key).title["en"] == "Health records consent"
    )
    fresh = after.open_visit(given_name=f"Ana {MARK}")
    new_view = after.services.visits.view(fresh.id)
    assert new_view.program.stage("new-basics").title["en"] == "New basics"
    assert [stage.plan.key for stage in fresh.stages][-3:] == [
        "new-basics",
        "new-measurements",
        "finish",
    ]


def test_a_survey_draft_is_read_and_signed_under_the_version_it_began_with(
    site: SiteFixture,
) -> None:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "basics")
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    site.services.surveys.save(visit_id, "basics", survey.response)
    after = updated(site)
    assert after.services.surveys.open(visit_id, "basics") == survey
    after.services.surveys.sign(visit_id, "basics", survey)
    record = after.last_record()
    url = "https://ptc.example/fhir/Questionnaire/basics"
    assert (record.program_version, record.content) == ("2026.1", SignedContent(url, "1.0.0"))
    response = resources(record)[0]
    assert response["questionnaire"] == f"{url}|1.0.0"
    assert extension(response, systems.PROGRAM_VERSION) == "2026.1"


def test_measurements_are_taken_and_signed_under_the_protocol_they_began_with(
    site: SiteFixture,
) -> None:
    visit_id = site.consented()
    site.services.visits.begin(visit_id, "measurements")
    begun = measured(site.services.measurements.open(visit_id, "measurements"))
    site.services.measurements.save(visit_id, "measurements", begun.readings)
    after = updated(site)
    resumed = after.services.measurements.open(visit_id, "measurements")
    assert resumed == begun
    after.services.measurements.sign(visit_id, "measurements", resumed)
    record = after.last_record()
    assert record.content == SignedContent("physical-measurements", "0.3.3")
    assert record.program_version == "2026.1"
    observations = resources(record)[:-1]
    assert {extension(one, systems.PROGRAM_VERSION) for one in observations} == {"2026.1"}
    assert {extension(one, systems.MEASUREMENT_PROTOCOL) for one in observations} == {
        "physical-measurements|0.3.3"
    }


def test_visits_of_both_versions_are_recorded_each_under_its_own(site: SiteFixture) -> None:
    old = site.identified()
    after = updated(site)
    new = after.identified(given_name=f"Ana {MARK}")
    for visit_id in (new, old):
        after.decide(visit_id, PRIMARY, ConsentDecision.YES)
        after.decide(visit_id, "ehr-consent", ConsentDecision.NO)
        after.survey(visit_id)
        after.measure(visit_id)
        after.services.visits.finish(visit_id)
    made = {
        (record.visit_id, record.program_version, record.content.version)
        for record in after.records.each()
        if record.content.code in {"ConsentPII", "physical-measurements"}
    }
    assert made == {
        (old, "2026.1", "4"),
        (old, "2026.1", "0.3.3"),
        (new, "2026.10", "5"),
        (new, "2026.10", "0.4.0"),
    }
    encounters = [resources(record)[0] for record in records(after, "visit-end")]
    assert [extension(one, systems.PROGRAM_VERSION) for one in encounters] == ["2026.10", "2026.1"]
    assert {one["type"][0]["coding"][0]["code"] for one in encounters} == {"baseline"}


def test_a_consent_says_its_form_and_program_version(site: SiteFixture) -> None:
    after = updated(site)
    visit_id = after.consented()
    record = after.last_record()
    assert (record.visit_id, record.program_version) == (visit_id, "2026.10")
    assert record.content == SignedContent("ConsentPII", "5", ConsentDecision.YES)
    consent = resources(record)[0]
    assert extension(consent, systems.PROGRAM_VERSION) == "2026.10"
    evidence = {part["url"]: part for part in consent["extension"][0]["extension"]}
    assert evidence["version"]["valueString"] == "5"


# --- content of another version is refused --------------------------------------------------------

Refused = Callable[[SiteFixture, SiteFixture, VisitId, VisitId], object]
"""What is tried at the old visit with what the new visit's version gave, as (old, new)."""


@pytest.fixture
def visits(site: SiteFixture) -> tuple[SiteFixture, VisitId, VisitId]:
    """The updated site, a visit of 2026.1 and one of 2026.10, both with all stages begun."""
    old = site.identified()
    after = updated(site)
    new = after.identified(given_name=f"Ana {MARK}")
    return after, old, new


def _begin(site: SiteFixture, stage: str, *visit_ids: VisitId) -> None:
    for visit_id in visit_ids:
        if stage != PRIMARY:
            site.decide(visit_id, PRIMARY, ConsentDecision.YES)
        site.services.visits.begin(visit_id, stage)


def test_readings_of_another_protocol_version_are_refused(
    visits: tuple[SiteFixture, VisitId, VisitId],
) -> None:
    site, old, new = visits
    stage, measurements = "measurements", site.services.measurements
    _begin(site, stage, old, new)
    other, own = measured(measurements.open(new, stage)), measurements.open(old, stage)
    refused = pytest.raises(RuleBroken, match=r"^rule\.other-version$")
    with site.writes_nothing(), refused:
        measurements.sign(old, stage, other)
    with site.writes_nothing(), refused:
        measurements.sign(old, stage, replace(other, protocol=own.protocol))
    with site.writes_nothing(), refused:
        measurements.sign(old, stage, replace(other, readings=measured(own).readings))
    with site.writes_nothing(), refused:
        measurements.save(old, stage, other.readings)
    readings = with_value(other.protocol, other.readings, "weight", 1, Decimal("70.2"))
    drafts = measurements.drafts
    drafts.save(old, stage, encode_readings(readings), site.clock())
    with site.writes_nothing(), refused:
        measurements.open(old, stage)


def test_answers_to_another_questionnaire_version_are_refused(
    visits: tuple[SiteFixture, VisitId, VisitId],
) -> None:
    site, old, new = visits
    stage, surveys = "basics", site.services.surveys
    _begin(site, stage, old, new)
    other, own = answered(surveys.open(new, stage)), answered(surveys.open(old, stage))
    refused = pytest.raises(RuleBroken, match=r"^rule\.other-version$")
    for mixed in (
        other,
        OpenedSurvey(own.form, other.response),
        OpenedSurvey(other.form, own.response),
    ):
        with site.writes_nothing(), refused:
            surveys.sign(old, stage, mixed)
    with site.writes_nothing(), refused:
        surveys.save(old, stage, other.response)
    response, _ = answer_item(other.form, other.response, "home-people", (2,))
    surveys.drafts.save(old, stage, encode_survey_draft(response), site.clock())
    with site.writes_nothing(), pytest.raises(DraftUnreadable):
        surveys.open(old, stage)


def test_a_form_of_another_version_is_neither_read_on_nor_signed(
    visits: tuple[SiteFixture, VisitId, VisitId],
) -> None:
    site, old, new = visits
    consents = site.services.consents
    _begin(site, PRIMARY, old, new)
    other, own = site.read(new, PRIMARY), site.read(old, PRIMARY)
    refused = pytest.raises(RuleBroken, match=r"^rule\.other-version$")
    with site.writes_nothing(), refused:
        consents.store_displayed_page(old, PRIMARY, other.progress, 0)
    with site.writes_nothing(), refused:
        consents.sign(old, PRIMARY, other, a_signing())
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        consents.sign(old, PRIMARY, replace(own, progress=other.progress), a_signing())
    consents.sign(old, PRIMARY, own, a_signing())
    assert site.last_record().content.version == "4"


# --- a version that is missing --------------------------------------------------------------------


def test_a_visit_of_a_missing_version_is_refused_and_everything_else_works(
    site: SiteFixture,
) -> None:
    lost = site.consented()
    site.database.write("UPDATE visit SET program_version = '2025.1' WHERE id = ?", (lost,))
    kept = site.consented(given_name=f"Ana {MARK}")
    services = site.services
    attempts: list[Callable[[], object]] = [
        lambda: services.visits.view(lost),
        lambda: services.visits.begin(lost, "basics"),
        lambda: services.surveys.open(lost, "basics"),
        lambda: services.measurements.open(lost, "measurements"),
        lambda: services.consents.open(lost, "ehr-consent"),
        lambda: services.visits.finish(lost),
    ]
    for attempt in attempts:
        with site.writes_nothing(), pytest.raises(ProgramMissing) as missing:
            attempt()
        assert missing.value.full_code == "program.missing.version"
    today = {one.visit.id: one for one in services.visits.today()}
    assert today[lost].program is None
    assert today[kept].program is not None
    participant = today[lost].participant
    assert services.visit_starts.start_visit(participant.id).id == lost
    site.measure(kept)


# --- a version this application cannot use --------------------------------------------------------


@pytest.mark.parametrize("change", [key_of_a_newer_app, stage_type_of_a_newer_app])
def test_a_version_that_cannot_be_used_stops_its_own_visits_alone(
    site: SiteFixture, change: Callable[[dict[str, Any]], None]
) -> None:
    unusable, usable = site.consented(), site.consented(given_name=f"Ana {MARK}")
    install_changed_manifest(site.database, site.services.participants.session_context, change)
    site.database.write("UPDATE visit SET program_version = '2026.9' WHERE id = ?", (unusable,))
    today = {one.visit.id: one.program for one in site.services.visits.today()}
    assert today[unusable] is None
    assert today[usable] is not None
    with pytest.raises((ProgramInvalid, StageTypeUnknown)):
        site.services.visits.view(unusable)
    new = site.open_visit(given_name=f"Eva {MARK}")
    assert new.program_version == "2026.1"
    view = site.services.site.view()
    assert (view.program_version, view.unusable_version) == ("2026.1", "2026.9")


def test_where_no_version_can_be_used_the_reason_of_the_highest_is_said(site: SiteFixture) -> None:
    maria = site.services.participants.register(a_registration())
    install_changed_manifest(
        site.database, site.services.participants.session_context, key_of_a_newer_app
    )
    site.database.write("DROP TRIGGER program_is_frozen")
    site.database.write("UPDATE program SET in_force_from = '2027-01-01' WHERE version = '2026.1'")
    with site.writes_nothing(), pytest.raises(ProgramInvalid):
        site.services.visit_starts.start_visit(maria.id)
    view = site.services.site.view()
    assert (view.program_version, view.unusable_version) == ("", "2026.9")
