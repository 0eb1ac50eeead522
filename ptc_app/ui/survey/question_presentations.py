"""How questions of each type are shown and answered: the registry `PRESENTATIONS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ptc_app.domain.survey.answer_types import answer_type_of
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import FormItem, FormOption
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.answer_editor import AnswerEditor
from ptc_app.ui.survey.choice_editors import ChoiceCards, ChoiceDropDown
from ptc_app.ui.survey.declinable_editor import DeclinableEditor
from ptc_app.ui.survey.demo_inputs import (
    InputDriver,
    choose_first_option,
    enter_date,
    press_first_option,
    type_number,
    type_text,
)
from ptc_app.ui.survey.written_answer_editors import (
    DateEditor,
    LineEditor,
    NumberEditor,
    TextEditor,
)

_MOST_CARDS = 12
"""A single choice from more options than that is a drop-down list."""


def _no_options(_item: FormItem, _tr: Localizer) -> tuple[FormOption, ...]:
    return ()


def _plain_text(_item: FormItem, value: Any, _tr: Localizer) -> str:
    return answer_type_of(value).text(value)


def _number_or_more(limit: Any, tr: Localizer) -> str:
    return tr("Write {number} or more.", number=_digits(limit))


def _number_or_less(limit: Any, tr: Localizer) -> str:
    return tr("Write {number} or less.", number=_digits(limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPresentation:
    """The functions that show and answer questions of one FHIR item type.

    - create_editor: makes the widget the question is answered in
    - enter_demo_answer: answers an unanswered question by input to the controls of its editor, and
      returns the answer as text
    - options: the options to choose from, in order; none where the answer is written
    - value_text: a value of an answer as translated text
    - minimum_text, maximum_text: the sentence for a value below or above this limit
    """

    create_editor: Callable[[FormItem, Localizer], AnswerEditor]
    enter_demo_answer: Callable[[InputDriver, FormItem], str]
    options: Callable[[FormItem, Localizer], tuple[FormOption, ...]] = _no_options
    value_text: Callable[[FormItem, Any, Localizer], str] = _plain_text
    minimum_text: Callable[[Any, Localizer], str] = _number_or_more
    maximum_text: Callable[[Any, Localizer], str] = _number_or_less


def create_editor(item: FormItem, tr: Localizer) -> AnswerEditor:
    """Return a new, empty editor for a question; where it may be declined, it offers that, too.

    KeyError for an item that is no question.
    """
    editor = PRESENTATIONS[item.type].create_editor(item, tr)
    if item.decline_allowed and not editor.offers_decline:
        return DeclinableEditor(editor, item, tr)
    return editor


def shown_options(item: FormItem, tr: Localizer) -> tuple[FormOption, ...]:
    """Return the options an item's editor offers, in order; Yes and No for a boolean.

    Empty where the answer is written, and for an item that is no question.
    """
    return PRESENTATIONS[item.type].options(item, tr) if item.is_question else ()


def answer_text(item: FormItem, value: AnswerValue, tr: Localizer) -> str:
    """Return a value of the answer to `item` as people read it; for an option its text.

    KeyError for an item that is no question.
    """
    return PRESENTATIONS[item.type].value_text(item, value, tr)


def _digits(number: int | Decimal) -> str:
    """Without group separators, as a limit may be a year."""
    return f"{Decimal(number):f}"


def _number_text(_item: FormItem, value: Any, _tr: Localizer) -> str:
    return _digits(value)


def _date_text(_item: FormItem, value: Any, tr: Localizer) -> str:
    return tr.date_text(value)


def _option_text(item: FormItem, value: Any, tr: Localizer) -> str:
    """The text of the option with this value; of any other value, its plain text."""
    found = (option.text for option in shown_options(item, tr) if option.value == value)
    return next(found, "") or _plain_text(item, value, tr)


def _yes_and_no(_item: FormItem, tr: Localizer) -> tuple[FormOption, ...]:
    return FormOption(True, tr("Yes")), FormOption(False, tr("No"))


def _options_of_form(item: FormItem, _tr: Localizer) -> tuple[FormOption, ...]:
    return item.options


def _cards(item: FormItem, tr: Localizer) -> AnswerEditor:
    return ChoiceCards(item, shown_options(item, tr), tr)


def _cards_or_list(item: FormItem, tr: Localizer) -> AnswerEditor:
    return ChoiceDropDown(item, item.options) if _is_list(item) else _cards(item, tr)


def _is_list(item: FormItem) -> bool:
    is_long = len(item.options) > _MOST_CARDS or item.control == "drop-down"
    return is_long and not item.repeats


def _press_yes(driver: InputDriver, item: FormItem) -> str:
    return press_first_option(driver, item, [FormOption(True, "")])


def _enter_first_option(driver: InputDriver, item: FormItem) -> str:
    enter = choose_first_option if _is_list(item) else press_first_option
    return enter(driver, item, item.options)


_NUMBER = QuestionPresentation(
    create_editor=NumberEditor, enter_demo_answer=type_number, value_text=_number_text
)

PRESENTATIONS: dict[str, QuestionPresentation] = {
    "boolean": QuestionPresentation(
        create_editor=_cards,
        enter_demo_answer=_press_yes,
        options=_yes_and_no,
        value_text=_option_text,
    ),
    "choice": QuestionPresentation(
        create_editor=_cards_or_list,
        enter_demo_answer=_enter_first_option,
        options=_options_of_form,
        value_text=_option_text,
    ),
    "integer": _NUMBER,
    "decimal": _NUMBER,
    "date": QuestionPresentation(
        create_editor=DateEditor,
        enter_demo_answer=enter_date,
        value_text=_date_text,
        minimum_text=lambda day, tr: tr("Enter {date} or a later date.", date=tr.date_text(day)),
        maximum_text=lambda day, tr: tr("Enter {date} or an earlier date.", date=tr.date_text(day)),
    ),
    "string": QuestionPresentation(create_editor=LineEditor, enter_demo_answer=type_text),
    "text": QuestionPresentation(create_editor=TextEditor, enter_demo_answer=type_text),
}
"""The presentation of every supported type of question, by its FHIR code."""
