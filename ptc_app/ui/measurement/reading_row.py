"""One reading of a group: its entry fields, check boxes, how it was taken, and its notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasuredQuantity, MeasurementGroup
from ptc_app.domain.measurement.readings import ENTERED_BY_HAND, MeasurementEntries, Reading
from ptc_app.domain.measurement.typed_measures import (
    MeasureReader,
    TypedMeasure,
    UnitSystem,
)
from ptc_app.i18n.localizer import Localizer
from ptc_app.i18n.typed_number import typed_number
from ptc_app.ui.measurement.measure_texts import entry_unit, written_measure
from ptc_app.ui.measurement.measurement_texts import (
    ReadingKey,
    modification_text,
    quantity_name,
    reading_name,
)
from ptc_app.ui.measurement.reading_row_notes import ReadingRowNotes
from ptc_app.ui.theme import Audience, current_look, grid_space, set_style_properties
from ptc_app.ui.widgets.buttons import Button, link_button
from ptc_app.ui.widgets.labels import Tone, caption_label, chip_label
from ptc_app.ui.widgets.number_field import NumberField
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon

_DECIMAL_DIGITS = 2
"""The digits that a decimal mark and a decimal are as wide as."""


class ReadingRow(QObject):
    """The widgets of one reading of a group; the grid that makes it lays them out.

    - entries: entry fields, in the order of the group's quantities
    - boxes: a check box for each finding, by the code of its flag
    - how: whether it was typed or measured by an instrument, and when
    - notes: modification and problems; more: the button for a modification

    `replicate` counts from 1, `local` converts a time to the workstation's time zone. The row
    stores nothing; what a person does in it is emitted: an edit (`entered`), leaving a field
    (`left`), Enter (`passed`), a check box (`flagged`), the modification button (`modify_asked`).
    """

    entered = Signal(object, object)
    """Emitted with the ReadingKey and the TypedMeasure, or None for no measure, at each edit."""
    left = Signal()
    """Emitted when an entry field loses the focus or Enter is pressed in it."""
    passed = Signal(object)
    """Emitted with the ReadingKey of the entry field in which Enter was pressed."""
    flagged = Signal(object, bool)
    """Emitted with the ReadingKey of a flag, and whether it is set, when it is clicked."""
    modify_asked = Signal(object)
    """Emitted with the ReadingKey of the group when its modification is to be chosen."""

    def __init__(
        self,
        group: MeasurementGroup,
        replicate: int,
        tr: Localizer,
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__()
        self.group = group
        self.replicate = replicate
        self._tr = tr
        self.entries = [self._entry(quantity) for quantity in group.quantities]
        self.boxes = {
            flag.code: self._box(flag.code, localized(flag.label, tr.language))
            for flag in group.findings
        }
        self.how = _ReadingSource(tr, local)
        self.notes = ReadingRowNotes()
        self.more = self._more()

    def show_readings(self, readings: MeasurementEntries) -> None:
        """Show flags, modification and source of this reading; entry fields keep their text."""
        self.how.show_reading(readings.first_of(self.group, self.replicate))
        for code, box in self.boxes.items():
            box.setChecked(readings.is_flagged(code, self.replicate))
        text = modification_text(self.group, self.replicate, readings, self._tr)
        self.notes.show_modification(text)

    def fill(self, readings: MeasurementEntries) -> None:
        """Write the values of these readings into the entry fields, and show all else of them.

        Emits nothing.
        """
        for entry in self.entries:
            entry.set_units(readings.units)
            reading = readings.reading(*entry.key)
            entry.field.set_text(written_measure(entry.quantity, reading, readings.units, self._tr))
        self.show_readings(readings)

    def show_units(self, readings: MeasurementEntries) -> None:
        """Take these units from now on, and write the values in them; other text stays."""
        for entry in self.entries:
            entry.set_units(readings.units)
            reading = readings.reading(*entry.key)
            if reading is not None:
                text = written_measure(entry.quantity, reading, readings.units, self._tr)
                entry.field.set_text(text)

    def show_problems(self, problems: dict[ReadingKey, str]) -> None:
        """Mark the entry fields with a problem and no others, and show the texts in the notes.

        `problems` are texts by key; those of other rows are left out.
        """
        for entry in self.entries:
            entry.show_problem(problems.get(entry.key, ""))
        of_group = problems.get(ReadingKey(self.group.code, self.replicate), "")
        lines = [*self._problem_lines(problems), of_group]
        self.notes.show_problems("\n".join(dict.fromkeys(filter(None, lines))))

    def _problem_lines(self, problems: dict[ReadingKey, str]) -> list[str]:
        """Each problem once, after the labels of its fields where the row has several."""
        labels: dict[str, list[str]] = {}
        for entry in self.entries:
            text = problems.get(entry.key)
            if text:
                label = localized(entry.quantity.label, self._tr.language)
                labels.setdefault(text, []).append(label)
        if len(self.entries) == 1:
            return list(labels)
        return [
            self._tr("{field}: {problem}", field=", ".join(names), problem=text)
            for text, names in labels.items()
        ]

    def _entry(self, quantity: MeasuredQuantity) -> ReadingEntry:
        entry = ReadingEntry(self.group, quantity, self.replicate, self._tr)
        entry.entered.connect(partial(self.entered.emit, entry.key))
        entry.field.edit.editingFinished.connect(self.left)
        entry.field.edit.returnPressed.connect(partial(self.passed.emit, entry.key))
        return entry

    def _box(self, code: str, label: str) -> QCheckBox:
        key = ReadingKey(code, self.replicate)
        box = with_object_name(QCheckBox(), f"measure.{code}:{self.replicate}")
        box.setAccessibleName(
            self._tr("{field}, reading {number}", field=label, number=self.replicate)
        )
        box.clicked.connect(lambda so: self.flagged.emit(key, so))
        return box

    def _more(self) -> Button:
        key = ReadingKey(self.group.code, self.replicate)
        button = with_object_name(link_button("…"), f"measure.more:{key.code}:{key.replicate}")
        name = self._tr(
            "Reason or change: {reading}",
            reading=reading_name(self.group, self.replicate, self._tr),
        )
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.modify_asked.emit(key))
        return button


class ReadingEntry(QWidget):
    """The entry field of one quantity of a reading, with an icon while a warning concerns it.

    `field` is the NumberField, `key` the code of `quantity` with `replicate`, which counts from 1.
    """

    entered = Signal(object)
    """Emitted with the TypedMeasure at each edit by a person, or None for any other text."""

    def __init__(
        self, group: MeasurementGroup, quantity: MeasuredQuantity, replicate: int, tr: Localizer
    ) -> None:
        super().__init__()
        self.quantity = quantity
        self._tr = tr
        self._units = UnitSystem.METRIC
        self._reader = _measure_reader(quantity, tr)
        self._is_tabular = group.is_tabular
        self.key = ReadingKey(quantity.code, replicate)
        name = quantity_name(group, quantity, replicate, tr)
        digits = 4 if current_look().is_text_large else 3
        digits += _DECIMAL_DIGITS if quantity.decimals else 0
        digits += _DECIMAL_DIGITS if quantity.typed_unit else 0
        unit = "" if group.is_tabular else quantity.unit  # a table has the unit in its heading
        self.field = NumberField(
            name=name,
            read=self._value,
            unit=unit,
            digits=digits,
        )
        if group.is_tabular:
            self.field.setAccessibleName(f"{name}, {quantity.unit}")
        self.field.edit.setObjectName(f"measure.{quantity.code}:{replicate}")
        self.field.edit.textEdited.connect(lambda text: self.entered.emit(self.read(text)))
        self._mark = ThemedIcon("triangle-alert", "warn", name="", scale=Audience.STAFF)
        _keep_space_when_hidden(self._mark)
        inside = QHBoxLayout(self.field.edit)  # at the right of the digits, where it moves nothing
        inside.setContentsMargins(0, 0, grid_space(0.5), 0)
        inside.addStretch(1)
        inside.addWidget(self._mark)
        self._problem = ""
        self._headline = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)

    def set_units(self, units: UnitSystem) -> None:
        """Read numbers without a unit in these units, and name the unit behind the field."""
        self._units = units
        if self.quantity.typed_unit and not self._is_tabular:
            self.field.set_unit(entry_unit(self.quantity, units, self._tr))

    def read(self, text: str) -> TypedMeasure | None:
        """Return the measure that a text is in the units of the field; None where it is none."""
        return self._reader.read(text, self._units)

    def _value(self, text: str) -> Decimal | None:
        measure = self.read(text)
        return None if measure is None else measure.value

    def show_warning(self, headline: str) -> None:
        """Show the warning icon, named by this translated headline; hide it for an empty one.

        While the field has no problem, the headline is also its accessible description.
        """
        self._headline = headline
        self._mark.setVisible(bool(headline))
        self._mark.setAccessibleName(headline)
        self._describe()

    def show_problem(self, text: str) -> None:
        """Mark the field as wrong and describe it with this text; an empty text removes the mark.

        The text is for screen readers; it is not shown here.
        """
        if text == self._problem:
            return
        self._problem = text
        self.field.show_problem(wrong=bool(text))
        self._describe()

    def _describe(self) -> None:
        self.field.setAccessibleDescription(self._problem or self._headline)


def _measure_reader(quantity: MeasuredQuantity, tr: Localizer) -> MeasureReader:
    return MeasureReader(
        quantity.unit,
        quantity.display_unit,
        quantity.decimals,
        lambda text: typed_number(text, tr.language).value,
    )


class _ReadingSource(QWidget):
    """Whether the value was typed or came from an instrument, and when."""

    def __init__(self, tr: Localizer, local: Callable[[datetime], datetime]) -> None:
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
        _keep_space_when_hidden(self)

    def show_reading(self, reading: Reading | None) -> None:
        """Show where this reading came from; nothing for None."""
        self.setVisible(reading is not None)
        if reading is None:
            return
        typed = reading.how == ENTERED_BY_HAND
        self._chip.setText(self._tr("Typed") if typed else reading.how)
        set_style_properties(self._chip, look=f"chip-{Tone.NEUTRAL if typed else Tone.INFO}")
        at = reading.at
        self._time.setText(self._tr.seconds_text(self._local(at)) if at else "")


def _keep_space_when_hidden(widget: QWidget) -> None:
    """Hide the widget; from now on showing and hiding it moves nothing beside it."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
    widget.hide()
