"""Today: who is here, where they stand, and the way to everyone else."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import StageState, Visit
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.people import search_for_participants, spoken, who
from ptc_app.ui.room import Room
from ptc_app.ui.theme import current
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty import EmptyState
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stacked import side_by_side
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, chip, figures, quiet

_Arrival = tuple[Visit, Participant]

_LARGE = 1.5
"""The text scale from which there is no room for the title that all visits have in common."""


class TodayPage(QWidget):
    """The visits of today, who came first above; those left open before; those finished."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        words = room.words
        self._today = room.local(room.clinic.intake.working.now()).date()
        self._sheet = Sheet(words("Today"), below=words.weekday_text(self._today))
        self.search_box = search_for_participants(words, "today.search")
        self.search_box.searched.connect(self._search)
        register = named(primary_button(words("&Register someone new")), "today.register")
        register.clicked.connect(room.go.register)
        self._sheet.add_to_head(self.search_box, register)
        self._has_titles = current().text_scale < _LARGE
        headers: tuple[str, ...]
        headers = (words("Time"), words("Participant"), words("Where they stand"), "")
        stretch: tuple[int, ...] = (0, 4, 4, 0)
        if self._has_titles:
            headers = (*headers[:2], words("Visit"), *headers[2:])
            stretch = (0, 4, 2, 4, 0)
        self._list = RowList(headers, name=words("Visits today"), stretch=stretch)
        self._list.set_empty(
            EmptyState(
                words("No visits yet today"),
                words("Search for the participant who is here, or register someone new."),
            )
        )
        self._list.hide()
        self._sheet.add(self._list)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.search_box.setFocus()
        room.store.run(self, room.clinic.intake.today, self._show, self._complain)

    def _show(self, visits: list[_Arrival]) -> None:
        arrivals = sorted(visits, key=self._place)
        open_now = [visit.id for visit, _ in arrivals if visit.finished_at is None]
        first = next(iter(open_now), None)
        self._list.set_rows([self._row(*arrival, first=first) for arrival in arrivals])
        self._list.show()
        if arrivals:
            self._sheet.set_heading(self._room.words("Today"), below=self._sum(arrivals))

    def _place(self, arrival: _Arrival) -> tuple[int, str]:
        visit, _ = arrival
        if visit.finished_at is not None:
            return 2, visit.started_at.isoformat()
        return int(self._day(visit) != self._today), visit.started_at.isoformat()

    def _sum(self, arrivals: list[_Arrival]) -> str:
        words = self._room.words
        finished = sum(visit.finished_at is not None for visit, _ in arrivals)
        return words(
            "{date} · {open} open, {finished} finished",
            date=words.weekday_text(self._today),
            open=words.number(len(arrivals) - finished),
            finished=words.number(finished),
        )

    def _day(self, visit: Visit) -> date:
        return self._room.local(visit.started_at).date()

    def _row(
        self, visit: Visit, participant: Participant, *, first: VisitId | None
    ) -> list[QWidget | str]:
        words, local = self._room.words, self._room.local(visit.started_at)
        is_today = local.date() == self._today
        began = words.time_text(local) if is_today else words.date_text(local.date())
        title = self._room.clinic.program.manifest.visit_title[words.language]
        return [
            figures(began),
            who(participant, words),
            *([title] if self._has_titles else []),
            side_by_side(*self._standing(visit)),
            self._open(visit, participant, is_first=visit.id == first),
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
        if stage.state is StageState.IN_PROGRESS:
            return (chip(words("Under way"), Tone.INFO), quiet(title))
        return (
            chip(words("Waiting for you"), Tone.WARN),
            quiet(words("{stage} is next", stage=title)),
        )

    def _open(self, visit: Visit, participant: Participant, *, is_first: bool) -> Button:
        """Who has been here longest stands out."""
        words = self._room.words
        text = words("Continue") if visit.finished_at is None else words("Open")
        button = primary_button(text) if is_first else plain_button(text)
        button.setAccessibleName(f"{text}, {spoken(participant)}")
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
