"""The items of a questionnaire as a flat sequence, and what follows from each item alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    Questionnaire,
    QuestionnaireItem,
    extension_is_true,
    extension_value,
)


@dataclass(frozen=True, slots=True)
class ItemInTree:
    """An item with its place in the questionnaire.

    `depth` is 0 for an item that is in no other; `hidden` is true where it or an item above it
    has the hidden extension.
    """

    item: QuestionnaireItem
    parent: QuestionnaireItem | None
    depth: int
    hidden: bool


def walk_items(questionnaire: Questionnaire) -> Iterator[ItemInTree]:
    """Every item in the order it is written, each before the items in it."""
    waiting = [
        ItemInTree(item, None, 0, hidden=_is_hidden(item)) for item in reversed(questionnaire.item)
    ]
    while waiting:
        placed = waiting.pop()
        yield placed
        waiting.extend(_children(placed))


def item_dependencies(placed: Iterable[ItemInTree]) -> dict[str, tuple[str, ...]]:
    """For each link_id those of its parent and of the questions in its conditions."""
    return {
        place.item.link_id: (
            *((place.parent.link_id,) if place.parent else ()),
            *dict.fromkeys(when.question for when in place.item.enable_when),
        )
        for place in placed
    }


def answer_types(item: QuestionnaireItem) -> tuple[AnswerType, ...]:
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
    """Whether the item is a question to which other values than its options may be given."""
    question_type = QUESTION_TYPES.get(item.type)
    return question_type is not None and question_type.answer_type is not None


def allows_value(item: QuestionnaireItem, value: AnswerValue) -> bool:
    """Whether a value of a type of the item's answers is one of its options, or need not be."""
    return not item.answer_option or is_open(item) or value in option_values(item)


def answer_limits(item: QuestionnaireItem) -> tuple[AnswerValue | None, AnswerValue | None]:
    """The values of minValue and maxValue, of a type of the answers; None where there is none."""
    types = answer_types(item)
    return (
        as_one_of(types, extension_value(item, systems.MIN_VALUE)),
        as_one_of(types, extension_value(item, systems.MAX_VALUE)),
    )


def expected_answer(when: EnableWhen, asked: QuestionnaireItem) -> AnswerValue | None:
    """The value a condition compares with, of a type of the answers to `asked`, its question."""
    types = (BOOLEAN,) if when.operator == EnableOperator.EXISTS else answer_types(asked)
    return as_one_of(types, read_value(when, "answer_"))


def option_values(item: QuestionnaireItem) -> tuple[AnswerValue | None, ...]:
    """The value of each answer option; None for one that has no readable value."""
    return tuple(read_value(option) for option in item.answer_option)


def _option_type(item: QuestionnaireItem) -> AnswerType | None:
    kinds = {type(value) for value in option_values(item)}
    return ANSWER_TYPES.get(kinds.pop()) if len(kinds) == 1 else None


def _children(placed: ItemInTree) -> list[ItemInTree]:
    return [
        ItemInTree(child, placed.item, placed.depth + 1, hidden=placed.hidden or _is_hidden(child))
        for child in reversed(placed.item.item)
    ]


def _is_hidden(item: QuestionnaireItem) -> bool:
    return extension_is_true(item, systems.HIDDEN)
