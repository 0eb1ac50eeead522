"""The page of a measurement stage: its form, step by step, saving and signing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.protocol import MeasurementProtocol, MeasurementStep
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_body_site
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.domain.visit import PlannedStage, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.session_services import SessionServices
from ptc_app.services.visit import VisitView
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.measurement.body_site_choosers import BodySiteChoosers
from ptc_app.ui.measurement.measurement_form import MeasurementForm
from ptc_app.ui.measurement.modification_panel import ModificationPanel
from ptc_app.ui.measurement.step_footer import StepFooter
from ptc_app.ui.measurement.units_chooser import UnitsChooser, remembered_units
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.save_indicator import SaveState

VisitAndMeasurement = tuple[VisitView, OpenedMeasurement]
"""The visit, and its measurements as they were saved last."""


class MeasurementPage(StaffPage):
    """Shows the steps of the measurement protocol in their order; each change is saved as a draft.

    Recording signs the readings and opens the visit; where a step is incomplete it shows that step
    instead. Going back opens the visit once all changes are saved.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__(context, "")
        self._visit_id = visit_id
        self._plan = plan
        self._form: MeasurementForm | None = None
        self._body_sites: BodySiteChoosers | None = None
        self._units: UnitsChooser | None = None
        self._participant_name = ""
        self._leaving = False
        self._stage_title = ""
        self._scaffold.left.connect(self._leave)
        self._footer = StepFooter(context.tr)
        self._footer.back_asked.connect(self._leave)
        self._footer.step_asked.connect(self._go_to_step)
        self._footer.record_asked.connect(self._record)
        self._scaffold.foot.addWidget(self._footer)
        self._autosave = Autosave(
            context.store,
            partial(context.services.measurements.save, visit_id, plan.key),
            self._footer.save_indicator,
            self._save_text,
            page=self,
        )
        self._autosave.saved.connect(self._saved)
        self._autosave.failed.connect(self._show_error)
        self._load(partial(_open, context.services, visit_id, plan), self._show)

    @property
    def protocol(self) -> MeasurementProtocol | None:
        """The measurement protocol of the stage; None until its fields are shown."""
        return self._form.measurement.protocol if self._form else None

    def _show(self, opened: VisitAndMeasurement) -> None:
        view, measurement = opened
        self._participant_name = view.participant.full_name
        self._stage_title = localized(
            view.program.stage(self._plan.key).title, self._context.tr.language
        )
        self._body_sites = BodySiteChoosers(measurement, self._context.tr)
        self._units = UnitsChooser(measurement.readings.units, self._context)
        self._scaffold.add_to_head(*self._body_sites.choosers, self._units)
        self._show_frame(measurement.protocol, 0)
        panel = ModificationPanel(measurement.protocol, self._context.tr)
        # The form is built and placed in later turns of the event loop, so that the window answers
        # meanwhile; the store's queue is not idle before.
        self._load(lambda: opened, partial(self._build, panel))

    def _build(self, panel: ModificationPanel, opened: VisitAndMeasurement) -> None:
        view, measurement = opened
        spoken = Localizer(view.participant.language)
        form = MeasurementForm(measurement, self._context, spoken, panel, self._scaffold.content)
        self._load(lambda: form, self._place)

    def _place(self, form: MeasurementForm) -> None:
        """Put the form into the page and show its first step."""
        self._form = form
        form.changed.connect(self._autosave.save)
        form.last_passed.connect(lambda: self._footer.current_primary_button().setFocus())
        if self._body_sites:
            self._body_sites.chosen.connect(partial(_choose_body_site, form))
        if self._units is not None:
            self._units.chosen.connect(partial(_choose_units, form))
            self._units.failed.connect(self._show_error)
        self._scaffold.add(form)
        self._scaffold.end()
        form.show()  # only what is shown can have the keyboard
        self._footer.set_tab_order_after(form.modification_panel.last_control)
        form.show_step(0)
        form.focus_first_problem()

    def _show_frame(self, protocol: MeasurementProtocol, index: int) -> None:
        """Show what stands around the fields of the step: heading, body sites and foot."""
        steps = protocol.steps
        self._scaffold.set_heading(
            localized(steps[index].title, self._context.tr.language),
            way=(Crumb(self._participant_name, self._leave), Crumb(self._stage_title)),
            below=_step_number_text(steps, index, self._context.tr),
        )
        if self._body_sites:
            self._body_sites.show_step(index)
        if self._units is not None:
            self._units.show_step(steps[index])
        self._footer.show_step(steps, index)

    def _show_step(self, form: MeasurementForm, index: int) -> None:
        """Show the step with this index, counted from 0."""
        self._show_frame(form.measurement.protocol, index)
        form.show_step(index)
        form.focus_first_problem()

    def _go_to_step(self, step: int) -> None:
        """Go to the step with this index, or to the first before it that is incomplete."""
        if self._form is None:
            return
        open_step = self._form.first_incomplete(range(step))
        self._show_step(self._form, step if open_step is None else open_step)

    def _record(self) -> None:
        form = self._form
        if form is None or not self._scaffold.isEnabled():
            return
        open_step = form.first_incomplete(range(len(form.measurement.protocol.steps)))
        if open_step is not None:
            self._show_step(form, open_step)
            return
        self._scaffold.setEnabled(False)
        self._footer.save_indicator.show_state(SaveState.SAVING, self._context.tr("Recording…"))
        sign = self._context.services.measurements.sign
        work = partial(sign, self._visit_id, self._plan.key, form.measurement)
        self._context.store.run(self, work, self._recorded, self._refused)

    def _recorded(self, visit: Visit) -> None:
        self._context.routes.visit(visit.id)

    def _refused(self, error: PtcError) -> None:
        self._scaffold.setEnabled(True)
        self._footer.current_primary_button().setFocus()
        self._footer.save_indicator.show_state(
            SaveState.NOT_SAVED, self._context.tr("Not recorded")
        )
        self._show_error(error)

    def _leave(self) -> None:
        """Go back to the visit once all edits are saved."""
        if self._form is None or self._autosave.is_safe:
            self._context.routes.visit(self._visit_id)
            return
        self._leaving = True
        self._autosave.save(self._form.measurement.readings)

    def _saved(self) -> None:
        self._scaffold.banner.clear()
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


def _open(services: SessionServices, visit_id: VisitId, plan: PlannedStage) -> VisitAndMeasurement:
    """A set in which nothing was read yet begins in the units the practitioner chose last."""
    view, measurement = (
        services.visits.view(visit_id),
        services.measurements.open(visit_id, plan.key),
    )
    if measurement.readings.readings:
        return view, measurement
    units = remembered_units(services.entry_drafts)
    readings = msgspec.structs.replace(measurement.readings, units=units)
    return view, OpenedMeasurement(measurement.protocol, readings)


def _choose_body_site(form: MeasurementForm, group: str, site: str) -> None:
    now = form.measurement
    form.choose(with_body_site(now.protocol, now.readings, group, site))


def _choose_units(form: MeasurementForm, units: UnitSystem) -> None:
    form.choose(msgspec.structs.replace(form.measurement.readings, units=units))


def _step_number_text(steps: Sequence[MeasurementStep], index: int, tr: Localizer) -> str:
    """Which of the steps it is, and how long the participant rests before it."""
    minutes = max(group.rest_minutes for group in steps[index].groups)
    numbers = {"step": index + 1, "steps": len(steps)}
    if not minutes:
        return tr("Step {step} of {steps}", **numbers)
    return tr(
        "Step {step} of {steps} · first {minutes} minutes of quiet sitting",
        minutes=minutes,
        **numbers,
    )
