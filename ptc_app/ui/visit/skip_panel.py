"""Panel that asks for the reason a stage is skipped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion


class SkipPanel(QWidget):
    """Asks for a SkipReason and a note; hidden until `ask` is called."""

    confirmed = Signal(str, str, str)
    """The key of the stage, the SkipReason and the note."""

    cancelled = Signal()

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
        """Ask for the stage of this key and title."""
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
    """The names of the reasons, in the order they are offered."""
    return {
        SkipReason.PARTICIPANT_DECLINED: tr("Participant said no"),
        SkipReason.NO_TIME: tr("No time today"),
        SkipReason.UNWELL: tr("Participant not well"),
        SkipReason.EQUIPMENT: tr("Equipment trouble"),
        SkipReason.OTHER: tr("Another reason"),
    }
