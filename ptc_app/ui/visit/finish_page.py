"""The page of the last stage: how each stage ended, the PDFs to take home, and finishing."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.records.signed_record import RecordPdf
from ptc_app.domain.visit import (
    FINISH_STAGE,
    PlannedStage,
    StageInVisit,
    StageState,
    closing_barrier,
)
from ptc_app.services.visit import VisitView
from ptc_app.ui.consent.stage_texts import decision_labels
from ptc_app.ui.layouts.flow_layout import wrapping_row
from ptc_app.ui.lists.cells import Cell, ListColumn, StatusCell, TextStyle, text_cell
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import correction_reason_text
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.visit.skip_panel import skip_reason_names
from ptc_app.ui.visit.stage_rows import when_and_who
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, bold_label, muted_label
from ptc_app.ui.widgets.object_names import with_object_name

_EndedStage = tuple[VisitView, StageInVisit]


class FinishPage(StaffPage):
    """Lists the other stages and how they ended, and a button for each PDF that was signed.

    Finishing ends the visit and opens it; what the service refuses is shown in the banner.
    `keeps_keys`: letters typed here begin no search for a participant.
    """

    keeps_keys = True

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        tr = context.tr
        super().__init__(context, "", below=tr("Look once more; then the visit is closed."))
        self._visit_id = visit_id
        self._plan = plan
        self._stages = PagedModel[_EndedStage](
            (
                ListColumn(tr("Stage"), self._title_cell, stretch=3),
                ListColumn(tr("How it ended"), self._ending_cell, stretch=3),
                ListColumn(tr("When and who"), self._note_cell, stretch=3),
            ),
            context.store,
            key_of=lambda row: row[1].plan.key,
            name_of=lambda row: self._title(*row),
        )
        self._papers = Card(name=tr("Papers for the participant"))
        self._papers.hide()
        self._scaffold.add_list(
            ListCard(
                self._stages, name=tr("What was done"), object_name="finish.stages", shows_all=True
            )
        )
        self._scaffold.add(self._papers)
        self._scaffold.end()
        back = with_object_name(secondary_button(tr("&Back to the visit")), "finish.back")
        back.clicked.connect(partial(context.routes.visit, visit_id))
        finish = with_object_name(primary_button(tr("&Finish the visit")), "finish.finish")
        finish.clicked.connect(self._finish)
        self._scaffold.set_ways(back, finish)
        finish.setFocus()
        self._load(partial(context.services.visits.view, visit_id), self._show)

    def _show(self, view: VisitView) -> None:
        tr = self._context.tr
        stages = [s for s in view.visit.stages if s.plan.stage_type != FINISH_STAGE]
        title = localized(view.program.stage(self._plan.key).title, tr.language)
        to_visit = partial(self._context.routes.visit, self._visit_id)
        self._scaffold.set_heading(
            title,
            way=(Crumb(view.participant.full_name, to_visit), Crumb(title)),
            below=tr("Look once more; then the visit is closed."),
        )
        self._stages.set_rows([(view, stage) for stage in stages])
        self._show_papers([self._paper_button(view, s) for s in stages if self._has_paper(s)])

    def _show_papers(self, buttons: list[QWidget]) -> None:
        tr = self._context.tr
        self._papers.add(bold_label(tr("Papers for the participant")))
        if buttons:
            self._papers.add(
                muted_label(tr("Print what they want to take home.")), wrapping_row(*buttons)
            )
        else:
            self._papers.add(muted_label(tr("Nothing was signed, so there is nothing to print.")))
        self._papers.show()
        self._scaffold.order_tabs()

    def _title(self, view: VisitView, stage: StageInVisit) -> str:
        return localized(view.program.stage(stage.plan.key).title, self._context.tr.language)

    def _title_cell(self, row: _EndedStage, _at: int) -> Cell:
        return text_cell(self._title(*row), TextStyle.STRONG)

    def _ending_cell(self, row: _EndedStage, _at: int) -> Cell:
        tr, (view, stage) = self._context.tr, row
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = stage.note or skip_reason_names(tr)[stage.skip_reason]
            return StatusCell(tr("Skipped"), Tone.NEUTRAL, reason)
        if stage.state in {StageState.COMPLETED, StageState.ANSWERED_BEFORE}:
            return StatusCell(*decision_labels(tr).get(stage.outcome, (tr("Done"), Tone.GOOD)))
        if stage.state is StageState.VOIDED and stage.void_reason is not None:
            why = correction_reason_text(stage.void_reason, stage.note, tr)
            return StatusCell(tr("Entered in error"), Tone.WARN, why)
        if closing_barrier(view.visit, stage) is not None:
            return StatusCell(tr("Closed"), Tone.NEUTRAL)
        return StatusCell(tr("Not done"), Tone.WARN)

    def _note_cell(self, row: _EndedStage, _at: int) -> Cell:
        view, stage = row
        note = when_and_who(self._context, stage, view.names) if stage.is_settled else ""
        return text_cell(note, TextStyle.CAPTION)

    def _paper_button(self, view: VisitView, stage: StageInVisit) -> QWidget:
        tr = self._context.tr
        shown = self._context.stages.of(stage.plan)
        title = shown.texts.paper or self._title(view, stage)
        button = secondary_button(tr("Show “{paper}”", paper=title), icon="file-text")
        button.setObjectName(f"finish.paper:{stage.plan.key}")
        button.clicked.connect(partial(self._ask_paper, stage.plan.key, title))
        return button

    def _ask_paper(self, key: str, title: str, _checked: object = None) -> None:
        work = partial(self._context.services.visits.document, self._visit_id, key)
        self._load(work, partial(self._show_paper, title))

    def _show_paper(self, title: str, document: RecordPdf | None) -> None:
        if document is not None:
            self._context.routes.paper(self._visit_id, title, document.body)

    def _finish(self) -> None:
        work = partial(self._context.services.visits.finish, self._visit_id)
        self._ask(work, lambda visit: self._context.routes.visit(visit.id))

    def _has_paper(self, stage: StageInVisit) -> bool:
        has_paper = self._context.stages.of(stage.plan).has_paper
        return has_paper and stage.state is StageState.COMPLETED
