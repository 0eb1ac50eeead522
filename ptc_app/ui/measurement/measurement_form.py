"""The form of the measurement page: entry fields, modifications, warnings and problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.reading_checks import reading_warnings
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.domain.measurement.typed_measures import TypedMeasure
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import flow_row
from ptc_app.ui.layouts.scroll_into_view import focus_and_reveal
from ptc_app.ui.layouts.split_columns import SplitColumns
from ptc_app.ui.measurement.measurement_texts import ReadingKey
from ptc_app.ui.measurement.modification_panel import ModificationPanel, ModificationRequest
from ptc_app.ui.measurement.notice_panel import NoticePanel
from ptc_app.ui.measurement.step_grids import StepGrids
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.buttons import Button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name

_PAUSE = timedelta(seconds=1)
"""After so long without typing, warnings and problems are shown though the field is not left."""


class MeasurementForm(QWidget):
    """The entry fields of all steps, of which one step is shown, with warnings and problems.

    It holds all readings in `measurement` and emits `changed` with them at each change; it saves
    nothing. Its page calls `show_step` once the form stands in it, and `choose`. Enter
    leads to the next entry field; in the last of a step it emits `last_passed`.
    """

    changed = Signal(object)
    """Emitted with the Readings entered so far at each change, to be saved."""
    last_passed = Signal()
    """Emitted when Enter is pressed in the last entry field of a step."""

    def __init__(
        self,
        measurement: OpenedMeasurement,
        context: PageContext,
        spoken: Localizer,
        modification_panel: ModificationPanel,
        parent: QWidget,
    ) -> None:
        """`measurement` has the readings to begin with; the panel is of its protocol.

        `spoken` is of the participant's language. `parent` is the content of the page: to give so
        many widgets another parent afterwards would take as long as to make them.
        """
        super().__init__(parent)
        self._protocol = measurement.protocol
        self._readings = measurement.readings
        self._context = context
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._notices = NoticePanel(context.tr, spoken)
        column = _left_column(self, self._notices)
        column.addWidget(self._card)
        self._entries = StepGrids(self._protocol, context.tr, context.local, self._card)
        self._step = 0
        self._complete_steps: set[int] = set()
        self._problems: dict[ReadingKey, str] = {}
        self.modification_panel = modification_panel
        self.modification_panel.chosen.connect(self._modify)
        self.modification_panel.closed.connect(self.focus_first_problem)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE // timedelta(milliseconds=1))
        self._pause.timeout.connect(self.check)
        modify = with_object_name(secondary_button(context.tr("Add a reason")), "measure.modify")
        modify.clicked.connect(lambda: self._ask_modification(None))
        _fill_card(self._card, self._entries, modify)
        column.addWidget(self.modification_panel)
        column.addStretch(1)
        self._connect_rows()

    @property
    def measurement(self) -> OpenedMeasurement:
        """The protocol, with the readings entered so far."""
        return OpenedMeasurement(self._protocol, self._readings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept Enter without effect: passed on, it could press the button that signs."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def choose(self, readings: MeasurementEntries) -> None:
        """Take these readings, for which another body site or other units were chosen.

        Values are written in the units chosen, and do not change. Emits `changed`.
        """
        self._change(readings)
        for row in self._entries.rows:
            row.show_units(self._readings)
        self.check()

    def _change(self, readings: MeasurementEntries) -> None:
        self._readings = readings
        self.changed.emit(readings)
        self._entries.show_readings(readings)

    def show_step(self, step: int) -> None:
        """Show the entry fields of the step with this index, counted from 0, and hide the others.

        Shows the sentences to say for it, its problems and warnings; closes the modification panel.
        """
        self._step = step
        for index, grid in enumerate(self._entries.grids):
            grid.setVisible(index == step)
        self.modification_panel.hide()
        shown = self._protocol.steps[step]
        self._card.setAccessibleName(localized(shown.title, self._context.tr.language))
        self._notices.show_sentences(shown.groups)
        self._entries.show_readings(self._readings)
        self.check()

    def check(self) -> None:
        """Show all problems and warnings of the readings, and remove those that are gone.

        While someone types, new ones wait for it: it is called one second after the last key, and
        when a field is left.
        """
        self._pause.stop()
        self._problems = self._entries.problems(self._readings, self._complete_steps)
        self._entries.show_problems(self._problems)
        warnings = reading_warnings(self._protocol, self._readings)
        self._notices.show_warnings(warnings)
        self._entries.show_warnings(warnings)

    def first_incomplete(self, steps: Iterable[int]) -> int | None:
        """Return the least of these step indices, from 0, whose step has a problem.

        None without one. From now on a missing reading in these steps is a problem, and is shown.
        """
        asked = set(steps)
        self._complete_steps |= asked
        self.check()
        return min({self._entries.step_of(key) for key in self._problems} & asked, default=None)

    def focus_first_problem(self) -> None:
        """Focus the step's first field with a problem, else its first empty one, else its first."""
        entries = self._entries.entries(self._step)
        wrong = [entry for entry in entries if entry.key in self._problems]
        empty = [entry for entry in entries if not entry.field.text()]
        focus_and_reveal((wrong or empty or entries)[0].field.edit)

    def _connect_rows(self) -> None:
        for row in self._entries.rows:
            row.entered.connect(self._enter)
            row.left.connect(self.check)
            row.passed.connect(self._focus_next)
            row.flagged.connect(self._flag)
            row.modify_asked.connect(self._ask_modification)
            row.fill(self._readings)

    def _enter(self, key: ReadingKey, measure: TypedMeasure | None) -> None:
        """Take the value; problems that are gone disappear, new ones wait for `check`."""
        now = self._context.now()
        value, original = (measure.value, measure.original) if measure else (None, None)
        try:
            new = with_value(self._protocol, self._readings, *key, value, at=now, original=original)
        except ValueError:  # too many digits for any measure: the text stays, as a problem
            new = with_value(self._protocol, self._readings, *key, None)
        self._change(new)
        problems = self._entries.problems(new, self._complete_steps)
        self._problems = {key: text for key, text in problems.items() if key in self._problems}
        self._entries.show_problems(self._problems)
        self._pause.start()

    def _focus_next(self, key: ReadingKey) -> None:
        self.check()
        following = self._entries.after(key)
        if following is None:
            self.last_passed.emit()
            return
        focus_and_reveal(following.field.edit)
        following.field.edit.selectAll()

    def _flag(self, key: ReadingKey, so: bool) -> None:  # noqa: FBT001 - as Qt's signal has it
        self._change(with_flag(self._protocol, self._readings, *key, so=so))
        self.check()

    def _ask_modification(self, key: ReadingKey | None) -> None:
        """Open the panel for this reading, or for the first of the step that has no value yet."""
        rows = self._entries.grids[self._step].rows
        empty = [row for row in rows if not any(entry.field.text() for entry in row.entries)]
        first = (empty or rows)[0]
        self.modification_panel.ask(
            key or ReadingKey(first.group.code, first.replicate), self._readings
        )

    def _modify(self, request: ModificationRequest) -> None:
        readings, group = self._readings, request.group
        for n in request.replicates:
            readings = with_modification(
                self._protocol, readings, group.code, n, request.code, notes=request.notes
            )
            for method in group.methods:
                is_used = method.code in request.methods
                readings = with_flag(self._protocol, readings, method.code, n, so=is_used)
        if request.code is not None and group.modification(request.code).clears_values:
            for row in self._entries.rows:
                if row.group is group and row.replicate in request.replicates:
                    row.fill(readings)
        self._change(readings)
        self.check()
        self.focus_first_problem()


def _fill_card(card: QFrame, entries: StepGrids, modify: Button) -> None:
    """The grids of all steps above the button; the first will be visible with the card."""
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, grid_space(2))
    column.setSpacing(0)
    for grid in entries.grids:
        column.addWidget(grid)
    for grid in entries.grids[1:]:
        grid.hide()
    foot = flow_row(modify, gap=grid_space(2))
    foot.setContentsMargins(grid_space(1.5), grid_space(1.5), grid_space(1.5), 0)
    column.addWidget(foot)


def _left_column(form: QWidget, notices: QWidget) -> QVBoxLayout:
    """The layout of the left column of the form, still empty, with the notices at its right."""
    left = QWidget()
    outer = QVBoxLayout(form)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(SplitColumns(left, notices))
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(2))
    return column
