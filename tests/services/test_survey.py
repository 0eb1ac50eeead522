"""A survey: kept answer by answer, taken up where it was left, on record when it is whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ptc_app.domain.consent import Decision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Language
from ptc_app.domain.record import RecordKind
from ptc_app.domain.survey.response import answer
from ptc_app.services.survey import Survey
from tests.support.builders import MARK
from tests.support.house import House, answered


@pytest.fixture
def visit_id(house: House) -> VisitId:
    """A visit whose survey was just begun."""
    begun = house.consented()
    house.clinic.visits.begin(begun, "basics")
    return begun


def with_people_at_home(survey: Survey, count: int) -> Survey:
    response, _ = answer(survey.form, survey.response, "home-people", (count,))
    return Survey(survey.form, response)


def test_a_survey_opens_empty_in_the_language_of_the_participant(
    house: House, visit_id: VisitId
) -> None:
    with house.writes_nothing():
        survey = house.clinic.surveying.open(visit_id, "basics")
    assert (survey.form.language, survey.response.answers) == ("es", {})


def test_each_answer_is_on_disk_and_never_on_its_way_to_central(
    house: House, visit_id: VisitId
) -> None:
    survey = house.clinic.surveying.open(visit_id, "basics")
    with house.writes(draft=1):
        for count in (1, 2, 3):
            survey = with_people_at_home(survey, count)
            house.clinic.surveying.save(visit_id, "basics", survey.response)
    assert house.clinic.surveying.open(visit_id, "basics") == survey


def test_the_answers_stay_when_the_language_is_switched_and_the_language_stays_too(
    house: House, visit_id: VisitId
) -> None:
    surveying = house.clinic.surveying
    spanish = answered(surveying.open(visit_id, "basics"))
    surveying.save(visit_id, "basics", spanish.response)
    english = surveying.open(visit_id, "basics", Language.ENGLISH)
    assert english.form.language == english.response.language == "en"
    assert english.response.answers.keys() == spanish.response.answers.keys()
    surveying.save(visit_id, "basics", english.response)
    assert surveying.open(visit_id, "basics") == english


def test_a_whole_survey_is_one_record_and_ends_the_draft(house: House, visit_id: VisitId) -> None:
    survey = answered(house.clinic.surveying.open(visit_id, "basics"))
    house.clinic.surveying.save(visit_id, "basics", survey.response)
    with house.writes_one_record(draft=-1):
        visit = house.clinic.surveying.sign(visit_id, "basics", survey)
    assert visit == house.clinic.visits.view(visit_id).visit
    record = house.last_record()
    assert (record.kind, record.stage) == (RecordKind.SURVEY, "basics")
    resource: Any = json.loads(record.body)["entry"][0]["resource"]
    assert (resource["status"], resource["language"]) == ("completed", "es")
    assert resource["source"] == resource["source"] | resource["subject"]
    assert f"{MARK}: nothing else" in json.dumps(resource)


def test_a_survey_that_lacks_an_answer_is_refused(house: House, visit_id: VisitId) -> None:
    survey = with_people_at_home(house.clinic.surveying.open(visit_id, "basics"), 2)
    house.clinic.surveying.save(visit_id, "basics", survey.response)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="survey-incomplete"):
        house.clinic.surveying.sign(visit_id, "basics", survey)


def test_a_survey_is_signed_once(house: House, visit_id: VisitId) -> None:
    survey = answered(house.clinic.surveying.open(visit_id, "basics"))
    house.clinic.surveying.sign(visit_id, "basics", survey)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        house.clinic.surveying.sign(visit_id, "basics", survey)


def test_nobody_answers_for_someone_who_said_no(house: House) -> None:
    visit_id = house.consented(Decision.NO)
    survey = answered(house.clinic.surveying.open(visit_id, "basics"))
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        house.clinic.surveying.sign(visit_id, "basics", survey)
