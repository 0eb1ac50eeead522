"""Checks of what a questionnaire item demands of its answers: limits, pattern, initial values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ptc_app.domain.fhir import systems
from ptc_app.domain.survey.allowed_answers import allows_value, answer_limits, item_answer_types
from ptc_app.domain.survey.answer_patterns import UnusablePattern, compile_pattern
from ptc_app.domain.survey.answer_types import answer_type_of, as_one_of, read_value
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.item_checks import ItemCheck
from ptc_app.domain.survey.item_tree import ItemInTree
from ptc_app.domain.survey.question_types import DISPLAY, GROUP
from ptc_app.domain.survey.questionnaire_elements import extension_value, find_extension
from ptc_app.domain.survey.questionnaire_problems import QuestionnaireProblem


def _limits(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    """minValue and maxValue."""
    item = place.item
    limits = answer_limits(item)
    for url, limit in zip((systems.MIN_VALUE, systems.MAX_VALUE), limits, strict=True):
        if find_extension(item, url) and not _is_limit(limit):
            yield QuestionnaireProblem(item.link_id, "limit", url)
    if _are_crossed(*limits):
        yield QuestionnaireProblem(item.link_id, "limits-crossed")


def _counts(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    """minLength, maxDecimalPlaces and maxLength."""
    item = place.item
    for url in (systems.MIN_LENGTH, systems.MAX_DECIMAL_PLACES):
        if find_extension(item, url) and not _is_count(extension_value(item, url)):
            yield QuestionnaireProblem(item.link_id, "limit", url)
    if item.max_length is not None and not _is_count(item.max_length):
        yield QuestionnaireProblem(item.link_id, "limit", "maxLength")


def _pattern(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    pattern = extension_value(place.item, systems.REGEX)
    if not isinstance(pattern, str):
        return
    try:
        compile_pattern(pattern)
    except UnusablePattern as unusable:
        yield QuestionnaireProblem(place.item.link_id, str(unusable), pattern)


def _initial(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    item = place.item
    selected = sum(bool(option.initial_selected) for option in item.answer_option)
    if len(item.initial) + selected > 1 and not item.repeats:
        yield QuestionnaireProblem(item.link_id, "initial-many")
    types = item_answer_types(item)
    values = [as_one_of(types, read_value(initial)) for initial in item.initial]
    if any(value is None or not allows_value(item, value) for value in values):
        yield QuestionnaireProblem(item.link_id, "initial-value")


def _required(place: ItemInTree) -> Iterator[QuestionnaireProblem]:
    """A question nobody can answer is not required, unless it begins with an answer."""
    item = place.item
    is_given = item.initial or any(option.initial_selected for option in item.answer_option)
    is_locked = item.read_only or place.hidden
    if item.required and is_locked and not is_given and item.type not in {GROUP, DISPLAY}:
        yield QuestionnaireProblem(item.link_id, "required-unanswerable")


def _is_limit(value: AnswerValue | None) -> bool:
    return value is not None and answer_type_of(value).has_limits


def _are_crossed(minimum: Any, maximum: Any) -> bool:
    """Whether both are limits of one type, and the minimum is above the maximum."""
    are_limits = _is_limit(minimum) and type(minimum) is type(maximum)
    return are_limits and bool(minimum > maximum)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


CONSTRAINT_CHECKS: tuple[ItemCheck, ...] = (_limits, _counts, _pattern, _initial, _required)
