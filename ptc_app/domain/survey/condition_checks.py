"""Checks of the conditions (`enableWhen`) under which an item of a questionnaire is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ptc_app.domain.survey.allowed_answers import allows_value, expected_answer, item_answer_types
from ptc_app.domain.survey.answer_types import answer_type_of
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.question_types import DISPLAY, GROUP
from ptc_app.domain.survey.questionnaire_elements import (
    EnableOperator,
    EnableWhen,
    QuestionnaireItem,
)
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireProblem

_ENABLE_BEHAVIORS = frozenset({None, "all", "any"})
_EQUALITY = frozenset({EnableOperator.EQUAL, EnableOperator.NOT_EQUAL})


def condition_problems(
    item: QuestionnaireItem, items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    """The problems of an item's conditions; none where all can be evaluated.

    `items`: all items of the questionnaire by link_id. Codes: `enable-behavior` (neither all nor
    any), `enable-behavior-missing` (with several conditions), and with the link_id that a condition
    names as detail: `enable-when-question` (no such item), `enable-when-not-a-question`,
    `enable-when-operator`, `enable-when-answer` (no value of the question's type),
    `enable-when-order` (the type has no order), `enable-when-option` (no option of the question).
    """
    if item.enable_behavior not in _ENABLE_BEHAVIORS:
        yield QuestionnaireProblem(item.link_id, "enable-behavior", item.enable_behavior or "")
    if item.enable_behavior is None and len(item.enable_when) > 1:
        yield QuestionnaireProblem(item.link_id, "enable-behavior-missing")
    for when in item.enable_when:
        if code := _condition_problem(when, items.get(when.question)):
            yield QuestionnaireProblem(item.link_id, code, when.question)


def _condition_problem(when: EnableWhen, asked: QuestionnaireItem | None) -> str:
    """The code of what is wrong with a condition on the question `asked`, or ""."""
    if asked is None:
        return "enable-when-question"
    if asked.type in {GROUP, DISPLAY}:
        return "enable-when-not-a-question"
    if when.operator not in tuple(EnableOperator):
        return "enable-when-operator"
    if not item_answer_types(asked):
        return ""
    expected = expected_answer(when, asked)
    if expected is None:
        return "enable-when-answer"
    return _comparison_problem(EnableOperator(when.operator), asked, expected)


def _comparison_problem(
    operator: EnableOperator, asked: QuestionnaireItem, expected: AnswerValue
) -> str:
    if operator is EnableOperator.EXISTS:
        return ""
    if operator not in _EQUALITY:
        return "" if answer_type_of(expected).is_ordered else "enable-when-order"
    return "" if allows_value(asked, expected) else "enable-when-option"
