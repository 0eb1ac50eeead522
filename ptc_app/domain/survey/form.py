"""The compiled form: a questionnaire in one language, indexed by link_id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import cast

from ptc_app.domain.survey.checks import ensure_valid
from ptc_app.domain.survey.elements import (
    DECLINE_ALLOWED,
    ENTRY_FORMAT,
    ITEM_CONTROL,
    MAX_DECIMAL_PLACES,
    MIN_LENGTH,
    OPTION_EXCLUSIVE,
    REGEX,
    UNIT,
    AnswerOption,
    CodingElement,
    Item,
    ItemType,
    Operator,
    Questionnaire,
    find,
    has_flag,
    value_of,
)
from ptc_app.domain.survey.outline import Placed, expected_by, inputs, kind_of, limits, walk
from ptc_app.domain.survey.patterns import compiled
from ptc_app.domain.survey.questionnaire import canonical
from ptc_app.domain.survey.translation import in_language, language_shown
from ptc_app.domain.survey.values import Coding, Kind, Value, as_kind

__all__ = ["Condition", "Form", "FormItem", "ItemType", "Operator", "Option", "compile_form"]

_WITHOUT_ANSWERS = frozenset({ItemType.GROUP, ItemType.DISPLAY})


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen; an exclusive one stands alone ("None of these")."""

    value: Value
    text: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Compares the answers of another question with an expected value."""

    question: str
    operator: Operator
    expected: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """An item of a form, with everything needed to show it, answer it and check it.

    `kind` is the type of its values (None for groups and displays), `order` its place among all
    items as written, `rank` its place in an order where each item follows what decides about it,
    `inputs` are those items, and `dependents` the ones to look at again when this one changes.
    """

    link_id: str
    type: ItemType
    kind: Kind | None
    text: str
    prefix: str
    parent: str | None
    children: tuple[str, ...]
    inputs: tuple[str, ...]
    dependents: tuple[str, ...]
    depth: int
    order: int
    rank: int
    required: bool
    repeats: bool
    read_only: bool
    hidden: bool
    decline_allowed: bool
    options: tuple[Option, ...]
    minimum: int | Decimal | date | None
    maximum: int | Decimal | date | None
    min_length: int | None
    max_length: int | None
    decimals: int | None
    pattern: re.Pattern[str] | None
    unit: Coding | None
    entry_format: str
    control: str
    initial: tuple[Value, ...]
    conditions: tuple[Condition, ...]
    any_condition: bool

    @property
    def is_question(self) -> bool:
        """Whether it can have an answer."""
        return self.type not in _WITHOUT_ANSWERS

    @property
    def is_asked(self) -> bool:
        """Whether a person can answer it: it is a question, shown, and not read-only."""
        return self.is_question and not self.hidden and not self.read_only


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire ready to be answered; `items` are in the order they are written."""

    questionnaire: str
    title: str
    language: str
    items: Mapping[str, FormItem]
    roots: tuple[str, ...]


def compile_form(questionnaire: Questionnaire, language: str) -> Form:
    """The form in that language, or in its own where it has no translation.

    Raises QuestionnaireInvalid.
    """
    ensure_valid(questionnaire)
    shown = language_shown(questionnaire, language)
    return Form(
        questionnaire=canonical(questionnaire),
        title=in_language(questionnaire.title, questionnaire.title_element, shown),
        language=shown,
        items=_compiled(tuple(walk(questionnaire)), shown),
        roots=tuple(item.link_id for item in questionnaire.item),
    )


def _compiled(placed: tuple[Placed, ...], language: str) -> Mapping[str, FormItem]:
    needed = inputs(placed)
    ranks = {one: rank for rank, one in enumerate(TopologicalSorter(needed).static_order())}
    dependents: dict[str, list[str]] = {link_id: [] for link_id in needed}
    for link_id, questions in needed.items():
        for question in questions:
            dependents[question].append(link_id)
    elements = {place.item.link_id: place.item for place in placed}
    return {
        place.item.link_id: _form_item(
            place,
            elements,
            language,
            _Links(
                order=order,
                rank=ranks[place.item.link_id],
                inputs=needed[place.item.link_id],
                dependents=tuple(dependents[place.item.link_id]),
            ),
        )
        for order, place in enumerate(placed)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    """How an item stands to the others; the names are those of FormItem."""

    order: int
    rank: int
    inputs: tuple[str, ...]
    dependents: tuple[str, ...]


def _form_item(
    place: Placed, elements: Mapping[str, Item], language: str, links: _Links
) -> FormItem:
    item = place.item
    minimum, maximum = limits(item)
    pattern = _text_of(item, REGEX)
    return FormItem(
        link_id=item.link_id,
        type=ItemType(item.type),
        kind=kind_of(item),
        text=in_language(item.text, item.text_element, language),
        prefix=in_language(item.prefix, item.prefix_element, language),
        parent=place.parent.link_id if place.parent else None,
        children=tuple(child.link_id for child in item.item),
        inputs=links.inputs,
        dependents=links.dependents,
        depth=place.depth,
        order=links.order,
        rank=links.rank,
        required=item.required,
        repeats=item.repeats,
        read_only=item.read_only,
        hidden=place.hidden,
        decline_allowed=has_flag(item.extension, DECLINE_ALLOWED),
        options=tuple(_option(option, language) for option in item.answer_option),
        minimum=_orderable(minimum),
        maximum=_orderable(maximum),
        min_length=_count(item, MIN_LENGTH),
        max_length=item.max_length,
        decimals=_count(item, MAX_DECIMAL_PLACES),
        pattern=compiled(pattern) if pattern else None,
        unit=_unit(item, language),
        entry_format=_entry_format(item, language),
        control=_control(item),
        initial=_initial(item),
        conditions=_conditions(item, elements),
        any_condition=item.enable_behavior == "any",
    )


def _option(option: AnswerOption, language: str) -> Option:
    exclusive = has_flag(option.extension, OPTION_EXCLUSIVE)
    if option.value_coding is not None:
        coding = _coding(option.value_coding, language)
        return Option(coding, coding.display, exclusive)
    value = cast("Value", option.value)  # ensure_valid saw that it is there, here and below
    return Option(value, in_language(str(value), option.value_string_element, language), exclusive)


def _coding(element: CodingElement, language: str) -> Coding:
    words = in_language(element.display or element.code, element.display_element, language)
    return Coding(element.system, element.code, words)


def _conditions(item: Item, elements: Mapping[str, Item]) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            when.question,
            Operator(when.operator),
            cast("Value", expected_by(when, elements[when.question])),
        )
        for when in item.enable_when
    )


def _initial(item: Item) -> tuple[Value, ...]:
    kind = kind_of(item) or type(None)
    given = [as_kind(kind, initial.value) for initial in item.initial]
    chosen = [option.value for option in item.answer_option if option.initial_selected]
    return cast("tuple[Value, ...]", (*given, *chosen))


def _unit(item: Item, language: str) -> Coding | None:
    extension = find(item.extension, UNIT)
    element = extension.value_coding if extension else None
    return _coding(element, language) if element else None


def _control(item: Item) -> str:
    extension = find(item.extension, ITEM_CONTROL)
    concept = extension.value_codeable_concept if extension else None
    return next((coding.code for coding in concept.coding), "") if concept else ""


def _entry_format(item: Item, language: str) -> str:
    extension = find(item.extension, ENTRY_FORMAT)
    if extension is None:
        return ""
    return in_language(extension.value_string or "", extension.value_string_element, language)


def _text_of(item: Item, url: str) -> str:
    text = value_of(item.extension, url)
    return text if isinstance(text, str) else ""


def _count(item: Item, url: str) -> int | None:
    count = value_of(item.extension, url)
    return count if isinstance(count, int) else None


def _orderable(value: Value | None) -> int | Decimal | date | None:
    return value if isinstance(value, int | Decimal | date) else None
