"""Which items are asked, given what was answered so far.

An item is asked when the item it stands in is asked (and answered, where that is a question) and
its conditions hold. An answer to a question that is not asked counts as no answer.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.answers import ItemAnswer, SurveyAnswers
from ptc_app.domain.survey.compiled_form import CompiledForm, EnableCondition, FormItem
from ptc_app.domain.survey.question_types import DISPLAY
from ptc_app.domain.survey.questionnaire_elements import EnableOperator


def enabled_items(form: CompiledForm, response: SurveyAnswers) -> frozenset[str]:
    """The link_ids of all items that are asked."""
    state = _evaluated(form, response.answers, form.items)
    return frozenset(link_id for link_id, holds in state.items() if holds)


def enablement_changed(
    form: CompiledForm, before: SurveyAnswers, after: SurveyAnswers, link_id: str
) -> frozenset[str]:
    """The items asked before and not after or the other way round, if only link_id was answered.

    Looks only at what depends on link_id, and at what decides about that.
    """
    affected = _affected(form, link_id)
    deciding = _deciding(form, affected)
    old = _evaluated(form, before.answers, deciding)
    new = _evaluated(form, after.answers, deciding)
    return frozenset(one for one in affected if old[one] != new[one])


def _evaluated(
    form: CompiledForm, answers: Mapping[str, ItemAnswer], link_ids: Iterable[str]
) -> dict[str, bool]:
    """For each, whether it is asked; link_ids must include all that decides about them."""
    state: dict[str, bool] = {}
    for item in sorted((form.items[link_id] for link_id in link_ids), key=_rank):
        state[item.link_id] = _holds(form, item, answers, state)
    return state


def _holds(
    form: CompiledForm, item: FormItem, answers: Mapping[str, ItemAnswer], state: Mapping[str, bool]
) -> bool:
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
    """A question under a question belongs to its answer; words under it help to answer it."""
    return parent.is_question and item.type != DISPLAY


def _meets(condition: EnableCondition, values: tuple[AnswerValue, ...]) -> bool:
    return _TESTS[condition.operator](values, condition.expected)


def _exists(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    return bool(values) is expected


def _equal(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    return expected in values


def _not_equal(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
    """R4: no answer is equal, which also holds where there is no answer."""
    return expected not in values


def _any(
    compare: Callable[[Any, Any], bool],
) -> Callable[[tuple[AnswerValue, ...], AnswerValue], bool]:
    def test(values: tuple[AnswerValue, ...], expected: AnswerValue) -> bool:
        return any(compare(value, expected) for value in values if type(value) is type(expected))

    return test


_TESTS: Mapping[EnableOperator, Callable[[tuple[AnswerValue, ...], AnswerValue], bool]] = {
    EnableOperator.EXISTS: _exists,
    EnableOperator.EQUAL: _equal,
    EnableOperator.NOT_EQUAL: _not_equal,
    EnableOperator.GREATER: _any(operator.gt),
    EnableOperator.LESS: _any(operator.lt),
    EnableOperator.GREATER_OR_EQUAL: _any(operator.ge),
    EnableOperator.LESS_OR_EQUAL: _any(operator.le),
}


def _affected(form: CompiledForm, link_id: str) -> frozenset[str]:
    return _closure({*form.items[link_id].dependents}, lambda one: form.items[one].dependents)


def _deciding(form: CompiledForm, link_ids: Iterable[str]) -> frozenset[str]:
    return _closure({*link_ids}, lambda one: form.items[one].inputs)


def _closure(start: set[str], following: Callable[[str], Iterable[str]]) -> frozenset[str]:
    seen, waiting = set(start), list(start)
    while waiting:
        new = set(following(waiting.pop())) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def _rank(item: FormItem) -> int:
    return item.rank
