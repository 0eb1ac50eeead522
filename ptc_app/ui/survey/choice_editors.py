"""Answers to choose from: as cards, or as a list where there are many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer
from ptc_app.domain.survey.compiled_form import FormItem, FormOption
from ptc_app.domain.survey.questionnaire_elements import ItemType
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.theme import Audience, set_style_properties
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.option_group import OptionGroup, SelectionMode

DECLINED = "declined"
"""The key of "Prefer not to answer"."""


class ChoiceCards(QWidget):
    """One card an answer; "Prefer not to answer" is the last, and stands alone."""

    answered = Signal(object)
    """Answered, or None where nothing is chosen any more."""

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._options = options_by_key(choice_options(item, tr))
        shown = [(key, option.text) for key, option in self._options.items()]
        alone = {key for key, option in self._options.items() if option.exclusive}
        if item.decline_allowed:
            shown.append((DECLINED, tr("Prefer not to answer")))
        self._group = OptionGroup(
            shown,
            name=item.text,
            multiple=SelectionMode.MANY if item.repeats else SelectionMode.ONE,
            exclusive=frozenset({DECLINED, *alone}) if item.decline_allowed else frozenset(alone),
        )
        for key, _ in shown:
            self._group.button(key).setObjectName(f"answer:{item.link_id}:{key}")
        self._group.chosen.connect(self._tell)
        fill_column(self, self._group)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        if answered is not None and answered.state is AnswerState.DECLINED:
            self._group.select([DECLINED])
            return
        values = answer_values(answered)
        self._group.select(key for key, option in self._options.items() if option.value in values)

    def unreadable(self) -> str:
        return ""

    def show_problem(self, text: str) -> None:
        self._group.setAccessibleDescription(text)

    def _tell(self, keys: tuple[str, ...]) -> None:
        if keys == (DECLINED,):
            self.answered.emit(ItemAnswer(AnswerState.DECLINED))
            return
        self.answered.emit(answer_with(*(self._options[key].value for key in keys)))


class ChoiceDropDown(QWidget):
    """One answer of many, in a list that opens."""

    answered = Signal(object)

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._values = [option.value for option in choice_options(item, tr)]
        self._chooser = DropDown(name=item.text, scale=Audience.KIOSK)
        self._chooser.setObjectName(f"answer:{item.link_id}")
        self._chooser.addItems(["", *(option.text for option in choice_options(item, tr))])
        self._chooser.currentIndexChanged.connect(self._tell)
        fill_column(self, self._chooser)
        self.setFocusProxy(self._chooser)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        chosen = answer_values(answered)
        with QSignalBlocker(self._chooser):
            self._chooser.setCurrentIndex(self._values.index(chosen[0]) + 1 if chosen else 0)

    def unreadable(self) -> str:
        return ""

    def show_problem(self, text: str) -> None:
        set_style_properties(self._chooser, problem="true" if text else "false")
        self._chooser.setAccessibleDescription(text)

    def _tell(self, index: int) -> None:
        self.answered.emit(answer_with(*self._values[index - 1 : index] if index else ()))


def choice_options(item: FormItem, tr: Localizer) -> tuple[FormOption, ...]:
    """What can be chosen; of a boolean, yes and no."""
    if item.type is ItemType.BOOLEAN:
        return FormOption(True, tr("Yes")), FormOption(False, tr("No"))
    return item.options


def options_by_key(options: tuple[FormOption, ...]) -> Mapping[str, FormOption]:
    """The options by the code of each, with its system where the code alone is not enough."""
    found: dict[str, FormOption] = {}
    for option in options:
        key = _key(option.value)
        if key in {DECLINED, *found}:
            key = f"{getattr(option.value, 'system', '')}|{key}"
        found[key] = option
    return found


def answer_with(*values: AnswerValue) -> ItemAnswer | None:
    """These values as an answer; none are no answer."""
    return ItemAnswer(AnswerState.ANSWERED, values) if values else None


def answer_values(answered: ItemAnswer | None) -> tuple[AnswerValue, ...]:
    return answered.values if answered else ()


def fill_column(widget: QWidget, *parts: QWidget, gap: int = 0) -> None:
    """The parts one below the other, and nothing around them."""
    column = QVBoxLayout(widget)
    column.setSpacing(gap)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)


def _key(value: AnswerValue) -> str:
    if isinstance(value, Coding):
        return value.code
    return str(value).lower() if isinstance(value, bool) else str(value)
