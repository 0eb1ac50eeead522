"""Checking identity: two things that agree with the record, seen or said by the participant."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.services.visit import Identifier, VisitView
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.room import Room
from ptc_app.ui.theme import Scale
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.options import Choice, OptionGroup
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.text import Tone, lead, strong


class IdentityPage(QWidget):
    """Ask, compare, tick; two agree before anything is recorded of someone."""

    keeps_keys = True

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._room = room
        self._visit_id = visit_id
        self._plan = plan
        words = room.words
        self._options: OptionGroup | None = None
        self._sheet = Sheet(
            room.clinic.program.stage(plan.key).title[words.language],
            below=words("Ask first, then compare with the record. Tick what agrees."),
        )
        self._is_busy = False
        self._card = Card(name=words("What agrees with the record"))
        self._card.hide()
        self._sheet.add(self._card)
        self._sheet.end()
        back = named(plain_button(words("&Back to the visit")), "identity.back")
        back.clicked.connect(partial(room.go.visit, visit_id))
        confirm = named(primary_button(words("&Confirm identity")), "identity.confirm")
        confirm.clicked.connect(self._confirm)
        self._sheet.set_ways(back, confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        work = partial(room.clinic.visits.view, visit_id)
        room.store.run(self, work, self._show, self._complain)

    def _show(self, view: VisitView) -> None:
        words = self._room.words
        known = _known(view.participant, words)
        self._sheet.set_heading(
            self._room.clinic.program.stage(self._plan.key).title[words.language],
            above=words("{name} › identity", name=view.participant.full_name),
            below=words("Ask first, then compare with the record. Tick what agrees."),
        )
        self._options = OptionGroup(
            [(identifier.value, text) for identifier, text in known.items()],
            name=words("What agrees with the record"),
            multiple=Choice.MANY,
            scale=Scale.STAFF,
        )
        for identifier in known:
            self._options.button(identifier).setObjectName(f"identity.{identifier}")
        self._options.chosen.connect(self._sheet.banner.clear)
        self._card.add(
            strong(words("What agrees with the record")),
            lead(words("Two are needed. A photo ID counts as one.")),
            self._options,
        )
        self._card.show()
        self._sheet.order_tabs()
        self._options.button(next(iter(known))).setFocus()

    def _confirm(self) -> None:
        if self._options is None or self._is_busy:
            return
        self._is_busy = True
        ticked = [Identifier(key) for key in self._options.selected()]
        work = partial(
            self._room.clinic.visits.confirm_identity, self._visit_id, self._plan.key, ticked
        )
        self._room.store.run(self, work, self._confirmed, self._complain)

    def _confirmed(self, visit: Visit) -> None:
        self._room.go.tell(Changes(visits=frozenset({visit.id}), outbox=True))
        self._room.go.visit(visit.id)

    def _complain(self, error: PtcError) -> None:
        self._is_busy = False
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def _known(participant: Participant, words: Words) -> dict[Identifier, str]:
    """What can be compared: an identifier that is not on record cannot agree."""
    address = participant.address
    where = ", ".join(filter(None, (address.line, address.city, address.state)))
    told = {
        Identifier.NAME: words("Full name: {value}", value=participant.full_name),
        Identifier.BIRTH_DATE: words(
            "Birth date: {value}", value=words.date_text(participant.birth_date)
        ),
        Identifier.PHOTO_ID: words("Photo ID with this name and birth date"),
        Identifier.NUMBER: words("Participant number: {value}", value=participant.number),
    }
    if participant.phone:
        told[Identifier.PHONE] = words("Phone: {value}", value=participant.phone)
    if where:
        told[Identifier.ADDRESS] = words("Address: {value}", value=where)
    return told
