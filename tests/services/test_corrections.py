"""Corrections: a signed record is amended by a new version or voided, and nothing of it is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_modification, with_value
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.domain.survey.answering import answer_item
from ptc_app.domain.visit import StageState
from ptc_app.services.survey import OpenedSurvey
from ptc_app.storage.integrity_check import check_integrity
from tests.support.builders import MARK
from tests.support.fhir_oracle import ensure_r4
from tests.support.site_runtimes import SiteFixture, a_signing, answered

PRIMARY, BASICS, MEASURED = "primary-consent", "basics", "measurements"
WHY = {
    PRIMARY: CorrectionReason.WRONG_NAME,
    BASICS: CorrectionReason.PARTICIPANT_CORRECTION,
    MEASURED: CorrectionReason.WRONG_ENTRY,
}


@pytest.fixture
def visit_id(site: SiteFixture) -> VisitId:
    """A visit with a yes, a survey and measurements on record, not finished yet."""
    visit_id = site.consented()
    site.survey(visit_id)
    site.measure(visit_id)
    site.clock.pass_by(minutes=20)
    return visit_id


def begin(site: SiteFixture, visit_id: VisitId, stage: str) -> None:
    site.services.corrections.begin_correction(visit_id, stage, WHY[stage])


def amend_survey(site: SiteFixture, visit_id: VisitId, people: int = 5) -> None:
    begin(site, visit_id, BASICS)
    survey = site.services.surveys.open(visit_id, BASICS)
    response, _ = answer_item(survey.form, survey.response, "home-people", (people,))
    site.services.surveys.sign(visit_id, BASICS, OpenedSurvey(survey.form, response))


def amend_weight(site: SiteFixture, visit_id: VisitId, weight: str = "82.0") -> None:
    begin(site, visit_id, MEASURED)
    opened = site.services.measurements.open(visit_id, MEASURED)
    readings = with_value(opened.protocol, opened.readings, "weight", 1, Decimal(weight))
    corrected = OpenedMeasurement(opened.protocol, readings)
    site.services.measurements.sign(visit_id, MEASURED, corrected)


def amend_consent(
    site: SiteFixture, visit_id: VisitId, decision: ConsentDecision = ConsentDecision.YES
) -> None:
    begin(site, visit_id, PRIMARY)
    site.sign_consent(visit_id, PRIMARY, decision)


AMEND: dict[str, Callable[[SiteFixture, VisitId], None]] = {
    PRIMARY: amend_consent,
    BASICS: amend_survey,
    MEASURED: amend_weight,
}


def void(site: SiteFixture, visit_id: VisitId, stage: str) -> None:
    reason = CorrectionReason.WRONG_PARTICIPANT
    site.services.corrections.void(visit_id, stage, reason)


def statuses(site: SiteFixture, visit_id: VisitId, stage: str) -> list[str]:
    versions = site.services.corrections.history(visit_id, stage).versions
    return [version.status for version in versions]


def entries(record: SignedRecord) -> list[Any]:
    found: list[Any] = json.loads(record.body)["entry"]
    return found


def resources(record: SignedRecord, kind: str) -> list[Any]:
    return [e["resource"] for e in entries(record) if e["resource"]["resourceType"] == kind]


# --- amending -------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", AMEND)
def test_an_amendment_is_a_new_version_beside_the_first(
    site: SiteFixture, visit_id: VisitId, stage: str
) -> None:
    before = {record.id: record for record in site.records.each()}
    AMEND[stage](site, visit_id)
    history = site.services.corrections.history(visit_id, stage)
    assert [version.status for version in history.versions] == ["superseded", "current"]
    first, second = (version.record for version in history.versions)
    assert second.follows == first.id
    assert second.correction == Correction(RecordOperation.UPDATE, WHY[stage])
    assert second.recorded_at > first.recorded_at
    assert {one.id: one for one in site.records.each()} == {**before, second.id: second}
    amended = history.stage
    assert (amended.state, amended.is_amended) == (StageState.COMPLETED, True)
    assert history.begun is None
    assert check_integrity(site.database).holds


@pytest.mark.parametrize("stage", AMEND)
def test_an_amendment_is_one_record_and_ends_its_draft(
    site: SiteFixture, visit_id: VisitId, stage: str
) -> None:
    documents = {} if stage == BASICS else {"document": 1}
    handed_over = 0 if stage == MEASURED else 1
    with site.writes(record=1, envelope=1, audit=2 + handed_over, signed_draft=1, **documents):
        AMEND[stage](site, visit_id)
    events = [entry.event for entry in site.trail.entries()][-2 - handed_over :]
    begun, amended = events[0], events[-1]
    assert (begun.action, amended.action) == (AuditAction.CORRECTION_BEGUN, AuditAction.AMENDED)
    last = site.last_record()
    assert (begun.subject, begun.detail) == (last.follows, WHY[stage])
    assert (amended.subject, amended.detail) == (
        last.id,
        f"{last.kind} {WHY[stage]} {last.follows}",
    )


@pytest.mark.parametrize("stage", AMEND)
def test_a_finished_visit_is_corrected_and_stays_finished(site: SiteFixture, stage: str) -> None:
    visit_id = site.whole_visit()
    finished = site.services.visits.view(visit_id).visit.ended_at
    site.clock.pass_by(days=3)
    AMEND[stage](site, visit_id)
    void(site, visit_id, stage)
    assert statuses(site, visit_id, stage) == ["superseded", "entered-in-error"]
    view = site.services.visits.view(visit_id)
    assert view.visit.ended_at == finished
    assert view.visit.stage(stage).state is StageState.VOIDED
    with pytest.raises(RuleBroken, match=r"^rule\.visit-finished$"):
        site.services.visits.begin(visit_id, stage)


def test_an_amended_consent_permits_further_amendments_of_a_finished_visit(
    site: SiteFixture,
) -> None:
    visit_id = site.whole_visit()
    site.clock.pass_by(days=3)
    amend_consent(site, visit_id)
    amend_weight(site, visit_id)
    assert statuses(site, visit_id, MEASURED) == ["superseded", "current"]
    site.clock.pass_by(days=1)
    amend_consent(site, visit_id, ConsentDecision.NO)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        begin(site, visit_id, MEASURED)


def test_a_voided_consent_no_longer_stands_at_the_next_visit(site: SiteFixture) -> None:
    visit_id = site.whole_visit()
    site.clock.pass_by(days=3)
    void(site, visit_id, PRIMARY)
    view = site.services.visits.view(visit_id)
    (form,) = [c for c in view.program.consents.values() if c.key == "primary"]
    assert view.enrollment.decision(form.module) is None
    assert view.enrollment.was_voided(form.module)


def test_what_was_signed_opens_as_it_was_signed(site: SiteFixture, visit_id: VisitId) -> None:
    services = site.services
    begin(site, visit_id, BASICS)
    begin(site, visit_id, MEASURED)
    survey = services.surveys.open(visit_id, BASICS)
    assert survey.is_amendment
    assert survey.response == answered(replace(survey, is_amendment=False)).response
    readings = services.measurements.open(visit_id, MEASURED).readings
    assert readings.value("weight") == Decimal("80.2")
    assert len(readings.readings) == 11
    assert services.visits.view(visit_id).corrected_stages == {BASICS, MEASURED}


def test_a_consent_is_read_again_from_its_first_page(site: SiteFixture, visit_id: VisitId) -> None:
    begin(site, visit_id, PRIMARY)
    reading = site.services.consents.open(visit_id, PRIMARY)
    assert (reading.progress.shown, reading.progress.printed_name) == ((), "")
    assert reading.form.language == Language("es")
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-pages$"):
        site.services.consents.sign(visit_id, PRIMARY, reading, a_signing())


def test_each_version_has_its_paper(site: SiteFixture, visit_id: VisitId) -> None:
    amend_consent(site, visit_id)
    history = site.services.corrections.history(visit_id, PRIMARY)
    papers = [site.services.corrections.document(v.record.id) for v in history.versions]
    assert history.with_pdf == {v.record.id for v in history.versions}
    assert [paper and paper.record_id for paper in papers] == [
        v.record.id for v in history.versions
    ]
    assert site.services.visits.document(visit_id, PRIMARY) == papers[1]


def test_an_amendment_is_amended(site: SiteFixture, visit_id: VisitId) -> None:
    for people in (5, 6):
        amend_survey(site, visit_id, people)
        site.clock.pass_by(minutes=1)
    assert statuses(site, visit_id, BASICS) == ["superseded", "superseded", "current"]
    begin(site, visit_id, BASICS)
    held = site.services.surveys.open(visit_id, BASICS).response.answers["home-people"]
    assert held.values == (6,)


def test_a_decision_entered_in_error_is_decided_again(site: SiteFixture, visit_id: VisitId) -> None:
    amend_consent(site, visit_id, ConsentDecision.NO)
    stage = site.services.visits.view(visit_id).visit.stage(PRIMARY)
    assert (stage.outcome, stage.is_amended) == ("no", True)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        begin(site, visit_id, BASICS)


def test_an_amendment_that_was_begun_outlives_the_session(
    site: SiteFixture, visit_id: VisitId
) -> None:
    begin(site, visit_id, MEASURED)
    opened = site.services.measurements.open(visit_id, MEASURED)
    changed = with_value(opened.protocol, opened.readings, "height", 1, Decimal(170))
    site.services.measurements.save(visit_id, MEASURED, changed)
    assert site.services.measurements.open(visit_id, MEASURED).readings == changed
    begun = site.services.corrections.history(visit_id, MEASURED).begun
    assert begun is not None
    assert begun.correction.operation is RecordOperation.UPDATE
    assert statuses(site, visit_id, MEASURED) == ["current"]
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.conflict$"):
        begin(site, visit_id, MEASURED)


def test_an_amendment_is_given_up(site: SiteFixture, visit_id: VisitId) -> None:
    begin(site, visit_id, MEASURED)
    with site.writes(draft=-1, audit=1):
        site.services.corrections.discard_correction(visit_id, MEASURED)
    assert statuses(site, visit_id, MEASURED) == ["current"]
    last = list(site.trail.entries())[-1].event
    assert (last.action, last.subject, last.detail) == (
        AuditAction.CORRECTION_DISCARDED,
        site.records.of_stage(visit_id, MEASURED)[-1].id,
        "",
    )
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
        site.services.corrections.discard_correction(visit_id, MEASURED)


def test_a_history_says_whose_it_is_and_who_made_it(site: SiteFixture, visit_id: VisitId) -> None:
    history = site.services.corrections.history(visit_id, BASICS)
    visit = site.services.visits.view(visit_id).visit
    assert (history.visit, history.stage) == (visit, visit.stage(BASICS))
    assert history.participant.id == visit.participant_id
    assert history.program.manifest.version == visit.program_version
    author = site.services.author.practitioner
    assert history.names == {author.id: author.name}
    assert [version.number for version in history.versions] == [1]


# --- voiding --------------------------------------------------------------------------------------


def test_a_page_left_open_over_a_voiding_stores_no_draft(
    site: SiteFixture, visit_id: VisitId
) -> None:
    surveys = site.services.surveys
    begin(site, visit_id, BASICS)
    opened = surveys.open(visit_id, BASICS)
    response, _ = answer_item(opened.form, opened.response, "home-people", (9,))
    void(site, visit_id, BASICS)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        surveys.save(visit_id, BASICS, response)
    site.services.visits.begin(visit_id, BASICS)
    begun_again = surveys.open(visit_id, BASICS)
    assert not begun_again.response.answers
    surveys.save(visit_id, BASICS, response)


@pytest.mark.parametrize("stage", AMEND)
def test_a_voiding_is_a_record_of_its_own(site: SiteFixture, visit_id: VisitId, stage: str) -> None:
    with site.writes_one_record():
        site.services.corrections.void(visit_id, stage, CorrectionReason.OTHER, f" {MARK} said ")
    assert statuses(site, visit_id, stage) == ["entered-in-error"]
    last = site.last_record()
    (version,) = site.services.corrections.history(visit_id, stage).versions
    assert version.ended_by == last
    assert last.correction is not None
    assert last.correction.note == f"{MARK} said"
    event = list(site.trail.entries())[-1].event
    assert (event.action, event.subject) == (AuditAction.VOIDED, last.id)
    assert MARK not in event.detail
    voided = site.services.visits.view(visit_id).visit.stage(stage)
    assert (voided.state, voided.outcome) == (StageState.VOIDED, "")
    assert voided.void_reason is CorrectionReason.OTHER
    assert site.services.visits.document(visit_id, stage) is None


def test_a_voiding_needs_no_note(site: SiteFixture, visit_id: VisitId) -> None:
    void(site, visit_id, BASICS)
    nullified = Correction(RecordOperation.NULLIFY, CorrectionReason.WRONG_PARTICIPANT, note="")
    assert site.last_record().correction == nullified
    assert site.services.visits.view(visit_id).visit.stage(BASICS).note == ""


def test_what_was_decided_is_no_decision_of_the_voiding(
    site: SiteFixture, visit_id: VisitId
) -> None:
    signed = site.records.of_stage(visit_id, PRIMARY)[-1]
    void(site, visit_id, PRIMARY)
    assert signed.content.decision is ConsentDecision.YES
    assert site.last_record().content == replace(signed.content, decision=None)


def test_a_voided_consent_closes_what_depends_on_it(site: SiteFixture, visit_id: VisitId) -> None:
    void(site, visit_id, PRIMARY)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        begin(site, visit_id, BASICS)
    void(site, visit_id, BASICS)
    with pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        site.services.visits.begin(visit_id, BASICS)
    site.decide(visit_id, PRIMARY, ConsentDecision.YES)
    site.survey(visit_id)
    assert statuses(site, visit_id, PRIMARY) == ["entered-in-error", "current"]
    assert statuses(site, visit_id, BASICS) == ["entered-in-error", "current"]
    assert check_integrity(site.database).holds


def test_a_voiding_ends_an_amendment_that_was_begun(site: SiteFixture, visit_id: VisitId) -> None:
    begin(site, visit_id, BASICS)
    survey = site.services.surveys.open(visit_id, BASICS)
    void(site, visit_id, BASICS)
    assert site.services.corrections.history(visit_id, BASICS).begun is None
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.surveys.sign(visit_id, BASICS, survey)


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["identity", "ehr-consent", "finish"])
def test_there_must_be_something_to_correct(
    site: SiteFixture, visit_id: VisitId, stage: str
) -> None:
    corrections, reason = site.services.corrections, CorrectionReason.OTHER
    with site.writes_nothing():
        for correct in (corrections.begin_correction, corrections.void):
            with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
                correct(visit_id, stage, reason, "a note")


def test_what_was_voided_is_not_corrected_again(site: SiteFixture, visit_id: VisitId) -> None:
    void(site, visit_id, BASICS)
    corrections = site.services.corrections
    with site.writes_nothing():
        for correct in (corrections.begin_correction, corrections.void):
            with pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
                correct(visit_id, BASICS, CorrectionReason.OTHER, "a note")


def test_a_record_that_kept_no_draft_is_not_amended(site: SiteFixture, visit_id: VisitId) -> None:
    site.database.write("DROP TRIGGER signed_draft_is_kept")
    site.database.write("DELETE FROM signed_draft")
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.nothing-to-correct$"):
        begin(site, visit_id, BASICS)


def test_a_reason_is_needed_that_fits(site: SiteFixture, visit_id: VisitId) -> None:
    corrections = site.services.corrections
    with site.writes_nothing():
        with pytest.raises(RuleBroken, match=r"^rule\.correction-reason$"):
            corrections.begin_correction(visit_id, BASICS, CorrectionReason.DEVICE_ERROR)
        with pytest.raises(RuleBroken, match=r"^rule\.correction-note$"):
            corrections.void(visit_id, BASICS, CorrectionReason.OTHER, " ")


def test_without_a_begun_amendment_nothing_is_signed_twice(
    site: SiteFixture, visit_id: VisitId
) -> None:
    survey = answered(site.services.surveys.open(visit_id, BASICS))
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.surveys.sign(visit_id, BASICS, survey)


# --- FHIR -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", AMEND)
def test_r4_knows_each_correction_and_it_fits_one_small_transaction(
    site: SiteFixture, visit_id: VisitId, stage: str
) -> None:
    AMEND[stage](site, visit_id)
    amendment = site.last_record()
    void(site, visit_id, stage)
    for record in (amendment, site.last_record()):
        ensure_r4(json.loads(record.body))
        assert len(entries(record)) <= 8
        urls = {entry["fullUrl"] for entry in entries(record)}
        pointed = json.dumps([entry["resource"] for entry in entries(record)])
        assert len(urls) == len(entries(record))
        assert pointed.count('"urn:uuid:') >= len(urls) - 1


@pytest.mark.parametrize("stage", AMEND)
def test_the_provenance_says_what_was_done_and_why(
    site: SiteFixture, visit_id: VisitId, stage: str
) -> None:
    AMEND[stage](site, visit_id)
    amendment = site.last_record()
    site.services.corrections.void(visit_id, stage, CorrectionReason.OTHER, "a note")
    for record, code, text in (
        (amendment, "UPDATE", None),
        (site.last_record(), "NULLIFY", "a note"),
    ):
        (origin,) = resources(record, "Provenance")
        assert origin["activity"]["coding"][0]["code"] == code
        (entity,) = origin["entity"]
        assert (entity["role"], entity["what"]["identifier"]["value"]) == (
            "revision",
            record.follows,
        )
        (reason,) = origin["reason"]
        assert record.correction is not None
        assert reason["coding"][0]["code"] == record.correction.reason
        assert reason.get("text") == text
        targets = {target["reference"] for target in origin["target"]}
        assert targets == {entry["fullUrl"] for entry in entries(record)[:-1]}


def test_an_amended_survey_is_the_same_resource_again(site: SiteFixture, visit_id: VisitId) -> None:
    first = next(one for one in site.records.each() if one.stage == BASICS)
    for people in (5, 6):
        amend_survey(site, visit_id, people)
        (response,) = resources(site.last_record(), "QuestionnaireResponse")
        assert response["identifier"]["value"] == first.id
        assert response["status"] == "amended"
        assert entries(site.last_record())[0]["request"]["method"] == "PUT"
    void(site, visit_id, BASICS)
    (voided,) = resources(site.last_record(), "QuestionnaireResponse")
    assert voided == {**response, "status": "entered-in-error"}


def observations(record: SignedRecord) -> dict[str, Any]:
    return {one["code"]["coding"][1]["code"]: one for one in resources(record, "Observation")}


def test_only_what_was_measured_differently_is_amended(
    site: SiteFixture, visit_id: VisitId
) -> None:
    before = observations(site.last_record())
    amend_weight(site, visit_id)
    after = observations(site.last_record())
    changed = {code for code in after if after[code] != before[code]}
    assert changed == {code for code in after if after[code]["status"] == "amended"}
    assert len(changed) == 2  # the weight and the index made of it
    assert "weight" in changed
    for code, one in after.items():
        assert one["identifier"] == before[code]["identifier"]
        assert one["effectiveDateTime"] == before[code]["effectiveDateTime"]
        assert one["performer"] == before[code]["performer"]
    assert {entry["request"]["method"] for entry in entries(site.last_record())[:-1]} == {"PUT"}


def test_what_is_no_longer_measured_is_entered_in_error_and_may_come_back(
    site: SiteFixture, visit_id: VisitId
) -> None:
    services, before = site.services, observations(site.last_record())
    begin(site, visit_id, MEASURED)
    opened = services.measurements.open(visit_id, MEASURED)
    group = opened.protocol.group_of("weight")
    refusal = next(m.code for m in group.modifications if m.clears_values)
    readings = with_modification(opened.protocol, opened.readings, group.code, 1, refusal)
    services.measurements.sign(visit_id, MEASURED, OpenedMeasurement(opened.protocol, readings))
    gone = observations(site.last_record())
    (bmi,) = [code for code in before if "bmi" in code or "body-mass" in code]
    assert gone[bmi] == {**before[bmi], "status": "entered-in-error"}
    assert "dataAbsentReason" in gone["weight"]
    begin(site, visit_id, MEASURED)
    readings = with_modification(opened.protocol, readings, group.code, 1, None)
    readings = with_value(opened.protocol, readings, "weight", 1, Decimal("80.2"))
    services.measurements.sign(visit_id, MEASURED, OpenedMeasurement(opened.protocol, readings))
    back = observations(site.last_record())
    assert back[bmi] == {**before[bmi], "status": "amended"}
    assert back.keys() == before.keys()


def test_a_consent_signed_again_replaces_the_one_before(
    site: SiteFixture, visit_id: VisitId
) -> None:
    amend_consent(site, visit_id)
    new, old = resources(site.last_record(), "Consent")
    printed, replaced = resources(site.last_record(), "DocumentReference")
    assert (new["status"], old["status"]) == ("active", "inactive")
    assert (printed["status"], replaced["status"]) == ("current", "superseded")
    (relation,) = printed["relatesTo"]
    by_url = {entry["fullUrl"]: entry["resource"] for entry in entries(site.last_record())}
    assert relation["code"] == "replaces"
    assert relation["target"]["identifier"] == replaced["identifier"][0]
    assert by_url[old["sourceReference"]["reference"]] == replaced
    assert by_url[new["sourceReference"]["reference"]] == printed
    void(site, visit_id, PRIMARY)
    (voided,) = resources(site.last_record(), "Consent")
    (paper,) = resources(site.last_record(), "DocumentReference")
    assert voided["identifier"] == new["identifier"]
    assert voided["status"] == paper["status"] == "entered-in-error"


def test_what_is_made_again_is_a_resource_of_its_own(site: SiteFixture, visit_id: VisitId) -> None:
    void(site, visit_id, BASICS)
    voided = site.last_record()
    site.survey(visit_id)
    again = site.last_record()
    (response,) = resources(again, "QuestionnaireResponse")
    assert (response["status"], response["identifier"]["value"]) == ("completed", again.id)
    assert (again.follows, again.correction) == (voided.id, None)
    (origin,) = resources(again, "Provenance")
    assert origin["activity"]["coding"][0]["code"] == "CREATE"


def test_the_finished_visit_says_what_was_entered_in_error(
    site: SiteFixture, visit_id: VisitId
) -> None:
    void(site, visit_id, BASICS)
    site.decide(visit_id, "ehr-consent", ConsentDecision.NO)
    site.services.visits.finish(visit_id)
    (encounter,) = resources(site.last_record(), "Encounter")
    text = json.dumps(encounter["extension"])
    assert '"entered-in-error"' in text
    assert '"wrong-participant"' in text


def test_an_amendment_is_not_gone_on_with_after_its_consent_was_voided(
    site: SiteFixture, visit_id: VisitId
) -> None:
    begin(site, visit_id, BASICS)
    void(site, visit_id, PRIMARY)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.consent-missing$"):
        site.services.corrections.resume_correction(visit_id, BASICS)
    site.services.corrections.discard_correction(visit_id, BASICS)
