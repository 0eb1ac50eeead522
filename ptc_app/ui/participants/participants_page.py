"""The participants page: search while typing, and open one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.store_change import StoreChange
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import search_for_participants
from ptc_app.ui.participants.participant_list_model import participant_list_model
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.object_names import with_object_name


class ParticipantsPage(StaffPage):
    """A search box, and below it a list of the participants that fit all its words.

    It opens with a search for `text`; an empty one finds all. Newest registration first. Enter and
    arrow down lead from the box to the list; the action of a row opens the participant's page. A
    button opens registration, Esc today's visits. Loads again when
    participants change.
    """

    def __init__(self, context: PageContext, text: str = "") -> None:
        tr = context.tr
        super().__init__(context, tr("Participants"), below=tr("Registered most recently"))
        self._text = text
        self._goes_on = False
        self.search_box = search_for_participants(tr, "participants.search")
        register = with_object_name(
            primary_button(tr("&Register someone new")), "participants.register"
        )
        register.clicked.connect(context.routes.register)
        self._scaffold.add_to_head(self.search_box, register)
        self._found = participant_list_model(context)
        self._found.loaded.connect(self._show_found)
        self._found.loader.failed.connect(self._show_error)
        self._empty = EmptyState("", "")
        panel = ListCard(
            self._found,
            name=tr("Participants found"),
            object_name="participants.found",
            empty=self._empty,
        )
        panel.table.acted.connect(self._open)
        self._table = panel.table
        self._scaffold.add_list(panel)
        self._scaffold.end()
        self._scaffold.left.connect(context.routes.today)
        self._scaffold.entered.connect(self._go_on)
        self.search_box.setText(text)
        self.search_box.searched.connect(self._search)
        context.updates.changed.connect(self._reload)
        self._search(text)
        self.search_box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._found.rows:
            self._table.setFocus()
            return
        super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self._text = text
        self._found.set_query(partial(self._page, text))

    def _page(self, text: str, after: Participant | None, limit: int) -> list[Participant]:
        """One page of the list, read on the store thread."""
        last: ParticipantId | None = after.id if after else None
        return self._context.services.participants.search(text, after=last, limit=limit)

    def _reload(self, change: StoreChange) -> None:
        if change.participants:
            self._found.reload()

    def _show_found(self) -> None:
        """How many there are, and what to try where there is nobody."""
        tr = self._context.tr
        below = self._count_text() if self._text else tr("Registered most recently")
        self._scaffold.set_heading(tr("Participants"), below=below)
        self._empty.say(tr("No one is registered here yet"), tr("Register the first participant."))
        if self._text:
            self._empty.say(
                tr("Nobody found"),
                tr("Try another spelling, the birth date or the phone, or register them."),
            )
        if self._goes_on:
            self._go_on()

    def _count_text(self) -> str:
        tr, count = self._context.tr, len(self._found.rows)
        if self._found.loader.is_complete:
            return tr.plural("{count} person fits", "{count} people fit", count)
        return tr("More than {count} people fit: type more", count=tr.number(count))

    def _go_on(self) -> None:
        """To the first who was found, once they are found."""
        self._goes_on = self._found.loader.is_loading
        if not self._goes_on and self._found.rows:
            self._table.setFocus()

    def _open(self, participant: Participant, _action: str) -> None:
        self._context.routes.participant(participant.id)

    def _show_error(self, error: PtcError) -> None:
        self._goes_on = False
        super()._show_error(error)
