"""Editors of answers chosen from options: cards, or a drop-down list where there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker

from ptc_app.domain.survey.answer_types import answer_type_of
from ptc_app.domain.survey.compiled_form import FormItem, FormOption
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.options.option_group import OptionGroup, SelectionMode
from ptc_app.ui.survey.answer_editor import (
    AnswerEditor,
    answer_values,
    answer_with,
    control_name,
    fill_column,
)
from ptc_app.ui.theme import Audience, set_style_properties
from ptc_app.ui.widgets.drop_down import DropDown

DECLINED = "declined"
"""The key of the card "Prefer not to answer"."""


class ChoiceCards(AnswerEditor):
    """An editor with a card for each option, to choose one, or several where the question repeats.

    Where the question may be declined, a last card "Prefer not to answer" excludes the others, and
    `answered` then carries a declined answer. The object names of the cards end with the keys of
    `options_by_key`.
    """

    offers_decline = True

    def __init__(self, item: FormItem, options: Sequence[FormOption], tr: Localizer) -> None:
        super().__init__()
        self._options = options_by_key(options)
        cards = [(key, option.text) for key, option in self._options.items()]
        exclusive = {key for key, option in self._options.items() if option.exclusive}
        if item.decline_allowed:
            cards.append((DECLINED, tr("Prefer not to answer")))
            exclusive.add(DECLINED)
        self._group = OptionGroup(
            cards,
            name=item.text,
            multiple=SelectionMode.MANY if item.repeats else SelectionMode.ONE,
            exclusive=frozenset(exclusive),
        )
        for key, _ in cards:
            self._group.button(key).setObjectName(control_name(item.link_id, key))
        self._group.chosen.connect(self._emit_answer)
        fill_column(self, self._group)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Select the cards of this answer, or none for None; `answered` is not emitted."""
        if answered is not None and answered.state is AnswerState.DECLINED:
            self._group.select([DECLINED])
            return
        values = answer_values(answered)
        self._group.select(key for key, option in self._options.items() if option.value in values)

    def entered(self) -> QuestionAnswer | None:
        """Return the selected options as an answer; None where none is selected."""
        keys = self._group.selected()
        if keys == (DECLINED,):
            return QuestionAnswer(AnswerState.DECLINED)
        return answer_with(*(self._options[key].value for key in keys))

    def show_problem(self, text: str) -> None:
        """Give the group of cards this text as its accessible description; "" removes it."""
        self._group.setAccessibleDescription(text)

    def _emit_answer(self, _keys: tuple[str, ...]) -> None:
        self.answered.emit(self.entered())


class ChoiceDropDown(AnswerEditor):
    """An editor with a drop-down list of the options, to choose one; takes the focus in the list.

    Its first entry is empty and clears the answer.
    """

    def __init__(self, item: FormItem, options: Sequence[FormOption]) -> None:
        super().__init__()
        self._values = [option.value for option in options]
        self._list = DropDown(name=item.text, scale=Audience.KIOSK)
        self._list.setObjectName(control_name(item.link_id))
        self._list.addItems(["", *(option.text for option in options)])
        self._list.currentIndexChanged.connect(self._emit_answer)
        fill_column(self, self._list)
        self.setFocusProxy(self._list)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Select the entry of this answer, or the empty one; `answered` is not emitted."""
        chosen = answer_values(answered)
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(self._values.index(chosen[0]) + 1 if chosen else 0)

    def entered(self) -> QuestionAnswer | None:
        """Return the selected entry as an answer; None where it is the empty one."""
        index = self._list.currentIndex()
        return answer_with(*self._values[index - 1 : index] if index > 0 else ())

    def show_problem(self, text: str) -> None:
        """Mark the list as wrong and give it this text as description; "" removes both."""
        set_style_properties(self._list, problem="true" if text else "false")
        self._list.setAccessibleDescription(text)

    def _emit_answer(self, _index: int) -> None:
        self.answered.emit(self.entered())


def options_by_key(options: Sequence[FormOption]) -> Mapping[str, FormOption]:
    """Return the options in their order, each by a key of its own: the text of its value.

    For a Coding that is its code. Where the key was given already, or is DECLINED, it begins with
    the system and a bar: `http://loinc.org|LA33-6`.
    """
    found: dict[str, FormOption] = {}
    for option in options:
        key = answer_type_of(option.value).text(option.value)
        if key in {DECLINED, *found}:
            key = f"{getattr(option.value, 'system', '')}|{key}"
        found[key] = option
    return found
