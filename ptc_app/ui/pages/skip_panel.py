"""Leaving a stage out: the reason, in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ptc_app.domain.visit import SkipReason
from ptc_app.ui.i18n import Words
from ptc_app.ui.pages.people import named
from ptc_app.ui.theme import space
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.chooser import Chooser
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.text import Text, heading


class SkipPanel(Card):
    """Hidden until a stage is to be skipped."""

    confirmed = Signal(str)
    """The key of the stage that is left out."""

    def __init__(self, words: Words) -> None:
        super().__init__(name=words("Skip a stage"))
        self._words = words
        self._key = ""
        self._heading: Text = heading("")
        self._reason = named(Chooser(name=words("Reason")), "skip.reason")
        for reason, text in skip_reasons(words).items():
            self._reason.addItem(text, reason)
        self._note = named(QLineEdit(), "skip.note")
        confirm = named(plain_button(words("Skip this stage")), "skip.confirm")
        confirm.clicked.connect(lambda: self.confirmed.emit(self._key))
        cancel = named(plain_button(words("Do not skip")), "skip.cancel")
        cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.setSpacing(space(2))
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(confirm)
        self.add(
            self._heading,
            Field(words("Reason"), self._reason),
            Field(words("Note, needed for another reason"), self._note),
            buttons,
        )
        self.hide()

    def ask(self, key: str, title: str) -> None:
        """Open for this stage."""
        self._key = key
        self._heading.setText(self._words("Skip “{stage}”?", stage=title))
        self._note.clear()
        self.show()
        self._reason.setFocus()

    def answer(self) -> tuple[SkipReason, str]:
        """The reason chosen and what was noted."""
        return SkipReason(self._reason.currentData()), self._note.text()


def skip_reasons(words: Words) -> dict[SkipReason, str]:
    """What the reasons are called."""
    return {
        SkipReason.PARTICIPANT_DECLINED: words("The participant does not want to"),
        SkipReason.NO_TIME: words("No time today"),
        SkipReason.UNWELL: words("The participant is not well"),
        SkipReason.EQUIPMENT: words("The equipment is missing or broken"),
        SkipReason.OTHER: words("Another reason"),
    }
