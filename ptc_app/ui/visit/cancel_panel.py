"""The question why a visit is cancelled."""

from __future__ import annotations

from ptc_app.domain.visit import CancelReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion


class CancelPanel(ReasonPanel):
    """Asks for the reason before a visit is cancelled, and cancels nothing itself.

    Hidden until `ask_why`; its owner hides it again. `answered` is emitted with the code of the
    CancelReason and the note.
    """

    def __init__(self, tr: Localizer) -> None:
        super().__init__(tr, name=tr("Cancel the visit"), prefix="cancel")
        self._question = ReasonQuestion(
            heading=tr("Cancel this visit?"),
            explanation=tr("It is kept with its reason, and cannot be opened again."),
            reasons={reason.value: text for reason, text in cancel_reason_names(tr).items()},
            other=CancelReason.OTHER,
            confirm=tr("Cancel the visit"),
            cancel=tr("Keep the visit"),
        )

    def ask_why(self) -> None:
        """Show the question with nothing chosen, and focus its first reason."""
        self.ask(self._question)


def cancel_reason_names(tr: Localizer) -> dict[CancelReason, str]:
    """Return the translated name of each reason to cancel a visit, in the order offered."""
    return {
        CancelReason.OPENED_BY_MISTAKE: tr("It was started by mistake"),
        CancelReason.WRONG_PARTICIPANT: tr("It was started for the wrong person"),
        CancelReason.PARTICIPANT_LEFT: tr("The person left before anything was done"),
        CancelReason.OTHER: tr("Another reason"),
    }
