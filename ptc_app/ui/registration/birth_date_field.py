"""The entry of a birth date in one line, said back in words, or asked about where it is unclear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.participants.eligibility import ADULT_AGE
from ptc_app.domain.participants.participant import age_on
from ptc_app.domain.participants.written_dates import (
    DateDoubt,
    DateOrder,
    WrittenDate,
    read_date,
)
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.options.option_group import OptionGroup
from ptc_app.ui.theme import Audience, grid_space, set_style_properties, use_tabular_figures
from ptc_app.ui.widgets.labels import Tone, WrappingLabel, caption_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.screen_reader import announce_name

_PAUSE = timedelta(milliseconds=800)
"""After so long without typing the date is said back by a screen reader, or asked about."""


class BirthDateField(QWidget):
    """A line for a birth date as people write it, and below it what was understood.

    What was understood is the date in words with weekday and age. Where the text can mean several
    days there are buttons instead, none of them chosen: `value` is None until a person chooses one.
    `edit` is the line; its object name is `name_prefix`, those of the buttons begin with it.
    """

    entered = Signal()
    """Emitted when the text changed or a person chose a day."""

    def __init__(self, tr: Localizer, today: Callable[[], date], *, name_prefix: str) -> None:
        """`today` returns the current date: no age is told beyond it, no year meant after it."""
        super().__init__()
        self._tr = tr
        self._today = today
        self._prefix = name_prefix
        self._orders: tuple[DateOrder, ...] = (DateOrder.MONTH_FIRST,)
        self._written = WrittenDate(DateDoubt.EMPTY)
        self._chosen: date | None = None
        self._question: OptionGroup | None = None
        self.edit = with_object_name(_DateLine(self._ask), name_prefix)
        use_tabular_figures(self.edit)
        self._said: WrappingLabel = with_object_name(caption_label(""), f"{name_prefix}.said")
        self._said.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid_space(0.5))
        self._column.addWidget(self.edit)
        self._column.addWidget(self._said)
        self.setFocusProxy(self.edit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE // timedelta(milliseconds=1))
        self._pause.timeout.connect(self._ask)
        self.edit.textChanged.connect(self._read)
        self.edit.editingFinished.connect(self._ask)

    def setAccessibleName(self, name: str) -> None:
        """Set the name of the field and of its line."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Set the description of the field and of its line."""
        super().setAccessibleDescription(description)
        self.edit.setAccessibleDescription(description)

    def value(self) -> date | None:
        """Return the day that is meant; None while the text is no day, or can mean several."""
        return self._chosen or self._written.day

    def doubt(self) -> DateDoubt:
        """Return why `value` is None, or DateDoubt.NONE where it is a date."""
        return DateDoubt.NONE if self._chosen else self._written.doubt

    def set_orders(self, orders: tuple[DateOrder, ...]) -> None:
        """Read numbers in these orders from now on, and what is written again."""
        if orders == self._orders:
            return
        self._orders = orders
        self._read()
        self._ask()

    def set_date(self, day: date) -> None:
        """Write this date as it is shown elsewhere, in place of what is there."""
        self.edit.setText(self._tr.date_text(day))

    def show_problem(self, *, wrong: bool) -> None:
        """Draw the line as wrong, or as usual again; shows no text."""
        set_style_properties(self.edit, problem="true" if wrong else "false")

    def focus(self) -> None:
        """Give the keyboard to the question, or to the line where nothing is asked."""
        self._ask()
        asks = self._question and self._written.doubt is DateDoubt.CHOICE and not self._chosen
        (self._question.button("0") if self._question and asks else self.edit).setFocus()

    def _read(self, _text: str = "") -> None:
        """Read the text anew; what was chosen before no longer counts."""
        self._chosen = None
        self._written = read_date(self.edit.text(), self._orders, self._today())
        self._remove_question()
        self._show()
        self._pause.start()
        self.entered.emit()

    def _show(self) -> None:
        day = self.value()
        text = "" if day is None else birth_date_in_words(day, self._today(), self._tr)
        self._said.setText(text)
        self._said.set_tone(Tone.GOOD)
        self._said.setVisible(bool(text) and self._question is None)

    def _ask(self) -> None:
        """Ask which day is meant where there are several; else a screen reader says the day."""
        if self._pause.isActive() and self._said.text():
            announce_name(self._said)
        self._pause.stop()
        if self._written.doubt is not DateDoubt.CHOICE or self._question is not None:
            return
        asked = self._tr("Which day is {text}?", text=self.edit.text().strip())
        today = self._today()
        options = [
            (str(index), birth_date_in_words(day, today, self._tr))
            for index, day in enumerate(self._written.days)
        ]
        self._question = OptionGroup(options, name=asked, scale=Audience.STAFF)
        for key, _ in options:
            self._question.button(key).setObjectName(f"{self._prefix}.choice:{key}")
        self._question.chosen.connect(self._choose)
        self._said.setText(asked)
        self._said.set_tone(Tone.NEUTRAL)
        self._said.show()
        self._column.addWidget(self._question)
        QWidget.setTabOrder(self.edit, self._question.button("0"))
        self._question.show()
        announce_name(self._said)

    def _choose(self, keys: tuple[str, ...]) -> None:
        self._chosen = self._written.days[int(keys[0])] if keys else None
        self.entered.emit()

    def _remove_question(self) -> None:
        if self._question is not None:
            self._question.hide()
            self._question.deleteLater()
            self._question = None


def birth_date_in_words(day: date, today: date, tr: Localizer) -> str:
    """Return a birth date with its weekday and the age on `today`; without age in the future."""
    if day > today:
        return tr("{date} · in the future", date=tr.weekday_text(day))
    age = age_on(day, today)
    if age < ADULT_AGE:
        return tr("{date} · age {age}, under 18", date=tr.weekday_text(day), age=age)
    return tr("{date} · age {age}", date=tr.weekday_text(day), age=age)


def date_orders(tr: Localizer, spoken: Localizer | None) -> tuple[DateOrder, ...]:
    """Return the orders in which the numbers of a birth date may be meant, the likeliest first.

    The month is first on papers of the United States; another order is possible where the language
    of the operator (`tr`) or of the participant (`spoken`, None while unknown) has it.
    """
    languages = (tr,) if spoken is None else (tr, spoken)
    orders = (_order(each) for each in languages)
    return tuple(dict.fromkeys((*orders, DateOrder.MONTH_FIRST)))


def _order(tr: Localizer) -> DateOrder:
    parts = tr.formats.date_parts()
    is_month_first = parts.index("month") < parts.index("day")
    return DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST


class _DateLine(QLineEdit):
    """A line that calls `settle` before Tab leaves it, so that Tab leads to what it shows."""

    def __init__(self, settle: Callable[[], None]) -> None:
        super().__init__()
        self._settle = settle

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - as Qt names it
        self._settle()
        return super().focusNextPrevChild(next)
