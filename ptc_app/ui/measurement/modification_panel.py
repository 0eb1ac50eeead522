"""The panel to choose a protocol modification, within the page instead of in a dialog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementGroup, MeasurementProtocol
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.domain.printable_text import LONGEST_NOTE
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import flow_row
from ptc_app.ui.layouts.scroll_into_view import focus_and_reveal, scroll_into_view
from ptc_app.ui.measurement.measurement_texts import ReadingKey, full_reading_name
from ptc_app.ui.messages.error_messages import written_text_error
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import caption_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name


@dataclass(frozen=True, slots=True)
class ModificationRequest:
    """A protocol modification that was chosen for readings of one group.

    - replicates: the numbers of the readings, from 1
    - code: of the modification; None removes the one they have
    - notes: without space around them
    - methods: codes of the other ways of measuring that were used; all others were not
    """

    group: MeasurementGroup
    replicates: tuple[int, ...]
    code: str | None
    notes: str = field(repr=False)
    methods: frozenset[str]


class ModificationPanel(Card):
    """Asks for the protocol modification of a reading; stores nothing itself.

    Hidden until `ask`, and hidden again when it is confirmed, which emits `chosen` with a
    ModificationRequest, or cancelled, which emits `closed`.
    """

    chosen = Signal(object)
    """Emitted with the ModificationRequest when it is confirmed; the panel is hidden then."""
    closed = Signal()
    """Emitted when it is cancelled, by its button or by Escape; the panel is hidden then."""

    def __init__(self, protocol: MeasurementProtocol, tr: Localizer) -> None:
        super().__init__(name=tr("Reason or change"))
        self._tr = tr
        self._protocol = protocol
        self._readings: MeasurementEntries | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._reading = with_object_name(
            DropDown(name=tr("Which reading")), "measure.modification-reading"
        )
        self._reason = with_object_name(DropDown(name=tr("Reason")), "measure.modification")
        self._notes = with_object_name(QLineEdit(), "measure.modification-notes")
        self._notes_field = LabelledField(tr("Notes"), self._notes)
        self._hint = caption_label("")
        self._keep = with_object_name(
            secondary_button(tr("Add this reason")), "measure.modification-keep"
        )
        self._keys = list(_reading_keys(protocol))
        for key in self._keys:
            group = protocol.group(key.code)
            self._reading.addItem(full_reading_name(protocol, group, key.replicate, tr))
        self._reading.activated.connect(self._show_reading)
        self._reason.currentIndexChanged.connect(self._show_hint)
        self._notes.returnPressed.connect(self._confirm)
        self.add(
            heading_label(tr("Reason or change")),
            flow_row(
                LabelledField(tr("Which reading"), self._reading),
                LabelledField(tr("Reason"), self._reason),
                gap=grid_space(3),
            ),
            self._hint,
            flow_row(*self._method_boxes(), gap=grid_space(3)),
            self._notes_field,
            self._buttons(),
        )
        self.hide()

    @property
    def last_control(self) -> QWidget:
        """The control that the Tab key reaches last."""
        return self._keep

    def ask(self, key: ReadingKey, readings: MeasurementEntries) -> None:
        """Show the panel with the modification `readings` has for this reading; focus the reason.

        `key` is a group and the number of a reading, from 1; 0 stands for all readings of the
        group. ValueError for a key the protocol does not have.
        """
        self._readings = readings
        self._reading.setCurrentIndex(self._keys.index(key))
        self._show_reading()
        self.show()
        scroll_into_view(self._keep)
        focus_and_reveal(self._reason)

    def _selected(self) -> tuple[MeasurementGroup, tuple[int, ...]]:
        """The group and the numbers of the readings that are selected."""
        code, replicate = self._keys[self._reading.currentIndex()]
        group = self._protocol.group(code)
        return group, (replicate,) if replicate else tuple(group.readings)

    def _show_reading(self, _index: int = 0) -> None:
        """Offer the modifications of the group, with that of the selected reading chosen."""
        group, replicates = self._selected()
        self._reason.clear()
        self._reason.addItem(self._tr("None: taken the usual way"), None)
        for modification in group.modifications:
            label = localized(modification.label, self._tr.language)
            self._reason.addItem(label, modification.code)
        if self._readings is None:
            return
        given = self._readings.modification(group.code, replicates[0])
        self._reason.setCurrentIndex(self._reason.findData(given.code) if given else 0)
        self._notes.setText(given.notes if given else "")
        self._notes_field.show_problem("")
        for code, box in self._boxes.items():
            box.setVisible(code in group.codes)
            box.setChecked(self._readings.is_flagged(code, replicates[0]))

    def _show_hint(self, _index: int = 0) -> None:
        hints = []
        group, _ = self._selected()
        code = self._reason.currentData()
        if code is not None:
            modification = group.modification(code)
            hints.append(localized(modification.hint, self._tr.language))
            if modification.clears_values:
                hints.append(self._tr("Numbers already typed for it are erased."))
            if modification.notes_required:
                hints.append(self._tr("Notes are needed."))
        self._hint.setText(" ".join(filter(None, hints)))
        self._hint.setVisible(any(hints))

    def _confirm(self) -> None:
        group, replicates = self._selected()
        code = self._reason.currentData()
        notes = self._notes.text()
        problem = written_text_error(notes, self._tr, longest=LONGEST_NOTE)
        if code is not None and group.modification(code).notes_required and not notes.strip():
            problem = self._tr("Say in the notes why.")
        if problem:
            self._notes_field.show_problem(problem)
            scroll_into_view(self._keep)
            focus_and_reveal(self._notes)
            return
        checked = frozenset(code for code, box in self._boxes.items() if box.isChecked())
        self.hide()
        self.chosen.emit(
            ModificationRequest(group, replicates, code, notes.strip(), checked & group.codes)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
            return
        super().keyPressEvent(event)

    def _cancel(self) -> None:
        self.hide()
        self.closed.emit()

    def _method_boxes(self) -> list[QWidget]:
        """A check box for each other way of measuring that the protocol has."""
        for group in self._protocol.groups:
            for method in group.methods:
                box = QCheckBox(localized(method.label, self._tr.language))
                self._boxes[method.code] = with_object_name(
                    box, f"measure.modification-method:{method.code}"
                )
        return list(self._boxes.values())

    def _buttons(self) -> QHBoxLayout:
        cancel = with_object_name(
            secondary_button(self._tr("Cancel")), "measure.modification-cancel"
        )
        cancel.clicked.connect(self._cancel)
        self._keep.clicked.connect(self._confirm)
        buttons = QHBoxLayout()
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        return buttons


def _reading_keys(protocol: MeasurementProtocol) -> Iterator[ReadingKey]:
    """Each reading of each group; replicate 0 stands for all readings of a group at once."""
    for group in protocol.groups:
        for replicate in group.readings:
            yield ReadingKey(group.code, replicate)
        if group.replicates > 1:
            yield ReadingKey(group.code, 0)
