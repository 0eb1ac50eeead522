"""The compiled form: a questionnaire in one language, indexed by link_id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import cast

import regex

from ptc_app.domain.survey.answer_patterns import compile_pattern
from ptc_app.domain.survey.answer_values import AnswerType, AnswerValue, Coding, as_type
from ptc_app.domain.survey.item_tree import (
    ItemInTree,
    answer_limits,
    answer_type_of,
    expected_answer,
    item_dependencies,
    walk_items,
)
from ptc_app.domain.survey.questionnaire_checks import ensure_valid_questionnaire
from ptc_app.domain.survey.questionnaire_decoding import canonical_url
from ptc_app.domain.survey.questionnaire_elements import (
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
    EnableOperator,
    ItemType,
    Questionnaire,
    QuestionnaireItem,
    extension_is_true,
    extension_value,
    find_extension,
)
from ptc_app.domain.survey.translation import displayed_language, translated_text

_WITHOUT_ANSWERS = frozenset({ItemType.GROUP, ItemType.DISPLAY})


@dataclass(frozen=True, slots=True)
class FormOption:
    """An answer that can be chosen; an exclusive one stands alone ("None of these")."""

    value: AnswerValue
    text: str
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class EnableCondition:
    """Compares the answers of another question with an expected value."""

    question: str
    operator: EnableOperator
    expected: AnswerValue


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """An item of a form, with everything needed to show it, answer it and check it.

    `kind` is the type of its values (None for groups and displays), `order` its place among all
    items as written, `rank` its place in an order where each item follows what decides about it,
    `inputs` are those items, and `dependents` the ones to look at again when this one changes.
    """

    link_id: str
    type: ItemType
    kind: AnswerType | None
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
    options: tuple[FormOption, ...]
    minimum: int | Decimal | date | None
    maximum: int | Decimal | date | None
    min_length: int | None
    max_length: int | None
    decimals: int | None
    pattern: regex.Pattern[str] | None
    unit: Coding | None
    entry_format: str
    control: str
    initial: tuple[AnswerValue, ...]
    conditions: tuple[EnableCondition, ...]
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
class CompiledForm:
    """A questionnaire ready to be answered; `items` are in the order they are written."""

    questionnaire: str
    title: str
    language: str
    items: Mapping[str, FormItem]
    roots: tuple[str, ...]


def compile_form(questionnaire: Questionnaire, language: str) -> CompiledForm:
    """The form in that language, or in its own where it has no translation.

    Raises QuestionnaireInvalid.
    """
    ensure_valid_questionnaire(questionnaire)
    shown = displayed_language(questionnaire, language)
    return CompiledForm(
        questionnaire=canonical_url(questionnaire),
        title=translated_text(questionnaire.title, questionnaire.title_element, shown),
        language=shown,
        items=_compiled(tuple(walk_items(questionnaire)), shown),
        roots=tuple(item.link_id for item in questionnaire.item),
    )


def _compiled(placed: tuple[ItemInTree, ...], language: str) -> Mapping[str, FormItem]:
    needed = item_dependencies(placed)
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
    place: ItemInTree, elements: Mapping[str, QuestionnaireItem], language: str, links: _Links
) -> FormItem:
    item = place.item
    minimum, maximum = answer_limits(item)
    pattern = _text_of(item, REGEX)
    return FormItem(
        link_id=item.link_id,
        type=ItemType(item.type),
        kind=answer_type_of(item),
        text=translated_text(item.text, item.text_element, language),
        prefix=translated_text(item.prefix, item.prefix_element, language),
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
        decline_allowed=extension_is_true(item.extension, DECLINE_ALLOWED),
        options=tuple(_option(option, language) for option in item.answer_option),
        minimum=_orderable(minimum),
        maximum=_orderable(maximum),
        min_length=_count(item, MIN_LENGTH),
        max_length=item.max_length,
        decimals=_count(item, MAX_DECIMAL_PLACES),
        pattern=compile_pattern(pattern) if pattern else None,
        unit=_unit(item, language),
        entry_format=_entry_format(item, language),
        control=_control(item),
        initial=_initial(item),
        conditions=_conditions(item, elements),
        any_condition=item.enable_behavior == "any",
    )


def _option(option: AnswerOption, language: str) -> FormOption:
    exclusive = extension_is_true(option.extension, OPTION_EXCLUSIVE)
    if option.value_coding is not None:
        coding = _coding(option.value_coding, language)
        return FormOption(coding, coding.display, exclusive)
    value = cast("AnswerValue", option.value)  # ensure_valid saw that it is there, here and below
    return FormOption(
        value, translated_text(str(value), option.value_string_element, language), exclusive
    )


def _coding(element: CodingElement, language: str) -> Coding:
    words = translated_text(element.display or element.code, element.display_element, language)
    return Coding(element.system, element.code, words)


def _conditions(
    item: QuestionnaireItem, elements: Mapping[str, QuestionnaireItem]
) -> tuple[EnableCondition, ...]:
    return tuple(
        EnableCondition(
            when.question,
            EnableOperator(when.operator),
            cast("AnswerValue", expected_answer(when, elements[when.question])),
        )
        for when in item.enable_when
    )


def _initial(item: QuestionnaireItem) -> tuple[AnswerValue, ...]:
    kind = answer_type_of(item) or type(None)
    given = [as_type(kind, initial.value) for initial in item.initial]
    chosen = [option.value for option in item.answer_option if option.initial_selected]
    return cast("tuple[AnswerValue, ...]", (*given, *chosen))


def _unit(item: QuestionnaireItem, language: str) -> Coding | None:
    extension = find_extension(item.extension, UNIT)
    element = extension.value_coding if extension else None
    return _coding(element, language) if element else None


def _control(item: QuestionnaireItem) -> str:
    extension = find_extension(item.extension, ITEM_CONTROL)
    concept = extension.value_codeable_concept if extension else None
    return next((coding.code for coding in concept.coding), "") if concept else ""


def _entry_format(item: QuestionnaireItem, language: str) -> str:
    extension = find_extension(item.extension, ENTRY_FORMAT)
    if extension is None:
        return ""
    return translated_text(extension.value_string or "", extension.value_string_element, language)


def _text_of(item: QuestionnaireItem, url: str) -> str:
    text = extension_value(item.extension, url)
    return text if isinstance(text, str) else ""


def _count(item: QuestionnaireItem, url: str) -> int | None:
    count = extension_value(item.extension, url)
    return count if isinstance(count, int) else None


def _orderable(value: AnswerValue | None) -> int | Decimal | date | None:
    return value if isinstance(value, int | Decimal | date) else None
