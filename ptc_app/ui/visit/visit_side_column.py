"""The narrow column of the visit page: consent decisions, records, or why a stage is skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.domain.localized_text import localized
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.visit import VisitView
from ptc_app.ui.consent.stage_texts import decision_labels
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.theme import grid_space
from ptc_app.ui.visit.skip_panel import SkipPanel
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import (
    Tone,
    WrappingLabel,
    body_label,
    bold_label,
    caption_label,
    chip_label,
)


class VisitSideColumn(QWidget):
    """Shows two cards: the consent decisions so far, and how many records wait or were received.

    While it asks why a stage is skipped, the question stands in their place.
    """

    skip_confirmed = Signal(str, str, str)
    """Emitted with the key of a stage to skip, the code of the SkipReason and the note."""

    closed = Signal()
    """Emitted when the question is closed, by a person or by `close_question`."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._skip = SkipPanel(tr)
        self._skip.confirmed.connect(self.skip_confirmed)
        self._skip.cancelled.connect(self.close_question)
        self._choices = Card(name=tr("Choices so far"))
        self._recorded = Card(name=tr("Recorded here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        for part in (self._skip, self._choices, self._recorded):
            column.addWidget(part)

    @property
    def is_asking(self) -> bool:
        """Whether the question for a skip reason is shown."""
        return self._skip.isVisible()

    def show_visit(self, view: VisitView) -> None:
        """Fill the cards with the participant's decisions and the counts of their envelopes.

        What they showed before is replaced.
        """
        self._fill_choices(view)
        self._fill_recorded(view)

    def ask_why(self, key: str, title: str) -> None:
        """Ask why a stage is skipped, in place of the cards; `title` is its translated title."""
        self._choices.hide()
        self._recorded.hide()
        self._skip.ask(key, title)

    def close_question(self) -> None:
        """Show the cards in place of the question, and emit `closed`."""
        self._skip.hide()
        self._choices.show()
        self._recorded.show()
        self.closed.emit()

    def _fill_choices(self, view: VisitView) -> None:
        """What the participant has decided up to now on each consent of the program version."""
        tr = self._tr
        clear_layout(self._choices.rows)
        self._choices.add(bold_label(tr("Choices so far")))
        for consent in view.program.consents.values():
            undecided = (tr("Not asked"), Tone.NEUTRAL)
            if view.enrollment.was_voided(consent.module):
                undecided = (tr("Entered in error"), Tone.WARN)
            decision = view.enrollment.decision(consent.module)
            text, tone = decision_labels(tr).get(decision or "", undecided)
            line = _beside(
                body_label(localized(consent.choice, tr.language)), chip_label(text, tone)
            )
            self._choices.add(divider(), line)

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


def _beside(left: QWidget, right: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left, 1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
    return box
