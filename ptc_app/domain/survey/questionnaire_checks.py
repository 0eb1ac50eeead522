"""Checks a whole questionnaire, and reports all problems at once to its author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from ptc_app.domain.survey.condition_checks import condition_problems
from ptc_app.domain.survey.constraint_checks import CONSTRAINT_CHECKS
from ptc_app.domain.survey.item_checks import ITEM_CHECKS, unsupported_extensions
from ptc_app.domain.survey.item_tree import ItemInTree, item_dependencies, walk_items
from ptc_app.domain.survey.questionnaire_elements import Questionnaire
from ptc_app.domain.survey.questionnaire_problems import (
    MAX_PROBLEMS,
    QuestionnaireInvalid,
    QuestionnaireProblem,
)


def ensure_valid_questionnaire(questionnaire: Questionnaire) -> None:
    """Refuse a questionnaire that cannot be used: QuestionnaireInvalid with its problems.

    Checked are the head, each item and its conditions; at most MAX_PROBLEMS are given.
    """
    if problems := tuple(islice(_problems(questionnaire), MAX_PROBLEMS)):
        raise QuestionnaireInvalid(problems)


def _problems(questionnaire: Questionnaire) -> Iterator[QuestionnaireProblem]:
    placed = tuple(walk_items(questionnaire))
    items = {place.item.link_id: place.item for place in reversed(placed)}
    yield from _head_problems(questionnaire)
    yield from _repeated_link_ids(placed)
    for place in placed:
        for check in (*ITEM_CHECKS, *CONSTRAINT_CHECKS):
            yield from check(place)
        yield from condition_problems(place.item, items)
    yield from _circular_conditions(placed)


def _head_problems(questionnaire: Questionnaire) -> Iterator[QuestionnaireProblem]:
    if questionnaire.resource_type != "Questionnaire":
        yield QuestionnaireProblem("", "resource-type", questionnaire.resource_type)
    if not questionnaire.url or "|" in questionnaire.url:
        yield QuestionnaireProblem("", "url", questionnaire.url)
    if not questionnaire.item:
        yield QuestionnaireProblem("", "no-items")
    if questionnaire.modifier_extension:
        url = questionnaire.modifier_extension[0].url
        yield QuestionnaireProblem("", "modifier-extension", url)
    yield from unsupported_extensions("", questionnaire)


def _repeated_link_ids(placed: tuple[ItemInTree, ...]) -> Iterator[QuestionnaireProblem]:
    counts = Counter(place.item.link_id for place in placed)
    for link_id, count in counts.items():
        if count > 1:
            yield QuestionnaireProblem(link_id, "link-id-twice")


def _circular_conditions(placed: tuple[ItemInTree, ...]) -> Iterator[QuestionnaireProblem]:
    """The first circle of items that decide about each other; an item decides about those in it."""
    dependencies = item_dependencies(placed)
    known = {
        link_id: [one for one in needed if one in dependencies]
        for link_id, needed in dependencies.items()
    }
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        circle = error.args[1]
        yield QuestionnaireProblem(circle[0], "enable-when-circle", " > ".join(circle))
