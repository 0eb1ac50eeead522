"""Finishing: what was done, the page the participant takes home, and the end of the visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Document
from ptc_app.domain.visit import Stage, StageKind, StagePlan, StageState, Visit
from ptc_app.services.visit import VisitView
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.skip_panel import skip_reasons
from ptc_app.ui.pages.visit_rows import WITH_PAPER, closed_by, decision_names, when_and_who
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stacked import side_by_side
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, chip, lead, quiet, strong


class FinishPage(QWidget):
    """Nothing is left open, and the participant leaves with their own results."""

    keeps_keys = True

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
        self._plan = plan
        self._is_busy = False
        words = room.words
        self._sheet = Sheet(
            room.clinic.program.stage(plan.key).title[words.language],
            below=words("Look once more; then the visit is closed."),
        )
        self._list = RowList(
            (words("Stage"), words("How it ended"), words("When and who")),
            name=words("What was done"),
            stretch=(3, 3, 3),
        )
        self._papers = Card(name=words("Papers for the participant"))
        self._list.hide()
        self._papers.hide()
        self._sheet.add(self._list, self._papers)
        self._sheet.end()
        back = named(plain_button(words("&Back to the visit")), "finish.back")
        back.clicked.connect(partial(room.go.visit, visit_id))
        finish = named(primary_button(words("&Finish the visit")), "finish.finish")
        finish.clicked.connect(self._finish)
        self._sheet.set_ways(back, finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        finish.setFocus()
        work = partial(room.clinic.visits.view, visit_id)
        room.store.run(self, work, self._show, self._complain)

    def _show(self, view: VisitView) -> None:
        words = self._room.words
        stages = [s for s in view.visit.stages if s.plan.kind is not StageKind.FINISH]
        self._sheet.set_heading(
            self._room.clinic.program.stage(self._plan.key).title[words.language],
            above=words("{name} › the end of the visit", name=view.participant.full_name),
            below=words("Look once more; then the visit is closed."),
        )
        self._list.set_rows([self._row(view, stage) for stage in stages])
        self._list.show()
        self._show_papers([self._paper_button(stage) for stage in stages if _has_paper(stage)])

    def _show_papers(self, buttons: list[QWidget]) -> None:
        words = self._room.words
        self._papers.add(strong(words("Papers for the participant")))
        if buttons:
            self._papers.add(
                lead(words("Print what they want to take home.")), side_by_side(*buttons)
            )
        else:
            self._papers.add(lead(words("Nothing was signed, so there is nothing to print.")))
        self._papers.show()
        self._sheet.order_tabs()

    def _row(self, view: VisitView, stage: Stage) -> list[QWidget | str]:
        title = self._room.clinic.program.stage(stage.plan.key).title[self._room.words.language]
        note = when_and_who(self._room, stage, view.names) if stage.is_settled else ""
        return [strong(title), self._ending(view.visit, stage), quiet(note)]

    def _ending(self, visit: Visit, stage: Stage) -> QWidget:
        words = self._room.words
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = stage.note or skip_reasons(words)[stage.skip_reason]
            return side_by_side(chip(words("Skipped"), Tone.NEUTRAL), quiet(reason))
        if stage.state is StageState.COMPLETED:
            text, tone = decision_names(words).get(stage.outcome, (words("Done"), Tone.GOOD))
            return chip(text, tone)
        if closed_by(visit, stage) is not None:
            return chip(words("Closed"), Tone.NEUTRAL)
        return chip(words("Not done"), Tone.WARN)

    def _paper_button(self, stage: Stage) -> QWidget:
        words = self._room.words
        title = self._room.clinic.program.stage(stage.plan.key).title[words.language]
        if stage.plan.kind is StageKind.MEASUREMENTS:
            title = words("Results of the measurements")
        button = plain_button(words("Show “{paper}”", paper=title), icon="file-text")
        button.setObjectName(f"finish.paper:{stage.plan.key}")
        button.clicked.connect(partial(self._ask_paper, stage.plan.key, title))
        return button

    def _ask_paper(self, key: str, title: str, _checked: object = None) -> None:
        work = partial(self._room.clinic.consenting.paper, self._visit_id, key)
        self._room.store.run(self, work, partial(self._show_paper, title), self._complain)

    def _show_paper(self, title: str, document: Document | None) -> None:
        if document is not None:
            self._room.go.paper(self._visit_id, title, document.body)

    def _finish(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        work = partial(self._room.clinic.visits.finish, self._visit_id)
        self._room.store.run(self, work, self._finished, self._complain)

    def _finished(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id}), outbox=True))
        self._room.go.visit(visit.id)

    def _complain(self, error: PtcError) -> None:
        self._is_busy = False
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def _has_paper(stage: Stage) -> bool:
    return stage.plan.kind in WITH_PAPER and stage.state is StageState.COMPLETED
