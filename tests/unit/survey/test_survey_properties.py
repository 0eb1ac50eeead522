"""What holds for every form and every way of answering it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptc_app.domain.fhir.questionnaire_response import questionnaire_response_resource
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answering import (
    answer_item,
    decline_item,
    ensure_fits,
    skip_item,
    start_answers,
)
from ptc_app.domain.survey.compiled_form import CompiledForm
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.question_pages import (
    next_page,
    previous_page,
    question_pages,
)
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers
from ptc_app.domain.survey.survey_draft import decode_survey_draft, encode_survey_draft
from tests.support.builders import MORNING, a_visit, an_author
from tests.support.fhir_json import Json
from tests.support.fhir_oracle import as_json
from tests.support.questionnaires import FormMaker

DECLINE = {
    "url": "https://ptc.example/fhir/StructureDefinition/decline-allowed",
    "valueBoolean": True,
}
COLOURS = {
    "type": "choice",
    "repeats": True,
    "answerOption": [{"valueCoding": {"system": "s", "code": code}} for code in "xyz"],
}
VALUES: dict[str, list[tuple[AnswerValue, ...]]] = {
    "boolean": [(True,), (False,)],
    "integer": [(1,), (2,), (3,)],
    "choice": [(Coding("s", "x"),), (Coding("s", "y"), Coding("s", "z"))],
}
ANSWERS: dict[str, list[Json]] = {
    "boolean": [{"answerBoolean": True}, {"answerBoolean": False}],
    "integer": [{"answerInteger": 2}],
    "choice": [{"answerCoding": {"system": "s", "code": code}} for code in "xz"],
}
Step = tuple[int, int]
"""Which question is next, and what is done with it, as numbers without bounds."""

ORDERS = [">", "<", ">=", "<="]
REPEATED = settings(max_examples=25, deadline=None)


@st.composite
def elements(draw: st.DrawFn) -> list[Json]:
    """Items in groups and under questions, with conditions on questions before and after them."""
    count = draw(st.integers(1, 9))
    kinds = [draw(st.sampled_from(["boolean", "integer", "choice", "group", "display"]))] + [
        draw(st.sampled_from(["boolean", "integer", "choice", "group", "display"]))
        for _ in range(count)
    ]
    ranked = draw(st.permutations(range(len(kinds))))
    items: list[Json] = []
    roots: list[Json] = []
    for number, kind in enumerate(kinds):
        shape = COLOURS if kind == "choice" else {"type": kind}
        item = {"linkId": str(number), "text": f"item {number}", **shape, "item": []}
        item |= {"extension": [DECLINE], "enableWhen": draw(conditions(kinds, ranked, number))}
        item["enableBehavior"] = draw(st.sampled_from(["all", "any"]))
        items.append(item)
        parents = [
            one
            for one in range(number)
            if kinds[one] in {"group", "boolean"} and ranked[one] < ranked[number]
        ]
        parent = draw(st.sampled_from([None, *parents]))
        (roots if parent is None else items[parent]["item"]).append(item)
    return roots


@st.composite
def conditions(draw: st.DrawFn, kinds: list[str], ranked: list[int], number: int) -> list[Json]:
    found = []
    asked = [
        one for one, kind in enumerate(kinds) if kind in VALUES and ranked[one] < ranked[number]
    ]
    for one in draw(st.lists(st.sampled_from(asked), max_size=2)) if asked else []:
        orders = ORDERS if kinds[one] == "integer" else []
        operator = draw(st.sampled_from(["exists", "=", "!=", *orders]))
        exists = [{"answerBoolean": True}, {"answerBoolean": False}]
        expected = draw(st.sampled_from(exists if operator == "exists" else ANSWERS[kinds[one]]))
        found.append({"question": str(one), "operator": operator, **expected})
    return found


STEPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


def taken(
    form: CompiledForm, response: SurveyAnswers, step: Step
) -> tuple[SurveyAnswers, frozenset[str]]:
    """One step of somebody answering: which question, and what is done with it."""
    which, what = step
    questions = [item for item in form.items.values() if item.is_question]
    if not questions:
        return response, frozenset()
    item = questions[which % len(questions)]
    if what == 0:
        return skip_item(form, response, item.link_id)
    if what == 1:
        return decline_item(form, response, item.link_id)
    if what == 2:
        return answer_item(form, response, item.link_id, ())
    values = VALUES[item.type]
    return answer_item(form, response, item.link_id, values[what % len(values)])


def after(form: CompiledForm, steps: Iterable[Step]) -> SurveyAnswers:
    response = start_answers(form)
    for step in steps:
        response, _ = taken(form, response, step)
    return response


@REPEATED
@given(items=elements(), steps=STEPS)
def test_what_changed_is_what_a_full_evaluation_finds(
    form_of: FormMaker, items: list[Json], steps: list[Step]
) -> None:
    form = form_of(*items)
    response = start_answers(form)
    for step in steps:
        before = enabled_items(form, response)
        response, changed = taken(form, response, step)
        assert before ^ changed == enabled_items(form, response)


@REPEATED
@given(items=elements(), steps=st.lists(st.tuples(st.integers(0, 9), st.integers(3, 9))))
def test_answers_to_different_questions_commute(
    form_of: FormMaker, items: list[Json], steps: list[Step]
) -> None:
    form = form_of(*items)
    questions = sum(item.is_question for item in form.items.values()) or 1
    each_once = list({which % questions: (which, what) for which, what in steps}.values())
    assert after(form, each_once) == after(form, reversed(each_once))
    assert encode_survey_draft(after(form, each_once)) == encode_survey_draft(
        after(form, reversed(each_once))
    )


@REPEATED
@given(items=elements(), steps=STEPS)
def test_each_page_leads_to_its_neighbors(
    form_of: FormMaker, items: list[Json], steps: list[Step]
) -> None:
    form = form_of(*items)
    response = after(form, steps)
    found = question_pages(form, response)
    for number, page in enumerate(found, start=1):
        assert next_page(form, response, page.link_id) == (*found, None)[number]
        assert previous_page(form, response, page.link_id) == (None, *found)[number - 1]
    shown = [link_id for page in found for link_id in page.link_ids]
    asked = enabled_items(form, response)
    assert len(shown) == len(set(shown))
    assert set(shown) == {one for one in asked if form.items[one].type != "group"}


@REPEATED
@given(items=elements(), steps=STEPS)
def test_exactly_the_questions_asked_are_exported(
    form_of: FormMaker, items: list[Json], steps: list[Step]
) -> None:
    form = form_of(*items)
    response = after(form, steps)
    stamp = RecordAuthorship(RecordId("record-1"), an_author(), MORNING)
    resource = questionnaire_response_resource(form, response, a_visit(), stamp)
    exported = list(link_ids(as_json(resource).get("item", [])))
    asked = enabled_items(form, response)
    assert len(exported) == len(set(exported))
    assert set(exported) <= asked
    assert {one for one in exported if form.items[one].is_question} == {
        one for one in asked if form.items[one].is_question
    }


def link_ids(items: list[Json]) -> Iterator[str]:
    for item in items:
        yield item["linkId"]
        assert not ("item" in item and "answer" in item)
        yield from link_ids(item.get("item", []))
        for given_answer in item.get("answer", []):
            yield from link_ids(given_answer.get("item", []))


TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
GIVEN_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)
"""An answer or a code is never empty."""
VALUE = st.one_of(
    st.booleans(),
    st.integers(-(2**31), 2**31 - 1),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    GIVEN_TEXT,
    st.builds(Coding, TEXT, GIVEN_TEXT, TEXT),
)
ANSWERED = st.one_of(
    st.builds(
        QuestionAnswer,
        st.just(AnswerState.ANSWERED),
        st.lists(VALUE, min_size=1, max_size=3).map(tuple),
    ),
    st.sampled_from([QuestionAnswer(AnswerState.DECLINED), QuestionAnswer(AnswerState.SKIPPED)]),
)


@REPEATED
@given(st.builds(SurveyAnswers, TEXT, TEXT, st.dictionaries(TEXT, ANSWERED, max_size=5)))
def test_a_kept_draft_is_the_draft(response: SurveyAnswers) -> None:
    kept = encode_survey_draft(response)
    again = decode_survey_draft(kept)
    assert again == response
    assert encode_survey_draft(again) == kept
    assert [list(map(type, answered.values)) for _, answered in sorted(again.answers.items())] == [
        list(map(type, answered.values)) for _, answered in sorted(response.answers.items())
    ]


@REPEATED
@given(items=elements(), steps=STEPS)
def test_every_draft_of_a_form_fits_it(
    form_of: FormMaker, items: list[Json], steps: list[Step]
) -> None:
    form = form_of(*items)
    response = decode_survey_draft(encode_survey_draft(after(form, steps)))
    ensure_fits(form, response)
    assert response == after(form, steps)


@pytest.mark.parametrize("value", [Decimal("0.10"), Decimal("-0"), date.max, date.min, 0, False])
def test_values_keep_their_type_in_a_draft(value: AnswerValue) -> None:
    response = SurveyAnswers("q", "en", {"a": QuestionAnswer(AnswerState.ANSWERED, (value,))})
    (again,) = decode_survey_draft(encode_survey_draft(response)).answers["a"].values
    assert (str(again), type(again)) == (str(value), type(value))
