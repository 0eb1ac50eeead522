"""Compiles a checked questionnaire into a form in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import cast

from ptc_app.domain.fhir import systems
from ptc_app.domain.survey.allowed_answers import (
    answer_limits,
    expected_answer,
    is_open,
    item_answer_types,
)
from ptc_app.domain.survey.answer_patterns import compile_pattern
from ptc_app.domain.survey.answer_types import CODING, answer_type_of, as_one_of, read_value
from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.compiled_form import (
    CompiledForm,
    EnableCondition,
    FormItem,
    FormOption,
)
from ptc_app.domain.survey.item_tree import ItemInTree, item_dependencies, walk_items
from ptc_app.domain.survey.questionnaire_checks import ensure_valid_questionnaire
from ptc_app.domain.survey.questionnaire_decoding import canonical_url
from ptc_app.domain.survey.questionnaire_elements import (
    AnswerOption,
    EnableOperator,
    Questionnaire,
    QuestionnaireItem,
    extension_is_true,
    extension_value,
    find_extension,
)
from ptc_app.domain.survey.translation import base_language, translated_text

_DEFAULT_LANGUAGE = "en"
"""The language of a questionnaire that names none."""


def compile_form(questionnaire: Questionnaire, language: str) -> CompiledForm:
    """The form in a language (BCP 47), ready to be answered.

    In the questionnaire's own language where its title is not translated to this one. Raises
    QuestionnaireInvalid where the questionnaire has any problem.
    """
    ensure_valid_questionnaire(questionnaire)
    shown = _displayed_language(questionnaire, language)
    return CompiledForm(
        questionnaire=canonical_url(questionnaire),
        title=translated_text(questionnaire.title, questionnaire.title_element, shown),
        language=shown,
        items=_compiled(tuple(walk_items(questionnaire)), shown),
        roots=tuple(item.link_id for item in questionnaire.item),
    )


def _displayed_language(questionnaire: Questionnaire, language: str) -> str:
    own_language = questionnaire.language or _DEFAULT_LANGUAGE
    if base_language(language) == base_language(own_language):
        return language
    is_translated = translated_text("", questionnaire.title_element, language)
    return language if is_translated else own_language


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
    """The fields of FormItem that follow from the other items."""

    order: int
    rank: int
    inputs: tuple[str, ...]
    dependents: tuple[str, ...]


def _form_item(
    place: ItemInTree, elements: Mapping[str, QuestionnaireItem], language: str, links: _Links
) -> FormItem:
    item = place.item
    minimum, maximum = answer_limits(item)
    pattern = _text(item, systems.REGEX)
    return FormItem(
        link_id=item.link_id,
        type=item.type,
        answer_types=item_answer_types(item),
        is_open=is_open(item),
        text=translated_text(item.text, item.text_element, language),
        prefix=translated_text(item.prefix, item.prefix_element, language),
        parent=place.parent.link_id if place.parent else None,
        children=tuple(child.link_id for child in item.item),
        inputs=links.inputs,
        dependents=links.dependents,
        depth=place.depth,
        order=links.order,
        rank=links.rank,
        required=bool(item.required),
        repeats=bool(item.repeats),
        read_only=bool(item.read_only),
        hidden=place.hidden,
        decline_allowed=extension_is_true(item, systems.DECLINE_ALLOWED),
        options=tuple(_option(option, language) for option in item.answer_option),
        minimum=minimum,
        maximum=maximum,
        min_length=_count(item, systems.MIN_LENGTH),
        max_length=item.max_length,
        decimals=_count(item, systems.MAX_DECIMAL_PLACES),
        pattern=compile_pattern(pattern) if pattern else None,
        unit=_unit(item, language),
        entry_format=_entry_format(item, language),
        control=_control(item),
        initial=_initial(item),
        conditions=_conditions(item, elements),
        any_condition=item.enable_behavior == "any",
    )


def _option(option: AnswerOption, language: str) -> FormOption:
    found = read_value(option)
    value, text = answer_type_of(found).localize(found, option, language)
    return FormOption(value, text, extension_is_true(option, systems.OPTION_EXCLUSIVE))


def _conditions(
    item: QuestionnaireItem, elements: Mapping[str, QuestionnaireItem]
) -> tuple[EnableCondition, ...]:
    return tuple(
        EnableCondition(
            when.question,
            EnableOperator(when.operator),
            expected_answer(when, elements[when.question]),
        )
        for when in item.enable_when
    )


def _initial(item: QuestionnaireItem) -> tuple[AnswerValue, ...]:
    """The values of `initial`, and the options that are selected at first."""
    given = [as_one_of(item_answer_types(item), read_value(initial)) for initial in item.initial]
    selected = [read_value(option) for option in item.answer_option if option.initial_selected]
    return (*given, *selected)


def _unit(item: QuestionnaireItem, language: str) -> Coding | None:
    extension = find_extension(item, systems.UNIT)
    unit = read_value(extension) if extension else None
    if extension is None or not isinstance(unit, Coding):
        return None
    localized, _ = CODING.localize(unit, extension, language)
    return cast("Coding", localized)


def _control(item: QuestionnaireItem) -> str:
    extension = find_extension(item, systems.ITEM_CONTROL)
    concept = extension.value_codeable_concept if extension else None
    return next((coding.code for coding in concept.coding), "") if concept else ""


def _entry_format(item: QuestionnaireItem, language: str) -> str:
    extension = find_extension(item, systems.ENTRY_FORMAT)
    if extension is None:
        return ""
    return translated_text(extension.value_string, extension.value_string_element, language)


def _text(item: QuestionnaireItem, url: str) -> str:
    text = extension_value(item, url)
    return text if isinstance(text, str) else ""


def _count(item: QuestionnaireItem, url: str) -> int | None:
    count = extension_value(item, url)
    return count if isinstance(count, int) else None
