"""Checks of each item of a questionnaire: its place, type, options and extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import Element
from ptc_app.domain.survey.allowed_answers import item_answer_types, option_values
from ptc_app.domain.survey.item_tree import ItemInTree
from ptc_app.domain.survey.question_types import DISPLAY, QUESTION_TYPES, is_supported
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireProblem

_DEEPEST = 20
"""How many items an item may be in."""


def unsupported_extensions(link_id: str, element: Element) -> Iterator[QuestionnaireProblem]:
    """A problem `extension-unsupported` for each extension whose URL is in UNSUPPORTED_EXTENSIONS.

    These would change what is asked or allowed. `link_id`: of the item that has the element, "" for
    the questionnaire itself. The detail is the URL.
    """
    for extension in element.extension:
        if extension.url in systems.UNSUPPORTED_EXTENSIONS:
            yield QuestionnaireProblem(link_id, "extension-unsupported", extension.url)


def _place(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    if not place.item.link_id:
        yield QuestionnaireProblem("", "link-id-missing", place.item.text)
    if place.depth > _DEEPEST:
        yield QuestionnaireProblem(place.item.link_id, "too-deep", str(place.depth))


def _type(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    if not is_supported(place.item.type):
        yield QuestionnaireProblem(place.item.link_id, "type-unsupported", place.item.type)


def _parent(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    """Under a text there is nothing; under a question with several values there are only texts."""
    if place.parent is None:
        return
    link_id, parent = place.item.link_id, place.parent
    if parent.type == DISPLAY:
        yield QuestionnaireProblem(link_id, "in-display", parent.link_id)
    if parent.repeats and _may_repeat(parent.type) and place.item.type != DISPLAY:
        yield QuestionnaireProblem(link_id, "in-repeated-answer", parent.link_id)


def _repeats(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    if place.item.repeats and not _may_repeat(place.item.type):
        yield QuestionnaireProblem(place.item.link_id, "repeats-unsupported", place.item.type)


def _options(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    item = place.item
    if item.answer_value_set is not None:
        yield QuestionnaireProblem(item.link_id, "value-set-unsupported", item.answer_value_set)
        return
    question_type = QUESTION_TYPES.get(item.type)
    if question_type is None or not question_type.option_types:
        if item.answer_option:
            yield QuestionnaireProblem(item.link_id, "options-unexpected")
        return
    if not item.answer_option:
        yield QuestionnaireProblem(item.link_id, "options-missing")
    elif not item_answer_types(item):
        yield QuestionnaireProblem(item.link_id, "options-of-kind")
    elif len(set(option_values(item))) < len(item.answer_option):
        yield QuestionnaireProblem(item.link_id, "option-twice")


def _extensions(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    item = place.item
    if item.modifier_extension:
        url = item.modifier_extension[0].url
        yield QuestionnaireProblem(item.link_id, "modifier-extension", url)
    yield from unsupported_extensions(item.link_id, item)


def _may_repeat(item_type: str) -> bool:
    question_type = QUESTION_TYPES.get(item_type)
    return question_type is not None and question_type.may_repeat


ItemCheck = Callable[[ItemInTree], Iterator[QuestionnaireProblem]]
"""Gives the problems of one item."""

ITEM_CHECKS: tuple[ItemCheck, ...] = (_place, _type, _parent, _repeats, _options, _extensions)
