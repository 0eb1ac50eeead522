"""The columns of the lists of the sync page: envelopes that need attention, streams that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ptc_app.domain.outbox import EnvelopeNeedingAttention, WaitingReason, WaitingStream, is_due
from ptc_app.domain.stages.record_kinds import REGISTRATION
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.lists.cells import (
    ActionCell,
    Cell,
    ListColumn,
    StatusCell,
    TextCell,
    TextLine,
    TextStyle,
    text_cell,
)
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.stage_texts import ShownStageTypes
from ptc_app.ui.widgets.labels import Tone

SEND_AGAIN = "send-again"
"""The key of the action of an envelope that needs attention: to send it again."""


def waiting_list_model(context: PageContext) -> PagedModel[WaitingStream]:
    """Return a list model without a query; a row is a participant whose envelopes wait.

    Columns: participant, number of records, why they wait, since when, and the next try.
    """
    tr, cells = context.tr, _WaitingCells(context)
    return PagedModel[WaitingStream](
        (
            ListColumn(
                tr("Waiting"),
                lambda stream, _at: text_cell(stream.participant_name, TextStyle.STRONG),
                stretch=3,
            ),
            ListColumn(
                tr("Records"), lambda stream, _at: text_cell(tr.number(stream.records)), stretch=1
            ),
            ListColumn(tr("Why"), cells.reason, stretch=4),
            ListColumn(tr("Since"), cells.since, stretch=2),
            ListColumn(tr("Next try"), cells.next_try, stretch=2, may_hide=True),
        ),
        context.store,
        key_of=lambda stream: stream.participant_id,
        name_of=lambda stream: stream.participant_name,
    )


def needs_attention_list_model(context: PageContext) -> PagedModel[EnvelopeNeedingAttention]:
    """Return a list model without a query, whose rows are envelopes that need attention.

    Columns: the state; what the envelope holds, what central answered and how many records wait
    behind it; and the action SEND_AGAIN.
    """
    tr, cells = context.tr, _NeedsAttentionCells(context.tr, context)
    return PagedModel[EnvelopeNeedingAttention](
        (
            ListColumn("", lambda _one, _at: StatusCell(tr("Needs attention"), Tone.STOP)),
            ListColumn("", cells.answer, stretch=1),
            ListColumn("", cells.action, spoken_header=tr("Action")),
        ),
        context.store,
        key_of=lambda envelope: envelope.envelope_id,
        name_of=cells.title,
    )


@dataclass(frozen=True, slots=True)
class _WaitingCells:
    """Makes the cells of a waiting stream, in the language of the session."""

    context: PageContext

    def reason(self, stream: WaitingStream, _at: int) -> Cell:
        """Return why the stream waits, in words."""
        tr = self.context.tr
        if stream.is_held_up:
            return text_cell(tr("Waits for a record that needs attention"))
        return text_cell(wait_reason_text(stream.reason, tr))

    def since(self, stream: WaitingStream, _at: int) -> Cell:
        """Return since when it waits: a time, with its day where that is not today."""
        return text_cell(self._moment(stream.since))

    def next_try(self, stream: WaitingStream, _at: int) -> Cell:
        """Return when it is tried again: a time, at once, or after the record it waits behind."""
        tr, due = self.context.tr, self.context.tr("at once")
        if stream.is_held_up:
            due = tr("in its turn")
        elif not is_due(stream.due_at, self.context.now()):
            due = self._moment(stream.due_at)
        return text_cell(due, TextStyle.CAPTION)

    def _moment(self, moment: datetime) -> str:
        """The time, with its day where that is not today."""
        tr, local = self.context.tr, self.context.local(moment)
        is_today = local.date() == self.context.today()
        return tr.time_text(local) if is_today else tr.moment_text(local)


@dataclass(frozen=True, slots=True)
class _NeedsAttentionCells:
    """Makes the cells of an envelope that needs attention, in the session's language."""

    tr: Localizer
    context: PageContext

    def title(self, envelope: EnvelopeNeedingAttention) -> str:
        """Return participant, kind and day of the record: Ana Ruiz · Registration, 12 Mar 2026."""
        kind = record_kind_names(self.context.stages, self.tr).get(envelope.kind, envelope.kind)
        day = self.tr.date_text(self.context.local(envelope.recorded_at).date())
        return f"{envelope.participant_name} · {kind}, {day}"

    def answer(self, envelope: EnvelopeNeedingAttention, _at: int) -> Cell:
        """Return the title, central's text or else its code, and how many records wait behind."""
        tr = self.tr
        told = tr("The central system answered {code}.", code=envelope.reason)
        if envelope.said:
            told = tr("The central system answered: {answer}", answer=envelope.said)
        lines = [
            TextLine(self.title(envelope), TextStyle.STRONG),
            TextLine(told, TextStyle.CAPTION),
        ]
        if envelope.behind:
            behind = tr.plural(
                "{count} record waits behind it.",
                "{count} records wait behind it.",
                envelope.behind,
            )
            lines.append(TextLine(behind, TextStyle.CAPTION))
        return TextCell(tuple(lines))

    def action(self, envelope: EnvelopeNeedingAttention, _at: int) -> Cell:
        """Return the action SEND_AGAIN."""
        text = self.tr("Send again")
        return ActionCell(SEND_AGAIN, text, f"{text}, {self.title(envelope)}")


def wait_reason_text(reason: str, tr: Localizer) -> str:
    """Return the translated text for the code of a WaitingReason: why an envelope waits.

    ValueError for a code that is none.
    """
    return {
        WaitingReason.NOT_TRIED: tr("Goes out next"),
        WaitingReason.NOT_CONNECTED: tr("Not connected to the central system yet"),
        WaitingReason.CENTRAL_AWAY: tr("No network, or the central system does not answer"),
        WaitingReason.CENTRAL_BUSY: tr("The central system asked to wait"),
        WaitingReason.CENTRAL_UNTRUSTED: tr("Another certificate answered"),
        WaitingReason.CENTRAL_NONSENSE: tr("Another server answered, not the central system"),
        WaitingReason.SIGN_IN: tr("The central system does not accept this computer"),
        WaitingReason.PROGRAM_TOO_OLD: tr("The central system needs a newer version of the app"),
        WaitingReason.CLOCK_WRONG: tr("The date of this computer is wrong"),
        WaitingReason.CERTIFICATE_DATES: tr("The central system's certificate is not valid today"),
    }.get(WaitingReason(reason), reason)


def record_kind_names(stages: ShownStageTypes, tr: Localizer) -> dict[str, str]:
    """Return the translated name of each kind of record by its code.

    Those that stages sign, and the registration.
    """
    return {REGISTRATION.code: tr("Registration"), **stages.record_names()}
