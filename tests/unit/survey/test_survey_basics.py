"""The practice survey: complete in both languages, and every kind of question is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ptc_app.domain.survey.answer_validation import answer_issues
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import answer_item, skip_item, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.question_pages import first_unanswered_page
from ptc_app.domain.survey.questionnaire_decoding import decode_questionnaire
from ptc_app.domain.survey.questionnaire_elements import EnableOperator
from tests.support.fhir_json import Json

TYPES = {"group", "display", "boolean", "choice", "integer", "decimal", "date", "string", "text"}
TRANSLATED = {"title": "_title", "text": "_text", "display": "_display"}


def texts(element: object) -> Iterator[tuple[str, Json | None]]:
    if isinstance(element, list):
        for one in element:
            yield from texts(one)
    elif isinstance(element, dict):
        for name, beside in TRANSLATED.items():
            if name in element:
                yield element[name], element.get(beside)
        for value in element.values():
            yield from texts(value)


def test_every_text_has_spanish(basics_raw: bytes) -> None:
    found = list(texts(json.loads(basics_raw)))
    assert len(found) > 80
    for text, beside in found:
        assert beside is not None, text
        (translation,) = beside["extension"]
        parts = {part["url"]: part for part in translation["extension"]}
        assert parts["lang"]["valueCode"] == "es", text
        assert parts["content"]["valueString"].strip(), text


def test_every_type_and_operator_is_in_it(basics: CompiledForm) -> None:
    items = basics.items.values()
    assert {item.type for item in items} == TYPES
    used = {condition.operator for item in items for condition in item.conditions}
    assert used == set(EnableOperator)
    assert sum(item.is_question for item in items) >= 22
    assert any(option.exclusive for item in items for option in item.options)


def test_what_is_not_required_can_be_declined(basics: CompiledForm) -> None:
    questions = [item for item in basics.items.values() if item.is_question]
    assert 2 <= sum(item.required for item in questions) <= 3
    assert all(item.required or item.decline_allowed for item in questions)


def test_both_languages_ask_the_same(basics: CompiledForm, basics_raw: bytes) -> None:
    spanish = compile_form(decode_questionnaire(basics_raw), "es")
    assert (basics.title, spanish.title) == ("The Basics", "Lo básico")
    assert list(spanish.items) == list(basics.items)
    assert spanish.items["about"].text == "Sobre usted"
    unit = spanish.items["day-sleep"].unit
    assert unit is not None
    assert unit.display == "horas"
    assert spanish.items["about-arrival-year"].entry_format == "AAAA"


@pytest.mark.parametrize("state", ["answered", "skipped"])
def test_it_can_be_finished(basics: CompiledForm, state: str) -> None:
    first: dict[str, AnswerValue] = {
        "boolean": True,
        "integer": 5,
        "string": "12345",
    }
    response = start_answers(basics)
    while page := first_unanswered_page(basics, response):
        assert page.question is not None
        item = basics.items[page.question]
        if state == "skipped" and not item.required:
            response, _ = skip_item(basics, response, page.question)
            continue
        value = item.options[0].value if item.options else first.get(item.type, item.minimum)
        if item.type == "text":
            value = "No"
        if item.link_id == "about-arrival-year":
            value = 1999
        assert value is not None
        response, _ = answer_item(basics, response, page.question, (value,))
    assert not answer_issues(basics, response)


def test_nothing_else_can_be_chosen_beside_none_of_these(basics: CompiledForm) -> None:
    system = "https://ptc.example/fhir/CodeSystem/basics"
    none, asthma = Coding(system, "none"), Coding(system, "asthma")
    response, _ = answer_item(basics, start_answers(basics), "health-conditions", (asthma,))
    response, _ = answer_item(basics, response, "health-conditions", (asthma, none))
    assert response.answers["health-conditions"].values == (none,)
