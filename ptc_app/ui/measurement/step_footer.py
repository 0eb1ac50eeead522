"""The foot of the measurements: back, whether all is saved, and the one step onward."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ptc_app.domain.measurement.protocol import MeasurementGroup, localized
from ptc_app.domain.measurement.readings import Readings
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.measurement_texts import step_title
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.widgets.labels import key_label, lead_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.save_indicator import SaveIndicator


class StepFooter(QWidget):
    """One primary button a step, named by what comes next."""

    back_asked = Signal()
    step_asked = Signal(int)
    """The step to go to: the one before or the one after."""
    record_asked = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._step = 0
        self.tick = SaveIndicator()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tick.setSizePolicy(policy)
        self._back = with_object_name(plain_button(tr("&Back to the visit")), "measure.back")
        self._back.clicked.connect(self.back_asked)
        self._before = with_object_name(plain_button(tr("Previous step")), "measure.previous")
        self._before.clicked.connect(lambda: self.step_asked.emit(self._step - 1))
        self._next = with_object_name(primary_button(""), "measure.next")
        self._next.clicked.connect(lambda: self.step_asked.emit(self._step + 1))
        self._record = with_object_name(
            primary_button(tr("&Record measurements")), "measure.record"
        )
        self._record.clicked.connect(self.record_asked)
        row = FlowLayout(self, gap=grid_space(2), spread=SpareWidth.BEFORE_LAST)
        hint = _enter_hint(tr)
        for part in (self._back, self._before, self.tick, hint, self._next, self._record):
            row.addWidget(part)
        for onward in (self._next, self._record):
            onward.setAutoDefault(True)  # Enter presses it once the keyboard is there
            onward.hide()

    def show_step(self, steps: tuple[tuple[MeasurementGroup, ...], ...], step: int) -> None:
        """The way on from this step."""
        self._step = step
        is_last = step == len(steps) - 1
        self._before.setVisible(step > 0)
        if not is_last:
            self._next.setText(step_title(steps[step + 1], self._tr))
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


def body_site_drop_down(group: MeasurementGroup, readings: Readings, tr: Translator) -> DropDown:
    """Where on the body the group is measured."""
    chooser = with_object_name(DropDown(name=tr("Where it is measured")), "measure.arm")
    for location in group.locations:
        chooser.addItem(localized(location.label, tr.language), location.code)
    chooser.setCurrentIndex(chooser.findData(readings.location(group)))
    return chooser


def _enter_hint(tr: Translator) -> QWidget:
    """Not a control: what the Enter key does here."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid_space(0.5))
    row.addWidget(key_label(tr("Enter")))
    row.addWidget(lead_label(tr("next field")))
    return box
