"""One reading of a group: its fields, how it came about, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.measurement.protocol import MeasuredQuantity, MeasurementGroup, localized
from ptc_app.domain.measurement.readings import ENTERED_BY_HAND, Reading, Readings
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.measurement_texts import (
    ReadingKey,
    modification_text,
    quantity_name,
    reading_name,
)
from ptc_app.ui.theme import Audience, grid_space, set_style_properties
from ptc_app.ui.widgets.buttons import Button, link_button
from ptc_app.ui.widgets.labels import Tone, WrappingLabel, caption_label, chip_label
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.scroll_into_view import is_text_large
from ptc_app.ui.widgets.themed_icon import ThemedIcon

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
        group: MeasurementGroup,
        replicate: int,
        tr: Translator,
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__()
        self.group = group
        self.replicate = replicate
        self._tr = tr
        self.entries = [self._entry(field) for field in group.fields]
        self.boxes = {
            tick.code: self._box(tick.code, localized(tick.label, tr.language))
            for tick in group.ticks
            if not tick.system
        }
        self.how = _How(tr, local)
        self.notes = ReadingRowNotes()
        self.more = self._more()

    def show(self, readings: Readings) -> None:
        """What follows from the readings; what is typed is left as it stands."""
        codes = [field.code for field in self.group.fields]
        found = [readings.reading(code, self.replicate) for code in codes]
        self.how.show_reading(next((reading for reading in found if reading), None))
        for code, box in self.boxes.items():
            box.setChecked(readings.ticked(code, self.replicate))
        said = modification_text(self.group, self.replicate, readings, self._tr)
        self.notes.show_modification(said)

    def fill(self, readings: Readings) -> None:
        """Write the readings into the fields, as after a pause or an emptied reading."""
        for entry in self.entries:
            value = readings.value(*entry.place)
            entry.field.set_text("" if value is None else f"{value:f}")
        self.show(readings)

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Say what is wrong: at the field for the ear, beneath the fields for the eye."""
        for entry in self.entries:
            entry.show_problem(problems.get(entry.place, ""))
        of_group = problems.get(ReadingKey(self.group.code, self.replicate), "")
        lines = [*self._lines(problems), of_group]
        self.notes.show_problems("\n".join(dict.fromkeys(filter(None, lines))))

    def _lines(self, problems: dict[ReadingKey, str]) -> list[str]:
        """Each problem once, with the fields that have it where there are several."""
        labels: dict[str, list[str]] = {}
        for entry in self.entries:
            text = problems.get(entry.place)
            if text:
                label = localized(entry.asks.label, self._tr.language)
                labels.setdefault(text, []).append(label)
        if len(self.entries) == 1:
            return list(labels)
        return [
            self._tr("{field}: {problem}", field=", ".join(fields), problem=text)
            for text, fields in labels.items()
        ]

    def _entry(self, field: MeasuredQuantity) -> ReadingEntry:
        entry = ReadingEntry(self.group, field, self.replicate, self._tr)
        entry.field.entered.connect(partial(self.entered.emit, entry.place))
        entry.field.edit.editingFinished.connect(self.left)
        entry.field.edit.returnPressed.connect(partial(self.passed.emit, entry.place))
        return entry

    def _box(self, code: str, label: str) -> QCheckBox:
        place = ReadingKey(code, self.replicate)
        box = with_object_name(QCheckBox(), f"measure.{code}:{self.replicate}")
        box.setAccessibleName(
            self._tr("{field}, reading {number}", field=label, number=self.replicate)
        )
        box.clicked.connect(lambda so: self.ticked.emit(place, so))
        return box

    def _more(self) -> Button:
        place = ReadingKey(self.group.code, self.replicate)
        button = with_object_name(link_button("…"), f"measure.more:{place.code}:{place.replicate}")
        said = self._tr(
            "Protocol modification: {reading}",
            reading=reading_name(self.group, self.replicate, self._tr),
        )
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(lambda: self.modify_asked.emit(place))
        return button


class ReadingEntry(QWidget):
    """A number to be read, with a mark where a warning speaks of it."""

    def __init__(
        self, group: MeasurementGroup, field: MeasuredQuantity, replicate: int, tr: Translator
    ) -> None:
        super().__init__()
        self.asks = field
        self.place = ReadingKey(field.code, replicate)
        name = quantity_name(group, field, replicate, tr)
        digits = (4 if is_text_large() else 3) + (_DECIMAL_DIGITS if field.decimals else 0)
        alone = group.replicates == 1
        self.field = NumberField(name=name, unit=field.unit if alone else "", digits=digits)
        if not alone:
            self.field.setAccessibleName(f"{name}, {field.unit}")
        self.field.edit.setObjectName(f"measure.{field.code}:{replicate}")
        self._mark = ThemedIcon("triangle-alert", "warn", name="", scale=Audience.STAFF)
        _keep_room(self._mark)
        inside = QHBoxLayout(self.field.edit)  # at the right of the digits, where it moves nothing
        inside.setContentsMargins(0, 0, grid_space(0.5), 0)
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

    def __init__(self, tr: Translator, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._tr = tr
        self._local = local
        self._chip = chip_label(tr("Typed"), Tone.NEUTRAL)
        self._time = caption_label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(0.5))
        column.addWidget(self._chip)
        column.addWidget(self._time)
        _keep_room(self)

    def show_reading(self, reading: Reading | None) -> None:
        self.setVisible(reading is not None)
        if reading is None:
            return
        typed = reading.how == ENTERED_BY_HAND
        self._chip.setText(self._tr("Typed") if typed else reading.how)
        set_style_properties(self._chip, look=f"chip-{Tone.NEUTRAL if typed else Tone.INFO}")
        at = reading.at
        self._time.setText(self._tr.seconds_text(self._local(at)) if at else "")


class ReadingRowNotes(QWidget):
    """The line beneath the fields of a reading; it takes no room while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self._modification = caption_label("")
        self._problems = WrappingLabel("", "problem")
        self._mark = ThemedIcon("circle-alert", "stop", name="", scale=Audience.STAFF)
        row = QHBoxLayout()
        row.setSpacing(grid_space())
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problems, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, grid_space(1.25))
        column.setSpacing(grid_space(0.5))
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
            announce_name(self._problems)

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
