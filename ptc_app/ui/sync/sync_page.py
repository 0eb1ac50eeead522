"""Sync: every record made on this computer, and where it is now."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import EnvelopeId
from ptc_app.domain.outbox import DeliveryCounts, ParkedEnvelope, WaitingStream, WaitReason
from ptc_app.domain.stale_views import StaleViews
from ptc_app.i18n.translator import Translator
from ptc_app.services.sync import SyncStatus
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.box_layouts import clear_layout, vertical_box
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.big_number import BigNumber
from ptc_app.ui.widgets.buttons import plain_button, primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import (
    Tone,
    WrappingLabel,
    bold_label,
    caption_label,
    chip_label,
    tabular_label,
)
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.row_list import RowList


class SyncPage(QWidget):
    """Four numbers that add up, what needs a person, and what waits and why."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.counts: DeliveryCounts | None = None
        tr = context.tr
        self._sheet = PageScaffold(
            tr("Sync"), below=tr("Every record made on this computer, and where it is now")
        )
        send = with_object_name(primary_button(tr("&Send now")), "sync.send")
        send.clicked.connect(self._send)
        self._sheet.add_to_head(send)
        self._numbers = {
            "captured": BigNumber(tr("Recorded")),
            "received": BigNumber(tr("= Received, with receipt")),
            "waiting": BigNumber(tr("+ Waiting")),
            "attention": BigNumber(tr("+ Needs attention")),
        }
        self._parked = QVBoxLayout()
        self._parked.setSpacing(grid_space(2))
        self._list = RowList(
            (tr("Waiting"), tr("Records"), tr("Why"), tr("Since"), tr("Next try")),
            name=tr("What waits"),
            stretch=(3, 1, 4, 2, 2),
        )
        self._list.set_empty(
            EmptyState(tr("Nothing waits"), tr("Everything with a receipt is at central."))
        )
        self._last: WrappingLabel = caption_label("")
        self._card = _numbers_card(tr, *self._numbers.values())
        for part in (self._card, self._list):
            part.hide()
        self._sheet.add(self._card)
        self._sheet.rows.addLayout(self._parked)
        self._sheet.add(self._list, self._last)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._sheet.left.connect(context.routes.today)
        context.routes.changed.connect(self._load)
        context.routes.settled.connect(self._settled)
        send.setFocus()
        self._load()

    def _settled(self) -> None:
        self._sheet.banner.clear()
        self._load()

    def _load(self, _changes: object = None) -> None:
        self._context.store.run(
            self, self._context.services.sync.status, self._show, self._show_error
        )

    def _show(self, status: SyncStatus) -> None:
        tr = self._context.tr
        self._show_counts(status.counts)
        self._card.show()
        self._list.show()
        self._list.set_rows([self._row(stream) for stream in status.waiting])
        clear_layout(self._parked)
        for parked in status.parked:
            self._parked.addWidget(self._parked_card(parked))
        self._last.setText(tr("Nothing has been received by central yet."))
        if status.last_received_at is not None:
            at = tr.moment_text(self._context.local(status.last_received_at))
            self._last.setText(tr("Last receipt from central: {time}", time=at))

    def _show_counts(self, counts: DeliveryCounts) -> None:
        self.counts = counts
        number = self._context.tr.number
        attention = Tone.STOP if counts.needs_attention else Tone.NEUTRAL
        self._numbers["captured"].show_number(number(counts.captured))
        self._numbers["received"].show_number(number(counts.received), Tone.GOOD)
        self._numbers["waiting"].show_number(number(counts.waiting))
        self._numbers["attention"].show_number(number(counts.needs_attention), attention)

    def _row(self, stream: WaitingStream) -> list[QWidget | str]:
        tr = self._context.tr
        why, due = wait_reason_text(stream.reason, tr), tr("at once")
        if stream.due_at > self._context.services.sync.act_context.now():
            due = self._moment(stream.due_at)
        if stream.is_parked:
            why, due = tr("Behind a record that needs attention"), tr("in order")
        return [
            bold_label(stream.participant_name),
            tabular_label(tr.number(stream.records)),
            why,
            tabular_label(self._moment(stream.since)),
            caption_label(due),
        ]

    def _moment(self, moment: datetime) -> str:
        """The time, with its day where it is not today."""
        tr, local = self._context.tr, self._context.local(moment)
        today = self._context.local(self._context.services.sync.act_context.now()).date()
        return tr.time_text(local) if local.date() == today else tr.moment_text(local)

    def _parked_card(self, parked: ParkedEnvelope) -> QWidget:
        tr = self._context.tr
        kind = record_kind_names(tr).get(parked.kind, parked.kind)
        day = tr.date_text(self._context.local(parked.recorded_at).date())
        card = Card(name=tr("Needs attention"))
        again = with_object_name(plain_button(tr("Send again")), f"sync.again:{parked.envelope_id}")
        again.setAccessibleName(f"{again.text()}, {parked.participant_name}, {kind}, {day}")
        again.clicked.connect(partial(self._again, parked.envelope_id))
        said = [caption_label(tr("Central answered {code}.", code=parked.reason))]
        if parked.said:
            said = [caption_label(tr("Central answered: {answer}", answer=parked.said))]
        if parked.behind:
            said.append(
                caption_label(
                    tr.plural(
                        "{count} record waits behind it.",
                        "{count} records wait behind it.",
                        parked.behind,
                    )
                )
            )
        row = QHBoxLayout()
        row.setSpacing(grid_space(2))
        row.addWidget(chip_label(tr("Needs attention"), Tone.STOP))
        row.addWidget(
            vertical_box(bold_label(f"{parked.participant_name} · {kind}, {day}"), *said, gap=0), 1
        )
        row.addWidget(again)
        card.add(row)
        return card

    def _send(self) -> None:
        self._context.store.run(
            self, self._context.services.sync.wake, self._woken, self._show_error
        )

    def _again(self, envelope_id: EnvelopeId, _checked: object = None) -> None:
        work = partial(self._context.services.sync.send_again, envelope_id)
        self._context.store.run(self, work, self._woken, self._show_error)

    def _woken(self, _nothing: None) -> None:
        tr = self._context.tr
        if self.counts is not None and not (self.counts.waiting or self.counts.needs_attention):
            self._sheet.banner.show_message(Tone.GOOD, tr("Nothing waits to be sent"))
            return
        self._sheet.banner.show_message(
            Tone.INFO, tr("Sending"), tr("The numbers below follow what central confirms.")
        )
        self._context.routes.tell(StaleViews(outbox=True))

    def _show_error(self, error: PtcError) -> None:
        said = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def wait_reason_text(reason: str, tr: Translator) -> str:
    """Why something waits."""
    return {
        WaitReason.NOT_TRIED: tr("Goes out next"),
        WaitReason.NOT_CONNECTED: tr("Not connected to central yet"),
        WaitReason.CENTRAL_AWAY: tr("No network, or central is away"),
        WaitReason.CENTRAL_BUSY: tr("Central asked to wait"),
        WaitReason.CENTRAL_UNTRUSTED: tr("Another certificate answered"),
        WaitReason.CENTRAL_NONSENSE: tr("What answered is not central"),
        WaitReason.SIGN_IN: tr("Central does not accept this computer"),
        WaitReason.PROGRAM_TOO_OLD: tr("Central wants a newer program"),
    }.get(WaitReason(reason), reason)


def record_kind_names(tr: Translator) -> dict[str, str]:
    """What the kinds of records are called."""
    return {
        "registration": tr("Registration"),
        "identity": tr("Identity check"),
        "consent": tr("Consent"),
        "survey": tr("Survey"),
        "measurements": tr("Physical measurements"),
        "visit-end": tr("End of the visit"),
    }


def _numbers_card(tr: Translator, *numbers: BigNumber) -> QFrame:
    """A sum in four parts, a line between each two."""
    card = Card(name=tr("Recorded = received + waiting + needs attention"))
    row = QHBoxLayout()
    row.setSpacing(grid_space(2.5))
    for index, number in enumerate(numbers):
        if index:
            row.addWidget(_line())
        row.addWidget(number, 1)
    card.rows.setContentsMargins(grid_space(3), 0, grid_space(3), 0)
    card.add(row)
    for number in numbers:
        number.setContentsMargins(0, grid_space(2.5), 0, grid_space(2.5))
    return card


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "divider-down")
    return line
