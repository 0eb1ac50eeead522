"""The foot of the measurements: back, whether all is saved, and the one step onward."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ptc_app.domain.measurement.protocol import Group, in_language
from ptc_app.domain.measurement.reading import Readings
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.measurement_words import step_title
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.flow import FlowLayout, Spread
from ptc_app.ui.widgets.saved_tick import SavedTick
from ptc_app.ui.widgets.text import key_hint, lead


class Foot(QWidget):
    """One primary button a step, named by what comes next."""

    back_asked = Signal()
    step_asked = Signal(int)
    """The step to go to: the one before or the one after."""
    record_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._step = 0
        self.tick = SavedTick()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tick.setSizePolicy(policy)
        self._back = named(plain_button(words("&Back to the visit")), "measure.back")
        self._back.clicked.connect(self.back_asked)
        self._before = named(plain_button(words("Previous step")), "measure.previous")
        self._before.clicked.connect(lambda: self.step_asked.emit(self._step - 1))
        self._next = named(primary_button(""), "measure.next")
        self._next.clicked.connect(lambda: self.step_asked.emit(self._step + 1))
        self._record = named(primary_button(words("&Record measurements")), "measure.record")
        self._record.clicked.connect(self.record_asked)
        row = FlowLayout(self, gap=space(2), spread=Spread.BEFORE_LAST)
        hint = _enter_hint(words)
        for part in (self._back, self._before, self.tick, hint, self._next, self._record):
            row.addWidget(part)
        for onward in (self._next, self._record):
            onward.setAutoDefault(True)  # Enter presses it once the keyboard is there
            onward.hide()

    def show_step(self, steps: tuple[tuple[Group, ...], ...], step: int) -> None:
        """The way on from this step."""
        self._step = step
        is_last = step == len(steps) - 1
        self._before.setVisible(step > 0)
        if not is_last:
            self._next.setText(step_title(steps[step + 1], self._words))
        self._next.setVisible(not is_last)
        self._record.setVisible(is_last)

    def follow(self, last: QWidget) -> None:
        """The Tab key comes here after this widget, as the eye does."""
        chain = (last, self._back, self._before, self._next, self._record)
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def onward(self) -> Button:
        """The primary button of this step."""
        return self._next if self._next.isVisibleTo(self) else self._record


def arm_chooser(group: Group, readings: Readings, words: Words) -> Chooser:
    """Where on the body the group is measured."""
    chooser = named(Chooser(name=words("Where it is measured")), "measure.arm")
    for location in group.locations:
        chooser.addItem(in_language(location.label, words.language), location.code)
    chooser.setCurrentIndex(chooser.findData(readings.location(group)))
    return chooser


def _enter_hint(words: Words) -> QWidget:
    """Not a control: what the Enter key does here."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space(0.5))
    row.addWidget(key_hint(words("Enter")))
    row.addWidget(lead(words("next field")))
    return box
