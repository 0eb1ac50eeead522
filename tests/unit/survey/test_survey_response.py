"""Answering, skipping, declining, and keeping a draft."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from ptc_app.domain.errors import DraftUnreadable
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import (
    AnswerRefusal,
    AnswerRefused,
    answer_item,
    decline_item,
    ensure_fits,
    in_form_language,
    skip_item,
    start_answers,
)
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from ptc_app.domain.survey.survey_draft import (
    decode_survey_draft,
    encode_survey_draft,
)
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker

CORE = "http://hl7.org/fhir/StructureDefinition/"
DECLINE = {
    "url": "https://ptc.example/fhir/StructureDefinition/decline-allowed",
    "valueBoolean": True,
}
EXCLUSIVE = {"url": CORE + "questionnaire-optionExclusive", "valueBoolean": True}
ASTHMA, CANCER, NONE, UNSURE = (Coding("s", code) for code in ("asthma", "cancer", "none", "?"))


def option(code: str, *extension: Json) -> Json:
    return {"valueCoding": {"system": "s", "code": code}, "extension": extension}


@pytest.fixture(scope="module")
def form(form_of: FormMaker) -> CompiledForm:
    conditions = [
        option("asthma"),
        option("cancer"),
        option("none", EXCLUSIVE),
        option("?", EXCLUSIVE),
    ]
    return form_of(
        {"linkId": "words", "type": "display"},
        {"linkId": "group", "type": "group", "item": [{"linkId": "yes", "type": "boolean"}]},
        {"linkId": "count", "type": "integer", "required": True},
        {"linkId": "hours", "type": "decimal", "extension": [DECLINE]},
        {"linkId": "day", "type": "date"},
        {"linkId": "name", "type": "string"},
        {"linkId": "fixed", "type": "string", "readOnly": True},
        {"linkId": "one", "type": "choice", "answerOption": conditions},
        {"linkId": "many", "type": "choice", "repeats": True, "answerOption": conditions},
    )


@pytest.mark.parametrize(
    ("link_id", "values"),
    [
        ("yes", (False,)),
        ("count", (0,)),
        ("hours", (Decimal("7.50"),)),
        ("day", (date(2024, 2, 29),)),
        ("name", ("Ana",)),
        ("one", (ASTHMA,)),
        ("many", (ASTHMA, CANCER)),
    ],
)
def test_answers_are_kept_as_given(
    form: CompiledForm, link_id: str, values: tuple[AnswerValue, ...]
) -> None:
    response, _ = answer_item(form, start_answers(form), link_id, values)
    assert response.answers[link_id] == QuestionAnswer(AnswerState.ANSWERED, values)


@pytest.mark.parametrize(
    ("link_id", "values", "refusal"),
    [
        ("nowhere", (True,), AnswerRefusal.UNKNOWN),
        ("words", (True,), AnswerRefusal.NOT_A_QUESTION),
        ("group", (True,), AnswerRefusal.NOT_A_QUESTION),
        ("fixed", ("x",), AnswerRefusal.READ_ONLY),
        ("yes", (1,), AnswerRefusal.WRONG_TYPE),
        ("count", (True,), AnswerRefusal.WRONG_TYPE),
        ("count", (2**31,), AnswerRefusal.WRONG_TYPE),
        ("hours", (7,), AnswerRefusal.WRONG_TYPE),
        ("hours", (Decimal("NaN"),), AnswerRefusal.WRONG_TYPE),
        ("day", (datetime(2024, 1, 1),), AnswerRefusal.WRONG_TYPE),  # noqa: DTZ001 - not a date
        ("name", ("\ud800",), AnswerRefusal.WRONG_TYPE),
        ("name", ("a", "b"), AnswerRefusal.TOO_MANY),
        ("one", (ASTHMA, CANCER), AnswerRefusal.TOO_MANY),
        ("one", (Coding("s", "other"),), AnswerRefusal.NOT_AN_OPTION),
        ("many", (ASTHMA, Coding("t", "cancer")), AnswerRefusal.NOT_AN_OPTION),
    ],
)
def test_what_the_form_cannot_take_is_refused(
    form: CompiledForm, link_id: str, values: tuple[AnswerValue, ...], refusal: AnswerRefusal
) -> None:
    with pytest.raises(AnswerRefused) as refused:
        answer_item(form, start_answers(form), link_id, values)
    assert refused.value.refusal is refusal
    assert refused.value.full_code == f"survey.answer-refused.{refusal}"


@pytest.mark.parametrize("nothing", [(), ("",), (" \n",)])
def test_no_answer_clears_the_question(
    form: CompiledForm, nothing: tuple[AnswerValue, ...]
) -> None:
    given, _ = answer_item(form, start_answers(form), "name", ("Ana",))
    cleared, _ = answer_item(form, given, "name", nothing)
    assert cleared == start_answers(form)


@pytest.mark.parametrize(
    ("before", "given", "kept"),
    [
        ((), (NONE,), (NONE,)),
        ((ASTHMA,), (ASTHMA, NONE), (NONE,)),
        ((NONE,), (NONE, CANCER), (CANCER,)),
        ((NONE,), (NONE, UNSURE), (UNSURE,)),
        ((), (NONE, UNSURE), (NONE,)),
        ((NONE,), (NONE, ASTHMA, CANCER), (ASTHMA, CANCER)),
        ((), (CANCER, ASTHMA, CANCER), (ASTHMA, CANCER)),
    ],
)
def test_an_exclusive_option_stands_alone(
    form: CompiledForm,
    before: tuple[AnswerValue, ...],
    given: tuple[AnswerValue, ...],
    kept: tuple[AnswerValue, ...],
) -> None:
    response, _ = answer_item(form, start_answers(form), "many", before)
    response, _ = answer_item(form, response, "many", given)
    assert response.answers["many"].values == kept


def test_skipping_and_declining_take_the_place_of_an_answer(form: CompiledForm) -> None:
    given, _ = answer_item(form, start_answers(form), "hours", (Decimal(7),))
    assert skip_item(form, given, "hours")[0].answers["hours"] == QuestionAnswer(
        AnswerState.SKIPPED
    )
    assert decline_item(form, given, "hours")[0].answers["hours"] == QuestionAnswer(
        AnswerState.DECLINED
    )


def test_required_questions_cannot_be_skipped(form: CompiledForm) -> None:
    with pytest.raises(AnswerRefused, match=r"^survey\.answer-refused\.required$"):
        skip_item(form, start_answers(form), "count")


def test_declining_must_be_allowed(form: CompiledForm) -> None:
    with pytest.raises(AnswerRefused, match=r"^survey\.answer-refused\.not-declinable$"):
        decline_item(form, start_answers(form), "name")


def test_a_form_can_begin_with_answers(form_of: FormMaker) -> None:
    form = form_of(
        {"linkId": "name", "type": "string", "initial": [{"valueString": "Ana"}]},
        {
            "linkId": "one",
            "type": "choice",
            "answerOption": [option("asthma") | {"initialSelected": True}, option("cancer")],
        },
    )
    answers = start_answers(form).answers
    assert (answers["name"].values, answers["one"].values) == (("Ana",), (ASTHMA,))


def test_a_response_goes_on_in_another_language(form: CompiledForm, form_of: FormMaker) -> None:
    given, _ = answer_item(form, start_answers(form), "name", ("Ana",))
    other = form_of({"linkId": "name", "type": "string"}, language="en-US")
    assert in_form_language(other, given) == SurveyAnswers(
        given.questionnaire, "en-US", given.answers
    )


def test_a_draft_is_the_same_after_keeping_it(form: CompiledForm) -> None:
    response = start_answers(form)
    for link_id, values in (
        ("many", (ASTHMA, CANCER)),
        ("yes", (True,)),
        ("count", (-3,)),
        ("hours", (Decimal("7.50"),)),
        ("day", (date(1, 1, 1),)),
        ("name", ("Ana",)),
    ):
        response, _ = answer_item(form, response, link_id, values)
    response, _ = skip_item(form, response, "one")
    again = decode_survey_draft(encode_survey_draft(response))
    assert again == response
    assert str(again.answers["hours"].values[0]) == "7.50"
    ensure_fits(form, again)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b'{"questionnaire":"q","language":"en","answers":{"a":{"state":"lost"}}}',
        b'{"questionnaire":"q","language":"en","answers":{"a":{"state":"answered"}}}',
        b'{"questionnaire":"q","language":"en","answers":'
        b'{"a":{"state":"skipped","values":[{"valueInteger":1}]}}}',
        b'{"questionnaire":"q","language":"en","answers":{"a":{"state":"answered","values":[{}]}}}',
        b'{"questionnaire":"q","language":"en","answers":'
        b'{"a":{"state":"answered","values":[{"valueInteger":1,"valueString":"x"}]}}}',
        b'{"questionnaire":"\xff","language":"en","answers":{}}',
    ],
)
def test_a_damaged_draft_is_refused(raw: bytes) -> None:
    with pytest.raises(DraftUnreadable, match=r"^draft\.unreadable\.damaged$"):
        decode_survey_draft(raw)


@pytest.mark.parametrize(
    ("questionnaire", "link_id", "value"),
    [(None, "nowhere", "x"), (None, "name", 1), ("other|1", "name", "Ana")],
)
def test_a_draft_of_another_form_is_refused(
    form: CompiledForm, questionnaire: str | None, link_id: str, value: AnswerValue
) -> None:
    answers = {link_id: QuestionAnswer(AnswerState.ANSWERED, (value,))}
    draft = SurveyAnswers(questionnaire or form.questionnaire, "en", answers)
    with pytest.raises(DraftUnreadable, match=r"^draft\.unreadable\.other-form$"):
        ensure_fits(form, draft)
