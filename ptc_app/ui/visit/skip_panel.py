"""The panel that asks why a stage is skipped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion


class SkipPanel(QWidget):
    """Asks for the reason before a stage is skipped, and skips nothing itself.

    Hidden until `ask`; its owner hides it again.
    """

    confirmed = Signal(str, str, str)
    """Emitted with the key of the stage, the code of the SkipReason and the note."""

    cancelled = Signal()
    """Emitted when the cancel button is pressed."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self._key = ""
        self._panel = ReasonPanel(tr, name=tr("Skip a stage"), prefix="skip")
        self._panel.answered.connect(self._confirm)
        self._panel.cancelled.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        self.hide()

    def ask(self, key: str, title: str) -> None:
        """Show the question for the stage with this key and translated title, and focus it."""
        tr, self._key = self._tr, key
        self.show()
        self._panel.ask(
            ReasonQuestion(
                heading=tr("Skip “{stage}”?", stage=title),
                reasons={reason.value: text for reason, text in skip_reason_names(tr).items()},
                other=SkipReason.OTHER,
                confirm=tr("Skip stage"),
                cancel=tr("Do not skip"),
            )
        )

    def _confirm(self, reason: str, note: str) -> None:
        self.confirmed.emit(self._key, reason, note)


def skip_reason_names(tr: Localizer) -> dict[SkipReason, str]:
    """Return the translated name of each skip reason, in the order in which they are offered."""
    return {
        SkipReason.PARTICIPANT_DECLINED: tr("Participant said no"),
        SkipReason.NO_TIME: tr("No time today"),
        SkipReason.UNWELL: tr("Participant does not feel well"),
        SkipReason.EQUIPMENT: tr("Equipment trouble"),
        SkipReason.OTHER: tr("Another reason"),
    }
