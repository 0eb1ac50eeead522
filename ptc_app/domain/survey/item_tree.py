"""The items of a questionnaire as a flat sequence, and which depend on which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ptc_app.domain.fhir import systems
from ptc_app.domain.survey.questionnaire_elements import (
    Questionnaire,
    QuestionnaireItem,
    extension_is_true,
)


@dataclass(frozen=True, slots=True)
class ItemInTree:
    """An item of a questionnaire with its place in it.

    `parent`: the item it is directly in; None where it is in none. `depth`: how many items it is
    in. `hidden`: whether it or an item it is in has the hidden extension.
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
    """By the link_id of each item: those of its parent, then of the questions in its conditions."""
    return {
        place.item.link_id: (
            *((place.parent.link_id,) if place.parent else ()),
            *dict.fromkeys(when.question for when in place.item.enable_when),
        )
        for place in placed
    }


def _children(placed: ItemInTree) -> list[ItemInTree]:
    return [
        ItemInTree(child, placed.item, placed.depth + 1, hidden=placed.hidden or _is_hidden(child))
        for child in reversed(placed.item.item)
    ]


def _is_hidden(item: QuestionnaireItem) -> bool:
    return extension_is_true(item, systems.HIDDEN)
