"""Physical measurements: readings typed one by one, checked, and recorded."""

from __future__ import annotations

from functools import partial

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.protocol import MeasurementGroup
from ptc_app.domain.measurement.readings import MeasurementSession, with_body_site
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.i18n.translator import Language, Translator
from ptc_app.services.session_services import SessionServices
from ptc_app.services.visit import VisitView
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.measurement.measurement_form import MeasurementForm
from ptc_app.ui.measurement.measurement_texts import step_title
from ptc_app.ui.measurement.step_footer import StepFooter, body_site_drop_down
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.save_indicator import SaveState

OpenedMeasurement = tuple[VisitView, MeasurementSession]


class MeasurementPage(StaffPage):
    """Blood pressure first, then height and weight; nothing typed waits for the end."""

    def __init__(self, context: PageContext, visit_id: VisitId, plan: StagePlan) -> None:
        title = context.services.program.stage(plan.key).title[context.tr.language]
        super().__init__(context, title)
        self._visit_id = visit_id
        self._plan = plan
        self._form: MeasurementForm | None = None
        self._arms: dict[int, DropDown] = {}
        self._name = ""
        self._leaving = False
        self._stage_title = title
        self._sheet.left.connect(self._leave)
        self._foot = StepFooter(context.tr)
        self._foot.back_asked.connect(self._leave)
        self._foot.step_asked.connect(self._ask_step)
        self._foot.record_asked.connect(self._record)
        self._sheet.foot.addWidget(self._foot)
        self._saver = Autosave(
            context.store,
            partial(context.services.measurements.save, visit_id, plan.key),
            self._foot.tick,
            self._save_text,
            page=self,
        )
        self._saver.saved.connect(self._saved)
        self._saver.failed.connect(self._show_error)
        self._load(partial(_opened, context.services, visit_id, plan), self._show)

    def _show(self, opened: OpenedMeasurement) -> None:
        view, measurement = opened
        spoken = Translator(Language(view.participant.language))
        self._name = view.participant.full_name
        form = MeasurementForm(measurement, self._context, spoken)
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

    def _add_arm(self, step: int, group: MeasurementGroup, form: MeasurementForm) -> None:
        chooser = body_site_drop_down(group, form.measurement.readings, self._context.tr)
        chooser.activated.connect(partial(self._move_arm, form, group.code, chooser))
        self._arms[step] = chooser
        self._sheet.add_to_head(chooser)

    def _move_arm(self, form: MeasurementForm, group: str, chooser: DropDown, _index: int) -> None:
        now = form.measurement
        form.change(with_body_site(now.protocol, now.readings, group, chooser.currentData()))

    def _show_step(self, form: MeasurementForm, step: int) -> None:
        tr, groups = self._context.tr, form.steps[step]
        below = tr("Step {step} of {steps}", step=step + 1, steps=len(form.steps))
        if groups[0].rest_minutes:
            minutes = groups[0].rest_minutes
            below = tr(
                "Step {step} of {steps} · first {minutes} minutes of quiet sitting",
                step=step + 1,
                steps=len(form.steps),
                minutes=minutes,
            )
        above = f"{self._name} › {self._stage_title}"
        self._sheet.set_heading(step_title(groups, tr), above=above, below=below)
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
        self._foot.tick.show_state(SaveState.SAVING, self._context.tr("Recording…"))
        sign = self._context.services.measurements.sign
        work = partial(sign, self._visit_id, self._plan.key, form.measurement)
        self._context.store.run(self, work, self._recorded, self._refused)

    def _recorded(self, visit: Visit) -> None:
        self._context.routes.visit(visit.id)

    def _refused(self, error: PtcError) -> None:
        self._sheet.setEnabled(True)
        self._foot.onward().setFocus()
        self._foot.tick.show_state(SaveState.NOT_SAVED, self._context.tr("Not recorded"))
        self._show_error(error)

    def _leave(self) -> None:
        """What is typed is on disk before the page goes."""
        if self._form is None or self._saver.is_safe:
            self._context.routes.visit(self._visit_id)
            return
        self._leaving = True
        self._saver.save(self._form.measurement.readings)

    def _saved(self) -> None:
        self._sheet.banner.clear()
        if self._leaving:
            self._context.routes.visit(self._visit_id)

    def _show_error(self, error: PtcError) -> None:
        self._leaving = False
        super()._show_error(error)

    def _save_text(self, state: SaveState) -> str:
        tr = self._context.tr
        now = self._context.local(self._context.now())
        return {
            SaveState.SAVING: tr("Saving…"),
            SaveState.SAVED: tr("Saved {time}", time=tr.seconds_text(now)),
            SaveState.NOT_SAVED: tr("Not saved"),
        }[state]


def _opened(services: SessionServices, visit_id: VisitId, plan: StagePlan) -> OpenedMeasurement:
    return services.visits.view(visit_id), services.measurements.open(visit_id, plan.key)
