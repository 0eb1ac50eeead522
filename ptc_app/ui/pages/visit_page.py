"""The visit: who, where they stand, and the one thing to do next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.consent import Decision
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Document
from ptc_app.domain.visit import Stage, StageKind, StageState, Visit, blocked
from ptc_app.services.visit import VisitView
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.pages.people import born, language_names
from ptc_app.ui.pages.skip_panel import SkipPanel, skip_reasons
from ptc_app.ui.room import Room
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stage_list import StageAction, StageList, StageRow
from ptc_app.ui.widgets.stage_list import StageState as Mark
from ptc_app.ui.widgets.text import Tone, body, chip, heading, quiet

_BEGIN, _VIEW, _SKIP = "begin", "view", "skip"


class VisitPage(QWidget):
    """The spine: each stage opens from here and returns here."""

    def __init__(self, room: Room, visit_id: VisitId) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
        self.visit: Visit | None = None
        words = room.words
        self._sheet = Sheet("")
        self._stages = StageList(name=words("Stages of the visit"))
        self._stages.acted.connect(self._act)
        self._skip = SkipPanel(words)
        self._skip.confirmed.connect(self._skip_stage)
        self._choices = Card(name=words("Choices so far"))
        self._recorded = Card(name=words("Recorded here"))
        self._sheet.add(_columns(self._stages, self._skip, self._choices, self._recorded))
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._load()

    def _load(self) -> None:
        work = partial(self._room.clinic.visits.view, self._visit_id)
        self._room.store.run(self, work, self._show, self._complain)

    def _show(self, view: VisitView) -> None:
        words, visit, participant = self._room.words, view.visit, view.participant
        self.visit = visit
        now = self._room.local(self._room.clinic.visits.working.now())
        title = self._room.clinic.program.manifest.visit_title[words.language]
        began = words.time_text(self._room.local(visit.started_at))
        facts = (
            born(participant, now.date(), words),
            participant.number,
            language_names(words)[participant.language],
            words("{visit}, started {time}", visit=title, time=began),
        )
        self._sheet.set_heading(
            participant.full_name,
            above=words("Participants › {name}", name=participant.full_name),
            below=" · ".join(facts),
        )
        self._stages.set_rows([self._row(view, stage) for stage in visit.stages])
        for stage in visit.stages:
            for action in self._actions(visit, stage):
                button = self._stages.button(stage.plan.key, action.key)
                button.setObjectName(f"visit.{action.key}:{stage.plan.key}")
        self._fill_choices(visit)
        self._fill_recorded(view)

    def _row(self, view: VisitView, stage: Stage) -> StageRow:
        words = self._room.words
        source = self._room.clinic.program.stage(stage.plan.key)
        mark, state_text = self._mark(view.visit, stage)
        note = ""
        if stage.is_settled and stage.changed_at is not None:
            time = words.time_text(self._room.local(stage.changed_at))
            note = f"{time} · {view.names.get(stage.changed_by or '', '')}"
        return StageRow(
            key=stage.plan.key,
            title=source.title[words.language],
            subtitle=self._subtitle(stage) or source.subtitle[words.language],
            state=mark,
            state_text=state_text,
            note=note,
            actions=self._actions(view.visit, stage),
        )

    def _subtitle(self, stage: Stage) -> str:
        words = self._room.words
        if stage.state is StageState.SKIPPED and stage.skip_reason is not None:
            reason = skip_reasons(words)[stage.skip_reason]
            return words("Skipped: {reason}", reason=stage.note or reason)
        if stage.state is StageState.COMPLETED and stage.plan.kind is StageKind.CONSENT:
            return decision_names(words)[stage.outcome][0]
        if stage.state is StageState.IN_PROGRESS:
            return words("Begun; goes on where it was left")
        return ""

    def _mark(self, visit: Visit, stage: Stage) -> tuple[Mark, str]:
        words = self._room.words
        if stage.state is StageState.COMPLETED:
            return Mark.DONE, words("Done")
        if stage.state is StageState.SKIPPED:
            return Mark.SKIPPED, words("Skipped")
        if stage is visit.next_stage:
            return Mark.NOW, words("Next")
        if blocked(visit, stage):
            return Mark.LATER, words("Later")
        return Mark.OPEN, words("Open")

    def _actions(self, visit: Visit, stage: Stage) -> tuple[StageAction, ...]:
        words = self._room.words
        kind = stage.plan.kind
        if stage.state is StageState.COMPLETED:
            has_paper = kind in {StageKind.CONSENT, StageKind.MEASUREMENTS}
            return (StageAction(_VIEW, words("View"), "link"),) if has_paper else ()
        if visit.finished_at is not None or blocked(visit, stage):
            return ()
        look = "primary" if stage is visit.next_stage else "plain"
        begin = words("Continue") if stage.state is StageState.IN_PROGRESS else words("Begin")
        if kind is StageKind.SURVEY:
            begin = words("Hand over")
        actions = (StageAction(_BEGIN, begin, look),)
        if stage.plan.may_skip and stage.state is not StageState.SKIPPED:
            actions = (StageAction(_SKIP, words("Skip…"), "link"), *actions)
        return actions

    def _fill_choices(self, visit: Visit) -> None:
        words = self._room.words
        _clear(self._choices)
        self._choices.add(heading(words("Choices so far")))
        for stage in visit.stages:
            if stage.plan.kind is StageKind.CONSENT:
                consent = self._room.clinic.program.consents[stage.plan.content]
                text, tone = decision_names(words).get(
                    stage.outcome, ("", Tone.NEUTRAL)
                )
                said = text or words("Not asked")
                self._choices.add(_beside(body(consent.choice[words.language]), chip(said, tone)))

    def _fill_recorded(self, view: VisitView) -> None:
        words, counts = self._room.words, view.counts
        _clear(self._recorded)
        self._recorded.add(
            heading(words("Recorded here")),
            quiet(
                words(
                    "{captured} recorded = {received} received + {waiting} waiting"
                    " + {attention} needs attention",
                    captured=counts.captured,
                    received=counts.received,
                    waiting=counts.waiting,
                    attention=counts.needs_attention,
                )
            ),
            quiet(words("Everything is saved on this computer.")),
        )

    def _act(self, key: str, action: str) -> None:
        if action == _BEGIN:
            work = partial(self._room.clinic.visits.begin, self._visit_id, key)
            self._room.store.run(self, work, partial(self._begun, key), self._complain)
        elif action == _SKIP:
            title = self._room.clinic.program.stage(key).title[self._room.words.language]
            self._skip.ask(key, title)
        else:
            paper = partial(self._room.clinic.consenting.paper, self._visit_id, key)
            self._room.store.run(self, paper, partial(self._show_paper, key), self._complain)

    def _begun(self, key: str, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id})))
        self._room.go.stage(visit.id, visit.stage(key).plan)

    def _show_paper(self, key: str, document: Document | None) -> None:
        if document is not None:
            title = self._room.clinic.program.stage(key).title[self._room.words.language]
            self._room.go.paper(self._visit_id, title, document.body)

    def _skip_stage(self, key: str) -> None:
        reason, note = self._skip.answer()
        work = partial(self._room.clinic.visits.skip, self._visit_id, key, reason, note)
        self._room.store.run(self, work, self._skipped, self._complain)

    def _skipped(self, visit: Visit) -> None:
        self._skip.hide()
        self._sheet.banner.clear()
        self._room.go.tell(Changes(visits=frozenset({visit.id})))
        self._load()

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def decision_names(words: Words) -> dict[str, tuple[str, Tone]]:
    """What was decided, and how it is marked."""
    return {
        Decision.YES: (words("Yes"), Tone.GOOD),
        Decision.NO: (words("No"), Tone.STOP),
        Decision.NOT_SURE: (words("Not sure yet"), Tone.WARN),
    }


def _columns(stages: QWidget, skip: QWidget, *side: QWidget) -> QWidget:
    """The stages wide at the left, the cards at the right."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(space(3))
    left, right = QVBoxLayout(), QVBoxLayout()
    for column, widgets in ((left, (stages, skip)), (right, side)):
        column.setSpacing(space(2))
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
    row.addLayout(left, 5)
    row.addLayout(right, 2)
    return box


def _beside(left: QWidget, right: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left, 1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
    return box


def _clear(card: Card) -> None:
    while (item := card.rows.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
