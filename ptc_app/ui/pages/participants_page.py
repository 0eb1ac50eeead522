"""Participants: found as you type, and their visit a press away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participant import Participant, age_on
from ptc_app.domain.visit import Visit
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.pages.people import language_names, search_for_participants, spoken, who
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty import EmptyState
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Tone, figures


class ParticipantsPage(QWidget):
    """A search box and who fits what it says; Enter and the arrow down lead to the first found."""

    def __init__(self, room: Room, text: str = "") -> None:
        super().__init__()
        self._room = room
        words = room.words
        self._asked = text
        self._is_looking = self._goes_on = False
        self._buttons: list[Button] = []
        self._sheet = Sheet(words("Participants"), below=words("Those registered last"))
        self.search_box = search_for_participants(words, "participants.search")
        register = named(primary_button(words("&Register someone new")), "participants.register")
        register.clicked.connect(room.go.register)
        self._sheet.add_to_head(self.search_box, register)
        self._list = RowList(
            (words("Participant"), words("Age"), words("Language"), words("Phone"), ""),
            name=words("Participants found"),
            stretch=(4, 1, 2, 2, 0),
        )
        self._empty = EmptyState("", "")
        self._list.set_empty(self._empty)
        self._list.hide()
        self._sheet.add(self._list)
        self._sheet.end()
        self._sheet.left.connect(room.go.today)
        self._sheet.entered.connect(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.search_box.setText(text)
        self.search_box.searched.connect(self._search)
        self._search(text)
        self.search_box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._buttons:
            self._buttons[0].setFocus()
            return
        super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self._asked = text
        self._is_looking = True
        work = partial(self._room.clinic.intake.search, text)
        self._room.store.run(self, work, partial(self._show, text), self._complain)

    def _show(self, text: str, found: list[Participant]) -> None:
        """Only the answer to what was typed last is shown."""
        if text != self._asked:
            return
        self._buttons = []
        self._is_looking = False
        self._say(text, len(found))
        self._list.set_rows([self._row(participant) for participant in found])
        self._list.show()
        if self._goes_on:
            self._go_on()

    def _say(self, text: str, count: int) -> None:
        """Whose list this is."""
        words = self._room.words
        below = words("Those registered last")
        if text:
            below = words.n("{count} person fits", "{count} people fit", count)
        self._sheet.set_heading(words("Participants"), below=below)
        self._empty.say(
            words("No one is registered here yet"), words("Register the first participant.")
        )
        if text:
            self._empty.say(
                words("Nobody found"),
                words("Try another spelling, the birth date or the phone, or register them."),
            )

    def _go_on(self) -> None:
        """To the first who was found, once they are found."""
        self._goes_on = self._is_looking
        if not self._goes_on and self._buttons:
            self._buttons[0].setFocus()

    def _row(self, participant: Participant) -> list[QWidget | str]:
        words = self._room.words
        today = self._room.local(self._room.clinic.intake.working.now()).date()
        return [
            who(participant, words),
            figures(str(age_on(participant.birth_date, today))),
            language_names(words)[participant.language],
            figures(participant.phone),
            self._open(participant),
        ]

    def _open(self, participant: Participant) -> Button:
        button = plain_button(self._room.words("Open visit"))
        button.setAccessibleName(f"{button.text()}, {spoken(participant)}")
        button.setObjectName(f"participants.open:{participant.id}")
        button.clicked.connect(lambda: self._open_visit(participant.id))
        self._buttons.append(button)
        return button

    def _open_visit(self, participant_id: ParticipantId) -> None:
        work = partial(self._room.clinic.intake.open_visit, participant_id)
        self._room.store.run(self, work, self._opened, self._complain)

    def _opened(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id})))
        self._room.go.visit(visit.id)

    def _complain(self, error: PtcError) -> None:
        self._is_looking = self._goes_on = False
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
