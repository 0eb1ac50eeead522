"""Today: who is here, where they stand, and the way to everyone else."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import Visit
from ptc_app.ui.messages import message
from ptc_app.ui.pages.people import named, who
from ptc_app.ui.room import Room
from ptc_app.ui.shell import SEARCH_KEY
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty import EmptyState
from ptc_app.ui.widgets.search_box import SearchBox
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stacked import side_by_side
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, chip, figures, quiet


class TodayPage(QWidget):
    """The visits of today and those still open, newest first."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        words = room.words
        today = room.local(room.clinic.intake.working.now()).date()
        self._sheet = Sheet(words("Today"), below=words.weekday_text(today))
        self.search_box = SearchBox(
            name=words("Search for a participant"),
            placeholder=words("Name, birth date, phone or scan a band"),
            key=SEARCH_KEY,
        )
        self.search_box.setObjectName("today.search")
        self.search_box.searched.connect(self._search)
        register = named(primary_button(words("&Register someone new")), "today.register")
        register.clicked.connect(room.go.register)
        self._sheet.add_to_head(self.search_box, register)
        self._list = RowList(
            (words("Time"), words("Participant"), words("Visit"), words("Where they stand"), ""),
            name=words("Visits today"),
            stretch=(0, 4, 2, 4, 0),
        )
        self._list.set_empty(
            EmptyState(
                words("No visits yet today"),
                words("Search for the participant who is here, or register someone new."),
            )
        )
        self._sheet.add(self._list)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        room.store.run(self, room.clinic.intake.today, self._show, self._complain)

    def _show(self, visits: list[tuple[Visit, Participant]]) -> None:
        self._list.set_rows([self._row(visit, participant) for visit, participant in visits])

    def _row(self, visit: Visit, participant: Participant) -> list[QWidget | str]:
        words, local = self._room.words, self._room.local(visit.started_at)
        today = self._room.local(self._room.clinic.intake.working.now()).date()
        began = words.time_text(local) if local.date() == today else words.date_text(local.date())
        title = self._room.clinic.program.manifest.visit_title[words.language]
        return [
            figures(began),
            who(participant, words),
            title,
            side_by_side(*self._standing(visit)),
            self._open(visit, participant),
        ]

    def _standing(self, visit: Visit) -> tuple[QWidget, ...]:
        words = self._room.words
        if visit.finished_at is not None:
            ended = words.time_text(self._room.local(visit.finished_at))
            return (chip(words("Finished"), Tone.GOOD), quiet(ended))
        stage = visit.next_stage
        if stage is None:
            return (chip(words("Open"), Tone.INFO),)
        title = self._room.clinic.program.stage(stage.plan.key).title[words.language]
        return (
            chip(words("Waiting for you"), Tone.WARN),
            quiet(words("{stage} is next", stage=title)),
        )

    def _open(self, visit: Visit, participant: Participant) -> Button:
        words = self._room.words
        is_open = visit.finished_at is None
        button = primary_button(words("Continue")) if is_open else plain_button(words("Open"))
        button.setAccessibleName(f"{button.text()}, {participant.full_name}")
        button.setObjectName(f"today.open:{visit.id}")
        button.clicked.connect(lambda: self._go(visit.id))
        return button

    def _go(self, visit_id: VisitId) -> None:
        self._room.go.visit(visit_id)

    def _search(self, text: str) -> None:
        if text:
            self._room.go.participants(text)

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
