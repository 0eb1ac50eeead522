"""What is read of a Questionnaire, and what is refused, with everything that is wrong."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ptc_app.domain.survey.form_compilation import compile_form
from ptc_app.domain.survey.questionnaire_decoding import (
    MAX_QUESTIONNAIRE_BYTES,
    canonical_url,
    decode_questionnaire,
)
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.questionnaire_problems import MAX_PROBLEMS, QuestionnaireInvalid
from tests.support.fhir_json import Json
from tests.support.questionnaires import FormMaker, QuestionnaireMaker

CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
CORPUS = Path(__file__).parents[4] / "shared/data/questionnaires-r4"
RED = {"valueCoding": {"system": "s", "code": "red"}}
BLUE = {"valueCoding": {"system": "s", "code": "blue"}}


def item(link_id: str = "a", kind: str = "string", **more: Any) -> Json:
    return {"linkId": link_id, "type": kind, "text": link_id, **more}


def colour(link_id: str = "colour", **more: Any) -> Json:
    return item(link_id, "choice", answerOption=[RED, BLUE], **more)


def extension(url: str, **value: Any) -> Json:
    return {"extension": [{"url": url, **value}]}


def when(question: str, operator: str, **answer: Any) -> Json:
    return {"enableWhen": [{"question": question, "operator": operator, **answer}]}


HIDDEN = extension(CORE + "questionnaire-hidden", valueBoolean=True)


def problems(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(QuestionnaireInvalid) as refused:
        decode_questionnaire(raw)
    return [(problem.link_id, problem.code) for problem in refused.value.problems]


WRONG = {
    "link id missing": ([item("")], ("", "link-id-missing")),
    "no link id": ([{"type": "string", "text": "a"}], ("", "link-id-missing")),
    "condition on nothing": (
        [item(enableWhen=[{"operator": "exists", "answerBoolean": True}])],
        ("a", "enable-when-question"),
    ),
    "no operator": (
        [item("b"), item(enableWhen=[{"question": "b", "answerString": "x"}])],
        ("a", "enable-when-operator"),
    ),
    "link id twice": ([item(), item()], ("a", "link-id-twice")),
    "unknown type": ([item(kind="quantity")], ("a", "type-unsupported")),
    "no type": ([{"linkId": "a"}], ("a", "type-unsupported")),
    "question in words": ([item("w", "display", item=[item()])], ("a", "in-display")),
    "question in repeated answer": (
        [colour(repeats=True, item=[item()])],
        ("a", "in-repeated-answer"),
    ),
    "repeated string": ([item(repeats=True)], ("a", "repeats-unsupported")),
    "repeated group": ([item(kind="group", repeats=True)], ("a", "repeats-unsupported")),
    "value set": ([item(kind="choice", answerValueSet="#v")], ("a", "value-set-unsupported")),
    "no options": ([item(kind="choice")], ("a", "options-missing")),
    "group with options": (
        [item(kind="group", answerOption=[RED])],
        ("a", "options-unexpected"),
    ),
    "option twice": ([item(kind="choice", answerOption=[RED, RED])], ("a", "option-twice")),
    "options of two kinds": (
        [item(kind="choice", answerOption=[RED, {"valueString": "x"}])],
        ("a", "options-of-kind"),
    ),
    "option without code": (
        [item(kind="choice", answerOption=[{"valueCoding": {"display": "x"}}])],
        ("a", "options-of-kind"),
    ),
    "option of a date": (
        [item(kind="choice", answerOption=[{"valueDate": "2020-01-01"}])],
        ("a", "options-of-kind"),
    ),
    "unknown question": (
        [item(**when("b", "exists", answerBoolean=True))],
        ("a", "enable-when-question"),
    ),
    "condition on a group": (
        [item("g", "group"), item(**when("g", "exists", answerBoolean=True))],
        ("a", "enable-when-not-a-question"),
    ),
    "unknown operator": (
        [item("b"), item(**when("b", "~", answerString="x"))],
        ("a", "enable-when-operator"),
    ),
    "answer of another type": (
        [item("b", "integer"), item(**when("b", "=", answerString="x"))],
        ("a", "enable-when-answer"),
    ),
    "no answer": ([item("b"), item(**when("b", "="))], ("a", "enable-when-answer")),
    "a month only": (
        [item("b", "date"), item(**when("b", "=", answerDate="2020-01"))],
        ("a", "enable-when-answer"),
    ),
    "exists with a text": (
        [item("b"), item(**when("b", "exists", answerString="x"))],
        ("a", "enable-when-answer"),
    ),
    "order of codes": (
        [colour(), item(**when("colour", ">", answerCoding=RED["valueCoding"]))],
        ("a", "enable-when-order"),
    ),
    "not an option": (
        [colour(), item(**when("colour", "=", answerCoding={"system": "s", "code": "x"}))],
        ("a", "enable-when-option"),
    ),
    "behavior": ([item(enableBehavior="most")], ("a", "enable-behavior")),
    "empty behavior": ([item(enableBehavior="")], ("a", "enable-behavior")),
    "no behavior": (
        [item("b"), item(enableWhen=when("b", "=", answerString="x")["enableWhen"] * 2)],
        ("a", "enable-behavior-missing"),
    ),
    "depends on itself": (
        [item(**when("a", "exists", answerBoolean=True))],
        ("a", "enable-when-circle"),
    ),
    "limit of another type": (
        [item(kind="integer", **extension(CORE + "minValue", valueDate="2020-01-01"))],
        ("a", "limit"),
    ),
    "half of an integer": (
        [item(kind="integer", **extension(CORE + "minValue", valueDecimal=0.5))],
        ("a", "limit"),
    ),
    "limit of a text": (
        [item(**extension(CORE + "maxValue", valueString="x"))],
        ("a", "limit"),
    ),
    "not a day": (
        [item(kind="date", **extension(CORE + "maxValue", valueDate="2020-02-30"))],
        ("a", "limit"),
    ),
    "negative length": ([item(maxLength=-1)], ("a", "limit")),
    "length as a text": ([item(**extension(CORE + "minLength", valueString="1"))], ("a", "limit")),
    "limits crossed": (
        [
            item(
                kind="integer",
                extension=[
                    {"url": CORE + "minValue", "valueInteger": 2},
                    {"url": CORE + "maxValue", "valueInteger": 1},
                ],
            )
        ],
        ("a", "limits-crossed"),
    ),
    "not a pattern": ([item(**extension(CORE + "regex", valueString="("))], ("a", "pattern")),
    "costly pattern": (
        [item(**extension(CORE + "regex", valueString="(a|aa)*"))],
        ("a", "pattern-unsafe"),
    ),
    "two initial values": (
        [item(initial=[{"valueString": "x"}, {"valueString": "y"}])],
        ("a", "initial-many"),
    ),
    "initial of another type": ([item(initial=[{"valueInteger": 1}])], ("a", "initial-value")),
    "initial in a group": (
        [item(kind="group", initial=[{"valueInteger": 1}])],
        ("a", "initial-value"),
    ),
    "initial not an option": (
        [colour(initial=[{"valueCoding": {"system": "s", "code": "x"}}])],
        ("colour", "initial-value"),
    ),
    "required but read-only": (
        [item(required=True, readOnly=True)],
        ("a", "required-unanswerable"),
    ),
    "required in a hidden group": (
        [
            item(
                "g",
                "group",
                item=[item(required=True)],
                **extension(CORE + "questionnaire-hidden", valueBoolean=True),
            )
        ],
        ("a", "required-unanswerable"),
    ),
    "modifier": ([item(modifierExtension=[{"url": "x"}])], ("a", "modifier-extension")),
    "expression": (
        [item(**extension(SDC + "enableWhenExpression", valueExpression={}))],
        ("a", "extension-unsupported"),
    ),
}


@pytest.mark.parametrize(("items", "expected"), WRONG.values(), ids=WRONG.keys())
def test_each_mistake_is_named(
    raw_of: QuestionnaireMaker, items: list[Json], expected: tuple[str, str]
) -> None:
    assert problems(raw_of(*items)) == [expected]


QUOTED = {
    "link id missing": "",
    "no link id": "a",
    "unknown type": "quantity",
    "question in words": "w",
    "question in repeated answer": "colour",
    "repeated string": "string",
    "repeated group": "group",
    "value set": "#v",
    "unknown question": "b",
    "condition on a group": "g",
    "unknown operator": "b",
    "answer of another type": "b",
    "no answer": "b",
    "a month only": "b",
    "exists with a text": "b",
    "no operator": "b",
    "order of codes": "colour",
    "not an option": "colour",
    "behavior": "most",
    "depends on itself": "a > a",
    "limit of another type": CORE + "minValue",
    "half of an integer": CORE + "minValue",
    "limit of a text": CORE + "maxValue",
    "not a day": CORE + "maxValue",
    "negative length": "maxLength",
    "length as a text": CORE + "minLength",
    "not a pattern": "(",
    "costly pattern": "(a|aa)*",
    "modifier": "x",
    "expression": SDC + "enableWhenExpression",
}
"""What the problem quotes of the questionnaire, where it quotes anything."""


@pytest.mark.parametrize("mistake", WRONG)
def test_a_problem_quotes_what_it_is_about(raw_of: QuestionnaireMaker, mistake: str) -> None:
    with pytest.raises(QuestionnaireInvalid) as refused:
        decode_questionnaire(raw_of(*WRONG[mistake][0]))
    (problem,) = refused.value.problems
    assert problem.detail == QUOTED.get(mistake, "")


def test_all_mistakes_are_named_at_once(raw_of: QuestionnaireMaker) -> None:
    found = problems(raw_of(item(kind="x"), item("b", "choice"), item("b", "group", repeats=True)))
    assert set(found) == {
        ("a", "type-unsupported"),
        ("b", "options-missing"),
        ("b", "link-id-twice"),
        ("b", "repeats-unsupported"),
    }


def test_a_circle_of_questions_is_named(raw_of: QuestionnaireMaker) -> None:
    circle = problems(
        raw_of(
            item("a", **when("b", "exists", answerBoolean=True)),
            item("b", **when("a", "exists", answerBoolean=True)),
        )
    )
    assert [code for _, code in circle] == ["enable-when-circle"]


def test_a_group_cannot_depend_on_what_is_in_it(raw_of: QuestionnaireMaker) -> None:
    group = item("g", "group", item=[item()], **when("a", "exists", answerBoolean=True))
    assert [code for _, code in problems(raw_of(group))] == ["enable-when-circle"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"resourceType": "Patient"}, "resource-type"),
        ({"url": ""}, "url"),
        ({"url": "https://x|1"}, "url"),
        ({"item": []}, "no-items"),
        ({"modifierExtension": [{"url": "x"}]}, "modifier-extension"),
        ({"extension": [{"url": CORE + "targetConstraint"}]}, "extension-unsupported"),
    ],
)
def test_what_is_wrong_with_the_whole(raw_of: QuestionnaireMaker, more: Json, code: str) -> None:
    assert problems(raw_of(item(), **more)) == [("", code)]


@pytest.mark.parametrize(
    ("member", "code"), [("resourceType", "resource-type"), ("url", "url"), ("item", "no-items")]
)
def test_what_the_whole_must_have(raw_of: QuestionnaireMaker, member: str, code: str) -> None:
    resource = json.loads(raw_of(item()))
    del resource[member]
    assert problems(json.dumps(resource).encode()) == [("", code)]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'{"title": "\xff"}', b'{"item": [{"repeats": "no"}]}', b'{"item":[' * 9999],
)
def test_what_cannot_be_read(raw: bytes) -> None:
    assert problems(raw) == [("", "unreadable")]


def test_what_is_too_large_is_not_read() -> None:
    assert MAX_QUESTIONNAIRE_BYTES == 10_000_000
    assert problems(b" " * 10_000_001) == [("", "too-large")]
    assert problems(b" " * 10_000_000) == [("", "unreadable")]


def test_problems_are_bounded(raw_of: QuestionnaireMaker) -> None:
    assert len(problems(raw_of(*[item(kind="x")] * 300))) == MAX_PROBLEMS == 100


def test_what_problems_quote_is_bounded(raw_of: QuestionnaireMaker) -> None:
    with pytest.raises(QuestionnaireInvalid) as refused:
        decode_questionnaire(raw_of(item(kind="x" * 1000)))
    assert refused.value.problems[0].detail == "x" * 200


def test_depth_is_bounded(raw_of: QuestionnaireMaker) -> None:
    nested = item("bottom")
    for depth in range(30):
        nested = item(f"g{depth}", "group", item=[nested])
    assert {code for _, code in problems(raw_of(nested))} == {"too-deep"}


@pytest.mark.parametrize(("above", "found"), [(20, []), (21, [("bottom", "too-deep")])])
def test_an_item_may_be_in_twenty_others(
    raw_of: QuestionnaireMaker, above: int, found: list[tuple[str, str]]
) -> None:
    nested = item("bottom")
    for depth in range(above):
        nested = item(f"g{depth}", "group", item=[nested])
    if found:
        assert problems(raw_of(nested)) == found
    else:
        assert decode_questionnaire(raw_of(nested)).item[0].link_id == "g19"


def test_what_a_questionnaire_does_not_say_is_empty(raw_of: QuestionnaireMaker) -> None:
    form = compile_form(decode_questionnaire(raw_of({"linkId": "a", "type": "string"})), "en")
    (only,) = form.items.values()
    assert (only.text, only.prefix, only.entry_format, only.control) == ("", "", "", "")
    assert (only.min_length, only.max_length, only.decimals, only.pattern) == (None,) * 4
    assert (only.required, only.repeats, only.read_only, only.hidden) == (False,) * 4
    assert (only.decline_allowed, only.any_condition, only.is_open) == (False, False, True)
    assert (only.unit, only.minimum, only.maximum, only.initial) == (None, None, None, ())
    assert (only.options, only.conditions, only.children, only.parent) == ((), (), (), None)
    assert (only.depth, only.order, only.rank) == (0, 0, 0)


def test_problems_of_a_questionnaire_made_by_hand_are_found_too() -> None:
    with pytest.raises(QuestionnaireInvalid):
        compile_form(Questionnaire(), "en")


@pytest.mark.parametrize(
    "given",
    [
        item(initial=[{"valueString": "x"}]),
        item(kind="choice", answerOption=[RED | {"initialSelected": True}, BLUE]),
    ],
    ids=["an initial value", "an option that is selected"],
)
@pytest.mark.parametrize("locked", [{"readOnly": True}, HIDDEN], ids=["read-only", "hidden"])
def test_a_question_nobody_can_answer_may_be_required_if_it_begins_with_an_answer(
    form_of: FormMaker, given: Json, locked: Json
) -> None:
    only = form_of(given | locked | {"required": True}).items["a"]
    assert only.required
    assert len(only.initial) == 1


@pytest.mark.parametrize("unit", [{"valueString": "kg"}, {"valueCoding": {"display": "kg"}}, {}])
def test_a_unit_that_is_no_code_is_none(form_of: FormMaker, unit: Json) -> None:
    weight = item(kind="integer", **extension(CORE + "questionnaire-unit", **unit))
    assert form_of(weight).items["a"].unit is None


def test_a_missing_status_is_accepted(raw_of: QuestionnaireMaker) -> None:
    assert decode_questionnaire(raw_of(item())).status is None


def test_the_canonical_names_the_version_where_there_is_one(raw_of: QuestionnaireMaker) -> None:
    url = "https://ptc.example/fhir/Questionnaire/test"
    assert canonical_url(decode_questionnaire(raw_of(item()))) == f"{url}|1"
    assert canonical_url(decode_questionnaire(raw_of(item(), version=""))) == url


def test_decimals_are_exact(form_of: FormMaker) -> None:
    limit = extension(CORE + "minValue", valueDecimal=0.1)
    assert form_of(item(kind="decimal", **limit)).items["a"].minimum == Decimal("0.1")


@pytest.mark.skipif(not CORPUS.exists(), reason="the collected questionnaires are not here")
def test_every_collected_questionnaire_is_compiled_or_refused() -> None:
    usable = 0
    for path in CORPUS.glob("*.json"):
        resource = {"url": "https://ptc.example/q"} | json.loads(path.read_bytes())
        for raw in (path.read_bytes(), json.dumps(resource).encode()):
            try:
                form = compile_form(decode_questionnaire(raw), "es")
            except QuestionnaireInvalid as refused:
                assert refused.problems  # noqa: PT017 - refusing is one of two right outcomes
            else:
                assert form.items
                usable += 1
    assert usable >= 5
