"""Which questions are asked: every operator, every type, and what is left out with a group."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import answer_item, decline_item, skip_item, start_answers
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.enablement import enabled_items, enablement_changed
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker

DECLINE = {"url": "https://ptc.example/fhir/StructureDefinition/decline-allowed"}
RED, BLUE = Coding("s", "red"), Coding("s", "blue")
OPTIONS = [
    {"valueCoding": {"system": "s", "code": "red"}},
    {"valueCoding": {"system": "s", "code": "blue"}},
]
NUMBERS = [{"valueInteger": 1}, {"valueInteger": 2}, {"valueInteger": 3}]


def asked(kind: str, **more: Any) -> Json:
    return {"linkId": "asked", "type": kind, **more}


def then(*conditions: Json, behavior: str = "all", **more: Any) -> Json:
    return {
        "linkId": "then",
        "type": "string",
        "enableWhen": list(conditions),
        "enableBehavior": behavior,
        **more,
    }


def when(operator: str, question: str = "asked", **answer: Any) -> Json:
    return {"question": question, "operator": operator, **answer}


def code(name: str) -> Json:
    return {"answerCoding": {"system": "s", "code": name}}


DAY: Json = {"answerDate": "2024-05-01"}
HALF: Json = {"answerDecimal": 0.5}
OPERATORS = [
    ("boolean", when("exists", answerBoolean=True), (True,), True),
    ("boolean", when("exists", answerBoolean=True), (), False),
    ("boolean", when("exists", answerBoolean=False), (), True),
    ("boolean", when("exists", answerBoolean=False), (False,), False),
    ("boolean", when("=", answerBoolean=False), (False,), True),
    ("boolean", when("=", answerBoolean=False), (), False),
    ("boolean", when("!=", answerBoolean=True), (False,), True),
    ("boolean", when("!=", answerBoolean=True), (), True),
    ("integer", when("=", answerInteger=3), (3,), True),
    ("integer", when("!=", answerInteger=3), (3,), False),
    ("integer", when(">", answerInteger=3), (3,), False),
    ("integer", when(">", answerInteger=3), (4,), True),
    ("integer", when("<", answerInteger=3), (2,), True),
    ("integer", when("<", answerInteger=3), (), False),
    ("integer", when(">=", answerInteger=3), (3,), True),
    ("integer", when("<=", answerDecimal=3), (4,), False),
    ("decimal", when("=", **HALF), (Decimal("0.50"),), True),
    ("decimal", when(">", **HALF), (Decimal("0.51"),), True),
    ("decimal", when("<=", answerInteger=1), (Decimal("1.0"),), True),
    ("date", when("=", **DAY), (date(2024, 5, 1),), True),
    ("date", when("<", **DAY), (date(2024, 4, 30),), True),
    ("date", when(">=", **DAY), (date(2024, 4, 30),), False),
    ("string", when("=", answerString="ana"), ("ana",), True),
    ("text", when("!=", answerString="ana"), ("ana",), False),
    ("string", when(">", answerString="ana"), ("bob",), True),
]


@pytest.mark.parametrize(("kind", "condition", "values", "expected"), OPERATORS)
def test_operators(
    form_of: FormMaker, kind: str, condition: Json, values: tuple[AnswerValue, ...], expected: bool
) -> None:
    form = form_of(asked(kind), then(condition))
    response, _ = answer_item(form, start_answers(form), "asked", values)
    assert ("then" in enabled_items(form, response)) is expected
    assert ("then" in enabled_items(form, response)) is expected


@pytest.mark.parametrize(
    ("options", "condition", "values", "expected"),
    [
        (OPTIONS, when("=", **code("red")), (RED, BLUE), True),
        (OPTIONS, when("=", **code("red")), (BLUE,), False),
        (OPTIONS, when("!=", **code("red")), (RED, BLUE), False),
        (OPTIONS, when("!=", **code("red")), (BLUE,), True),
        (NUMBERS, when(">", answerInteger=2), (1, 3), True),
        (NUMBERS, when(">", answerInteger=2), (1, 2), False),
        ([{"valueString": "x"}], when("=", answerString="x"), ("x",), True),
    ],
)
def test_one_of_several_answers_is_enough(
    form_of: FormMaker,
    options: list[Json],
    condition: Json,
    values: tuple[AnswerValue, ...],
    expected: bool,
) -> None:
    form = form_of(asked("choice", repeats=True, answerOption=options), then(condition))
    response, _ = answer_item(form, start_answers(form), "asked", values)
    assert ("then" in enabled_items(form, response)) is expected


@pytest.mark.parametrize(
    ("behavior", "number", "expected"),
    [("all", 5, True), ("all", 2, False), ("any", 2, True), ("any", 30, True)],
)
def test_all_or_any(form_of: FormMaker, behavior: str, number: int, expected: bool) -> None:
    form = form_of(
        asked("integer"),
        then(when(">", answerInteger=3), when("<", answerInteger=10), behavior=behavior),
    )
    response, _ = answer_item(form, start_answers(form), "asked", (number,))
    assert ("then" in enabled_items(form, response)) is expected


def group(form_of: FormMaker) -> CompiledForm:
    inner = {"linkId": "inner", "type": "group", "item": [{"linkId": "deep", "type": "boolean"}]}
    after = {
        "linkId": "after",
        "type": "display",
        "enableWhen": [when("=", "deep", answerBoolean=True)],
    }
    return form_of(
        asked("boolean"),
        then(when("=", answerBoolean=True), type="group", item=[inner]),
        after,
    )


def test_what_is_in_a_group_goes_with_it(form_of: FormMaker) -> None:
    form = group(form_of)
    assert enabled_items(form, start_answers(form)) == {"asked"}
    response, changed = answer_item(form, start_answers(form), "asked", (True,))
    assert changed == {"then", "inner", "deep"}
    assert "deep" in enabled_items(form, response)


def test_answers_not_asked_any_more_do_not_count_but_are_kept(form_of: FormMaker) -> None:
    form = group(form_of)
    response, _ = answer_item(form, start_answers(form), "asked", (True,))
    response, changed = answer_item(form, response, "deep", (True,))
    assert changed == {"after"}
    response, changed = answer_item(form, response, "asked", (False,))
    assert changed == {"then", "inner", "deep", "after"}
    response, changed = answer_item(form, response, "asked", (True,))
    assert changed == {"then", "inner", "deep", "after"}
    assert response.answers["deep"].values == (True,)


def test_a_question_in_a_question_waits_for_its_answer_but_help_does_not(
    form_of: FormMaker,
) -> None:
    words = {"linkId": "help", "type": "display"}
    more = {"linkId": "more", "type": "string"}
    form = form_of(asked("boolean", item=[words, more]))
    assert enabled_items(form, start_answers(form)) == {"asked", "help"}
    _, changed = answer_item(form, start_answers(form), "asked", (False,))
    assert changed == {"more"}


def test_declined_and_skipped_questions_have_no_answer(form_of: FormMaker) -> None:
    form = form_of(
        asked("boolean", extension=[DECLINE | {"valueBoolean": True}]),
        then(when("exists", answerBoolean=True)),
    )
    given, _ = answer_item(form, start_answers(form), "asked", (True,))
    for step in (skip_item, decline_item):
        response, changed = step(form, given, "asked")
        assert changed == {"then"}
        assert "then" not in enabled_items(form, response)


def test_only_what_depends_on_the_answer_is_looked_at(form_of: FormMaker) -> None:
    form = form_of(asked("boolean"), then(when("=", answerBoolean=True)))
    answered, _ = answer_item(form, start_answers(form), "asked", (True,))
    assert enablement_changed(form, start_answers(form), answered, "then") == frozenset()


def test_long_chains_of_conditions(form_of: FormMaker) -> None:
    chain = [
        {
            "linkId": str(number),
            "type": "boolean",
            "enableWhen": [when("exists", str(number - 1), answerBoolean=True)],
        }
        for number in range(1, 1500)
    ]
    form = form_of({"linkId": "0", "type": "boolean"}, *reversed(chain))
    assert enabled_items(form, start_answers(form)) == {"0"}
    _, changed = answer_item(form, start_answers(form), "0", (True,))
    assert changed == {"1"}
