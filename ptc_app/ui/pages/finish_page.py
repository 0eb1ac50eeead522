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
from ptc_app.ui.pages.people import named
from ptc_app.ui.pages.skip_panel import skip_reasons
from ptc_app.ui.pages.visit_page import decision_names
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, chip, heading, quiet, strong


class FinishPage(QWidget):
    """Nothing is left open, and the participant leaves with their own results."""

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
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
        self._sheet.add(self._list, self._papers)
        self._sheet.end()
        back = named(plain_button(words("&Back to the visit")), "finish.back")
        back.clicked.connect(partial(room.go.visit, visit_id))
        finish = named(primary_button(words("&Finish the visit")), "finish.finish")
        finish.clicked.connect(self._finish)
        self._sheet.foot.addWidget(back)
        self._sheet.foot.addStretch(1)
        self._sheet.foot.addWidget(finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        work = partial(room.clinic.visits.view, visit_id)
        room.store.run(self, work, self._show, self._complain)

    def _show(self, view: VisitView) -> None:
        words = self._room.words
        stages = [s for s in view.visit.stages if s.plan.kind is not StageKind.FINISH]
        self._list.set_rows([self._row(view, stage) for stage in stages])
        self._papers.add(
            heading(words("Papers for the participant")),
            quiet(words("Print what they want to take home.")),
        )
        for stage in stages:
            has_paper = stage.plan.kind in {StageKind.CONSENT, StageKind.MEASUREMENTS}
            if has_paper and stage.state is StageState.COMPLETED:
                self._papers.add(self._paper_button(stage))

    def _row(self, view: VisitView, stage: Stage) -> list[QWidget | str]:
        words = self._room.words
        title = self._room.clinic.program.stage(stage.plan.key).title[words.language]
        note = ""
        if stage.changed_at is not None:
            time = words.time_text(self._room.local(stage.changed_at))
            note = f"{time} · {view.names.get(stage.changed_by or '', '')}"
        return [strong(title), self._ending(stage), quiet(note)]

    def _ending(self, stage: Stage) -> QWidget:
        words = self._room.words
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = stage.note or skip_reasons(words)[stage.skip_reason]
            return quiet(words("Skipped: {reason}", reason=reason))
        if stage.state is not StageState.COMPLETED:
            return chip(words("Not done"), Tone.NEUTRAL)
        text, tone = decision_names(words).get(stage.outcome, (words("Done"), Tone.GOOD))
        return chip(text, tone)

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
        work = partial(self._room.clinic.visits.finish, self._visit_id)
        self._room.store.run(self, work, self._finished, self._complain)

    def _finished(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id}), outbox=True))
        self._room.go.visit(visit.id)

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
