"""Leaving a stage out: the reason, in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ptc_app.domain.visit import SkipReason
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.pages.plain import plain_problem
from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.field import Field
from ptc_app.ui.widgets.flow import FlowLayout, Spread
from ptc_app.ui.widgets.options import OptionGroup
from ptc_app.ui.widgets.text import Text, strong


class SkipPanel(Card):
    """Hidden until a stage is to be skipped; says itself what is missing."""

    confirmed = Signal(str)
    """The key of the stage that is left out."""

    cancelled = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(name=words("Skip a stage"))
        self._words = words
        self._key = ""
        self._heading: Text = strong("")
        self._reasons = OptionGroup(
            [(reason.value, text) for reason, text in skip_reasons(words).items()],
            name=words("Reason"),
            scale=Scale.STAFF,
        )
        for reason in SkipReason:
            self._reasons.button(reason).setObjectName(f"skip.reason:{reason}")
        self._reasons.chosen.connect(self._forgive)
        self._missing: Text = Text("", "problem")
        self._missing.hide()
        self._note = named(QLineEdit(), "skip.note")
        self._note_field = Field(words("Note for another reason"), self._note)
        confirm = named(plain_button(words("Skip stage")), "skip.confirm")
        confirm.clicked.connect(self._confirm)
        cancel = named(plain_button(words("Do not skip")), "skip.cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=space(), spread=Spread.BEFORE_LAST)
        flow.addWidget(cancel)
        flow.addWidget(confirm)
        self.add(self._heading, self._reasons, self._missing, self._note_field, buttons)
        self.hide()

    def ask(self, key: str, title: str) -> None:
        """Open for this stage."""
        self._key = key
        self._heading.setText(self._words("Skip “{stage}”?", stage=title))
        self._reasons.select([])
        self._note.clear()
        self._forgive()
        self.show()
        self._reasons.button(next(iter(SkipReason))).setFocus()

    def answer(self) -> tuple[SkipReason, str]:
        """The reason chosen and what was noted."""
        return SkipReason(self._reasons.selected()[0]), self._note.text()

    def _confirm(self) -> None:
        """Only what is whole goes on; what is missing is said where it is missing."""
        chosen = self._reasons.selected()
        self._missing.setText("" if chosen else self._words("Choose one answer."))
        self._missing.setVisible(not chosen)
        if not chosen:
            self._reasons.button(next(iter(SkipReason))).setFocus()
        elif problem := self._note_problem(chosen):
            self._note_field.show_problem(problem)
            self._note.setFocus()
        else:
            self.confirmed.emit(self._key)

    def _note_problem(self, chosen: tuple[str, ...]) -> str:
        note = self._note.text()
        if chosen == (SkipReason.OTHER,) and not note.strip():
            return self._words("Say in a few words why.")
        return plain_problem(note, self._words)

    def _forgive(self, _chosen: object = None) -> None:
        self._missing.hide()
        self._note_field.show_problem("")


def skip_reasons(words: Words) -> dict[SkipReason, str]:
    """What the reasons are called."""
    return {
        SkipReason.PARTICIPANT_DECLINED: words("Participant said no"),
        SkipReason.NO_TIME: words("No time today"),
        SkipReason.UNWELL: words("Participant not well"),
        SkipReason.EQUIPMENT: words("Equipment trouble"),
        SkipReason.OTHER: words("Another reason"),
    }
