"""The sync page: how far every record made on this computer was delivered to central."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ptc_app.domain.outbox import DeliveryCounts, EnvelopeNeedingAttention, WaitingStream
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.sync import SyncStatus
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.sync.envelope_list_models import needs_attention_list_model, waiting_list_model
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.big_number import BigNumber
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import Tone, WrappingLabel, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


class SyncPage(StaffPage):
    """Shows envelope counts, envelopes that need attention, and who has some waiting and why.

    recorded = received + waiting + needs attention; `counts` are those shown, None until loaded.
    "Send now" makes all waiting envelopes due at once, the action of an envelope that one again; a
    sync run follows. Loads again after each commit, and while central receives or rejects some.
    """

    def __init__(self, context: PageContext) -> None:
        tr = context.tr
        super().__init__(
            context, tr("Sync"), below=tr("Every record made on this computer, and where it is now")
        )
        self.counts: DeliveryCounts | None = None
        send = with_object_name(primary_button(tr("&Send now")), "sync.send")
        send.clicked.connect(self._send)
        self._scaffold.add_to_head(send)
        self._numbers = {
            "captured": BigNumber(tr("Recorded")),
            "received": BigNumber(tr("= Received and confirmed")),
            "waiting": BigNumber(tr("+ Waiting")),
            "attention": BigNumber(tr("+ Needs attention")),
        }
        self._card = _numbers_card(tr, *self._numbers.values())
        self._card.hide()
        self._last: WrappingLabel = caption_label("")
        self._needs_attention = needs_attention_list_model(context)
        self._waiting = waiting_list_model(context)
        self._scaffold.add(self._card)
        self._add_lists(tr)
        self._scaffold.add(self._last)
        self._scaffold.end()
        self._scaffold.left.connect(context.routes.today)
        context.updates.changed.connect(self._reload)
        context.updates.progressed.connect(self._reload)
        context.updates.delivered.connect(self._show_delivered)
        send.setFocus()
        self._needs_attention.set_query(self._needs_attention_page)
        self._waiting.set_query(self._waiting_page)
        self._load(context.services.sync.status, self._show)

    def _add_lists(self, tr: Localizer) -> None:
        nothing = EmptyState(
            tr("Nothing waits"), tr("The central system has everything that is confirmed.")
        )
        needs_attention = ListCard(
            self._needs_attention, name=tr("Needs attention"), object_name="sync.needs-attention"
        )
        waiting = ListCard(
            self._waiting, name=tr("What waits"), object_name="sync.waiting", empty=nothing
        )
        needs_attention.table.acted.connect(self._send_again)
        for panel in (needs_attention, waiting):
            panel.model.loader.failed.connect(self._show_error)
            self._scaffold.add_list(panel)

    def _needs_attention_page(
        self, after: EnvelopeNeedingAttention | None, limit: int
    ) -> list[EnvelopeNeedingAttention]:
        """One page of the list, read on the store thread."""
        return self._context.services.sync.needing_attention(after=after, limit=limit)

    def _waiting_page(self, after: WaitingStream | None, limit: int) -> list[WaitingStream]:
        """One page of the list, read on the store thread."""
        return self._context.services.sync.waiting(after=after, limit=limit)

    def _show_delivered(self) -> None:
        self._scaffold.banner.clear()
        self._reload()

    def _reload(self, _change: object = None) -> None:
        self._needs_attention.reload()
        self._waiting.reload()
        self._load(self._context.services.sync.status, self._show)

    def _show(self, status: SyncStatus) -> None:
        tr = self._context.tr
        self._show_counts(status.counts)
        self._card.show()
        self._last.setText(tr("The central system has not received anything yet."))
        if status.last_received_at is not None:
            at = tr.moment_text(self._context.local(status.last_received_at))
            self._last.setText(tr("Last confirmation from the central system: {time}", time=at))

    def _show_counts(self, counts: DeliveryCounts) -> None:
        self.counts = counts
        number = self._context.tr.number
        attention = Tone.STOP if counts.needs_attention else Tone.NEUTRAL
        self._numbers["captured"].show_number(number(counts.captured))
        self._numbers["received"].show_number(number(counts.received), Tone.GOOD)
        self._numbers["waiting"].show_number(number(counts.waiting))
        self._numbers["attention"].show_number(number(counts.needs_attention), attention)

    def _send(self) -> None:
        self._load(self._context.services.sync.wake, self._show_sending)

    def _send_again(self, envelope: EnvelopeNeedingAttention, _action: str) -> None:
        work = partial(self._context.services.sync.send_again, envelope.envelope_id)
        self._load(work, self._show_sending)

    def _show_sending(self, _nothing: None) -> None:
        tr = self._context.tr
        if self.counts is not None and not (self.counts.waiting or self.counts.needs_attention):
            self._scaffold.banner.show_message(Tone.GOOD, tr("Nothing waits to be sent"))
            return
        self._scaffold.banner.show_message(
            Tone.INFO, tr("Sending"), tr("The numbers below change with each confirmation.")
        )


def _numbers_card(tr: Localizer, *numbers: BigNumber) -> QFrame:
    """A sum in four parts, with a line between each two."""
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
