"""Sync: every record made on this computer, and where it is now."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import Counts, Parked, WaitingStream, WaitReason
from ptc_app.services.sync import SyncStatus
from ptc_app.ui.i18n import Words
from ptc_app.ui.messages import message
from ptc_app.ui.naming import named
from ptc_app.ui.room import Room
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.big_number import BigNumber
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.empty import EmptyState
from ptc_app.ui.widgets.sheet import Sheet
from ptc_app.ui.widgets.stacked import below, clear
from ptc_app.ui.widgets.table import RowList
from ptc_app.ui.widgets.text import Text, Tone, chip, figures, quiet, strong


class SyncPage(QWidget):
    """Four numbers that add up, what needs a person, and what waits and why."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.counts: Counts | None = None
        words = room.words
        self._sheet = Sheet(
            words("Sync"), below=words("Every record made on this computer, and where it is now")
        )
        send = named(primary_button(words("&Send now")), "sync.send")
        send.clicked.connect(self._send)
        self._sheet.add_to_head(send)
        self._numbers = {
            "captured": BigNumber(words("Recorded")),
            "received": BigNumber(words("= Received, with receipt")),
            "waiting": BigNumber(words("+ Waiting")),
            "attention": BigNumber(words("+ Needs attention")),
        }
        self._parked = QVBoxLayout()
        self._parked.setSpacing(space(2))
        self._list = RowList(
            (words("Waiting"), words("Records"), words("Why"), words("Since"), words("Next try")),
            name=words("What waits"),
            stretch=(3, 1, 4, 2, 2),
        )
        self._list.set_empty(
            EmptyState(words("Nothing waits"), words("Everything with a receipt is at central."))
        )
        self._last: Text = quiet("")
        self._card = _numbers_card(words, *self._numbers.values())
        for part in (self._card, self._list):
            part.hide()
        self._sheet.add(self._card)
        self._sheet.rows.addLayout(self._parked)
        self._sheet.add(self._list, self._last)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._sheet.left.connect(room.go.today)
        room.go.changed.connect(self._load)
        room.go.settled.connect(self._settled)
        send.setFocus()
        self._load()

    def _settled(self) -> None:
        self._sheet.banner.clear()
        self._load()

    def _load(self, _changes: object = None) -> None:
        self._room.store.run(self, self._room.clinic.sending.status, self._show, self._complain)

    def _show(self, status: SyncStatus) -> None:
        words = self._room.words
        self._show_counts(status.counts)
        self._card.show()
        self._list.show()
        self._list.set_rows([self._row(stream) for stream in status.waiting])
        clear(self._parked)
        for parked in status.parked:
            self._parked.addWidget(self._parked_card(parked))
        self._last.setText(words("Nothing has been received by central yet."))
        if status.last_received_at is not None:
            at = words.moment_text(self._room.local(status.last_received_at))
            self._last.setText(words("Last receipt from central: {time}", time=at))

    def _show_counts(self, counts: Counts) -> None:
        self.counts = counts
        number = self._room.words.number
        attention = Tone.STOP if counts.needs_attention else Tone.NEUTRAL
        self._numbers["captured"].show_number(number(counts.captured))
        self._numbers["received"].show_number(number(counts.received), Tone.GOOD)
        self._numbers["waiting"].show_number(number(counts.waiting))
        self._numbers["attention"].show_number(number(counts.needs_attention), attention)

    def _row(self, stream: WaitingStream) -> list[QWidget | str]:
        words = self._room.words
        why, due = reason_text(stream.reason, words), words("at once")
        if stream.due_at > self._room.clinic.sending.working.now():
            due = self._moment(stream.due_at)
        if stream.is_parked:
            why, due = words("Behind a record that needs attention"), words("in order")
        return [
            strong(stream.participant_name),
            figures(words.number(stream.records)),
            why,
            figures(self._moment(stream.since)),
            quiet(due),
        ]

    def _moment(self, moment: datetime) -> str:
        """The time, with its day where it is not today."""
        words, local = self._room.words, self._room.local(moment)
        today = self._room.local(self._room.clinic.sending.working.now()).date()
        return words.time_text(local) if local.date() == today else words.moment_text(local)

    def _parked_card(self, parked: Parked) -> QWidget:
        words = self._room.words
        kind = kind_names(words).get(parked.kind, parked.kind)
        day = words.date_text(self._room.local(parked.recorded_at).date())
        card = Card(name=words("Needs attention"))
        again = named(plain_button(words("Send again")), f"sync.again:{parked.envelope_id}")
        again.setAccessibleName(f"{again.text()}, {parked.participant_name}, {kind}, {day}")
        again.clicked.connect(partial(self._again, parked.envelope_id))
        said = [quiet(words("Central answered {code}.", code=parked.reason))]
        if parked.said:
            said = [quiet(words("Central answered: {answer}", answer=parked.said))]
        if parked.behind:
            said.append(
                quiet(
                    words.n(
                        "{count} record waits behind it.",
                        "{count} records wait behind it.",
                        parked.behind,
                    )
                )
            )
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(chip(words("Needs attention"), Tone.STOP))
        row.addWidget(below(strong(f"{parked.participant_name} · {kind}, {day}"), *said, gap=0), 1)
        row.addWidget(again)
        card.add(row)
        return card

    def _send(self) -> None:
        self._room.store.run(self, self._room.clinic.sending.wake, self._woken, self._complain)

    def _again(self, envelope_id: EnvelopeId, _checked: object = None) -> None:
        work = partial(self._room.clinic.sending.send_again, envelope_id)
        self._room.store.run(self, work, self._woken, self._complain)

    def _woken(self, _nothing: None) -> None:
        words = self._room.words
        if self.counts is not None and not (self.counts.waiting or self.counts.needs_attention):
            self._sheet.banner.show_message(Tone.GOOD, words("Nothing waits to be sent"))
            return
        self._sheet.banner.show_message(
            Tone.INFO, words("Sending"), words("The numbers below follow what central confirms.")
        )
        self._room.go.tell(Changes(outbox=True))

    def _complain(self, error: PtcError) -> None:
        said = message(error, self._room.words)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def reason_text(reason: str, words: Words) -> str:
    """Why something waits."""
    return {
        WaitReason.NOT_TRIED: words("Goes out next"),
        WaitReason.NOT_CONNECTED: words("Not connected to central yet"),
        WaitReason.CENTRAL_AWAY: words("No network, or central is away"),
        WaitReason.CENTRAL_BUSY: words("Central asked to wait"),
        WaitReason.CENTRAL_UNTRUSTED: words("Another certificate answered"),
        WaitReason.CENTRAL_NONSENSE: words("What answered is not central"),
        WaitReason.SIGN_IN: words("Central does not accept this computer"),
        WaitReason.PROGRAM_TOO_OLD: words("Central wants a newer program"),
    }.get(WaitReason(reason), reason)


def kind_names(words: Words) -> dict[str, str]:
    """What the kinds of records are called."""
    return {
        "registration": words("Registration"),
        "identity": words("Identity check"),
        "consent": words("Consent"),
        "survey": words("Survey"),
        "measurements": words("Physical measurements"),
        "visit-end": words("End of the visit"),
    }


def _numbers_card(words: Words, *numbers: BigNumber) -> QFrame:
    """A sum in four parts, a line between each two."""
    card = Card(name=words("Recorded = received + waiting + needs attention"))
    row = QHBoxLayout()
    row.setSpacing(space(2.5))
    for index, number in enumerate(numbers):
        if index:
            row.addWidget(_line())
        row.addWidget(number, 1)
    card.rows.setContentsMargins(space(3), 0, space(3), 0)
    card.add(row)
    for number in numbers:
        number.setContentsMargins(0, space(2.5), 0, space(2.5))
    return card


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "divider-down")
    return line
