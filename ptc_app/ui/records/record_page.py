"""The page of a stage's signed record: its versions, and the ways to correct it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.signed_record import RecordPdf
from ptc_app.domain.visit import PlannedStage, Visit
from ptc_app.services.corrections import StageHistory
from ptc_app.ui.layouts.two_columns import TwoColumns
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_actions import CorrectionActions
from ptc_app.ui.records.version_list_model import VersionRow, version_list_model, version_rows
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.object_names import with_object_name

_T = TypeVar("_T")


class RecordPage(StaffPage):
    """Shows the versions of the record of stage `plan`, newest first, and CorrectionActions.

    Beginning or continuing an amendment opens the page of the stage with its draft. Voiding, or
    discarding the draft, stays here and loads the versions again. The action of a version opens its
    PDF. Esc closes the question for a reason, else opens the visit.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__(context, "")
        self._visit_id = visit_id
        self._plan = plan
        tr = context.tr
        self._title = ""
        self._versions = version_list_model(context, context.stages.of(plan))
        versions = ListCard(
            self._versions,
            name=tr("Versions of the record"),
            object_name="record.versions",
            shows_all=True,
        )
        versions.table.acted.connect(self._ask_document)
        self._actions = CorrectionActions(context, visit_id, plan)
        self._columns = TwoColumns([versions], [self._actions])
        self._columns.hide()
        self._scaffold.add(self._columns)
        self._scaffold.end()
        self._back = with_object_name(secondary_button(tr("&Back to the visit")), "record.back")
        self._scaffold.foot.addWidget(self._back)
        self._scaffold.foot.addStretch(1)
        self._connect()
        self._back.setFocus()
        self._show_again()

    def _connect(self) -> None:
        self._back.clicked.connect(partial(self._context.routes.visit, self._visit_id))
        self._scaffold.left.connect(self._go_back)
        self._actions.amended.connect(self._amend)
        self._actions.voided.connect(self._void)
        self._actions.continued.connect(self._resume)
        self._actions.discarded.connect(self._discard)
        self._actions.cancelled.connect(self._back.setFocus)

    def _show_again(self) -> None:
        history = self._context.services.corrections.history
        self._load(partial(history, self._visit_id, self._plan.key), self._show)

    def _show(self, history: StageHistory) -> None:
        tr = self._context.tr
        self._title = localized(history.program.stage(self._plan.key).title, tr.language)
        self._scaffold.set_heading(
            self._title,
            way=(Crumb(history.participant.full_name, self._back.click), Crumb(self._title)),
            below=tr("Every signed version stays. A correction adds one."),
        )
        self._versions.set_rows(version_rows(history))
        self._actions.show_history(history)
        self._columns.show()
        self._scaffold.order_tabs()

    def _amend(self, reason: str, note: str) -> None:
        begin = self._context.services.corrections.begin_correction
        key, chosen = self._plan.key, CorrectionReason(reason)
        self._ask(partial(begin, self._visit_id, key, chosen, note), self._amendment_begun)

    def _amendment_begun(self, visit: Visit) -> None:
        self._actions.close_reason()
        self._open_stage(visit)

    def _resume(self) -> None:
        resume = self._context.services.corrections.resume_correction
        self._ask(partial(resume, self._visit_id, self._plan.key), self._open_stage)

    def _open_stage(self, _visit: Visit) -> None:
        """The stage's page, with the draft of the amendment."""
        self._context.routes.stage(self._visit_id, self._plan)

    def _void(self, reason: str, note: str) -> None:
        void = self._context.services.corrections.void
        key, chosen = self._plan.key, CorrectionReason(reason)
        self._ask(partial(void, self._visit_id, key, chosen, note), self._voided)

    def _voided(self, _visit: Visit) -> None:
        tr = self._context.tr
        self._actions.close_reason()
        self._scaffold.banner.show_message(
            Tone.GOOD,
            tr("Marked as entered in error"),
            tr("It is recorded here, and stays to be seen."),
        )
        self._show_again()

    def _discard(self) -> None:
        discard = self._context.services.corrections.discard_correction
        self._back.setFocus()
        work = partial(discard, self._visit_id, self._plan.key)
        self._ask(work, lambda _nothing: self._show_again())

    def _ask_document(self, row: VersionRow, _action: str) -> None:
        work = partial(self._context.services.corrections.document, row[1].record.id)
        self._ask(work, self._show_document)

    def _show_document(self, document: RecordPdf | None) -> None:
        if document is not None:
            self._context.routes.paper(self._visit_id, self._title, document.body)

    def _go_back(self) -> None:
        if self._actions.is_asking:
            self._actions.close_reason()
        else:
            self._back.click()

    def _ask(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        if not self._is_busy:
            self._scaffold.banner.clear()
        super()._ask(work, done)
