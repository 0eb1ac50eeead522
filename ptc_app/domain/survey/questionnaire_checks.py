"""What is wrong with a questionnaire: everything at once, for the one who writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Any

from ptc_app.domain.errors import PtcError
from ptc_app.domain.survey.answer_patterns import UnusablePattern, compile_pattern
from ptc_app.domain.survey.answer_values import Coding, as_type
from ptc_app.domain.survey.item_tree import (
    ORDERED_TYPES,
    ItemInTree,
    answer_limits,
    answer_type_of,
    expected_answer,
    item_dependencies,
    walk_items,
)
from ptc_app.domain.survey.questionnaire_elements import (
    MAX_DECIMAL_PLACES,
    MAX_VALUE,
    MIN_LENGTH,
    MIN_VALUE,
    REGEX,
    UNSUPPORTED,
    EnableOperator,
    EnableWhen,
    Extension,
    ItemType,
    Questionnaire,
    QuestionnaireItem,
    extension_value,
    find_extension,
    item_type_of,
)

MAX_PROBLEMS = 100
_LONGEST_DETAIL = 200
_DEEPEST = 20
_WITHOUT_ANSWERS = frozenset({ItemType.GROUP, ItemType.DISPLAY})
_ALL_OR_ANY = frozenset({None, "all", "any"})
_FOR_ANY_ANSWER = frozenset({EnableOperator.EXISTS, EnableOperator.EQUAL, EnableOperator.NOT_EQUAL})
_WITHOUT_ORDER = frozenset({bool, Coding})


@dataclass(frozen=True, slots=True)
class QuestionnaireProblem:
    """One thing wrong with a questionnaire; link_id is empty where it is wrong as a whole."""

    link_id: str
    code: str
    detail: str = ""


class QuestionnaireInvalid(PtcError):
    """The questionnaire cannot be used; `problems` says why, at most MOST_PROBLEMS of them."""

    code = "survey.questionnaire-invalid"

    def __init__(self, problems: tuple[QuestionnaireProblem, ...]) -> None:
        """`problems` is never empty."""
        super().__init__()
        self.problems = tuple(
            replace(problem, detail=problem.detail[:_LONGEST_DETAIL])
            for problem in problems[:MAX_PROBLEMS]
        )


def ensure_valid_questionnaire(questionnaire: Questionnaire) -> None:
    """Raises QuestionnaireInvalid with all that is wrong."""
    if problems := tuple(islice(_problems(questionnaire), MAX_PROBLEMS)):
        raise QuestionnaireInvalid(problems)


def _problems(questionnaire: Questionnaire) -> Iterator[QuestionnaireProblem]:
    placed = tuple(walk_items(questionnaire))
    items = {place.item.link_id: place.item for place in reversed(placed)}
    yield from _whole(questionnaire, placed)
    for place in placed:
        for check in ITEM_CHECKS:
            yield from check(place, items)
    yield from _circles(placed, items)


def _whole(
    questionnaire: Questionnaire, placed: tuple[ItemInTree, ...]
) -> Iterator[QuestionnaireProblem]:
    if questionnaire.resource_type != "Questionnaire":
        yield QuestionnaireProblem("", "resource-type", questionnaire.resource_type)
    if not questionnaire.url or "|" in questionnaire.url:
        yield QuestionnaireProblem("", "url", questionnaire.url)
    if not placed:
        yield QuestionnaireProblem("", "no-items")
    if questionnaire.modifier_extension:
        yield QuestionnaireProblem(
            "", "modifier-extension", questionnaire.modifier_extension[0].url
        )
    yield from _unsupported("", questionnaire.extension)
    counts = Counter(place.item.link_id for place in placed)
    yield from (
        QuestionnaireProblem(key, "link-id-twice") for key, count in counts.items() if count > 1
    )


def _circles(
    placed: tuple[ItemInTree, ...], items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    known = {
        link_id: [one for one in needed if one in items]
        for link_id, needed in item_dependencies(placed).items()
    }
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        circle = error.args[1]
        yield QuestionnaireProblem(circle[0], "enable-when-circle", " > ".join(circle))


def _place(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    if not place.item.link_id:
        yield QuestionnaireProblem("", "link-id-missing", place.item.text)
    if place.depth > _DEEPEST:
        yield QuestionnaireProblem(place.item.link_id, "too-deep", str(place.depth))


def _type(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    if item_type_of(place.item) is None:
        yield QuestionnaireProblem(place.item.link_id, "type-unsupported", place.item.type)


def _parent(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    if place.parent is None:
        return
    if place.parent.type == ItemType.DISPLAY:
        yield QuestionnaireProblem(place.item.link_id, "in-display", place.parent.link_id)
    in_each_answer = place.parent.type == ItemType.CHOICE and place.parent.repeats
    if in_each_answer and place.item.type != ItemType.DISPLAY:
        yield QuestionnaireProblem(place.item.link_id, "in-repeated-answer", place.parent.link_id)


def _repeats(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    if place.item.repeats and place.item.type != ItemType.CHOICE:
        yield QuestionnaireProblem(place.item.link_id, "repeats-unsupported", place.item.type)


def _options(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    item = place.item
    if item.answer_value_set is not None:
        yield QuestionnaireProblem(item.link_id, "value-set-unsupported", item.answer_value_set)
    elif item.type != ItemType.CHOICE and item.answer_option:
        yield QuestionnaireProblem(item.link_id, "options-unexpected")
    if item.type != ItemType.CHOICE or item.answer_value_set is not None:
        return
    if not item.answer_option:
        yield QuestionnaireProblem(item.link_id, "options-missing")
    elif answer_type_of(item) not in {Coding, str, int}:
        yield QuestionnaireProblem(item.link_id, "options-of-kind")
    elif len({option.value for option in item.answer_option}) < len(item.answer_option):
        yield QuestionnaireProblem(item.link_id, "option-twice")


def _conditions(
    place: ItemInTree, items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    item = place.item
    if item.enable_behavior not in _ALL_OR_ANY:
        yield QuestionnaireProblem(item.link_id, "enable-behavior", item.enable_behavior or "")
    if item.enable_behavior is None and len(item.enable_when) > 1:
        yield QuestionnaireProblem(item.link_id, "enable-behavior-missing")
    for when in item.enable_when:
        if code := _condition(when, items.get(when.question)):
            yield QuestionnaireProblem(item.link_id, code, when.question)


def _condition(when: EnableWhen, asked: QuestionnaireItem | None) -> str:
    """What is wrong with the condition, as a code; empty when nothing is."""
    if asked is None:
        return "enable-when-question"
    if item_type_of(asked) in _WITHOUT_ANSWERS:
        return "enable-when-not-a-question"
    if when.operator not in tuple(EnableOperator):
        return "enable-when-operator"
    if answer_type_of(asked) is None:
        return ""
    expected = expected_answer(when, asked)
    if expected is None:
        return "enable-when-answer"
    return _comparison(EnableOperator(when.operator), asked, expected)


def _comparison(operator: EnableOperator, asked: QuestionnaireItem, expected: object) -> str:
    if operator is EnableOperator.EXISTS:
        return ""
    if operator not in _FOR_ANY_ANSWER:
        return "enable-when-order" if answer_type_of(asked) in _WITHOUT_ORDER else ""
    options = {option.value for option in asked.answer_option}
    return "enable-when-option" if options and expected not in options else ""


def _limits(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    item = place.item
    found = answer_limits(item)
    for url, limit in zip((MIN_VALUE, MAX_VALUE), found, strict=True):
        if find_extension(item.extension, url) and (
            limit is None or answer_type_of(item) not in ORDERED_TYPES
        ):
            yield QuestionnaireProblem(item.link_id, "limit", url)
    if answer_type_of(item) in ORDERED_TYPES and _crossed(*found):
        yield QuestionnaireProblem(item.link_id, "limits-crossed")
    for url in (MIN_LENGTH, MAX_DECIMAL_PLACES):
        if find_extension(item.extension, url) and not _is_count(
            extension_value(item.extension, url)
        ):
            yield QuestionnaireProblem(item.link_id, "limit", url)
    if item.max_length is not None and not _is_count(item.max_length):
        yield QuestionnaireProblem(item.link_id, "limit", "maxLength")


def _pattern(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    pattern = extension_value(place.item.extension, REGEX)
    if not isinstance(pattern, str):
        return
    try:
        compile_pattern(pattern)
    except UnusablePattern as unusable:
        yield QuestionnaireProblem(place.item.link_id, str(unusable), pattern)


def _initial(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    item = place.item
    selected = sum(option.initial_selected for option in item.answer_option)
    if len(item.initial) + selected > 1 and not item.repeats:
        yield QuestionnaireProblem(item.link_id, "initial-many")
    kind = answer_type_of(item)
    values = [as_type(kind, initial.value) if kind else None for initial in item.initial]
    options = {option.value for option in item.answer_option}
    if None in values or (options and not options.issuperset(values)):
        yield QuestionnaireProblem(item.link_id, "initial-value")


def _answerable(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    item = place.item
    given = item.initial or any(option.initial_selected for option in item.answer_option)
    locked = item.read_only or place.hidden
    if item.required and locked and not given and item_type_of(item) not in _WITHOUT_ANSWERS:
        yield QuestionnaireProblem(item.link_id, "required-unanswerable")


def _extensions(
    place: ItemInTree, _items: Mapping[str, QuestionnaireItem]
) -> Iterator[QuestionnaireProblem]:
    if place.item.modifier_extension:
        url = place.item.modifier_extension[0].url
        yield QuestionnaireProblem(place.item.link_id, "modifier-extension", url)
    yield from _unsupported(place.item.link_id, place.item.extension)


def _unsupported(link_id: str, extensions: tuple[Extension, ...]) -> Iterator[QuestionnaireProblem]:
    for extension in extensions:
        if extension.url in UNSUPPORTED:
            yield QuestionnaireProblem(link_id, "extension-unsupported", extension.url)


def _crossed(smallest: Any, largest: Any) -> bool:
    return smallest is not None and largest is not None and bool(smallest > largest)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


ItemCheck = Callable[[ItemInTree, Mapping[str, QuestionnaireItem]], Iterator[QuestionnaireProblem]]
ITEM_CHECKS: tuple[ItemCheck, ...] = (
    _place,
    _type,
    _parent,
    _repeats,
    _options,
    _conditions,
    _limits,
    _pattern,
    _initial,
    _answerable,
    _extensions,
)
