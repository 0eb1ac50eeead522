"""The page of a visit: the participant, its stages, and the next one to do."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QApplication

from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import CancelReason, SkipReason, Visit
from ptc_app.services.visit import VisitView
from ptc_app.ui.layouts.two_columns import TwoColumns
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import birth_date_text
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.visit.cancel_panel import cancel_reason_names
from ptc_app.ui.visit.stage_rows import BEGIN, SKIP, VisitStageRows
from ptc_app.ui.visit.visit_side_column import VisitSideColumn
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.stage_list import StageList, StageRow


class VisitPage(StaffPage):
    """Shows the stages of a visit with their actions; each opens from here and returns here.

    `visit` is the one shown, None until it is loaded. Beginning a stage opens its page, skipping
    one and cancelling the visit ask for the reason, viewing opens a record. Loads again when the
    visit changes or records are delivered.
    """

    def __init__(
        self, context: PageContext, visit_id: VisitId, called_at: datetime | None = None
    ) -> None:
        """`called_at`: when the participant asked for help at the kiosk (UTC), if they did."""
        super().__init__(context, "")
        self._visit_id = visit_id
        self.visit: Visit | None = None
        self._program: ProgramVersion | None = None
        tr = context.tr
        self._stages = StageList(name=tr("Stages of the visit"))
        self._stages.acted.connect(self._act)
        self._side = VisitSideColumn(context, visit_id)
        self._side.skip_confirmed.connect(self._skip_stage)
        self._side.cancel_confirmed.connect(self._cancel)
        self._side.closed.connect(self._focus_next)
        self._columns = TwoColumns([self._stages], [self._side])
        self._columns.hide()
        self._scaffold.add(self._columns)
        self._scaffold.end()
        self._scaffold.left.connect(self._go_back)
        self._scaffold.setFocus()
        context.updates.changed.connect(self._look_again)
        context.updates.delivered.connect(self._show_again)
        if called_at is not None:
            self._scaffold.banner.show_message(Tone.WARN, _call_text(context, called_at))
        self._show_again()

    def _show_again(self) -> None:
        self._load(partial(self._context.services.visits.view, self._visit_id), self._show)

    def _look_again(self, changes: StoreChange) -> None:
        if self._visit_id in changes.visits:
            self._show_again()

    def _show(self, view: VisitView) -> None:
        self._show_heading(view)
        tr, cancellation = self._context.tr, view.visit.cancellation
        if cancellation is not None:
            reason = cancellation.note or cancel_reason_names(tr)[cancellation.reason]
            title = tr("This visit was cancelled")
            self._scaffold.banner.show_message(Tone.NEUTRAL, title, reason)
        self._side.show_visit(view)
        # In a later turn of the event loop, so that the window answers meanwhile.
        self._load(lambda: view, self._show_stages)

    def _show_stages(self, view: VisitView) -> None:
        had_focus = self._has_focus()
        self.visit, self._program = view.visit, view.program
        rows = VisitStageRows(self._context, view).all()
        self._stages.set_rows(rows)
        _name_buttons(self._stages, rows)
        self._columns.show()
        if had_focus:
            self._focus_next()

    def _has_focus(self) -> bool:
        """Whether the keyboard focus is on the stages, not in the question of the side column."""
        focused = QApplication.focusWidget()
        is_here = focused is None or focused is self._scaffold or self._stages.isAncestorOf(focused)
        return is_here and not self._side.is_asking

    def _show_heading(self, view: VisitView) -> None:
        tr, visit, participant = self._context.tr, view.visit, view.participant
        routes = self._context.routes
        today = self._context.today()
        started = self._context.local(visit.started_at)
        began = tr.time_text(started)
        if started.date() != today:
            began = tr.moment_text(started)
        title = localized(view.program.visit_type(visit.visit_type).title, tr.language)
        facts = (
            birth_date_text(participant, today, tr),
            participant.number,
            tr.formats.language_name(participant.language),
            tr("{visit}, started {time}", visit=title, time=began),
        )
        self._scaffold.set_heading(
            participant.full_name,
            way=(
                Crumb(tr("Today"), routes.today),
                Crumb(participant.full_name, partial(routes.participant, participant.id)),
                Crumb(title),
            ),
            below=" · ".join(facts),
        )

    def _focus_next(self) -> None:
        stage = self.visit.next_stage if self.visit is not None else None
        if stage is not None:
            self._stages.button(stage.plan.key, BEGIN).setFocus()
        else:
            self._scaffold.setFocus()

    def _act(self, key: str, action: str) -> None:
        if action == BEGIN:
            work = partial(self._context.services.visits.begin, self._visit_id, key)
            self._ask(work, partial(self._begun, key))
        elif action == SKIP and self._program is not None:
            title = localized(self._program.stage(key).title, self._context.tr.language)
            self._side.ask_why(key, title)
            self._scaffold.reveal(self._side)
        elif self.visit is not None:
            self._context.routes.record(self._visit_id, self.visit.stage(key).plan)

    def _begun(self, key: str, visit: Visit) -> None:
        self._context.routes.stage(visit.id, visit.stage(key).plan)

    def _skip_stage(self, key: str, reason: str, note: str) -> None:
        skip, chosen = self._context.services.visits.skip, SkipReason(reason)
        self._ask(partial(skip, self._visit_id, key, chosen, note), self._skipped)

    def _cancel(self, reason: str, note: str) -> None:
        cancel, chosen = self._context.services.visits.cancel, CancelReason(reason)
        self._ask(partial(cancel, self._visit_id, chosen, note), self._cancelled)

    def _cancelled(self, visit: Visit) -> None:
        self._side.close_question()
        self._context.routes.participant(visit.participant_id)

    def _skipped(self, _visit: Visit) -> None:
        self._side.close_question()
        self._scaffold.banner.clear()

    def _go_back(self) -> None:
        if self._side.is_asking:
            self._side.close_question()
        else:
            self._context.routes.today()


def _call_text(context: PageContext, called_at: datetime) -> str:
    time = context.tr.time_text(context.local(called_at))
    return context.tr("The participant asked for help at {time}.", time=time)


def _name_buttons(stages: StageList, rows: list[StageRow]) -> None:
    """Set the object name of each action's button: `visit.<action>:<stage>`."""
    for row in rows:
        for action in row.actions:
            stages.button(row.key, action.key).setObjectName(f"visit.{action.key}:{row.key}")
