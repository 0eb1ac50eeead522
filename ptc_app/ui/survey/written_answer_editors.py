"""Editors of answers that are written: numbers, dates, a line or several lines of text."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from ptc_app.domain.survey.answer_types import INTEGER, LONGEST_TEXT, as_one_of, is_recordable
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.survey_answers import QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.i18n.typed_number import typed_number, written_number
from ptc_app.ui.messages.number_texts import typed_number_problem
from ptc_app.ui.survey.answer_editor import (
    AnswerEditor,
    answer_values,
    answer_with,
    control_name,
    fill_column,
)
from ptc_app.ui.survey.count_steps import CountSteps, is_count, stepped_count
from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.date_field import DateField, DateLabels, DateProblem
from ptc_app.ui.widgets.number_field import NumberField

_LINES = 4
"""Lines of text that are visible at once."""


class NumberEditor(AnswerEditor):
    """An editor with a line for a number in digits, and the unit of the question behind it.

    The value is an int or a Decimal, whatever the question takes; a question for an integer takes
    whole numbers only. A count has buttons for one less and one more beside it.
    """

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._item = item
        self._types = item.answer_types
        self._tr = tr
        unit = item.unit.display if item.unit else ""
        self._field = NumberField(
            name=item.text,
            read=lambda text: typed_number(text, tr.language).value,
            unit=unit,
            scale=Audience.KIOSK,
        )
        self._field.edit.setObjectName(control_name(item.link_id))
        if self._types == (INTEGER,):
            self._field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._field.entered.connect(lambda _: self.answered.emit(self.entered()))
        fill_column(self, self._with_steps() if is_count(item) else self._field)
        self.setFocusProxy(self._field.edit)

    def _with_steps(self) -> CountSteps:
        steps = CountSteps(self._field, self._item.link_id, self._tr)
        steps.stepped.connect(self._step)
        return steps

    def _step(self, by: int) -> None:
        """Write the next count and tell it; what is no whole number counts as empty."""
        number = self._field.value()
        is_whole = number is not None and number == number.to_integral_value()
        count = stepped_count(self._item, int(number) if number and is_whole else None, by)
        self._field.set_text(written_number(Decimal(count), self._tr.language))
        self.answered.emit(self.entered())

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show the number of this answer, or an empty line; `answered` is not emitted."""
        numbers = (Decimal(f"{value}") for value in answer_values(answered))
        self._field.set_text("".join(written_number(one, self._tr.language) for one in numbers))

    def entered(self) -> QuestionAnswer | None:
        """Return the number in the line as an answer; None where it is none."""
        return answer_with(*self._values())

    def input_problem(self) -> str:
        """Return a sentence for text that is no number, may be two, is not whole, or is too long.

        "" where it is a value, or nothing is entered.
        """
        text = self._field.text()
        if not text.strip() or self._values():
            return ""
        number = self._field.value()
        if number is None:
            return typed_number_problem(text, self._tr)
        if self._types == (INTEGER,) and number != number.to_integral_value():
            return self._tr("Write a whole number.")
        return self._tr("We could not save this number. Use fewer digits.")

    def show_problem(self, text: str) -> None:
        """Mark the line as wrong and give it this text as description; "" removes both."""
        self._field.show_problem(wrong=bool(text))
        self._field.setAccessibleDescription(text)

    def _values(self) -> tuple[AnswerValue, ...]:
        value = as_one_of(self._types, self._field.value())
        return () if value is None else (value,)


class DateEditor(AnswerEditor):
    """An editor with a day, a list of months and a year, in the order of the language.

    The value is a date; it is said back in words below the fields.
    """

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        formats = tr.formats
        labels = DateLabels(
            tr("Day"), tr("Month"), tr("Year"), formats.months(), formats.date_parts()
        )
        self._field = DateField(labels, tr.weekday_text, name=item.text, scale=Audience.KIOSK)
        boxes = {"day": self._field.day, "month": self._field.month, "year": self._field.year}
        for part, box in boxes.items():
            box.setObjectName(control_name(item.link_id, part))
        self._field.entered.connect(lambda _: self.answered.emit(self.entered()))
        fill_column(self, self._field)
        self.setFocusProxy(self._field)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show the date of this answer, or empty fields; `answered` is not emitted."""
        values = answer_values(answered)
        self._field.set_date(values[0] if values else None)  # type: ignore[arg-type]

    def entered(self) -> QuestionAnswer | None:
        """Return the date in the fields as an answer; None where it is none."""
        day = self._field.value()
        return answer_with(day) if day else None

    def input_problem(self) -> str:
        """Return a sentence for a date that is not complete or does not exist.

        "" where it is a date, or nothing is entered.
        """
        tr = self._tr
        return {
            DateProblem.NONE: "",
            DateProblem.EMPTY: "",
            DateProblem.PARTIAL: tr("Enter the full date, with a 4-digit year."),
            DateProblem.NOT_DIGITS: tr("Write day and year with the digits 0 to 9."),
            DateProblem.IMPOSSIBLE: tr("There is no such day. Check the day and the month."),
        }[self._field.problem()]

    def show_problem(self, text: str) -> None:
        """Mark the fields as wrong and give them this text as description; "" removes both."""
        self._field.show_problem(wrong=bool(text))
        self._field.setAccessibleDescription(text)


class LineEditor(AnswerEditor):
    """An editor with one line of text; the value is a str, blank text is no value.

    An on-screen keyboard has digits only where the entry format has.
    """

    tells_problem_at_once = True

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._edit = QLineEdit()
        self._edit.setObjectName(control_name(item.link_id))
        self._edit.setProperty("scale", Audience.KIOSK.value)
        self._edit.setAccessibleName(item.text)
        if item.entry_format.isdecimal():
            self._edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._edit.textEdited.connect(lambda _: self.answered.emit(self.entered()))
        fill_column(self, self._edit)
        self.setFocusProxy(self._edit)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show the text of this answer, or an empty line; `answered` is not emitted."""
        self._edit.setText("".join(f"{value}" for value in answer_values(answered)))

    def entered(self) -> QuestionAnswer | None:
        """Return the text of the line as an answer; None where it is blank or not recordable."""
        return _text_answer(self._edit.text())

    def input_problem(self) -> str:
        """Return a sentence for text that cannot be recorded (control characters); else ""."""
        return _text_problem(self._edit.text(), self._tr)

    def show_problem(self, text: str) -> None:
        """Mark the line as wrong and give it this text as description; "" removes both."""
        set_style_properties(self._edit, problem="true" if text else "false")
        self._edit.setAccessibleDescription(text)


class TextEditor(AnswerEditor):
    """An editor with several lines of text; Tab moves to the next control.

    The value is a str with line breaks; blank text is no value.
    """

    tells_problem_at_once = True

    def __init__(self, item: FormItem, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._edit = LinesEdit()
        self._edit.setObjectName(control_name(item.link_id))
        self._edit.setProperty("scale", Audience.KIOSK.value)
        self._edit.setAccessibleName(item.text)
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(lambda: self.answered.emit(self.entered()))
        fill_column(self, self._edit)
        self.setFocusProxy(self._edit)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        """Show the text of this answer, or none; `answered` is not emitted."""
        with QSignalBlocker(self._edit):
            self._edit.setPlainText("".join(f"{value}" for value in answer_values(answered)))

    def entered(self) -> QuestionAnswer | None:
        """Return the text of the box as an answer; None where it is blank or not recordable."""
        return _text_answer(self._edit.toPlainText())

    def input_problem(self) -> str:
        """Return a sentence for text that is too long or has control characters; else ""."""
        return _text_problem(self._edit.toPlainText(), self._tr)

    def show_problem(self, text: str) -> None:
        """Mark the text box as wrong and give it this text as description; "" removes both."""
        set_style_properties(self._edit, problem="true" if text else "false")
        self._edit.setAccessibleDescription(text)


class LinesEdit(QPlainTextEdit):
    """A text box as high as `_LINES` lines at any text size.

    Of what is pasted it takes no more than one character too many to be recorded (LONGEST_TEXT), of
    which the page speaks: to lay out a million characters takes Qt minutes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a new selection also within the selected text, which cannot be dragged away."""
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what is pasted or dropped, as far as there is room."""
        cursor = self.textCursor()
        replaced = cursor.selectionEnd() - cursor.selectionStart()
        room = LONGEST_TEXT + 1 - (self.document().characterCount() - 1 - replaced)
        self.insertPlainText(source.text()[: max(room, 0)])

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        height = _LINES * self.fontMetrics().lineSpacing() + grid_space(5)
        return QSize(super().sizeHint().width(), height)


def _text_answer(text: str) -> QuestionAnswer | None:
    return answer_with(text) if text.strip() and is_recordable(text) else None


def _text_problem(text: str, tr: Localizer) -> str:
    if is_recordable(text):
        return ""
    if len(text) > LONGEST_TEXT:
        return tr("This text is too long to be saved. Use fewer words.")
    return tr("There is a sign in this text that we cannot save. Take it out.")
