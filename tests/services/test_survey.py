"""A survey: kept answer by answer, taken up where it was left, on record when it is whole."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.survey.answering import answer_item
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.services.survey import OpenedSurvey
from tests.support.builders import MARK
from tests.support.site_runtimes import SiteFixture, answered


@pytest.fixture
def visit_id(site: SiteFixture) -> VisitId:
    """A visit whose survey was just begun."""
    begun = site.consented()
    site.services.visits.begin(begun, "basics")
    return begun


def with_people_at_home(survey: OpenedSurvey, count: int) -> OpenedSurvey:
    response, _ = answer_item(survey.form, survey.response, "home-people", (count,))
    return OpenedSurvey(survey.form, response)


def test_a_survey_opens_empty_in_the_language_of_the_participant(
    site: SiteFixture, visit_id: VisitId
) -> None:
    with site.writes_nothing():
        survey = site.services.surveys.open(visit_id, "basics")
    assert (survey.form.language, survey.response.answers) == ("es", {})


def test_each_answer_is_on_disk_and_never_on_its_way_to_central(
    site: SiteFixture, visit_id: VisitId
) -> None:
    survey = site.services.surveys.open(visit_id, "basics")
    with site.writes(draft=1):
        for count in (1, 2, 3):
            survey = with_people_at_home(survey, count)
            site.services.surveys.save(visit_id, "basics", survey.response)
    assert site.services.surveys.open(visit_id, "basics") == survey


def test_the_answers_stay_when_the_language_is_switched_and_the_language_stays_too(
    site: SiteFixture, visit_id: VisitId
) -> None:
    surveys = site.services.surveys
    spanish = answered(surveys.open(visit_id, "basics"))
    surveys.save(visit_id, "basics", spanish.response)
    english = surveys.open(visit_id, "basics", Language("en"))
    assert english.form.language == english.response.language == "en"
    assert english.response.answers.keys() == spanish.response.answers.keys()
    surveys.save(visit_id, "basics", english.response)
    assert surveys.open(visit_id, "basics") == english


def test_a_whole_survey_is_one_record_and_ends_the_draft(
    site: SiteFixture, visit_id: VisitId
) -> None:
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    site.services.surveys.save(visit_id, "basics", survey.response)
    with site.writes_one_record(signed_draft=1, draft=-1):
        visit = site.services.surveys.sign(visit_id, "basics", survey)
    assert visit == site.services.visits.view(visit_id).visit
    record = site.last_record()
    assert (record.kind, record.stage) == ("survey", "basics")
    resource: Any = json.loads(record.body)["entry"][0]["resource"]
    assert (resource["status"], resource["language"]) == ("completed", "es")
    assert resource["source"] == resource["source"] | resource["subject"]
    assert f"{MARK}: nothing else" in json.dumps(resource)


def test_a_survey_that_lacks_an_answer_is_refused(site: SiteFixture, visit_id: VisitId) -> None:
    survey = with_people_at_home(site.services.surveys.open(visit_id, "basics"), 2)
    site.services.surveys.save(visit_id, "basics", survey.response)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.survey-incomplete$"):
        site.services.surveys.sign(visit_id, "basics", survey)


def test_a_survey_is_signed_once(site: SiteFixture, visit_id: VisitId) -> None:
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    site.services.surveys.sign(visit_id, "basics", survey)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.surveys.sign(visit_id, "basics", survey)


def test_nobody_answers_for_someone_who_said_no(site: SiteFixture) -> None:
    visit_id = site.consented(ConsentDecision.NO)
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.surveys.sign(visit_id, "basics", survey)


@pytest.mark.parametrize("value", ["a\x00", "Z" + "\u0301" * 5000, Decimal("NaN"), "x" * 100_001])
def test_a_value_that_cannot_be_recorded_is_refused(
    site: SiteFixture, visit_id: VisitId, value: str | Decimal
) -> None:
    survey = answered(site.services.surveys.open(visit_id, "basics"))
    given = QuestionAnswer(AnswerState.ANSWERED, (value,))
    link_id = next(iter(survey.response.answers))
    answers = {**survey.response.answers, link_id: given}
    wrong = replace(survey, response=replace(survey.response, answers=answers))
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.text-unprintable$"):
        site.services.surveys.save(visit_id, "basics", wrong.response)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.text-unprintable$"):
        site.services.surveys.sign(visit_id, "basics", wrong)
