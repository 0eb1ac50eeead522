"""A type of answers is an entry of a registry: new ones work everywhere, as `time` does here."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.fhir.elements import Attachment, Quantity, Reference
from ptc_app.domain.fhir.questionnaire_response import questionnaire_response_resource
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.survey.answer_types import (
    ANSWER_TYPES,
    CODING,
    STRING,
    AnswerType,
    is_recordable,
)
from ptc_app.domain.survey.answer_validation import answer_issues
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import (
    AnswerRefused,
    answer_item,
    ensure_fits,
    start_answers,
)
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.question_types import QUESTION_TYPES, QuestionType
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireInvalid
from ptc_app.domain.survey.survey_answers import SurveyAnswers
from ptc_app.domain.survey.survey_draft import (
    decode_survey_draft,
    encode_survey_draft,
)
from tests.support.builders import MORNING, a_visit, an_author
from tests.support.fhir_json import Json
from tests.support.fhir_oracle import as_json, ensure_r4
from tests.support.questionnaires import FormMaker, QuestionnaireMaker
from tests.support.time_questions import register_time_questions

PROGRAM = Path(__file__).parents[3] / "ptc_app"
CORE = "http://hl7.org/fhir/StructureDefinition/"
BEDTIME: Json = {
    "linkId": "bedtime",
    "type": "time",
    "initial": [{"valueTime": "22:30:00"}],
    "extension": [
        {"url": CORE + "minValue", "valueTime": "18:00:00"},
        {"url": CORE + "maxValue", "valueTime": "23:59:00"},
    ],
}
WHY_LATE: Json = {
    "linkId": "why",
    "type": "string",
    "enableWhen": [{"question": "bedtime", "operator": ">", "answerTime": "23:00:00"}],
}
STAMP = RecordAuthorship(RecordId("record-1"), an_author(), MORNING)


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch, form_of: FormMaker) -> CompiledForm:
    register_time_questions(monkeypatch)
    return form_of(BEDTIME, WHY_LATE)


def at(form: CompiledForm, hour: int, minute: int) -> SurveyAnswers:
    return answer_item(form, start_answers(form), "bedtime", (time(hour, minute),))[0]


def signed_items(form: CompiledForm, answers: SurveyAnswers) -> list[Json]:
    """The items of the resource, which the library finds valid."""
    resource = questionnaire_response_resource(form, answers, a_visit(), STAMP)
    ensure_r4(resource)
    items: list[Json] = as_json(resource)["item"]
    return items


def test_a_form_begins_with_its_value(form: CompiledForm) -> None:
    assert start_answers(form).answers["bedtime"].values == (time(22, 30),)
    assert (form.items["bedtime"].minimum, form.items["bedtime"].maximum) == (
        time(18),
        time(23, 59),
    )


def test_it_is_answered_and_decides_what_is_asked(form: CompiledForm) -> None:
    assert "why" not in enabled_items(form, at(form, 23, 0))
    assert "why" in enabled_items(form, at(form, 23, 1))
    with pytest.raises(AnswerRefused, match="wrong-type"):
        answer_item(form, start_answers(form), "bedtime", ("23:00",))


@pytest.mark.parametrize(
    ("hour", "issues"), [(17, [("min", time(18))]), (18, []), (23, []), (0, [("min", time(18))])]
)
def test_its_limits_hold(form: CompiledForm, hour: int, issues: list[tuple[str, time]]) -> None:
    found = answer_issues(form, at(form, hour, 0))
    assert [(issue.code, issue.params["limit"]) for issue in found] == issues


def test_its_draft_is_read_back(form: CompiledForm) -> None:
    answers = at(form, 23, 15)
    raw = encode_survey_draft(answers)
    assert json.loads(raw)["answers"]["bedtime"]["values"] == [{"valueTime": "23:15:00"}]
    assert decode_survey_draft(raw) == answers
    ensure_fits(form, decode_survey_draft(raw))
    with pytest.raises(DraftUnreadable, match="damaged"):
        decode_survey_draft(raw.replace(b"23:15:00", b"late"))


def test_it_is_signed_as_fhir(form: CompiledForm) -> None:
    (item,) = signed_items(form, at(form, 21, 0))
    assert item == {"linkId": "bedtime", "answer": [{"valueTime": "21:00:00"}]}


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (BEDTIME | {"initial": [{"valueTime": "late"}]}, "initial-value"),
        (BEDTIME | {"initial": [{"valueString": "22:30:00"}]}, "initial-value"),
        (BEDTIME | {"repeats": True}, "repeats-unsupported"),
        (BEDTIME | {"extension": [{"url": CORE + "minValue", "valueInteger": 1}]}, "limit"),
    ],
)
def test_its_misuse_is_refused(
    monkeypatch: pytest.MonkeyPatch, raw_of: QuestionnaireMaker, item: Json, code: str
) -> None:
    register_time_questions(monkeypatch)
    with pytest.raises(QuestionnaireInvalid) as refused:
        decode_questionnaire(raw_of(item))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_without_its_entries_it_is_refused(raw_of: QuestionnaireMaker) -> None:
    with pytest.raises(QuestionnaireInvalid) as refused:
        decode_questionnaire(raw_of({"linkId": "bedtime", "type": "time"}))
    assert [problem.code for problem in refused.value.problems] == ["type-unsupported"]
    assert not is_recordable(time(22))


def test_no_other_module_knows_a_type_of_questions() -> None:
    """Otherwise a new type would have to be added there, too."""
    registries = {"answer_types.py", "question_types.py", "question_presentations.py"}
    names = {"boolean", "choice", "integer", "decimal"}
    found = [
        f"{path.name}:{node.lineno}"
        for folder in ("domain/survey", "ui/survey", "ui/demo")
        for path in (PROGRAM / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if path.name not in registries
        if isinstance(node, ast.Constant) and node.value in names
    ]
    assert found == []


@dataclass(frozen=True)
class Uri:
    """A value of its own class, as a text would be a string."""

    text: str


OTHER_TYPES: dict[str, tuple[AnswerType, AnswerValue, Json]] = {
    "dateTime": (
        AnswerType(
            python_type=datetime,
            suffix="date_time",
            read=datetime.fromisoformat,
            write=datetime.isoformat,
            is_ordered=True,
        ),
        datetime(2026, 3, 12, 15, 0, tzinfo=UTC),
        {"valueDateTime": "2026-03-12T15:00:00+00:00"},
    ),
    "url": (
        AnswerType(python_type=Uri, suffix="uri", read=Uri, write=lambda uri: uri.text),
        Uri("https://ptc.example"),
        {"valueUri": "https://ptc.example"},
    ),
    "quantity": (
        AnswerType(python_type=Quantity, suffix="quantity"),
        Quantity(value=Decimal("7.50"), unit="mg"),
        {"valueQuantity": {"value": Decimal("7.50"), "unit": "mg"}},
    ),
    "attachment": (
        AnswerType(python_type=Attachment, suffix="attachment"),
        Attachment(content_type="text/plain", data=b"a note"),
        {"valueAttachment": {"contentType": "text/plain", "data": "YSBub3Rl"}},
    ),
    "reference": (
        AnswerType(python_type=Reference, suffix="reference"),
        Reference(reference="Location/1"),
        {"valueReference": {"reference": "Location/1"}},
    ),
}


@pytest.mark.parametrize("code", OTHER_TYPES)
def test_every_other_type_of_answers_in_r4_is_an_entry_too(
    monkeypatch: pytest.MonkeyPatch, form_of: FormMaker, code: str
) -> None:
    answer_type, value, element = OTHER_TYPES[code]
    monkeypatch.setitem(ANSWER_TYPES, answer_type.python_type, answer_type)
    monkeypatch.setitem(QUESTION_TYPES, code, QuestionType(code=code, answer_type=answer_type))
    form = form_of({"linkId": "q", "type": code})
    answers, _ = answer_item(form, start_answers(form), "q", (value,))
    assert decode_survey_draft(encode_survey_draft(answers)) == answers
    assert signed_items(form, answers) == [{"linkId": "q", "answer": [element]}]


def test_open_choice_takes_its_options_and_other_texts(
    monkeypatch: pytest.MonkeyPatch, form_of: FormMaker
) -> None:
    open_choice = QuestionType(
        code="open-choice", answer_type=STRING, option_types=(CODING,), may_repeat=True
    )
    monkeypatch.setitem(QUESTION_TYPES, "open-choice", open_choice)
    red: dict[str, Any] = {"valueCoding": {"system": "s", "code": "red", "display": "Red"}}
    form = form_of({"linkId": "q", "type": "open-choice", "repeats": True, "answerOption": [red]})
    values = ("teal", Coding("s", "red"))
    answers, _ = answer_item(form, start_answers(form), "q", values)
    assert not answer_issues(form, answers)
    assert decode_survey_draft(encode_survey_draft(answers)) == answers
    (item,) = signed_items(form, answers)
    assert item["answer"] == [red, {"valueString": "teal"}]
    with pytest.raises(AnswerRefused, match="wrong-type"):
        answer_item(form, start_answers(form), "q", (3,))
