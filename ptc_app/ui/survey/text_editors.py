"""Answers that are written: numbers, dates, a line, a few lines."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ptc_app.domain.survey.answer_values import AnswerValue, as_type, is_recordable
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.choice_editors import (
    DECLINED,
    ChoiceDropDown,
    answer_values,
    answer_with,
    fill_column,
)
from ptc_app.ui.survey.issue_texts import (
    NO_SUCH_DATE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    PARTIAL_DATE,
    UNKEEPABLE,
)
from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.date_field import DateField, DateLabels, DateProblem
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.option_group import OptionGroup, SelectionMode

_LINES = 4


class NumberEditor(QWidget):
    """A number with its unit; whole where the question asks for one."""

    answered = Signal(object)

    def __init__(self, item: FormItem, _tr: Localizer) -> None:
        super().__init__()
        self._kind = item.kind or Decimal
        unit = item.unit.display if item.unit else ""
        self._field = NumberField(name=item.text, unit=unit, scale=Audience.KIOSK)
        self._field.edit.setObjectName(f"answer:{item.link_id}")
        self._field.entered.connect(
            lambda _number: self.answered.emit(answer_with(*self._values()))
        )
        fill_column(self, self._field)
        self.setFocusProxy(self._field.edit)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        self._field.set_text("".join(f"{value}" for value in answer_values(answered)))

    def unreadable(self) -> str:
        if not self._field.text().strip() or self._values():
            return ""
        number = self._field.value()
        if number is None:
            return NOT_A_NUMBER
        is_broken = self._kind is int and number != number.to_integral_value()
        return NOT_WHOLE if is_broken else UNKEEPABLE

    def show_problem(self, text: str) -> None:
        self._field.show_problem(wrong=bool(text))
        self._field.setAccessibleDescription(text)

    def _values(self) -> tuple[AnswerValue, ...]:
        value = as_type(self._kind, self._field.value())
        return () if value is None else (value,)


class DateEditor(QWidget):
    """A day, its month in words."""

    answered = Signal(object)

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        names = DateLabels(tr("Day"), tr("Month"), tr("Year"), tr.months())
        self._field = DateField(names, name=item.text, scale=Audience.KIOSK)
        for part in ("day", "month", "year"):
            getattr(self._field, part).setObjectName(f"answer:{item.link_id}:{part}")
        self._field.entered.connect(
            lambda day: self.answered.emit(answer_with(*[day] if day else []))
        )
        fill_column(self, self._field)
        self.setFocusProxy(self._field.day)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        values = answer_values(answered)
        self._field.set_date(values[0] if values else None)  # type: ignore[arg-type]

    def unreadable(self) -> str:
        return _DATE_PROBLEMS[self._field.problem()]

    def show_problem(self, text: str) -> None:
        self._field.show_problem(wrong=bool(text))
        self._field.setAccessibleDescription(text)


_DATE_PROBLEMS = {
    DateProblem.NONE: "",
    DateProblem.EMPTY: "",
    DateProblem.PARTIAL: PARTIAL_DATE,
    DateProblem.IMPOSSIBLE: NO_SUCH_DATE,
}


class LineEditor(QWidget):
    """A few words in one line."""

    answered = Signal(object)

    def __init__(self, item: FormItem, _tr: Localizer) -> None:
        super().__init__()
        self._edit = QLineEdit()
        self._edit.setObjectName(f"answer:{item.link_id}")
        self._edit.setProperty("scale", Audience.KIOSK.value)
        self._edit.setAccessibleName(item.text)
        if item.entry_format.isdecimal():
            self._edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._edit.textEdited.connect(lambda text: self.answered.emit(answer_with(*_written(text))))
        fill_column(self, self._edit)
        self.setFocusProxy(self._edit)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        self._edit.setText("".join(f"{value}" for value in answer_values(answered)))

    def unreadable(self) -> str:
        return _unkeepable(self._edit.text())

    def show_problem(self, text: str) -> None:
        set_style_properties(self._edit, problem="true" if text else "false")
        self._edit.setAccessibleDescription(text)


class TextEditor(QWidget):
    """Some lines; Tab leads out of them."""

    answered = Signal(object)

    def __init__(self, item: FormItem, _tr: Localizer) -> None:
        super().__init__()
        self._edit = _Lines()
        self._edit.setObjectName(f"answer:{item.link_id}")
        self._edit.setProperty("scale", Audience.KIOSK.value)
        self._edit.setAccessibleName(item.text)
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(
            lambda: self.answered.emit(answer_with(*_written(self._edit.toPlainText())))
        )
        fill_column(self, self._edit)
        self.setFocusProxy(self._edit)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        with QSignalBlocker(self._edit):
            self._edit.setPlainText("".join(f"{value}" for value in answer_values(answered)))

    def unreadable(self) -> str:
        return _unkeepable(self._edit.toPlainText())

    def show_problem(self, text: str) -> None:
        set_style_properties(self._edit, problem="true" if text else "false")
        self._edit.setAccessibleDescription(text)


class _Lines(QPlainTextEdit):
    """As high as a few lines, whatever the size of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        high = _LINES * self.fontMetrics().lineSpacing() + grid_space(5)
        return QSize(super().sizeHint().width(), high)


TextualEditor = NumberEditor | DateEditor | LineEditor | TextEditor | ChoiceDropDown


class DeclinableEditor(QWidget):
    """A written answer, or below it the card that says one prefers not to give it."""

    answered = Signal(object)

    def __init__(self, editor: TextualEditor, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._editor = editor
        text = tr("Prefer not to answer")
        self._card = OptionGroup(
            [(DECLINED, text)],
            name=item.text,
            multiple=SelectionMode.MANY,
            exclusive=frozenset({DECLINED}),
        )
        self._card.button(DECLINED).setObjectName(f"answer:{item.link_id}:{DECLINED}")
        self._card.chosen.connect(self._decline)
        editor.answered.connect(self._answer)
        fill_column(self, editor, self._card, gap=grid_space(3))
        self.setFocusProxy(editor)

    def show_answer(self, answered: ItemAnswer | None) -> None:
        declined = answered is not None and answered.state is AnswerState.DECLINED
        self._card.select([DECLINED] if declined else [])
        self._editor.show_answer(answered)

    def unreadable(self) -> str:
        return self._editor.unreadable()

    def show_problem(self, text: str) -> None:
        self._editor.show_problem(text)

    def _decline(self, keys: tuple[str, ...]) -> None:
        self._editor.show_answer(None)
        self.answered.emit(ItemAnswer(AnswerState.DECLINED) if keys else None)

    def _answer(self, answered: ItemAnswer | None) -> None:
        self._card.select([])
        self.answered.emit(answered)


def _written(text: str) -> tuple[AnswerValue, ...]:
    return (text,) if text.strip() and is_recordable(text) else ()


def _unkeepable(text: str) -> str:
    return "" if is_recordable(text) else UNKEEPABLE
