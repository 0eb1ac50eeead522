"""The parts of a FHIR R4 Questionnaire this program reads; what it does not know is passed over."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

from ptc_app.domain.survey.answer_values import AnswerValue, Coding, parse_full_date

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"

TRANSLATION = _CORE + "translation"
MIN_VALUE = _CORE + "minValue"
MAX_VALUE = _CORE + "maxValue"
MIN_LENGTH = _CORE + "minLength"
MAX_DECIMAL_PLACES = _CORE + "maxDecimalPlaces"
REGEX = _CORE + "regex"
ENTRY_FORMAT = _CORE + "entryFormat"
UNIT = _CORE + "questionnaire-unit"
ITEM_CONTROL = _CORE + "questionnaire-itemControl"
HIDDEN = _CORE + "questionnaire-hidden"
OPTION_EXCLUSIVE = _CORE + "questionnaire-optionExclusive"
DECLINE_ALLOWED = "https://ptc.example/fhir/StructureDefinition/decline-allowed"

UNSUPPORTED = frozenset(
    {
        _CORE + "questionnaire-constraint",
        _CORE + "questionnaire-minOccurs",
        _CORE + "questionnaire-maxOccurs",
        _SDC + "answerExpression",
        _SDC + "answerOptionsToggleExpression",
        _SDC + "calculatedExpression",
        _SDC + "candidateExpression",
        _SDC + "enableWhenExpression",
        _SDC + "subQuestionnaire",
        _CORE + "targetConstraint",
    }
)
"""Extensions that change what is asked or allowed: to pass over them would ask something else."""


class ItemType(StrEnum):
    """The item types that are supported in full, by their FHIR codes."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    STRING = "string"
    TEXT = "text"


class EnableOperator(StrEnum):
    """How an answer is compared to decide whether another item is asked."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    GREATER_OR_EQUAL = ">="
    LESS_OR_EQUAL = "<="


class _Element(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    pass


class TextElement(_Element, frozen=True):
    """What stands beside a text: its translations."""

    extension: tuple[Extension, ...] = ()


class CodingElement(_Element, frozen=True):
    """A coding as written in a resource."""

    system: str = ""
    code: str = ""
    display: str = ""
    display_element: TextElement | None = msgspec.field(default=None, name="_display")

    @property
    def value(self) -> Coding | None:
        """The coding as a value, where it has a code."""
        return Coding(self.system, self.code, self.display) if self.code else None


class CodeableConcept(_Element, frozen=True):
    """Several codings of one meaning."""

    coding: tuple[CodingElement, ...] = ()


class _Valued(_Element, frozen=True):
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_decimal: Decimal | None = None
    value_date: str | None = None
    value_string: str | None = None
    value_string_element: TextElement | None = msgspec.field(default=None, name="_valueString")
    value_coding: CodingElement | None = None

    @property
    def value(self) -> AnswerValue | None:
        """The one value it carries, where that is of a supported type."""
        return _first(
            self.value_boolean,
            self.value_integer,
            self.value_decimal,
            self.value_date and parse_full_date(self.value_date),
            self.value_string,
            self.value_coding.value if self.value_coding else None,
        )


class Extension(_Valued, frozen=True):
    """An addition to an element, named by its url."""

    url: str = ""
    value_code: str | None = None
    value_markdown: str | None = None
    value_codeable_concept: CodeableConcept | None = None
    extension: tuple[Extension, ...] = ()


class InitialValue(_Valued, frozen=True):
    """A value a question begins with."""


class AnswerOption(_Valued, frozen=True):
    """One of the answers a choice allows."""

    extension: tuple[Extension, ...] = ()
    initial_selected: bool = False


class EnableWhen(_Element, frozen=True):
    """A condition on another question's answer."""

    question: str = ""
    operator: str = ""
    answer_boolean: bool | None = None
    answer_integer: int | None = None
    answer_decimal: Decimal | None = None
    answer_date: str | None = None
    answer_string: str | None = None
    answer_coding: CodingElement | None = None

    @property
    def answer(self) -> AnswerValue | None:
        """The value compared with, where it is of a supported type."""
        return _first(
            self.answer_boolean,
            self.answer_integer,
            self.answer_decimal,
            self.answer_date and parse_full_date(self.answer_date),
            self.answer_string,
            self.answer_coding.value if self.answer_coding else None,
        )


class QuestionnaireItem(_Element, frozen=True):
    """A question, a group of items, or words to read."""

    link_id: str = ""
    type: str = ""
    text: str = ""
    text_element: TextElement | None = msgspec.field(default=None, name="_text")
    prefix: str = ""
    prefix_element: TextElement | None = msgspec.field(default=None, name="_prefix")
    required: bool = False
    repeats: bool = False
    read_only: bool = False
    max_length: int | None = None
    answer_value_set: str | None = None
    answer_option: tuple[AnswerOption, ...] = ()
    enable_when: tuple[EnableWhen, ...] = ()
    enable_behavior: str | None = None
    initial: tuple[InitialValue, ...] = ()
    extension: tuple[Extension, ...] = ()
    modifier_extension: tuple[Extension, ...] = ()
    item: tuple[QuestionnaireItem, ...] = ()


class Questionnaire(_Element, frozen=True):
    """A FHIR R4 Questionnaire."""

    resource_type: str = ""
    id: str | None = None
    url: str = ""
    version: str = ""
    title: str = ""
    title_element: TextElement | None = msgspec.field(default=None, name="_title")
    status: str | None = None
    language: str = "en"
    extension: tuple[Extension, ...] = ()
    modifier_extension: tuple[Extension, ...] = ()
    item: tuple[QuestionnaireItem, ...] = ()


def find_extension(extensions: tuple[Extension, ...], url: str) -> Extension | None:
    """The first extension of that url."""
    return next((extension for extension in extensions if extension.url == url), None)


def extension_value(extensions: tuple[Extension, ...], url: str) -> AnswerValue | None:
    """The value of the first extension of that url."""
    extension = find_extension(extensions, url)
    return extension.value if extension else None


def extension_is_true(extensions: tuple[Extension, ...], url: str) -> bool:
    """Whether the extension is there and says true."""
    return extension_value(extensions, url) is True


def item_type_of(item: QuestionnaireItem) -> ItemType | None:
    """The item's type, where it is supported."""
    try:
        return ItemType(item.type)
    except ValueError:
        return None


def _first(*values: AnswerValue | None) -> AnswerValue | None:
    return next((value for value in values if value is not None and value != ""), None)
