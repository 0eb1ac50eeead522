"""Which items of a form are asked, given the answers so far (FHIR enableWhen).

An item is asked when its conditions hold and the item it is in is asked; where that is a question,
it must also be answered. The answer to a question that is not asked counts as no answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import CompiledForm, EnableCondition, FormItem
from ptc_app.domain.survey.question_types import DISPLAY
from ptc_app.domain.survey.questionnaire_elements import EnableOperator
from ptc_app.domain.survey.survey_answers import QuestionAnswer, SurveyAnswers


def enabled_items(form: CompiledForm, response: SurveyAnswers) -> frozenset[str]:
    """The link_ids of all items of the form that are asked now: questions, groups and texts.

    Hidden items are among them where their conditions hold.
    """
    state = _evaluated(form, response.answers, form.items)
    return frozenset(link_id for link_id, holds in state.items() if holds)


def enablement_changed(
    form: CompiledForm, before: SurveyAnswers, after: SurveyAnswers, link_id: str
) -> frozenset[str]:
    """The link_ids of items asked before and not after, or the other way round.

    `before` and `after` may differ in the answer to `link_id` only: then this looks at the items
    that depend on it alone, which is fast in a large form.
    """
    affected = _affected(form, link_id)
    evaluated = _with_inputs(form, affected)
    old = _evaluated(form, before.answers, evaluated)
    new = _evaluated(form, after.answers, evaluated)
    return frozenset(one for one in affected if old[one] != new[one])


def _evaluated(
    form: CompiledForm, answers: Mapping[str, QuestionAnswer], link_ids: Iterable[str]
) -> dict[str, bool]:
    """Whether each item is asked; `link_ids` must include all inputs of its items."""
    state: dict[str, bool] = {}
    for item in sorted((form.items[link_id] for link_id in link_ids), key=_rank):
        state[item.link_id] = _holds(form, item, answers, state)
    return state


def _holds(
    form: CompiledForm,
    item: FormItem,
    answers: Mapping[str, QuestionAnswer],
    state: Mapping[str, bool],
) -> bool:
    """Whether an item is asked; `state` has the result for all its inputs."""

    def counted(link_id: str) -> tuple[AnswerValue, ...]:
        answered = answers.get(link_id)
        return answered.values if answered and state[link_id] else ()

    if item.parent is not None:
        if not state[item.parent]:
            return False
        if _needs_answer(item, form.items[item.parent]) and not counted(item.parent):
            return False
    if not item.conditions:
        return True
    combined = any if item.any_condition else all
    return combined(_meets(condition, counted(condition.question)) for condition in item.conditions)


def _needs_answer(item: FormItem, parent: FormItem) -> bool:
    """Whether an item is asked only once its parent is answered; a text helps to answer it."""
    return parent.is_question and item.type != DISPLAY


def _meets(condition: EnableCondition, values: tuple[AnswerValue, ...]) -> bool:
    """Whether the values of the question of a condition meet it."""
    return _TESTS[condition.operator](values, condition.expected)


def _exists(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    return bool(values) is expected


def _equal(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    return expected in values


def _not_equal(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    """FHIR R4: no value is equal, which holds without an answer, too."""
    return expected not in values


def _any_value(
    compare: Callable[[Any, Any], bool],
) -> Callable[[tuple[AnswerValue, ...], AnswerValue], bool]:
    """The test whether any value of the expected value's type compares so with it."""

    def test(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
        return any(compare(value, expected) for value in values if type(value) is type(expected))

    return test


_TESTS: Mapping[EnableOperator, Callable[[tuple[AnswerValue, ...], AnswerValue], bool]] = {
    EnableOperator.EXISTS: _exists,
    EnableOperator.EQUAL: _equal,
    EnableOperator.NOT_EQUAL: _not_equal,
    EnableOperator.GREATER: _any_value(operator.gt),
    EnableOperator.LESS: _any_value(operator.lt),
    EnableOperator.GREATER_OR_EQUAL: _any_value(operator.ge),
    EnableOperator.LESS_OR_EQUAL: _any_value(operator.le),
}


def _affected(form: CompiledForm, link_id: str) -> frozenset[str]:
    """The items that depend on an item, directly or through others."""
    return _closure({*form.items[link_id].dependents}, lambda one: form.items[one].dependents)


def _with_inputs(form: CompiledForm, link_ids: Iterable[str]) -> frozenset[str]:
    """These items and all that decide about them, directly or through others."""
    return _closure({*link_ids}, lambda one: form.items[one].inputs)


def _closure(start: set[str], following: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """`start`, what follows on each of it, what follows on that, and so on."""
    seen, waiting = set(start), list(start)
    while waiting:
        new = set(following(waiting.pop())) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def _rank(item: FormItem) -> int:
    return item.rank
