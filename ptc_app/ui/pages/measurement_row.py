"""One reading of a group: its fields, how it came about, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.measurement.protocol import Field, Group, in_language
from ptc_app.domain.measurement.reading import TYPED, Reading, Readings
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.measurement_view import is_text_large
from ptc_app.ui.pages.measurement_words import (
    Place,
    field_name,
    modification_text,
    place_name,
)
from ptc_app.ui.theme import Scale, set_look, space
from ptc_app.ui.widgets.announce import announce
from ptc_app.ui.widgets.buttons import Button, link_button
from ptc_app.ui.widgets.icon_mark import IconMark
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.text import Text, Tone, chip, quiet

_DECIMAL_DIGITS = 2
"""The room a decimal mark and a decimal take."""


class ReadingRow(QObject):
    """The parts of one reading; who owns it lays them out."""

    entered = Signal(object, object)
    """Place, and Decimal or None: each edit."""
    left = Signal()
    """The person is done with a field."""
    passed = Signal(object)
    """Place: Enter was pressed there."""
    ticked = Signal(object, bool)
    modify_asked = Signal(object)
    """Place of the group."""

    def __init__(
        self,
        group: Group,
        replicate: int,
        words: Words,
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__()
        self.group = group
        self.replicate = replicate
        self._words = words
        self.entries = [self._entry(field) for field in group.fields]
        self.boxes = {
            tick.code: self._box(tick.code, in_language(tick.label, words.language))
            for tick in group.ticks
            if not tick.system
        }
        self.how = _How(words, local)
        self.notes = RowNotes()
        self.more = self._more()

    def show(self, readings: Readings) -> None:
        """What follows from the readings; what is typed is left as it stands."""
        codes = [field.code for field in self.group.fields]
        found = [readings.reading(code, self.replicate) for code in codes]
        self.how.show_reading(next((reading for reading in found if reading), None))
        for code, box in self.boxes.items():
            box.setChecked(readings.ticked(code, self.replicate))
        said = modification_text(self.group, self.replicate, readings, self._words)
        self.notes.show_modification(said)

    def fill(self, readings: Readings) -> None:
        """Write the readings into the fields, as after a pause or an emptied reading."""
        for entry in self.entries:
            value = readings.value(*entry.place)
            entry.field.set_text("" if value is None else f"{value:f}")
        self.show(readings)

    def show_problems(self, problems: dict[Place, str]) -> None:
        """Say what is wrong: at the field for the ear, beneath the fields for the eye."""
        for entry in self.entries:
            entry.show_problem(problems.get(entry.place, ""))
        of_group = problems.get(Place(self.group.code, self.replicate), "")
        lines = [*self._lines(problems), of_group]
        self.notes.show_problems("\n".join(dict.fromkeys(filter(None, lines))))

    def _lines(self, problems: dict[Place, str]) -> list[str]:
        """Each problem once, with the fields that have it where there are several."""
        labels: dict[str, list[str]] = {}
        for entry in self.entries:
            text = problems.get(entry.place)
            if text:
                label = in_language(entry.asks.label, self._words.language)
                labels.setdefault(text, []).append(label)
        if len(self.entries) == 1:
            return list(labels)
        return [
            self._words("{field}: {problem}", field=", ".join(fields), problem=text)
            for text, fields in labels.items()
        ]

    def _entry(self, field: Field) -> Entry:
        entry = Entry(self.group, field, self.replicate, self._words)
        entry.field.entered.connect(partial(self.entered.emit, entry.place))
        entry.field.edit.editingFinished.connect(self.left)
        entry.field.edit.returnPressed.connect(partial(self.passed.emit, entry.place))
        return entry

    def _box(self, code: str, label: str) -> QCheckBox:
        place = Place(code, self.replicate)
        box = named(QCheckBox(), f"measure.{code}:{self.replicate}")
        box.setAccessibleName(
            self._words("{field}, reading {number}", field=label, number=self.replicate)
        )
        box.clicked.connect(lambda so: self.ticked.emit(place, so))
        return box

    def _more(self) -> Button:
        place = Place(self.group.code, self.replicate)
        button = named(link_button("…"), f"measure.more:{place.code}:{place.replicate}")
        said = self._words(
            "Protocol modification: {reading}",
            reading=place_name(self.group, self.replicate, self._words),
        )
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(lambda: self.modify_asked.emit(place))
        return button


class Entry(QWidget):
    """A number to be read, with a mark where a warning speaks of it."""

    def __init__(self, group: Group, field: Field, replicate: int, words: Words) -> None:
        super().__init__()
        self.asks = field
        self.place = Place(field.code, replicate)
        name = field_name(group, field, replicate, words)
        digits = (4 if is_text_large() else 3) + (_DECIMAL_DIGITS if field.decimals else 0)
        alone = group.replicates == 1
        self.field = NumberField(name=name, unit=field.unit if alone else "", digits=digits)
        if not alone:
            self.field.setAccessibleName(f"{name}, {field.unit}")
        self.field.edit.setObjectName(f"measure.{field.code}:{replicate}")
        self._mark = IconMark("triangle-alert", "warn", name="", scale=Scale.STAFF)
        _keep_room(self._mark)
        inside = QHBoxLayout(self.field.edit)  # at the right of the digits, where it moves nothing
        inside.setContentsMargins(0, 0, space(0.5), 0)
        inside.addStretch(1)
        inside.addWidget(self._mark)
        self._problem = ""
        self._headline = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)

    def show_warning(self, headline: str) -> None:
        """Mark the number a warning is about; without a headline the mark goes."""
        self._headline = headline
        self._mark.setVisible(bool(headline))
        self._mark.setAccessibleName(headline)
        self._describe()

    def show_problem(self, text: str) -> None:
        if text == self._problem:
            return
        self._problem = text
        self.field.show_problem(wrong=bool(text))
        self._describe()

    def _describe(self) -> None:
        self.field.setAccessibleDescription(self._problem or self._headline)


class _How(QWidget):
    """Where a number came from, and when."""

    def __init__(self, words: Words, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._words = words
        self._local = local
        self._chip = chip(words("Typed"), Tone.NEUTRAL)
        self._time = quiet("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(0.5))
        column.addWidget(self._chip)
        column.addWidget(self._time)
        _keep_room(self)

    def show_reading(self, reading: Reading | None) -> None:
        self.setVisible(reading is not None)
        if reading is None:
            return
        typed = reading.how == TYPED
        self._chip.setText(self._words("Typed") if typed else reading.how)
        set_look(self._chip, look=f"chip-{Tone.NEUTRAL if typed else Tone.INFO}")
        at = reading.at
        self._time.setText(self._words.seconds_text(self._local(at)) if at else "")


class RowNotes(QWidget):
    """The line beneath the fields of a reading; it takes no room while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._modification = quiet("")
        self._problems = Text("", "problem")
        self._mark = IconMark("circle-alert", "stop", name="", scale=Scale.STAFF)
        row = QHBoxLayout()
        row.setSpacing(space())
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problems, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space(1.25))
        column.setSpacing(space(0.5))
        column.addWidget(self._modification)
        column.addLayout(row)
        self._fit()

    def show_modification(self, text: str) -> None:
        if text != self._modification.text():
            self._modification.setText(text)
            self._fit()

    def show_problems(self, text: str) -> None:
        if text == self._problems.text():
            return
        self._problems.setText(text)
        self._fit()
        if text:
            announce(self._problems)

    def _fit(self) -> None:
        self._modification.setVisible(bool(self._modification.text()))
        for part in (self._mark, self._problems):
            part.setVisible(bool(self._problems.text()))
        self.setVisible(bool(self._modification.text() or self._problems.text()))


def _keep_room(widget: QWidget) -> None:
    """Coming and going, it moves nothing beside it."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    widget.hide()
