"""Physical measurements: readings typed one by one, checked, and recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.protocol import Group
from ptc_app.domain.measurement.reading import located
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.services.clinic import Clinic
from ptc_app.services.measurements import Measurement
from ptc_app.services.visit import VisitView
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.messages import message
from ptc_app.ui.pages.measurement_foot import Foot, arm_chooser
from ptc_app.ui.pages.measurement_form import MeasurementForm
from ptc_app.ui.pages.measurement_saving import Saver
from ptc_app.ui.pages.measurement_words import step_title
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.saved_tick import SaveState
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.text import Tone

Opened = tuple[VisitView, Measurement]


class MeasurementsPage(QWidget):
    """Blood pressure first, then height and weight; nothing typed waits for the end."""

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
        self._plan = plan
        self._form: MeasurementForm | None = None
        self._arms: dict[int, Chooser] = {}
        self._name = ""
        self._leaving = False
        self._stage_title = room.clinic.program.stage(plan.key).title[room.words.language]
        self._sheet = Sheet(self._stage_title)
        self._sheet.left.connect(self._leave)
        self._foot = Foot(room.words)
        self._foot.back_asked.connect(self._leave)
        self._foot.step_asked.connect(self._ask_step)
        self._foot.record_asked.connect(self._record)
        self._sheet.foot.addWidget(self._foot)
        self._saver = Saver(room, visit_id, plan.key, self._foot.tick)
        self._saver.saved.connect(self._saved)
        self._saver.failed.connect(self._complain)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        room.store.run(
            self, partial(_opened, room.clinic, visit_id, plan), self._show, self._complain
        )

    def _show(self, opened: Opened) -> None:
        view, measurement = opened
        spoken = Words(Language(view.participant.language))
        self._name = view.participant.full_name
        form = MeasurementForm(measurement, self._room, spoken)
        self._form = form
        form.changed.connect(self._saver.save)
        form.passed_all.connect(lambda: self._foot.onward().setFocus())
        for at, groups in enumerate(form.steps):
            if groups[0].locations:
                self._add_arm(at, groups[0], form)
        self._sheet.add(form)
        self._sheet.end()
        form.show()  # only what is shown can have the keyboard
        self._foot.follow(form.last_control)
        self._show_step(form, 0)

    def _add_arm(self, step: int, group: Group, form: MeasurementForm) -> None:
        chooser = arm_chooser(group, form.measurement.readings, self._room.words)
        chooser.activated.connect(partial(self._move_arm, form, group.code, chooser))
        self._arms[step] = chooser
        self._sheet.add_to_head(chooser)

    def _move_arm(self, form: MeasurementForm, group: str, chooser: Chooser, _index: int) -> None:
        now = form.measurement
        form.change(located(now.protocol, now.readings, group, chooser.currentData()))

    def _show_step(self, form: MeasurementForm, step: int) -> None:
        words, groups = self._room.words, form.steps[step]
        below = words("Step {step} of {steps}", step=step + 1, steps=len(form.steps))
        if groups[0].rest_minutes:
            minutes = groups[0].rest_minutes
            below = words(
                "Step {step} of {steps} · first {minutes} minutes of quiet sitting",
                step=step + 1,
                steps=len(form.steps),
                minutes=minutes,
            )
        above = f"{self._name} › {self._stage_title}"
        self._sheet.set_heading(step_title(groups, words), above=above, below=below)
        for at, chooser in self._arms.items():
            chooser.setVisible(at == step)
        form.show_step(step)
        self._foot.show_step(form.steps, step)
        form.go_to_first_problem()

    def _ask_step(self, step: int) -> None:
        """Back at any time; onward once all before is there or explained."""
        if self._form is None:
            return
        open_step = self._form.first_incomplete(range(step))
        self._show_step(self._form, step if open_step is None else open_step)

    def _record(self) -> None:
        form = self._form
        if form is None or not self._sheet.isEnabled():
            return
        open_step = form.first_incomplete(range(len(form.steps)))
        if open_step is not None:
            self._show_step(form, open_step)
            return
        self._sheet.setEnabled(False)
        self._foot.tick.show_state(SaveState.SAVING, self._room.words("Recording…"))
        sign = self._room.clinic.measuring.sign
        work = partial(sign, self._visit_id, self._plan.key, form.measurement)
        self._room.store.run(self, work, self._recorded, self._refused)

    def _recorded(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id}), outbox=True))
        self._room.go.visit(visit.id)

    def _refused(self, error: PtcError) -> None:
        self._sheet.setEnabled(True)
        self._foot.onward().setFocus()
        self._foot.tick.show_state(SaveState.NOT_SAVED, self._room.words("Not recorded"))
        self._complain(error)

    def _leave(self) -> None:
        """What is typed is on disk before the page goes."""
        if self._form is None or self._saver.is_safe:
            self._room.go.visit(self._visit_id)
            return
        self._leaving = True
        self._saver.save(self._form.measurement.readings)

    def _saved(self) -> None:
        self._sheet.banner.clear()
        if self._leaving:
            self._room.go.visit(self._visit_id)

    def _complain(self, error: PtcError) -> None:
        self._leaving = False
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def _opened(clinic: Clinic, visit_id: VisitId, plan: StagePlan) -> Opened:
    return clinic.visits.view(visit_id), clinic.measuring.open(visit_id, plan.key)
