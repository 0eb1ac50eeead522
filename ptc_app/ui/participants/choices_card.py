"""A card with a participant's standing consent decisions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.localized_text import localized
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.programs.program_definitions import ConsentDefinition
from ptc_app.ui.consent.stage_texts import decision_labels
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import Tone, body_label, bold_label, caption_label, chip_label


class ChoicesCard(Card):
    """The last decision on each consent of a program version, with its day and form version.

    Empty until `show_choices`. `heading` is its translated heading and accessible name.
    """

    def __init__(self, context: PageContext, heading: str) -> None:
        super().__init__(name=heading)
        self._context = context
        self._heading = heading

    def show_choices(self, program: ProgramVersion, enrollment: Enrollment) -> None:
        """Show the decisions of `enrollment` on the consents of `program`, in place of others.

        A consent without a decision was not asked, or what was signed was entered in error.
        """
        clear_layout(self.rows)
        self.add(bold_label(self._heading))
        for consent in program.consents.values():
            self.add(divider(), self._line(consent, enrollment))
            if decided := self._decided(consent, enrollment):
                self.add(caption_label(decided))

    def _line(self, consent: ConsentDefinition, enrollment: Enrollment) -> QWidget:
        tr = self._context.tr
        undecided = (tr("Not asked"), Tone.NEUTRAL)
        if enrollment.was_voided(consent.module):
            undecided = (tr("Entered in error"), Tone.WARN)
        decision = enrollment.decision(consent.module)
        text, tone = decision_labels(tr).get(decision or "", undecided)
        return _beside(body_label(localized(consent.choice, tr.language)), chip_label(text, tone))

    def _decided(self, consent: ConsentDefinition, enrollment: Enrollment) -> str:
        """When, and under which version of the form; empty where nothing was decided."""
        tr, latest = self._context.tr, enrollment.latest.get(consent.module)
        if latest is None:
            return ""
        day = tr.date_text(self._context.local(latest.at).date())
        return tr("Decided {date}, version {version}", date=day, version=latest.form_version)


def _beside(left: QWidget, right: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(left, 1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignRight)
    return box
