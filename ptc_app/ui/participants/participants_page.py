"""Participants: found as you type, and their visit a press away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participant import Participant, age_on
from ptc_app.services.contact_details import phone_text
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import (
    participant_label,
    participant_name_and_number,
    search_for_participants,
)
from ptc_app.ui.visit.visit_type_page import follow_visit_start
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import Tone, tabular_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.row_list import RowList


class ParticipantsPage(QWidget):
    """A search box and who fits what it says; Enter and the arrow down lead to the first found."""

    def __init__(self, context: PageContext, text: str = "") -> None:
        super().__init__()
        self._context = context
        tr = context.tr
        self._asked = text
        self._is_looking = self._goes_on = False
        self._buttons: list[Button] = []
        self._sheet = PageScaffold(tr("Participants"), below=tr("Those registered last"))
        self.search_box = search_for_participants(tr, "participants.search")
        register = with_object_name(
            primary_button(tr("&Register someone new")), "participants.register"
        )
        register.clicked.connect(context.routes.register)
        self._sheet.add_to_head(self.search_box, register)
        self._list = RowList(
            (tr("Participant"), tr("Age"), tr("Language"), tr("Phone"), ""),
            name=tr("Participants found"),
            stretch=(4, 1, 2, 2, 0),
        )
        self._empty = EmptyState("", "")
        self._list.set_empty(self._empty)
        self._list.hide()
        self._sheet.add(self._list)
        self._sheet.end()
        self._sheet.left.connect(context.routes.today)
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
        work = partial(self._context.services.participants.search, text)
        self._context.store.run(self, work, partial(self._show, text), self._show_error)

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
        tr = self._context.tr
        below = tr("Those registered last")
        if text:
            below = tr.plural("{count} person fits", "{count} people fit", count)
        self._sheet.set_heading(tr("Participants"), below=below)
        self._empty.say(tr("No one is registered here yet"), tr("Register the first participant."))
        if text:
            self._empty.say(
                tr("Nobody found"),
                tr("Try another spelling, the birth date or the phone, or register them."),
            )

    def _go_on(self) -> None:
        """To the first who was found, once they are found."""
        self._goes_on = self._is_looking
        if not self._goes_on and self._buttons:
            self._buttons[0].setFocus()

    def _row(self, participant: Participant) -> list[QWidget | str]:
        tr = self._context.tr
        today = self._context.local(self._context.services.participants.act_context.now()).date()
        return [
            participant_label(participant, tr),
            tabular_label(str(age_on(participant.birth_date, today))),
            tr.language_name(participant.language),
            tabular_label(phone_text(participant.phone)),
            self._open(participant),
        ]

    def _open(self, participant: Participant) -> Button:
        button = plain_button(self._context.tr("Open visit"))
        button.setAccessibleName(f"{button.text()}, {participant_name_and_number(participant)}")
        button.setObjectName(f"participants.open:{participant.id}")
        button.clicked.connect(lambda: self._open_visit(participant.id))
        self._buttons.append(button)
        return button

    def _open_visit(self, participant_id: ParticipantId) -> None:
        work = partial(self._context.services.participants.start_visit, participant_id)
        done = partial(follow_visit_start, self._context)
        self._context.store.run(self, work, done, self._show_error)

    def _show_error(self, error: PtcError) -> None:
        self._is_looking = self._goes_on = False
        said = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)
