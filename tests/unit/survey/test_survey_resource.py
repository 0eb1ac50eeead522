"""A finished survey as a QuestionnaireResponse, checked by a library that knows the standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.fhir.elements import encode_fhir
from ptc_app.domain.fhir.questionnaire_response import questionnaire_response_resource
from ptc_app.domain.fhir.references import encounter_reference, patient_reference
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.survey.answer_values import Coding
from ptc_app.domain.survey.answering import answer_item, decline_item, skip_item, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.survey_answers import SurveyAnswers
from tests.support.builders import a_visit, an_author
from tests.support.fhir_json import Json
from tests.support.fhir_oracle import as_json
from tests.support.questionnaires import FormMaker

BASICS = "https://ptc.example/fhir/CodeSystem/basics"
VISIT = a_visit()
STAMP = RecordAuthorship(
    RecordId("record-1"), an_author(), datetime(2026, 5, 1, 14, 30, tzinfo=UTC)
)


def resource_of(
    form: CompiledForm, answers: SurveyAnswers, at: datetime = STAMP.at, **changes: Any
) -> Json:
    """The resource as a server reads it."""
    stamp = replace(STAMP, at=at)
    return as_json(questionnaire_response_resource(form, answers, VISIT, stamp, **changes))


def code(name: str) -> Coding:
    return Coding(BASICS, name)


@pytest.fixture
def finished(basics: CompiledForm) -> SurveyAnswers:
    response = start_answers(basics)
    for link_id, values in (
        ("about-born-in-us", (False,)),
        ("about-birth-country", ("México",)),
        ("about-birth-state", ("not asked",)),
        ("home-people", (4,)),
        ("health-conditions", (code("diabetes"), code("asthma"))),
        ("health-diabetes-insulin", (True,)),
        ("health-last-visit", (date(2024, 2, 29),)),
        ("day-sleep", (Decimal("7.50"),)),
    ):
        response, _ = answer_item(basics, response, link_id, values)
    response, _ = decline_item(basics, response, "about-relationship")
    response, _ = skip_item(basics, response, "day-work")
    return response


def flat(items: list[Json]) -> Iterator[tuple[str, Json]]:
    for item in items:
        yield item["linkId"], item
        yield from flat(item.get("item", []))
        for given in item.get("answer", []):
            yield from flat(given.get("item", []))


def test_the_head_says_what_who_and_when(basics: CompiledForm, finished: SurveyAnswers) -> None:
    resource = resource_of(basics, finished)
    del resource["item"]
    participant = as_json(patient_reference(VISIT.participant_id))
    assert resource == {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "identifier": {"system": "https://ptc.example/fhir/response", "value": "record-1"},
        "questionnaire": "https://ptc.example/fhir/Questionnaire/basics|1.0.0",
        "status": "completed",
        "subject": participant,
        "encounter": as_json(encounter_reference(VISIT.id)),
        "authored": "2026-05-01T14:30:00+00:00",
        "author": {
            "type": "Practitioner",
            "identifier": {
                "system": "https://ptc.example/fhir/practitioner",
                "value": "practitioner-1",
            },
            "display": "Nurse 1",
        },
        "extension": [
            {
                "url": "https://ptc.example/fhir/StructureDefinition/program-version",
                "valueString": "1.0.0",
            }
        ],
        "source": participant,
    }
    assert participant["type"] == "Patient"
    assert participant["identifier"]["value"] == VISIT.participant_id


@pytest.mark.parametrize("status", ["amended", "entered-in-error"])
def test_the_status_can_be_another(
    basics: CompiledForm, finished: SurveyAnswers, status: str
) -> None:
    assert resource_of(basics, finished, status=status)["status"] == status


def test_the_time_needs_a_zone(basics: CompiledForm, finished: SurveyAnswers) -> None:
    with pytest.raises(ValueError, match=r"^authored-without-time-zone$"):
        resource_of(basics, finished, at=STAMP.at.replace(tzinfo=None))
    resource = resource_of(basics, finished, at=STAMP.at.astimezone(timezone(-timedelta(hours=5))))
    assert resource["authored"] == "2026-05-01T09:30:00-05:00"


def test_answers_are_typed_and_nested_as_in_the_questionnaire(
    basics: CompiledForm, finished: SurveyAnswers
) -> None:
    items = dict(flat(resource_of(basics, finished)["item"]))
    assert items["about-born-in-us"]["answer"] == [{"valueBoolean": False}]
    assert items["home-people"]["answer"] == [{"valueInteger": 4}]
    assert items["health-last-visit"]["answer"] == [{"valueDate": "2024-02-29"}]
    assert items["about-birth-country"]["answer"] == [{"valueString": "México"}]
    assert items["day-sleep"]["answer"] == [{"valueDecimal": Decimal("7.50")}]
    assert items["about-birth-country"]["text"] == "In which country were you born?"
    assert [one["valueCoding"]["display"] for one in items["health-conditions"]["answer"]] == [
        "Diabetes or high blood sugar",
        "Asthma",
    ]
    diabetes = [one["linkId"] for one in items["health-diabetes"]["item"]]
    assert diabetes == ["health-diabetes-age", "health-diabetes-insulin", "health-insulin-times"]


def test_declined_skipped_and_not_asked_differ(
    basics: CompiledForm, finished: SurveyAnswers
) -> None:
    items = dict(flat(resource_of(basics, finished)["item"]))
    assert items["about-relationship"]["extension"] == [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "asked-declined",
        }
    ]
    assert "answer" not in items["about-relationship"]
    assert items["day-work"].keys() == {"linkId", "text"}
    assert "about-birth-state" not in items
    assert "welcome" not in items


def test_words_are_in_the_language_used_also_for_earlier_answers(
    basics_raw: bytes, finished: SurveyAnswers
) -> None:
    spanish = compile_form(decode_questionnaire(basics_raw), "es")
    resource = resource_of(spanish, finished)
    items = dict(flat(resource["item"]))
    assert resource["language"] == "es"
    assert items["health"]["text"] == "Su salud"
    assert items["health-conditions"]["answer"][1]["valueCoding"]["display"] == "Asma"


def test_questions_in_a_question_are_in_its_answer(form_of: FormMaker) -> None:
    form = form_of(
        {
            "linkId": "smoke",
            "type": "boolean",
            "item": [
                {"linkId": "help", "type": "display"},
                {"linkId": "since", "type": "group", "item": [{"linkId": "y", "type": "integer"}]},
            ],
        }
    )
    response, _ = answer_item(form, start_answers(form), "smoke", (True,))
    response, _ = answer_item(form, response, "y", (1999,))
    since = {"linkId": "since", "item": [{"linkId": "y", "answer": [{"valueInteger": 1999}]}]}
    resource = resource_of(form, response)
    assert resource["item"] == [
        {"linkId": "smoke", "answer": [{"valueBoolean": True, "item": [since]}]}
    ]


def test_decimals_stay_exact_on_the_wire(basics: CompiledForm, finished: SurveyAnswers) -> None:
    raw = encode_fhir(questionnaire_response_resource(basics, finished, VISIT, STAMP))
    assert b'"valueDecimal":7.50' in raw


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_library_that_knows_the_standard_reads_it(
    basics: CompiledForm, finished: SurveyAnswers
) -> None:
    oracle = pytest.importorskip("fhir.resources.R4B.questionnaireresponse")
    raw = encode_fhir(questionnaire_response_resource(basics, finished, VISIT, STAMP))
    read = oracle.QuestionnaireResponse.model_validate_json(raw)
    assert [item.linkId for item in read.item] == ["about", "home", "health", "day"]
    assert read.item[0].item[0].extension[0].valueCode == "asked-declined"
