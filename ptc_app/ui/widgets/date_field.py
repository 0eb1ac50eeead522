"""A date entry of three controls in the order of the language, so no order of digits is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.ui.theme import (
    Audience,
    current_look,
    grid_space,
    set_style_properties,
    use_tabular_figures,
)
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.labels import caption_label

_DAY_DIGITS = 2
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class DateLabels:
    """Translated labels of a DateField's controls.

    `months` has the twelve names, January first; `order` the words day, month and year in the order
    in which the language writes them.
    """

    day: str
    month: str
    year: str
    months: Sequence[str]
    order: Sequence[str] = ("month", "day", "year")


class DateProblem(Enum):
    """Why the controls hold no date.

    NONE: they hold one. EMPTY: nothing is filled. NOT_DIGITS: day or year has anything but the
    digits 0 to 9. PARTIAL: something is missing, or the year has fewer than four digits.
    IMPOSSIBLE: all is filled, but there is no such day.
    """

    NONE = "none"
    EMPTY = "empty"
    PARTIAL = "partial"
    NOT_DIGITS = "not-digits"
    IMPOSSIBLE = "impossible"


class DateField(QWidget):
    """Entry of a date as a day, a month by name and a year of four digits; empty at first.

    `name` is its accessible name, `words` writes a date in words: that of the controls stands below
    them. Its controls are `day`, `month` and `year`; at each edit by a person `entered` is emitted
    with the date, or None while there is none.
    """

    entered = Signal(object)
    """Emitted at each edit by a person, with the date.

    None while there is no complete, real one.
    """

    def __init__(
        self,
        labels: DateLabels,
        words: Callable[[date], str],
        *,
        name: str,
        scale: Audience = Audience.KIOSK,
    ) -> None:
        super().__init__()
        self._labels = labels
        self._words = words
        self._scale = scale
        self.day = self._box(_DAY_DIGITS)
        self.month = DropDown(name=labels.month, scale=scale)
        self.month.addItems(["", *labels.months])
        self.year = self._box(_YEAR_DIGITS)
        self._said = caption_label("", scale=scale)
        self._boxes = self._in_order()
        self._lay_out()
        self.month.currentIndexChanged.connect(self._emit_value)
        self.setFocusProxy(self._boxes[0])
        self.setAccessibleName(name)

    def setAccessibleName(self, name: str) -> None:
        """Set the name, and that of each control: this one and the control's label."""
        super().setAccessibleName(name)
        labels = self._labels
        self.day.setAccessibleName(f"{name}, {labels.day}")
        self.month.setAccessibleName(f"{name}, {labels.month}")
        self.year.setAccessibleName(f"{name}, {labels.year}")

    def setAccessibleDescription(self, description: str) -> None:
        """Set the description of the field and of each control."""
        super().setAccessibleDescription(description)
        for box in self._boxes:
            box.setAccessibleDescription(description)

    def value(self) -> date | None:
        """Return the date entered; None while it is not complete or does not exist."""
        day, month, year = self.day.text(), self.month.currentIndex(), self.year.text()
        if not (_is_digits(day) and month > 0 and len(year) == _YEAR_DIGITS and _is_digits(year)):
            return None
        try:
            return date(int(year), month, int(day))
        except ValueError:
            return None

    def problem(self) -> DateProblem:
        """Return why `value` is None, or DateProblem.NONE where it is a date."""
        filled = [self.day.text(), self.month.currentText(), self.year.text()]
        if not any(filled):
            return DateProblem.EMPTY
        if not all(_is_digits(text) for text in (filled[0], filled[-1]) if text):
            return DateProblem.NOT_DIGITS
        if not all(filled) or len(filled[-1]) < _YEAR_DIGITS:
            return DateProblem.PARTIAL
        return DateProblem.NONE if self.value() is not None else DateProblem.IMPOSSIBLE

    def set_date(self, day: date | None) -> None:
        """Show this date, or empty controls for None; `entered` is not emitted."""
        self.day.setText(str(day.day) if day else "")
        self.year.setText(f"{day.year:04}" if day else "")
        with QSignalBlocker(self.month):
            self.month.setCurrentIndex(day.month if day else 0)
        self._say()

    def show_problem(self, *, wrong: bool) -> None:
        """Draw the controls as wrong, or as usual again; shows no text."""
        for box in self._boxes:
            set_style_properties(box, problem="true" if wrong else "false")

    def _in_order(self) -> tuple[QWidget, ...]:
        boxes = {"day": self.day, "month": self.month, "year": self.year}
        return tuple(boxes[part] for part in self._labels.order)

    def _lay_out(self) -> None:
        labels, row = self._labels, QHBoxLayout()
        row.setSpacing(grid_space())
        texts = {self.day: labels.day, self.month: labels.month, self.year: labels.year}
        for box in self._boxes:
            row.addLayout(_labelled(texts[box], box, self._scale))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(0.5))
        column.addLayout(row)
        column.addWidget(self._said)

    def _say(self) -> None:
        """The date in words; the line keeps its height without one, so that nothing moves."""
        day = self.value()
        self._said.setText("" if day is None else self._words(day))

    def _box(self, digits: int) -> QLineEdit:
        box = _DigitBox(digits, self._scale)
        box.textEdited.connect(self._emit_value)
        return box

    def _emit_value(self, _edit: object = None) -> None:
        self._say()
        self.entered.emit(self.value())


class _DigitBox(QLineEdit):
    """A line for so many digits, as wide as one more."""

    def __init__(self, digits: int, scale: Audience) -> None:
        super().__init__()
        self._digits = digits
        self._scale = scale
        self.setProperty("scale", scale.value)
        self.setMaxLength(digits)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        use_tabular_figures(self)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        digits = self.fontMetrics().horizontalAdvance("8" * (self._digits + 1))
        return QSize(digits + grid_space(5), current_look().target(self._scale))


def _is_digits(text: str) -> bool:
    """Whether it is of the digits 0 to 9 alone: those of other scripts may be misread as others."""
    return text.isascii() and text.isdigit()


def _labelled(label: str, box: QWidget, scale: Audience) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(caption_label(label, scale=scale))
    column.addWidget(box)
    return column
