"""The narrow column of the visit page: consent decisions, records, or a question for a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.ids import VisitId
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryKey
from ptc_app.services.visit import VisitView
from ptc_app.ui.entries.kept_entries import KeptAnswers
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.choices_card import ChoicesCard
from ptc_app.ui.participants.minor_card import MinorCard
from ptc_app.ui.theme import grid_space
from ptc_app.ui.visit.cancel_panel import CancelPanel
from ptc_app.ui.visit.skip_panel import SkipPanel
from ptc_app.ui.widgets.buttons import link_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


class VisitSideColumn(QWidget):
    """Shows cards: what a person under 18 needs, the consent decisions so far, and the records.

    While it asks why a stage is skipped or the visit is cancelled, the question stands in their
    place. A visit that may be cancelled has a button for it below them.
    """

    skip_confirmed = Signal(str, str, str)
    """Emitted with the key of a stage to skip, the code of the SkipReason and the note."""

    cancel_confirmed = Signal(str, str)
    """Emitted with the code of the CancelReason and the note when the visit is to be cancelled."""

    closed = Signal()
    """Emitted when the question is closed, by a person or by `close_question`."""

    def __init__(self, context: PageContext, visit_id: VisitId) -> None:
        super().__init__()
        self._tr: Localizer = context.tr
        tr = context.tr
        self._skip = SkipPanel(tr)
        self._skip.confirmed.connect(self.skip_confirmed)
        self._skip.cancelled.connect(self.close_question)
        self._why_cancel = CancelPanel(tr)
        self._why_cancel.answered.connect(self.cancel_confirmed)
        self._why_cancel.cancelled.connect(self.close_question)
        self._today = context.today
        self._minor = MinorCard(tr)
        self._visit_id = visit_id
        self._kept_skip = KeptAnswers(context, self._skip)
        self._kept_cancel = KeptAnswers(context, self._why_cancel)
        self._choices = ChoicesCard(context, tr("Choices so far"))
        self._recorded = Card(name=tr("Recorded here"))
        self._cancel = with_object_name(link_button(tr("Cancel this visit…")), "visit.cancel")
        self._cancel.clicked.connect(self._ask_why_cancel)
        self._cancel.hide()
        self._may_cancel = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        for part in (self._skip, self._why_cancel, self._minor, self._choices, self._recorded):
            column.addWidget(part)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_asking(self) -> bool:
        """Whether a question for a reason is shown."""
        return self._skip.isVisible() or self._why_cancel.isVisible()

    def show_visit(self, view: VisitView) -> None:
        """Fill the cards with the participant's decisions and the counts of their envelopes.

        What they showed before is replaced.
        """
        self._minor.show_participant(view.participant, self._today())
        self._choices.show_choices(view.program, view.enrollment)
        self._fill_recorded(view)
        self._may_cancel = view.visit.may_be_cancelled
        self._cancel.setVisible(self._may_cancel and not self.is_asking)

    def ask_why(self, key: str, title: str) -> None:
        """Ask why a stage is skipped, in place of the cards; `title` is its translated title."""
        self._show_cards(shown=False)
        self._skip.ask(key, title)
        self._kept_skip.begin(EntryKey(DraftedPage.STAGE_SKIP, f"{self._visit_id}/{key}"))

    def close_question(self) -> None:
        """Show the cards in place of the question, forget its answer, and emit `closed`."""
        self._kept_skip.forget()
        self._kept_cancel.forget()
        self._skip.hide()
        self._why_cancel.hide()
        self._show_cards(shown=True)
        self.closed.emit()

    def _ask_why_cancel(self) -> None:
        self._show_cards(shown=False)
        self._why_cancel.ask_why()
        self._kept_cancel.begin(EntryKey(DraftedPage.VISIT_CANCELLATION, self._visit_id))

    def _show_cards(self, *, shown: bool) -> None:
        self._choices.setVisible(shown)
        self._recorded.setVisible(shown)
        self._cancel.setVisible(shown and self._may_cancel)

    def _fill_recorded(self, view: VisitView) -> None:
        tr, counts = self._tr, view.counts
        clear_layout(self._recorded.rows)
        self._recorded.add(
            bold_label(tr("Recorded here")),
            caption_label(
                tr(
                    "{captured} recorded, {received} received, {waiting} waiting",
                    captured=tr.number(counts.captured),
                    received=tr.number(counts.received),
                    waiting=tr.number(counts.waiting),
                )
            ),
            caption_label(tr("Everything is saved on this computer.")),
        )
        if counts.needs_attention:
            self._recorded.add(
                WrappingLabel(
                    tr.plural(
                        "{count} record needs attention: see Sync.",
                        "{count} records need attention: see Sync.",
                        counts.needs_attention,
                    ),
                    "problem",
                )
            )
