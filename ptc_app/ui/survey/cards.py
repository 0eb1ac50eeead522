"""Answers to choose from: as cards, or as a list where there are many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.survey.draft import Answered, AnswerState
from ptc_app.domain.survey.form import FormItem, ItemType, Option
from ptc_app.domain.survey.values import Coding, Value
from ptc_app.ui.i18n import Words
from ptc_app.ui.theme import Scale, set_look
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.options import Choice, OptionGroup

DECLINED = "declined"
"""The key of "Prefer not to answer"."""


class Cards(QWidget):
    """One card an answer; "Prefer not to answer" is the last, and stands alone."""

    answered = Signal(object)
    """Answered, or None where nothing is chosen any more."""

    def __init__(self, item: FormItem, words: Words) -> None:
        super().__init__()
        self._options = keyed(options_of(item, words))
        shown = [(key, option.text) for key, option in self._options.items()]
        alone = {key for key, option in self._options.items() if option.exclusive}
        if item.decline_allowed:
            shown.append((DECLINED, words("Prefer not to answer")))
        self._group = OptionGroup(
            shown,
            name=item.text,
            multiple=Choice.MANY if item.repeats else Choice.ONE,
            exclusive=frozenset({DECLINED, *alone}) if item.decline_allowed else frozenset(alone),
        )
        for key, _ in shown:
            self._group.button(key).setObjectName(f"answer:{item.link_id}:{key}")
        self._group.chosen.connect(self._tell)
        filled(self, self._group)

    def show_answer(self, answered: Answered | None) -> None:
        if answered is not None and answered.state is AnswerState.DECLINED:
            self._group.select([DECLINED])
            return
        values = values_of(answered)
        self._group.select(key for key, option in self._options.items() if option.value in values)

    def unreadable(self) -> str:
        return ""

    def show_problem(self, text: str) -> None:
        self._group.setAccessibleDescription(text)

    def _tell(self, keys: tuple[str, ...]) -> None:
        if keys == (DECLINED,):
            self.answered.emit(Answered(AnswerState.DECLINED))
            return
        self.answered.emit(given(*(self._options[key].value for key in keys)))


class LongList(QWidget):
    """One answer of many, in a list that opens."""

    answered = Signal(object)

    def __init__(self, item: FormItem, words: Words) -> None:
        super().__init__()
        self._values = [option.value for option in options_of(item, words)]
        self._chooser = Chooser(name=item.text, scale=Scale.KIOSK)
        self._chooser.setObjectName(f"answer:{item.link_id}")
        self._chooser.addItems(["", *(option.text for option in options_of(item, words))])
        self._chooser.currentIndexChanged.connect(self._tell)
        filled(self, self._chooser)
        self.setFocusProxy(self._chooser)

    def show_answer(self, answered: Answered | None) -> None:
        chosen = values_of(answered)
        with QSignalBlocker(self._chooser):
            self._chooser.setCurrentIndex(self._values.index(chosen[0]) + 1 if chosen else 0)

    def unreadable(self) -> str:
        return ""

    def show_problem(self, text: str) -> None:
        set_look(self._chooser, problem="true" if text else "false")
        self._chooser.setAccessibleDescription(text)

    def _tell(self, index: int) -> None:
        self.answered.emit(given(*self._values[index - 1 : index] if index else ()))


def options_of(item: FormItem, words: Words) -> tuple[Option, ...]:
    """What can be chosen; of a boolean, yes and no."""
    if item.type is ItemType.BOOLEAN:
        return Option(True, words("Yes")), Option(False, words("No"))
    return item.options


def keyed(options: tuple[Option, ...]) -> Mapping[str, Option]:
    """The options by the code of each, with its system where the code alone is not enough."""
    found: dict[str, Option] = {}
    for option in options:
        key = _key(option.value)
        if key in {DECLINED, *found}:
            key = f"{getattr(option.value, 'system', '')}|{key}"
        found[key] = option
    return found


def given(*values: Value) -> Answered | None:
    """These values as an answer; none are no answer."""
    return Answered(AnswerState.ANSWERED, values) if values else None


def values_of(answered: Answered | None) -> tuple[Value, ...]:
    return answered.values if answered else ()


def filled(widget: QWidget, *parts: QWidget, gap: int = 0) -> None:
    """The parts one below the other, and nothing around them."""
    column = QVBoxLayout(widget)
    column.setSpacing(gap)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)


def _key(value: Value) -> str:
    if isinstance(value, Coding):
        return value.code
    return str(value).lower() if isinstance(value, bool) else str(value)
