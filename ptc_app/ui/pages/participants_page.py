"""Participants: found as you type, and their visit a press away."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participant import Participant, age_on
from ptc_app.domain.visit import Visit
from ptc_app.ui.messages import message
from ptc_app.ui.pages.people import language_names, named, who
from ptc_app.ui.room import Room
from ptc_app.ui.shell import SEARCH_KEY
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty import EmptyState
from ptc_app.ui.widgets.search_box import SearchBox
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone


class ParticipantsPage(QWidget):
    """A search box and who fits what it says."""

    def __init__(self, room: Room, text: str = "") -> None:
        super().__init__()
        self._room = room
        words = room.words
        self._asked = text
        self._sheet = Sheet(words("Participants"))
        self.search_box = SearchBox(
            name=words("Search for a participant"),
            placeholder=words("Name, birth date, phone or scan a band"),
            key=SEARCH_KEY,
        )
        self.search_box.setObjectName("participants.search")
        register = named(primary_button(words("&Register someone new")), "participants.register")
        register.clicked.connect(room.go.register)
        self._sheet.add_to_head(self.search_box, register)
        self._list = RowList(
            (words("Participant"), words("Age"), words("Language"), words("Phone"), ""),
            name=words("Participants found"),
            stretch=(4, 1, 2, 2, 0),
        )
        self._list.set_empty(
            EmptyState(
                words("Nobody found"),
                words("Try another spelling, the birth date or the phone, or register them."),
            )
        )
        self._sheet.add(self._list)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.search_box.setText(text)
        self.search_box.searched.connect(self._search)
        self._search(text)
        self.search_box.setFocus()

    def _search(self, text: str) -> None:
        self._asked = text
        work = partial(self._room.clinic.intake.search, text)
        self._room.store.run(self, work, partial(self._show, text), self._complain)

    def _show(self, text: str, found: list[Participant]) -> None:
        """Only the answer to what was typed last is shown."""
        if text == self._asked:
            self._list.set_rows([self._row(participant) for participant in found])

    def _row(self, participant: Participant) -> list[QWidget | str]:
        words = self._room.words
        today = self._room.local(self._room.clinic.intake.working.now()).date()
        return [
            who(participant, words),
            str(age_on(participant.birth_date, today)),
            language_names(words)[participant.language],
            participant.phone,
            self._open(participant),
        ]

    def _open(self, participant: Participant) -> Button:
        button = plain_button(self._room.words("Open visit"))
        button.setAccessibleName(f"{button.text()}, {participant.full_name}")
        button.setObjectName(f"participants.open:{participant.id}")
        button.clicked.connect(lambda: self._open_visit(participant.id))
        return button

    def _open_visit(self, participant_id: ParticipantId) -> None:
        work = partial(self._room.clinic.intake.open_visit, participant_id)
        self._room.store.run(self, work, self._opened, self._complain)

    def _opened(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id})))
        self._room.go.visit(visit.id)

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
