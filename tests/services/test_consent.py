"""Consent: read to the end in one's own language, decided freely, on paper and on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ptc_app.domain.consent import Decision
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Language
from ptc_app.domain.program import Program, program
from ptc_app.domain.record import RecordKind
from ptc_app.services.consent import Reading
from tests.support.house import House, a_clinic, a_signing, program_files

PRIMARY = "primary-consent"


@pytest.fixture
def visit_id(house: House) -> VisitId:
    """A visit whose primary consent was just begun."""
    begun = house.identified()
    house.clinic.visits.begin(begun, PRIMARY)
    return begun


def with_new_version(key: str) -> Program:
    """The program with another version of a form."""
    path = f"consents/{key}.json"
    form = json.loads(program_files()[path]) | {"version": "99"}
    return program({**program_files(), path: json.dumps(form).encode()})


def extensions(body: bytes) -> list[Any]:
    resource: Any = json.loads(body)["entry"][0]["resource"]
    return list(resource["extension"][0]["extension"])


# --- reading --------------------------------------------------------------------------------------


def test_a_form_opens_at_its_first_page_in_the_language_of_the_participant(
    house: House, visit_id: VisitId
) -> None:
    with house.writes_nothing():
        reading = house.clinic.consenting.open(visit_id, PRIMARY)
    assert (reading.form.key, reading.form.language) == ("primary", Language.SPANISH)
    assert (reading.progress.page, reading.progress.shown) == (0, ())
    assert reading.progress.form_version == reading.form.version


def test_reading_goes_on_where_it_was_left(house: House, visit_id: VisitId) -> None:
    consenting = house.clinic.consenting
    progress = consenting.open(visit_id, PRIMARY).progress
    with house.writes(draft=1):
        for page in (0, 1, 2):
            house.clock.pass_by(seconds=20)
            progress = consenting.turn(visit_id, PRIMARY, progress, page)
    assert consenting.open(visit_id, PRIMARY).progress == progress
    assert progress.page == 2
    assert [shown.page for shown in progress.shown] == [0, 1, 2]


def test_another_language_begins_at_the_first_page(house: House, visit_id: VisitId) -> None:
    house.read(visit_id, PRIMARY)
    english = house.clinic.consenting.open(visit_id, PRIMARY, Language.ENGLISH)
    assert (english.form.language, english.progress.shown) == (Language.ENGLISH, ())


def test_reading_goes_on_in_the_language_it_was_switched_to(
    house: House, visit_id: VisitId
) -> None:
    consenting = house.clinic.consenting
    english = consenting.open(visit_id, PRIMARY, Language.ENGLISH)
    progress = consenting.turn(visit_id, PRIMARY, english.progress, 0)
    resumed = consenting.open(visit_id, PRIMARY)
    assert (resumed.form.language, resumed.progress) == (Language.ENGLISH, progress)


def test_a_new_version_of_the_form_begins_at_the_first_page(
    house: House, visit_id: VisitId
) -> None:
    house.read(visit_id, PRIMARY)
    newer = a_clinic(
        house.database, house.clinic.intake.working, house.printer, with_new_version("primary")
    )
    reading = newer.consenting.open(visit_id, PRIMARY)
    assert (reading.progress.form_version, reading.progress.shown) == ("99", ())


@pytest.mark.parametrize("born", [date(2010, 1, 1), date(2008, 3, 13), date(2013, 3, 12)])
def test_a_minor_does_not_consent_alone(house: House, born: date) -> None:
    visit_id = house.identified(birth_date=born)
    house.clinic.visits.begin(visit_id, PRIMARY)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="guardian-and-assent"):
        house.clinic.consenting.open(visit_id, PRIMARY)


def test_who_is_18_today_consents_for_themselves(house: House) -> None:
    visit_id = house.consented(birth_date=date(2008, 3, 12))
    assert house.clinic.visits.view(visit_id).visit.stage(PRIMARY).outcome == "yes"


# --- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_is_one_record_with_its_paper_and_ends_the_draft(
    house: House, visit_id: VisitId, decision: Decision
) -> None:
    reading = house.read(visit_id, PRIMARY)
    with house.writes_one_record(document=1, draft=-1):
        paper = house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing(decision))
    stage = house.clinic.visits.view(visit_id).visit.stage(PRIMARY)
    assert (stage.outcome, stage.is_settled) == (decision, True)
    assert house.clinic.consenting.paper(visit_id, PRIMARY) == paper
    record = house.last_record()
    assert (record.kind, record.stage, record.id) == (RecordKind.CONSENT, PRIMARY, paper.record_id)


def test_who_is_not_sure_signs_nothing(house: House, visit_id: VisitId) -> None:
    reading = house.read(visit_id, PRIMARY)
    nothing = a_signing(Decision.NOT_SURE, printed_name="", signature=None)
    with house.writes_one_record(document=1, draft=-1):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, nothing)


def test_the_paper_is_that_of_this_decision_and_this_person(
    house: House, visit_id: VisitId
) -> None:
    reading = house.read(visit_id, PRIMARY)
    house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())
    ((act, participant),) = house.printer.asked
    assert (act.form, act.progress, act.signing) == (reading.form, reading.progress, a_signing())
    assert participant == reading.participant


def test_there_is_no_paper_before_the_decision(house: House, visit_id: VisitId) -> None:
    assert house.clinic.consenting.paper(visit_id, PRIMARY) is None


def test_the_record_says_when_each_page_was_seen(house: House, visit_id: VisitId) -> None:
    reading = house.read(visit_id, PRIMARY)
    house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())
    pages = [
        part["extension"] for part in extensions(house.last_record().body) if "page" in part["url"]
    ]
    assert [number["valueInteger"] for number, _ in pages] == [1, 2, 3, 4, 5, 6]
    times = [shown["valueInstant"] for _, shown in pages]
    assert times == sorted(set(times))


def test_two_consents_are_two_records_of_their_own_stages(house: House) -> None:
    visit_id = house.consented()
    house.decide(visit_id, "ehr-consent", Decision.NO)
    stages = [record.stage for record in house.records.each()]
    assert stages == ["", "identity", PRIMARY, "ehr-consent"]
    assert house.clinic.consenting.paper(visit_id, "ehr-consent") is not None


def test_a_form_used_in_two_stages_is_recorded_in_the_one_it_was_signed_in(house: House) -> None:
    files = program_files()
    manifest = json.loads(files["manifest.json"])
    (again,) = (stage for stage in manifest["stages"] if stage["key"] == "ehr-consent")
    again["content"] = "primary"
    the = program({**files, "manifest.json": json.dumps(manifest).encode()})
    clinic = a_clinic(house.database, house.clinic.intake.working, house.printer, the)
    twice = replace(house, clinic=clinic)
    visit_id = twice.consented()
    twice.decide(visit_id, "ehr-consent", Decision.YES)
    assert house.last_record().stage == "ehr-consent"
    assert house.clinic.consenting.paper(visit_id, "ehr-consent") is not None


# --- refused --------------------------------------------------------------------------------------


def unread(reading: Reading) -> Reading:
    return replace(reading, progress=replace(reading.progress, shown=reading.progress.shown[:-1]))


@pytest.mark.parametrize(
    ("signing", "refusal"),
    [
        (a_signing(printed_name=" "), "consent-name"),
        (a_signing(Decision.NO, printed_name=""), "consent-name"),
        (a_signing(signature=None), "consent-signature"),
    ],
)
def test_what_would_be_no_evidence_is_refused(
    house: House, visit_id: VisitId, signing: Any, refusal: str
) -> None:
    reading = house.read(visit_id, PRIMARY)
    with house.writes_nothing(), pytest.raises(RuleBroken, match=refusal):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, signing)
    assert house.printer.asked == []


@pytest.mark.parametrize("decision", Decision)
def test_nobody_decides_before_the_last_page(
    house: House, visit_id: VisitId, decision: Decision
) -> None:
    reading = unread(house.read(visit_id, PRIMARY))
    with house.writes_nothing(), pytest.raises(RuleBroken, match="consent-pages"):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing(decision))


def test_pages_read_in_spanish_are_no_evidence_for_english(house: House, visit_id: VisitId) -> None:
    spanish = house.read(visit_id, PRIMARY)
    english = house.clinic.consenting.open(visit_id, PRIMARY, Language.ENGLISH)
    mixed = replace(english, progress=spanish.progress)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="consent-pages"):
        house.clinic.consenting.sign(visit_id, PRIMARY, mixed, a_signing())


def test_a_decision_is_made_once(house: House, visit_id: VisitId) -> None:
    reading = house.read(visit_id, PRIMARY)
    house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing(Decision.NO))


def test_a_consent_that_was_not_begun_is_not_signed(house: House) -> None:
    visit_id = house.identified()
    reading = house.read(visit_id, PRIMARY)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())


def test_without_its_paper_nothing_is_recorded(house: House, visit_id: VisitId) -> None:
    reading = house.read(visit_id, PRIMARY)
    house.printer.error = PtcError("paper")
    with house.writes_nothing(), pytest.raises(PtcError, match="paper"):
        house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())
    house.printer.error = None
    house.clinic.consenting.sign(visit_id, PRIMARY, reading, a_signing())
