"""The parts of a FHIR R4 Questionnaire the application reads; what it does not know is passed over.

What an element does not say is "", () or None. A Questionnaire without a language is in English.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from ptc_app.domain.fhir.elements import (
    Element,
    FhirCoding,
    FhirExtension,
    Quantity,
    Reference,
    ValueElement,
)
from ptc_app.domain.survey.answer_types import read_value
from ptc_app.domain.survey.answer_values import AnswerValue


class EnableOperator(StrEnum):
    """How a condition compares an answer with a value: the codes of FHIR's enableWhen.operator.

    EXISTS: whether there is an answer is as the value says. NOT_EQUAL: no value of the answer is
    equal, also without an answer. The others hold where at least one value of the answer does.
    """

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    GREATER_OR_EQUAL = ">="
    LESS_OR_EQUAL = "<="


class AnswerOption(ValueElement, frozen=True, kw_only=True):
    """An answer to choose (`answerOption`); at most one of its `value_...` fields is set.

    `initial_selected`: whether it is chosen when the survey begins.
    """

    initial_selected: bool | None = None


class EnableWhen(Element, frozen=True, kw_only=True):
    """A condition on the answer to another question (`enableWhen`); `operator` as EnableOperator.

    `answer_...` is the value the answer is compared with; at most one of them is set.
    """

    question: str = ""
    operator: str = ""
    answer_boolean: bool | None = None
    answer_decimal: Decimal | None = None
    answer_integer: int | None = None
    answer_date: str = ""
    answer_date_time: str = ""
    answer_time: str = ""
    answer_string: str = ""
    answer_coding: FhirCoding | None = None
    answer_quantity: Quantity | None = None
    answer_reference: Reference | None = None


class QuestionnaireItem(Element, frozen=True, kw_only=True):
    """A question, a group of items, or a text to read; `type` is the FHIR item type.

    `text_element` and `prefix_element` hold the translations of `text` and `prefix`, `item` the
    items directly in it. The other fields are FHIR's; what the questionnaire does not say is "", ()
    or None.
    """

    link_id: str = ""
    type: str = ""
    text: str = ""
    text_element: Element | None = msgspec.field(default=None, name="_text")
    prefix: str = ""
    prefix_element: Element | None = msgspec.field(default=None, name="_prefix")
    required: bool | None = None
    repeats: bool | None = None
    read_only: bool | None = None
    max_length: int | None = None
    answer_value_set: str | None = None
    answer_option: tuple[AnswerOption, ...] = ()
    enable_when: tuple[EnableWhen, ...] = ()
    enable_behavior: str | None = None
    initial: tuple[ValueElement, ...] = ()
    modifier_extension: tuple[FhirExtension, ...] = ()
    item: tuple[QuestionnaireItem, ...] = ()


class Questionnaire(Element, frozen=True, kw_only=True):
    """A FHIR R4 Questionnaire as decoded, not checked.

    `url`, `version`: its canonical name. `title_element`: the translations of `title`. `language`:
    the BCP 47 code of its own texts. `item`: the items that are in no other, in order.
    """

    resource_type: str = ""
    id: str | None = None
    url: str = ""
    version: str = ""
    title: str = ""
    title_element: Element | None = msgspec.field(default=None, name="_title")
    status: str | None = None
    language: str = ""
    modifier_extension: tuple[FhirExtension, ...] = ()
    item: tuple[QuestionnaireItem, ...] = ()


def find_extension(element: Element, url: str) -> FhirExtension | None:
    """The first extension of the element that has this URL, or None."""
    return next((extension for extension in element.extension if extension.url == url), None)


def extension_value(element: Element, url: str) -> AnswerValue | None:
    """The value of the element's first extension with this URL; None without a readable value."""
    extension = find_extension(element, url)
    return read_value(extension) if extension else None


def extension_is_true(element: Element, url: str) -> bool:
    """Whether the element has an extension with this URL and the value true."""
    return extension_value(element, url) is True
