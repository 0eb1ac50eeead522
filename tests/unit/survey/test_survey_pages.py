"""One question a page: what is on it, what comes next, and where one is."""

from __future__ import annotations

from typing import Any

import pytest

from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.answering import answer_item, skip_item, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.question_pages import (
    QuestionPage,
    first_unanswered_page,
    next_page,
    page_of,
    previous_page,
    question_pages,
)
from ptc_app.domain.survey.survey_answers import SurveyAnswers
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker

HIDDEN = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
    "valueBoolean": True,
}


def words(link_id: str, **more: Any) -> Json:
    return {"linkId": link_id, "type": "display", "text": link_id, **more}


def question(link_id: str, **more: Any) -> Json:
    return {"linkId": link_id, "type": "boolean", "text": link_id, **more}


def group(link_id: str, *items: Json, **more: Any) -> Json:
    return {"linkId": link_id, "type": "group", "text": link_id, "item": list(items), **more}


def only_if(link_id: str) -> Json:
    return {"enableWhen": [{"question": link_id, "operator": "=", "answerBoolean": True}]}


@pytest.fixture(scope="module")
def form(form_of: FormMaker) -> CompiledForm:
    return form_of(
        words("welcome"),
        group(
            "You",
            words("intro 1"),
            words("intro 2"),
            question("a"),
            question("b", item=[words("help"), question("b1"), words("more help")], **only_if("a")),
            group("Unnamed", question("c"), text=""),
            words("before the group"),
            group("Inner", question("d")),
            words("end of you"),
        ),
        group("Hidden", words("unseen"), question("e"), extension=[HIDDEN]),
        question("f", readOnly=True),
        group("Empty"),
        words("thanks"),
    )


def answered(form: CompiledForm, response: SurveyAnswers, **answers: AnswerValue) -> SurveyAnswers:
    for link_id, value in answers.items():
        response, _ = answer_item(form, response, link_id, (value,))
    return response


def ids(form: CompiledForm, response: SurveyAnswers) -> list[str]:
    return [page.link_id for page in question_pages(form, response)]


def link_id_of(page: QuestionPage | None) -> str | None:
    """Where the page is; None where there is no page."""
    return page.link_id if page else None


def test_a_page_is_a_question_with_the_words_before_it_and_its_help(form: CompiledForm) -> None:
    response = answered(form, start_answers(form), a=True, b=True)
    assert question_pages(form, response) == (
        QuestionPage("welcome", ("welcome",), ""),
        QuestionPage("a", ("intro 1", "intro 2", "a"), "You", "a"),
        QuestionPage("b", ("b", "help", "more help"), "You", "b"),
        QuestionPage("b1", ("b1",), "You", "b1"),
        QuestionPage("c", ("c",), "You", "c"),
        QuestionPage("before the group", ("before the group",), "You"),
        QuestionPage("d", ("d",), "Inner", "d"),
        QuestionPage("end of you", ("end of you",), "You"),
        QuestionPage("f", ("f",), "", "f"),
        QuestionPage("thanks", ("thanks",), ""),
    )


def test_pages_are_gone_with_their_questions(form: CompiledForm) -> None:
    everything = ids(form, answered(form, start_answers(form), a=True, b=True))
    fewer = ids(form, answered(form, start_answers(form), a=False, b=True))
    assert [one for one in everything if one not in fewer] == ["b", "b1"]


def test_next_and_previous_stay_right_when_the_page_itself_is_gone(form: CompiledForm) -> None:
    response = answered(form, start_answers(form), a=False)
    assert link_id_of(next_page(form, response, "b")) == "c"
    assert link_id_of(previous_page(form, response, "b")) == "a"


def test_there_is_nothing_before_the_first_and_after_the_last(form: CompiledForm) -> None:
    response = start_answers(form)
    assert previous_page(form, response, "welcome") is None
    assert next_page(form, response, "thanks") is None
    assert link_id_of(next_page(form, response, "welcome")) == "a"
    assert link_id_of(previous_page(form, response, "a")) == "welcome"


def test_words_belong_to_the_page_of_their_question(form: CompiledForm) -> None:
    response = start_answers(form)
    assert link_id_of(page_of(form, response, "intro 2")) == "a"
    assert link_id_of(next_page(form, response, "intro 1")) == "c"
    assert page_of(form, response, "e") is None


def test_one_goes_on_at_the_first_question_not_dealt_with(form: CompiledForm) -> None:
    response = start_answers(form)
    assert link_id_of(first_unanswered_page(form, response)) == "a"
    response, _ = skip_item(form, response, "a")
    assert link_id_of(first_unanswered_page(form, response)) == "c"
    response = answered(form, response, c=True, d=False)
    assert first_unanswered_page(form, response) is None
    response = answered(form, response, a=True)
    assert link_id_of(first_unanswered_page(form, response)) == "b"
