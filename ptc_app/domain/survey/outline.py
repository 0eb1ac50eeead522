"""A questionnaire laid out flat: which item stands where, and what decides whether it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ptc_app.domain.survey.elements import (
    HIDDEN,
    MAX_VALUE,
    MIN_VALUE,
    EnableWhen,
    Item,
    ItemType,
    Operator,
    Questionnaire,
    has_flag,
    type_of,
    value_of,
)
from ptc_app.domain.survey.values import Kind, Value, as_kind

_KINDS: Mapping[ItemType, Kind] = {
    ItemType.BOOLEAN: bool,
    ItemType.INTEGER: int,
    ItemType.DECIMAL: Decimal,
    ItemType.DATE: date,
    ItemType.STRING: str,
    ItemType.TEXT: str,
}
ORDERED: frozenset[Kind] = frozenset({int, Decimal, date})
"""The kinds of answers that can have a smallest and a largest value."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it stands: under which item, how deep, and whether that place is hidden."""

    item: Item
    parent: Item | None
    depth: int
    hidden: bool


def walk(questionnaire: Questionnaire) -> Iterator[Placed]:
    """Every item in the order it is written, each before those under it."""
    waiting = [
        Placed(item, None, 0, hidden=_is_hidden(item)) for item in reversed(questionnaire.item)
    ]
    while waiting:
        placed = waiting.pop()
        yield placed
        waiting.extend(_under(placed))


def inputs(placed: Iterable[Placed]) -> dict[str, tuple[str, ...]]:
    """For each link_id, the items it depends on: the one it is in and those its conditions ask."""
    return {
        place.item.link_id: (
            *((place.parent.link_id,) if place.parent else ()),
            *dict.fromkeys(when.question for when in place.item.enable_when),
        )
        for place in placed
    }


def kind_of(item: Item) -> Kind | None:
    """What type the item's answers have, where they have a single supported one."""
    item_type = type_of(item)
    if item_type is ItemType.CHOICE:
        kinds = {type(option.value) for option in item.answer_option}
        return kinds.pop() if len(kinds) == 1 and type(None) not in kinds else None
    return _KINDS.get(item_type) if item_type else None


def limits(item: Item) -> tuple[Value | None, Value | None]:
    """The smallest and the largest answer, of the type of the answers."""
    kind = kind_of(item)
    if kind is None:
        return None, None
    return (
        as_kind(kind, value_of(item.extension, MIN_VALUE)),
        as_kind(kind, value_of(item.extension, MAX_VALUE)),
    )


def expected_by(when: EnableWhen, asked: Item) -> Value | None:
    """What the condition compares the answer with, of the type of the answers."""
    kind = bool if when.operator == Operator.EXISTS else kind_of(asked)
    return as_kind(kind, when.answer) if kind else None


def _under(placed: Placed) -> list[Placed]:
    return [
        Placed(child, placed.item, placed.depth + 1, hidden=placed.hidden or _is_hidden(child))
        for child in reversed(placed.item.item)
    ]


def _is_hidden(item: Item) -> bool:
    return has_flag(item.extension, HIDDEN)
