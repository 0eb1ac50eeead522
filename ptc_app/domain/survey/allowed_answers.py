"""What answers an item of a questionnaire may have: types, options and limits."""

from __future__ import annotations

from ptc_app.domain.fhir import systems
from ptc_app.domain.survey.answer_types import (
    ANSWER_TYPES,
    BOOLEAN,
    AnswerType,
    as_one_of,
    read_value,
)
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.question_types import QUESTION_TYPES
from ptc_app.domain.survey.questionnaire_elements import (
    EnableOperator,
    EnableWhen,
    QuestionnaireItem,
    extension_value,
)


def item_answer_types(item: QuestionnaireItem) -> tuple[AnswerType, ...]:
    """The types the item's answers may have; with options, that of the options comes first.

    Empty for an item that is no question, and where its options have no type that is supported,
    or not all the same.
    """
    question_type = QUESTION_TYPES.get(item.type)
    if question_type is None:
        return ()
    entered = (question_type.answer_type,) if question_type.answer_type else ()
    if not question_type.option_types:
        return entered
    of_options = _option_type(item)
    if of_options is None or of_options not in question_type.option_types:
        return ()
    return tuple(dict.fromkeys((of_options, *entered)))


def is_open(item: QuestionnaireItem) -> bool:
    """Whether other values than options can be entered; False for an item that is no question."""
    question_type = QUESTION_TYPES.get(item.type)
    return question_type is not None and question_type.answer_type is not None


def allows_value(item: QuestionnaireItem, value: AnswerValue) -> bool:
    """Whether the item's options allow this value, which is of a type of its answers.

    True where it is one of them, where there are none, and where other values may be given.
    """
    return not item.answer_option or is_open(item) or value in option_values(item)


def answer_limits(item: QuestionnaireItem) -> tuple[AnswerValue | None, AnswerValue | None]:
    """The values of the extensions minValue and maxValue, as values of a type of the answers.

    Each is None where the item lacks it, or it cannot be read as such a value.
    """
    types = item_answer_types(item)
    return (
        as_one_of(types, extension_value(item, systems.MIN_VALUE)),
        as_one_of(types, extension_value(item, systems.MAX_VALUE)),
    )


def expected_answer(when: EnableWhen, asked: QuestionnaireItem) -> AnswerValue | None:
    """The value a condition compares with, as a value of a type of the answers to `asked`.

    `asked`: the question that the condition names. For the operator `exists` a boolean. None where
    the condition has no value, or one of another type.
    """
    types = (BOOLEAN,) if when.operator == EnableOperator.EXISTS else item_answer_types(asked)
    return as_one_of(types, read_value(when, "answer_"))


def option_values(item: QuestionnaireItem) -> tuple[AnswerValue | None, ...]:
    """The value of each answer option, in their order; None for one that has no readable value."""
    return tuple(read_value(option) for option in item.answer_option)


def _option_type(item: QuestionnaireItem) -> AnswerType | None:
    kinds = {type(value) for value in option_values(item)}
    return ANSWER_TYPES.get(kinds.pop()) if len(kinds) == 1 else None
