"""Finishing: what was done, the page the participant takes home, and the end of the visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Document
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import (
    Stage,
    StageKind,
    StagePlan,
    StageState,
    Visit,
    closing_barrier,
)
from ptc_app.services.visit import VisitView
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.box_layouts import wrapping_row
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import correction_reason_text
from ptc_app.ui.visit.skip_panel import skip_reason_names
from ptc_app.ui.visit.stage_rows import (
    KINDS_WITH_DOCUMENT,
    decision_labels,
    when_and_who,
)
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, bold_label, caption_label, chip_label, lead_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.row_list import RowList


class FinishPage(QWidget):
    """Nothing is left open, and the participant leaves with their own results."""

    keeps_keys = True

    def __init__(self, context: PageContext, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._context = context
        self._visit_id = visit_id
        self._plan = plan
        self._is_busy = False
        tr = context.tr
        self._sheet = PageScaffold("", below=tr("Look once more; then the visit is closed."))
        self._list = RowList(
            (tr("Stage"), tr("How it ended"), tr("When and who")),
            name=tr("What was done"),
            stretch=(3, 3, 3),
        )
        self._papers = Card(name=tr("Papers for the participant"))
        self._list.hide()
        self._papers.hide()
        self._sheet.add(self._list, self._papers)
        self._sheet.end()
        back = with_object_name(plain_button(tr("&Back to the visit")), "finish.back")
        back.clicked.connect(partial(context.routes.visit, visit_id))
        finish = with_object_name(primary_button(tr("&Finish the visit")), "finish.finish")
        finish.clicked.connect(self._finish)
        self._sheet.set_ways(back, finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        finish.setFocus()
        work = partial(context.services.visits.view, visit_id)
        context.store.run(self, work, self._show, self._show_error)

    def _show(self, view: VisitView) -> None:
        tr = self._context.tr
        stages = [s for s in view.visit.stages if s.plan.kind is not StageKind.FINISH]
        self._sheet.set_heading(
            view.program.stage(self._plan.key).title[tr.language],
            above=tr("{name} › the end of the visit", name=view.participant.full_name),
            below=tr("Look once more; then the visit is closed."),
        )
        self._list.set_rows([self._row(view, stage) for stage in stages])
        self._list.show()
        self._show_papers([self._paper_button(view, s) for s in stages if _has_paper(s)])

    def _show_papers(self, buttons: list[QWidget]) -> None:
        tr = self._context.tr
        self._papers.add(bold_label(tr("Papers for the participant")))
        if buttons:
            self._papers.add(
                lead_label(tr("Print what they want to take home.")), wrapping_row(*buttons)
            )
        else:
            self._papers.add(lead_label(tr("Nothing was signed, so there is nothing to print.")))
        self._papers.show()
        self._sheet.order_tabs()

    def _row(self, view: VisitView, stage: Stage) -> list[QWidget | str]:
        title = view.program.stage(stage.plan.key).title[self._context.tr.language]
        note = when_and_who(self._context, stage, view.names) if stage.is_settled else ""
        return [bold_label(title), self._ending(view.visit, stage), caption_label(note)]

    def _ending(self, visit: Visit, stage: Stage) -> QWidget:
        tr = self._context.tr
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = stage.note or skip_reason_names(tr)[stage.skip_reason]
            return wrapping_row(chip_label(tr("Skipped"), Tone.NEUTRAL), caption_label(reason))
        if stage.state in {StageState.COMPLETED, StageState.STANDING}:
            text, tone = decision_labels(tr).get(stage.outcome, (tr("Done"), Tone.GOOD))
            return chip_label(text, tone)
        if stage.state is StageState.VOIDED and stage.void_reason is not None:
            why = correction_reason_text(stage.void_reason, stage.note, tr)
            return wrapping_row(chip_label(tr("Entered in error"), Tone.WARN), caption_label(why))
        if closing_barrier(visit, stage) is not None:
            return chip_label(tr("Closed"), Tone.NEUTRAL)
        return chip_label(tr("Not done"), Tone.WARN)

    def _paper_button(self, view: VisitView, stage: Stage) -> QWidget:
        tr = self._context.tr
        title = view.program.stage(stage.plan.key).title[tr.language]
        if stage.plan.kind is StageKind.MEASUREMENTS:
            title = tr("Results of the measurements")
        button = plain_button(tr("Show “{paper}”", paper=title), icon="file-text")
        button.setObjectName(f"finish.paper:{stage.plan.key}")
        button.clicked.connect(partial(self._ask_paper, stage.plan.key, title))
        return button

    def _ask_paper(self, key: str, title: str, _checked: object = None) -> None:
        work = partial(self._context.services.consents.paper, self._visit_id, key)
        self._context.store.run(self, work, partial(self._show_paper, title), self._show_error)

    def _show_paper(self, title: str, document: Document | None) -> None:
        if document is not None:
            self._context.routes.paper(self._visit_id, title, document.body)

    def _finish(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        work = partial(self._context.services.visits.finish, self._visit_id)
        self._context.store.run(self, work, self._finished, self._show_error)

    def _finished(self, visit: Visit) -> None:
        self._context.routes.tell(StaleViews(visits=frozenset({visit.id}), outbox=True))
        self._context.routes.visit(visit.id)

    def _show_error(self, error: PtcError) -> None:
        self._is_busy = False
        said = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def _has_paper(stage: Stage) -> bool:
    return stage.plan.kind in KINDS_WITH_DOCUMENT and stage.state is StageState.COMPLETED
