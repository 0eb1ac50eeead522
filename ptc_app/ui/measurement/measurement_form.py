"""The readings of a visit as they are taken: fields, reasons, warnings, words of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ptc_app.domain.measurement.protocol import MeasurementGroup
from ptc_app.domain.measurement.reading_checks import reading_warnings
from ptc_app.domain.measurement.readings import (
    MeasurementSession,
    Readings,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.i18n.translator import Translator
from ptc_app.ui.measurement.measurement_texts import ReadingKey, step_title
from ptc_app.ui.measurement.modification_panel import ModificationPanel, ModificationRequest
from ptc_app.ui.measurement.notice_panel import NoticePanel, SplitColumns
from ptc_app.ui.measurement.reading_entries import ReadingEntries
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button, plain_button
from ptc_app.ui.widgets.flow_layout import flow_row
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.scroll_into_view import focus_and_reveal

_PAUSE = timedelta(seconds=1)
"""Who stops typing for so long is told what the number means, also before leaving the field."""


class MeasurementForm(QWidget):
    """Holds one value, the readings; each change of it is told at once."""

    changed = Signal(object)
    """Readings: to be kept."""
    passed_all = Signal()
    """Enter was pressed in the last field of a step."""

    def __init__(
        self, measurement: MeasurementSession, context: PageContext, spoken: Translator
    ) -> None:
        super().__init__()
        self._protocol = measurement.protocol
        self._readings = measurement.readings
        self._context = context
        self._fields = ReadingEntries(self._protocol, context.tr, context.local)
        self._step = 0
        self._asked: set[int] = set()
        self._problems: dict[ReadingKey, str] = {}
        self._side = NoticePanel(context.tr, spoken)
        self._panel = ModificationPanel(self._protocol.groups, context.tr)
        self._panel.chosen.connect(self._modify)
        self._panel.closed.connect(self.go_to_first_problem)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE // timedelta(milliseconds=1))
        self._pause.timeout.connect(self.settle)
        modify = with_object_name(
            plain_button(context.tr("Add a protocol modification")), "measure.modify"
        )
        modify.clicked.connect(lambda: self._ask_modification(None))
        self._card = _card(self._fields, modify)
        _fill(self, self._card, self._panel, self._side)
        for row in self._fields.rows:
            row.entered.connect(self._enter)
            row.left.connect(self.settle)
            row.passed.connect(self._pass)
            row.ticked.connect(self._tick)
            row.modify_asked.connect(self._ask_modification)
            row.fill(self._readings)
        self.show_step(0)

    @property
    def measurement(self) -> MeasurementSession:
        """The readings as they stand."""
        return MeasurementSession(self._protocol, self._readings)

    @property
    def steps(self) -> tuple[tuple[MeasurementGroup, ...], ...]:
        return self._fields.steps

    @property
    def last_control(self) -> QWidget:
        """Where the Tab key leaves the form."""
        return self._panel.last_control

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter only goes to the next field: a reading's last key must not record the set."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def change(self, readings: Readings) -> None:
        """These readings from now on."""
        self._readings = readings
        self._fields.show_readings(readings)
        self.changed.emit(readings)

    def show_step(self, step: int) -> None:
        """The fields of this step, and what to say aloud with them."""
        self._step = step
        for at, table in enumerate(self._fields.tables):
            table.setVisible(at == step)
        self._panel.hide()
        self._card.setAccessibleName(step_title(self.steps[step], self._context.tr))
        self._side.show_sayings(self.steps[step])
        self._fields.show_readings(self._readings)
        self.settle()

    def settle(self) -> None:
        """Say what is wrong and what to watch for; while someone types, nothing new is said."""
        self._pause.stop()
        self._problems = self._fields.problems(self._readings, self._asked)
        self._fields.show_problems(self._problems)
        notices = reading_warnings(self._protocol, self._readings)
        self._side.show_notices(notices)
        self._fields.show_notices(notices)

    def first_incomplete(self, steps: Iterable[int]) -> int | None:
        """The first of these steps that is not complete; from now on its fields say why."""
        wanted = set(steps)
        self._asked |= wanted
        self.settle()
        return min({self._fields.step_of(place) for place in self._problems} & wanted, default=None)

    def go_to_first_problem(self) -> None:
        """The keyboard to where something is to be mended, or else to the first empty field."""
        entries = self._fields.entries(self._step)
        wrong = [entry for entry in entries if entry.place in self._problems]
        empty = [entry for entry in entries if not entry.field.text()]
        focus_and_reveal((wrong or empty or entries)[0].field.edit)

    def _enter(self, place: ReadingKey, value: Decimal | None) -> None:
        now = self._context.now()
        try:
            new = with_value(self._protocol, self._readings, *place, value, at=now)
        except ValueError:  # too many digits for any measure: what is typed stays and is named
            new = with_value(self._protocol, self._readings, *place, None)
        self.change(new)
        problems = self._fields.problems(new, self._asked)
        self._problems = {at: text for at, text in problems.items() if at in self._problems}
        self._fields.show_problems(self._problems)
        self._pause.start()

    def _pass(self, place: ReadingKey) -> None:
        self.settle()
        following = self._fields.after(place)
        if following is None:
            self.passed_all.emit()
            return
        focus_and_reveal(following.field.edit)
        following.field.edit.selectAll()

    def _tick(self, place: ReadingKey, so: bool) -> None:  # noqa: FBT001 - as Qt's signal has it
        self.change(with_flag(self._protocol, self._readings, *place, so=so))
        self.settle()

    def _ask_modification(self, place: ReadingKey | None) -> None:
        """Open the panel for a reading, or for the first that has no number yet."""
        rows = self._fields.tables[self._step].rows
        empty = [row for row in rows if not any(entry.field.text() for entry in row.entries)]
        first = (empty or rows)[0]
        self._panel.ask(place or ReadingKey(first.group.code, first.replicate), self._readings)

    def _modify(self, change: ModificationRequest) -> None:
        readings, group = self._readings, change.group
        for replicate in change.replicates:
            readings = with_modification(
                self._protocol, readings, group.code, replicate, change.code, notes=change.notes
            )
            for tick in group.ticks:
                if tick.system:
                    so = tick.code in change.ticks
                    readings = with_flag(self._protocol, readings, tick.code, replicate, so=so)
        if change.code is not None and group.modification(change.code).clears_values:
            for row in self._fields.rows:
                if row.group is group and row.replicate in change.replicates:
                    row.fill(readings)
        self.change(readings)
        self.settle()
        self.go_to_first_problem()


def _card(fields: ReadingEntries, modify: Button) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, grid_space(2))
    column.setSpacing(0)
    for table in fields.tables:
        column.addWidget(table)
    foot = flow_row(modify, gap=grid_space(2))
    foot.setContentsMargins(grid_space(1.5), grid_space(1.5), grid_space(1.5), 0)
    column.addWidget(foot)
    return card


def _fill(form: QWidget, card: QWidget, panel: QWidget, side: QWidget) -> None:
    """The card and the panel at the left, what to watch for and to say at the right."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(2))
    column.addWidget(card)
    column.addWidget(panel)
    column.addStretch(1)
    outer = QVBoxLayout(form)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(SplitColumns(left, side))
