"""Leaving a stage out: the reason, in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.translator import Translator
from ptc_app.ui.registration.unprintable_text import unprintable_text_error
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.option_group import OptionGroup


class SkipPanel(Card):
    """Hidden until a stage is to be skipped; says itself what is missing."""

    confirmed = Signal(str)
    """The key of the stage that is left out."""

    cancelled = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__(name=tr("Skip a stage"))
        self._tr = tr
        self._key = ""
        self._heading: WrappingLabel = bold_label("")
        self._reasons = OptionGroup(
            [(reason.value, text) for reason, text in skip_reason_names(tr).items()],
            name=tr("Reason"),
            scale=Audience.STAFF,
        )
        for reason in SkipReason:
            self._reasons.button(reason).setObjectName(f"skip.reason:{reason}")
        self._reasons.chosen.connect(self._forgive)
        self._missing: WrappingLabel = WrappingLabel("", "problem")
        self._missing.hide()
        self._note = with_object_name(QLineEdit(), "skip.note")
        self._note_field = LabelledField(tr("Note for another reason"), self._note)
        confirm = with_object_name(plain_button(tr("Skip stage")), "skip.confirm")
        confirm.clicked.connect(self._confirm)
        cancel = with_object_name(plain_button(tr("Do not skip")), "skip.cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=grid_space(), spread=SpareWidth.BEFORE_LAST)
        flow.addWidget(cancel)
        flow.addWidget(confirm)
        self.add(self._heading, self._reasons, self._missing, self._note_field, buttons)
        self.hide()

    def ask(self, key: str, title: str) -> None:
        """Open for this stage."""
        self._key = key
        self._heading.setText(self._tr("Skip “{stage}”?", stage=title))
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
        self._missing.setText("" if chosen else self._tr("Choose one answer."))
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
            return self._tr("Say in a few words why.")
        return unprintable_text_error(note, self._tr)

    def _forgive(self, _chosen: object = None) -> None:
        self._missing.hide()
        self._note_field.show_problem("")


def skip_reason_names(tr: Translator) -> dict[SkipReason, str]:
    """What the reasons are called."""
    return {
        SkipReason.PARTICIPANT_DECLINED: tr("Participant said no"),
        SkipReason.NO_TIME: tr("No time today"),
        SkipReason.UNWELL: tr("Participant not well"),
        SkipReason.EQUIPMENT: tr("Equipment trouble"),
        SkipReason.OTHER: tr("Another reason"),
    }
