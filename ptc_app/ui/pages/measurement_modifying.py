"""Saying why a reading was not taken as the protocol says, in place, without a dialog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ptc_app.domain.measurement.protocol import Group, in_language
from ptc_app.domain.measurement.reading import Readings
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.measurement_view import focus, reveal
from ptc_app.ui.pages.measurement_words import Place, place_name
from ptc_app.ui.pages.plain import plain_problem
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.flow import flow
from ptc_app.ui.widgets.text import heading, quiet


@dataclass(frozen=True, slots=True)
class Change:
    """A modification for some readings of a group: the code (None for none), notes, ticks set."""

    group: Group
    replicates: tuple[int, ...]
    code: str | None
    notes: str
    ticks: frozenset[str]


class ModificationPanel(Card):
    """Hidden until asked for; it holds nothing of the record, only what is being chosen."""

    chosen = Signal(object)
    """Change: to be recorded."""
    closed = Signal()

    def __init__(self, groups: Sequence[Group], words: Words) -> None:
        super().__init__(name=words("Protocol modification"))
        self._words = words
        self._groups = groups
        self._readings: Readings | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._where = named(Chooser(name=words("Which reading")), "measure.modification-reading")
        self._why = named(Chooser(name=words("Reason")), "measure.modification")
        self._note = named(QLineEdit(), "measure.modification-notes")
        self._where_field = Field(words("Which reading"), self._where)
        self._notes = Field(words("Notes"), self._note)
        self._hint = quiet("")
        self._keep = named(
            plain_button(words("Keep this modification")), "measure.modification-keep"
        )
        self._places = list(_places(groups, words))
        for _, text in self._places:
            self._where.addItem(text)
        self._where.activated.connect(self._show_place)
        self._why.currentIndexChanged.connect(self._show_hint)
        self._note.returnPressed.connect(self._confirm)
        self.add(
            heading(words("Protocol modification")),
            flow(self._where_field, Field(words("Reason"), self._why), gap=space(3)),
            self._hint,
            flow(*self._tick_boxes(), gap=space(3)),
            self._notes,
            self._buttons(),
        )
        self.hide()

    @property
    def last_control(self) -> QWidget:
        return self._keep

    def ask(self, place: Place, readings: Readings) -> None:
        """Open for this reading, with what is on record for it."""
        self._readings = readings
        self._where.setCurrentIndex([known for known, _ in self._places].index(place))
        self._show_place()
        self.show()
        reveal(self._keep)
        focus(self._why)

    def _place(self) -> tuple[Group, tuple[int, ...]]:
        (code, replicate), _ = self._places[self._where.currentIndex()]
        group = next(group for group in self._groups if group.code == code)
        return group, (replicate,) if replicate else tuple(group.readings)

    def _show_place(self, _index: int = 0) -> None:
        """The reasons of the group, and the one that was given for this reading."""
        group, replicates = self._place()
        self._why.clear()
        self._why.addItem(self._words("None: taken as the protocol says"), None)
        for modification in group.modifications:
            self._why.addItem(
                in_language(modification.label, self._words.language), modification.code
            )
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
            said.append(in_language(modification.hint, self._words.language))
            if modification.clears_values:
                said.append(self._words("Numbers already typed for it are taken away."))
            if modification.notes_required:
                said.append(self._words("Notes are needed."))
        self._hint.setText(" ".join(filter(None, said)))
        self._hint.setVisible(any(said))

    def _confirm(self) -> None:
        group, replicates = self._place()
        code = self._why.currentData()
        note = self._note.text()
        problem = plain_problem(note, self._words)
        if code is not None and group.modification(code).notes_required and not note.strip():
            problem = self._words("Say in the notes why.")
        if problem:
            self._notes.show_problem(problem)
            reveal(self._keep)
            focus(self._note)
            return
        ticks = frozenset(c for c, box in self._boxes.items() if box.isChecked())
        self.hide()
        self.chosen.emit(Change(group, replicates, code, note.strip(), ticks & group.codes))

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
                    box = QCheckBox(in_language(tick.label, self._words.language))
                    self._boxes[tick.code] = named(box, f"measure.modification-tick:{tick.code}")
        return list(self._boxes.values())

    def _buttons(self) -> QHBoxLayout:
        cancel = named(plain_button(self._words("Cancel")), "measure.modification-cancel")
        cancel.clicked.connect(self._cancel)
        self._keep.clicked.connect(self._confirm)
        buttons = QHBoxLayout()
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(self._keep)
        return buttons


def _places(groups: Sequence[Group], words: Words) -> Iterator[tuple[Place, str]]:
    """Each reading by its name; and, as number 0, all readings of a group at once."""
    for group in groups:
        for replicate in group.readings:
            yield Place(group.code, replicate), place_name(group, replicate, words)
        if group.replicates > 1:
            yield Place(group.code, 0), words("All readings")
