"""Which editor a question has, by its type: one line for each."""

from __future__ import annotations

from collections.abc import Callable

from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.questionnaire_elements import ItemType
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.choice_editors import ChoiceCards, ChoiceDropDown
from ptc_app.ui.survey.text_editors import (
    DateEditor,
    DeclinableEditor,
    LineEditor,
    NumberEditor,
    TextEditor,
    TextualEditor,
)

AnswerEditor = ChoiceCards | TextualEditor | DeclinableEditor
"""Each has the signal `answered` (Answered or None), `show_answer(answered)`, `unreadable()`, the
code of what is wrong with what is written but no value, and `show_problem(text)`."""

WORDS = frozenset({ItemType.GROUP, ItemType.DISPLAY})
"""What is read, not answered."""

_MANY = 12
"""More options than that are a list."""


def create_editor(item: FormItem, tr: Localizer) -> AnswerEditor:
    """The editor of a question, with the way not to answer where that is allowed."""
    made = EDITORS[item.type](item, tr)
    if item.decline_allowed and not isinstance(made, ChoiceCards):
        return DeclinableEditor(made, item, tr)
    return made


def _choice(item: FormItem, tr: Localizer) -> ChoiceCards | ChoiceDropDown:
    is_long = len(item.options) > _MANY or item.control == "drop-down"
    return ChoiceDropDown(item, tr) if is_long and not item.repeats else ChoiceCards(item, tr)


EDITORS: dict[ItemType, Callable[[FormItem, Localizer], ChoiceCards | TextualEditor]] = {
    ItemType.BOOLEAN: ChoiceCards,
    ItemType.CHOICE: _choice,
    ItemType.INTEGER: NumberEditor,
    ItemType.DECIMAL: NumberEditor,
    ItemType.DATE: DateEditor,
    ItemType.STRING: LineEditor,
    ItemType.TEXT: TextEditor,
}
