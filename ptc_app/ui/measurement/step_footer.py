"""The footer of the measurement page: back, the save indicator, and one button that leads on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementStep
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button, primary_button, secondary_button
from ptc_app.ui.widgets.labels import key_label, muted_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.save_indicator import SaveIndicator


class StepFooter(QWidget):
    """Buttons to go back, to the step before, and on; `save_indicator` is between them.

    The primary button has the title of the next step, or in the last step records. The buttons emit
    `back_asked`, `step_asked` with an index from 0, and `record_asked`; they do nothing else.
    """

    back_asked = Signal()
    """Emitted when the button back to the visit is pressed."""

    step_asked = Signal(int)
    """Emitted with the index, from 0, of the step to go to: the one before or the one after."""
    record_asked = Signal()
    """Emitted when the button that records the measurements is pressed."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._step = 0
        self.save_indicator = SaveIndicator()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.save_indicator.setSizePolicy(policy)
        self._back = with_object_name(secondary_button(tr("&Back to the visit")), "measure.back")
        self._back.clicked.connect(self.back_asked)
        self._previous = with_object_name(secondary_button(tr("Previous step")), "measure.previous")
        self._previous.clicked.connect(lambda: self.step_asked.emit(self._step - 1))
        self._next = with_object_name(primary_button(""), "measure.next")
        self._next.clicked.connect(lambda: self.step_asked.emit(self._step + 1))
        self._record = with_object_name(
            primary_button(tr("&Record measurements")), "measure.record"
        )
        self._record.clicked.connect(self.record_asked)
        row = FlowLayout(self, gap=grid_space(2), spread=SpareWidth.BEFORE_LAST)
        hint = _enter_key_hint(tr)
        for part in (
            self._back, self._previous, self.save_indicator, hint, self._next, self._record,
        ):  # fmt: skip
            row.addWidget(part)
        for button in (self._next, self._record):
            button.setAutoDefault(True)  # Enter presses it while it has the keyboard
            button.hide()

    def show_step(self, steps: Sequence[MeasurementStep], index: int) -> None:
        """Show the buttons for the step of `steps` with this index, from 0.

        There is one to the step before (not in the first), and one to the next step, named by its
        title, or in the last step one that records.
        """
        self._step = index
        is_last = index == len(steps) - 1
        self._previous.setVisible(index > 0)
        if not is_last:
            self._next.setText(localized(steps[index + 1].title, self._tr.language))
        self._next.setVisible(not is_last)
        self._record.setVisible(is_last)

    def set_tab_order_after(self, last: QWidget) -> None:
        """Let the Tab key go from this widget through the buttons, left to right."""
        chain = (last, self._back, self._previous, self._next, self._record)
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def current_primary_button(self) -> Button:
        """Return the primary button of the step shown: the next step, or record."""
        return self._next if self._next.isVisibleTo(self) else self._record


def _enter_key_hint(tr: Localizer) -> QWidget:
    """A label, not a control: the Enter key leads to the next field."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(grid_space(0.5))
    row.addWidget(key_label(tr("Enter")))
    row.addWidget(muted_label(tr("next field")))
    return box
