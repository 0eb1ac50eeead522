"""Which editor a question has, by its type: one line for each."""

from __future__ import annotations

from collections.abc import Callable

from ptc_app.domain.survey.form import FormItem, ItemType
from ptc_app.ui.i18n import Words
from ptc_app.ui.survey.cards import Cards, LongList
from ptc_app.ui.survey.typed import (
    DateEditor,
    Declinable,
    LineEditor,
    NumberEditor,
    TextEditor,
    Written,
)

Editor = Cards | Written | Declinable
"""Each has the signal `answered` (Answered or None), `show_answer(answered)`, `unreadable()`, the
code of what is wrong with what is written but no value, and `show_problem(text)`."""

WORDS = frozenset({ItemType.GROUP, ItemType.DISPLAY})
"""What is read, not answered."""

_MANY = 12
"""More options than that are a list."""


def editor(item: FormItem, words: Words) -> Editor:
    """The editor of a question, with the way not to answer where that is allowed."""
    made = EDITORS[item.type](item, words)
    if item.decline_allowed and not isinstance(made, Cards):
        return Declinable(made, item, words)
    return made


def _choice(item: FormItem, words: Words) -> Cards | LongList:
    is_long = len(item.options) > _MANY or item.control == "drop-down"
    return LongList(item, words) if is_long and not item.repeats else Cards(item, words)


EDITORS: dict[ItemType, Callable[[FormItem, Words], Cards | Written]] = {
    ItemType.BOOLEAN: Cards,
    ItemType.CHOICE: _choice,
    ItemType.INTEGER: NumberEditor,
    ItemType.DECIMAL: NumberEditor,
    ItemType.DATE: DateEditor,
    ItemType.STRING: LineEditor,
    ItemType.TEXT: TextEditor,
}
