"""Saying why a reading was not taken as the protocol says, in place, without a dialog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ptc_app.domain.measurement.protocol import MeasurementGroup, localized
from ptc_app.domain.measurement.readings import Readings
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.measurement_texts import ReadingKey, reading_name
from ptc_app.ui.registration.unprintable_text import unprintable_text_error
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.flow_layout import flow_row
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import caption_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.scroll_into_view import focus_and_reveal, scroll_into_view


@dataclass(frozen=True, slots=True)
class ModificationRequest:
    """A modification for some readings of a group: the code (None for none), notes, ticks set."""

    group: MeasurementGroup
    replicates: tuple[int, ...]
    code: str | None
    notes: str
    ticks: frozenset[str]


class ModificationPanel(Card):
    """Hidden until asked for; it holds nothing of the record, only what is being chosen."""

    chosen = Signal(object)
    """Change: to be recorded."""
    closed = Signal()

    def __init__(self, groups: Sequence[MeasurementGroup], tr: Translator) -> None:
        super().__init__(name=tr("Protocol modification"))
        self._tr = tr
        self._groups = groups
        self._readings: Readings | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._where = with_object_name(
            DropDown(name=tr("Which reading")), "measure.modification-reading"
        )
        self._why = with_object_name(DropDown(name=tr("Reason")), "measure.modification")
        self._note = with_object_name(QLineEdit(), "measure.modification-notes")
        self._where_field = LabelledField(tr("Which reading"), self._where)
        self._notes = LabelledField(tr("Notes"), self._note)
        self._hint = caption_label("")
        self._keep = with_object_name(
            plain_button(tr("Keep this modification")), "measure.modification-keep"
        )
        self._places = list(_places(groups, tr))
        for _, text in self._places:
            self._where.addItem(text)
        self._where.activated.connect(self._show_place)
        self._why.currentIndexChanged.connect(self._show_hint)
        self._note.returnPressed.connect(self._confirm)
        self.add(
            heading_label(tr("Protocol modification")),
            flow_row(self._where_field, LabelledField(tr("Reason"), self._why), gap=grid_space(3)),
            self._hint,
            flow_row(*self._tick_boxes(), gap=grid_space(3)),
            self._notes,
            self._buttons(),
        )
        self.hide()

    @property
    def last_control(self) -> QWidget:
        return self._keep

    def ask(self, place: ReadingKey, readings: Readings) -> None:
        """Open for this reading, with what is on record for it."""
        self._readings = readings
        self._where.setCurrentIndex([known for known, _ in self._places].index(place))
        self._show_place()
        self.show()
        scroll_into_view(self._keep)
        focus_and_reveal(self._why)

    def _place(self) -> tuple[MeasurementGroup, tuple[int, ...]]:
        (code, replicate), _ = self._places[self._where.currentIndex()]
        group = next(group for group in self._groups if group.code == code)
        return group, (replicate,) if replicate else tuple(group.readings)

    def _show_place(self, _index: int = 0) -> None:
        """The reasons of the group, and the one that was given for this reading."""
        group, replicates = self._place()
        self._why.clear()
        self._why.addItem(self._tr("None: taken as the protocol says"), None)
        for modification in group.modifications:
            self._why.addItem(localized(modification.label, self._tr.language), modification.code)
        if self._readings is None:
            return
        given = self._readings.modification(group.code, replicates[0])
        self._why.setCurrentIndex(self._why.findData(given.code) if given else 0)
        self._note.setText(given.notes if given else "")
        self._notes.show_problem("")
        for code, box in self._boxes.items():
            box.setVisible(code in group.codes)
            box.setChecked(self._readings.ticked(code, replicates[0]))

    def _show_hint(self, _index: int = 0) -> None:
        said = []
        group, _ = self._place()
        code = self._why.currentData()
        if code is not None:
            modification = group.modification(code)
            said.append(localized(modification.hint, self._tr.language))
            if modification.clears_values:
                said.append(self._tr("Numbers already typed for it are taken away."))
            if modification.notes_required:
                said.append(self._tr("Notes are needed."))
        self._hint.setText(" ".join(filter(None, said)))
        self._hint.setVisible(any(said))

    def _confirm(self) -> None:
        group, replicates = self._place()
        code = self._why.currentData()
        note = self._note.text()
        problem = unprintable_text_error(note, self._tr)
        if code is not None and group.modification(code).notes_required and not note.strip():
            problem = self._tr("Say in the notes why.")
        if problem:
            self._notes.show_problem(problem)
            scroll_into_view(self._keep)
            focus_and_reveal(self._note)
            return
        ticks = frozenset(c for c, box in self._boxes.items() if box.isChecked())
        self.hide()
        self.chosen.emit(
            ModificationRequest(group, replicates, code, note.strip(), ticks & group.codes)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
            return
        super().keyPressEvent(event)

    def _cancel(self) -> None:
        self.hide()
        self.closed.emit()

    def _tick_boxes(self) -> list[QWidget]:
        """Other ways of measuring, as far as the protocol knows them."""
        for group in self._groups:
            for tick in group.ticks:
                if tick.system:
                    box = QCheckBox(localized(tick.label, self._tr.language))
                    self._boxes[tick.code] = with_object_name(
                        box, f"measure.modification-tick:{tick.code}"
                    )
        return list(self._boxes.values())

    def _buttons(self) -> QHBoxLayout:
        cancel = with_object_name(plain_button(self._tr("Cancel")), "measure.modification-cancel")
        cancel.clicked.connect(self._cancel)
        self._keep.clicked.connect(self._confirm)
        buttons = QHBoxLayout()
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        return buttons


def _places(groups: Sequence[MeasurementGroup], tr: Translator) -> Iterator[tuple[ReadingKey, str]]:
    """Each reading by its name; and, as number 0, all readings of a group at once."""
    for group in groups:
        for replicate in group.readings:
            yield ReadingKey(group.code, replicate), reading_name(group, replicate, tr)
        if group.replicates > 1:
            yield ReadingKey(group.code, 0), tr("All readings")
