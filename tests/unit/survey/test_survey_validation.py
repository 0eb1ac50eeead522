"""What is checked about an answer, and when a survey is complete."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.survey.answer_validation import (
    AnswerIssue,
    IssueParams,
    answer_issues,
    item_answer_issues,
)
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.answering import answer_item, decline_item, start_answers
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker

CORE = "http://hl7.org/fhir/StructureDefinition/"
DECLINE = {
    "url": "https://ptc.example/fhir/StructureDefinition/decline-allowed",
    "valueBoolean": True,
}


def item(kind: str, *extension: Json, **more: Any) -> Json:
    return {"linkId": "a", "type": kind, "extension": extension, **more}


def limit(name: str, **value: Any) -> Json:
    return {"url": CORE + name, **value}


SINCE_1900 = limit("minValue", valueDate="1900-01-01")
ZIP = limit("regex", valueString="[0-9]{5}")
CASES = [
    (item("integer", limit("minValue", valueInteger=1)), 0, [("min", {"limit": 1})]),
    (item("integer", limit("minValue", valueInteger=1)), 1, []),
    (item("integer", limit("maxValue", valueInteger=0)), 1, [("max", {"limit": 0})]),
    (item("integer", limit("maxValue", valueInteger=1)), 1, []),
    (item("date", SINCE_1900), date(1899, 12, 31), [("min", {"limit": date(1900, 1, 1)})]),
    (
        item("decimal", limit("maxValue", valueInteger=24)),
        Decimal("24.1"),
        [("max", {"limit": Decimal(24)})],
    ),
    (
        item("decimal", limit("maxDecimalPlaces", valueInteger=1)),
        Decimal("7.25"),
        [("decimals", {"limit": 1})],
    ),
    (item("decimal", limit("maxDecimalPlaces", valueInteger=1)), Decimal("7.500"), []),
    (item("decimal", limit("maxDecimalPlaces", valueInteger=0)), Decimal("1E+2"), []),
    (item("integer", limit("maxDecimalPlaces", valueInteger=0)), 3, []),
    (item("string", limit("minLength", valueInteger=2)), "x", [("too-short", {"limit": 2})]),
    (item("string", limit("minLength", valueInteger=2)), "xy", []),
    (item("text", maxLength=2), "xyz", [("too-long", {"limit": 2})]),
    (item("text", maxLength=2), "ñé", []),
    (item("integer", maxLength=1), 12, []),
    (
        item("string", ZIP, limit("entryFormat", valueString="12345")),
        "1234",
        [("pattern", {"format": "12345"})],
    ),
    (item("string", ZIP), "12345", []),
    (
        item("string", ZIP, maxLength=3),
        "abcd",
        [("too-long", {"limit": 3}), ("pattern", {"format": ""})],
    ),
    (item("choice", answerOption=[{"valueString": "x"}]), "y", [("option", {})]),
    (item("choice", answerOption=[{"valueString": "x"}]), "x", []),
]


@pytest.mark.parametrize(("element", "value", "expected"), CASES)
def test_limits(
    form_of: FormMaker, element: Json, value: AnswerValue, expected: list[tuple[str, IssueParams]]
) -> None:
    answered = QuestionAnswer(AnswerState.ANSWERED, (value,))
    found = item_answer_issues(form_of(element).items["a"], answered)
    assert found == tuple(AnswerIssue("a", code, params) for code, params in expected)


@pytest.mark.parametrize("element", [case[0] for case in CASES])
def test_no_answer_is_within_every_limit(form_of: FormMaker, element: Json) -> None:
    assert item_answer_issues(form_of(element).items["a"], None) == ()


def test_required_questions_want_an_answer_or_a_refusal(form_of: FormMaker) -> None:
    form = form_of(item("boolean", DECLINE, required=True))
    missing = (AnswerIssue("a", "required"),)
    assert answer_issues(form, start_answers(form)) == missing
    skipped = SurveyAnswers(form.questionnaire, "en", {"a": QuestionAnswer(AnswerState.SKIPPED)})
    assert answer_issues(form, skipped) == missing
    assert answer_issues(form, answer_item(form, start_answers(form), "a", (False,))[0]) == ()
    assert answer_issues(form, decline_item(form, start_answers(form), "a")[0]) == ()


def test_what_is_not_asked_is_not_checked(form_of: FormMaker) -> None:
    condition = {"question": "a", "operator": "=", "answerBoolean": True}
    form = form_of(
        item("boolean"),
        {"linkId": "b", "type": "string", "required": True, "enableWhen": [condition]},
        {
            "linkId": "g",
            "type": "group",
            "required": True,
            "item": [{"linkId": "c", "type": "date"}],
        },
    )
    assert answer_issues(form, start_answers(form)) == ()
    asked, _ = answer_item(form, start_answers(form), "a", (True,))
    assert answer_issues(form, asked) == (AnswerIssue("b", "required"),)
