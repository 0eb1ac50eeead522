"""A questionnaire laid out flat: which item stands where, and what decides whether it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ptc_app.domain.survey.answer_values import AnswerType, AnswerValue, as_type
from ptc_app.domain.survey.questionnaire_elements import (
    HIDDEN,
    MAX_VALUE,
    MIN_VALUE,
    EnableOperator,
    EnableWhen,
    ItemType,
    Questionnaire,
    QuestionnaireItem,
    extension_is_true,
    extension_value,
    item_type_of,
)

_KINDS: Mapping[ItemType, AnswerType] = {
    ItemType.BOOLEAN: bool,
    ItemType.INTEGER: int,
    ItemType.DECIMAL: Decimal,
    ItemType.DATE: date,
    ItemType.STRING: str,
    ItemType.TEXT: str,
}
ORDERED_TYPES: frozenset[AnswerType] = frozenset({int, Decimal, date})
"""The kinds of answers that can have a smallest and a largest value."""


@dataclass(frozen=True, slots=True)
class ItemInTree:
    """An item where it stands: under which item, how deep, and whether that place is hidden."""

    item: QuestionnaireItem
    parent: QuestionnaireItem | None
    depth: int
    hidden: bool


def walk_items(questionnaire: Questionnaire) -> Iterator[ItemInTree]:
    """Every item in the order it is written, each before those under it."""
    waiting = [
        ItemInTree(item, None, 0, hidden=_is_hidden(item)) for item in reversed(questionnaire.item)
    ]
    while waiting:
        placed = waiting.pop()
        yield placed
        waiting.extend(_under(placed))


def item_dependencies(placed: Iterable[ItemInTree]) -> dict[str, tuple[str, ...]]:
    """For each link_id, the items it depends on: the one it is in and those its conditions ask."""
    return {
        place.item.link_id: (
            *((place.parent.link_id,) if place.parent else ()),
            *dict.fromkeys(when.question for when in place.item.enable_when),
        )
        for place in placed
    }


def answer_type_of(item: QuestionnaireItem) -> AnswerType | None:
    """What type the item's answers have, where they have a single supported one."""
    item_type = item_type_of(item)
    if item_type is ItemType.CHOICE:
        kinds = {type(option.value) for option in item.answer_option}
        return kinds.pop() if len(kinds) == 1 and type(None) not in kinds else None
    return _KINDS.get(item_type) if item_type else None


def answer_limits(item: QuestionnaireItem) -> tuple[AnswerValue | None, AnswerValue | None]:
    """The smallest and the largest answer, of the type of the answers."""
    kind = answer_type_of(item)
    if kind is None:
        return None, None
    return (
        as_type(kind, extension_value(item.extension, MIN_VALUE)),
        as_type(kind, extension_value(item.extension, MAX_VALUE)),
    )


def expected_answer(when: EnableWhen, asked: QuestionnaireItem) -> AnswerValue | None:
    """What the condition compares the answer with, of the type of the answers."""
    kind = bool if when.operator == EnableOperator.EXISTS else answer_type_of(asked)
    return as_type(kind, when.answer) if kind else None


def _under(placed: ItemInTree) -> list[ItemInTree]:
    return [
        ItemInTree(child, placed.item, placed.depth + 1, hidden=placed.hidden or _is_hidden(child))
        for child in reversed(placed.item.item)
    ]


def _is_hidden(item: QuestionnaireItem) -> bool:
    return extension_is_true(item.extension, HIDDEN)
