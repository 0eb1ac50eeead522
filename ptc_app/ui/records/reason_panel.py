"""A panel that asks for a coded reason and a note, within the page instead of in a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ptc_app.domain.printable_text import LONGEST_NOTE
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.messages.error_messages import written_text_error
from ptc_app.ui.options.option_group import OptionGroup
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labelled_field import LabelledField
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, muted_label
from ptc_app.ui.widgets.object_names import with_object_name


@dataclass(frozen=True, slots=True)
class ReasonQuestion:
    """The translated texts of a question for a reason.

    - heading, explanation: shown above the reasons; the explanation may be empty
    - reasons: text by key, in the order offered, at least one
    - other: the key of the reason that needs a note
    - confirm, cancel: texts of the buttons
    """

    heading: str
    reasons: Mapping[str, str]
    other: str
    confirm: str
    cancel: str
    explanation: str = ""


class ReasonPanel(Card):
    """A panel that asks to choose one reason and to write a note; stores nothing itself.

    Hidden until `ask`; its owner hides it again. `name` is its accessible name. The object names of
    its controls are `<prefix>.reason:<key>`, `<prefix>.note`, `<prefix>.confirm` and
    `<prefix>.cancel`. `answered` is emitted with a complete answer, `cancelled` by the button.
    """

    answered = Signal(str, str)
    """Emitted with the key of the reason and the note when a complete answer is confirmed.

    Complete: a reason is chosen, and for `other` the note is not blank.
    """

    cancelled = Signal()
    """Emitted when the cancel button is pressed."""

    def __init__(self, tr: Localizer, *, name: str, prefix: str) -> None:
        super().__init__(name=name)
        self._tr = tr
        self._prefix = prefix
        self._other = self._first = ""
        self._heading: WrappingLabel = bold_label("")
        self._explanation: WrappingLabel = muted_label("")
        self._reasons = OptionGroup([], name="")
        self._missing: WrappingLabel = WrappingLabel("", "problem")
        self._note = with_object_name(QLineEdit(), f"{prefix}.note")
        self._note_field = LabelledField(tr("Note for another reason"), self._note)
        self._confirm_button = self._button("confirm")
        self._confirm_button.clicked.connect(self._confirm)
        self._cancel_button = self._button("cancel")
        self._cancel_button.clicked.connect(self.cancelled)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=grid_space(), spread=SpareWidth.BEFORE_LAST)
        flow.addWidget(self._cancel_button)
        flow.addWidget(self._confirm_button)
        self.add(self._heading, self._explanation, self._missing, self._note_field, buttons)
        self.hide()

    def ask(self, question: ReasonQuestion) -> None:
        """Show this question with nothing chosen and no note, and focus the first reason."""
        self._other, self._first = question.other, next(iter(question.reasons))
        self._heading.setText(question.heading)
        self._explanation.setText(question.explanation)
        self._explanation.setVisible(bool(question.explanation))
        self._confirm_button.setText(question.confirm)
        self._cancel_button.setText(question.cancel)
        self._note.setText("")  # not clear(), which undo takes back
        self._offer(question.reasons)
        self._clear_problems()
        self.show()
        self._first_reason().setFocus()

    def _offer(self, reasons: Mapping[str, str]) -> None:
        self.rows.removeWidget(self._reasons)
        self._reasons.hide()
        self._reasons.deleteLater()
        self._reasons = OptionGroup(
            list(reasons.items()), name=self._tr("Reason"), scale=Audience.STAFF
        )
        for key in reasons:
            self._reasons.button(key).setObjectName(f"{self._prefix}.reason:{key}")
        self._reasons.chosen.connect(self._clear_problems)
        self.rows.insertWidget(self.rows.indexOf(self._missing), self._reasons)
        last: QWidget = self._reasons.button(list(reasons)[-1])
        for following in (self._note, self._cancel_button, self._confirm_button):
            QWidget.setTabOrder(last, following)
            last = following

    def _confirm(self) -> None:
        """Emit the answer, or say beside the field what is missing."""
        chosen = self._reasons.selected()
        self._missing.setText("" if chosen else self._tr("Choose one answer."))
        self._missing.setVisible(not chosen)
        if not chosen:
            self._first_reason().setFocus()
        elif problem := self._note_problem(chosen[0]):
            self._note_field.show_problem(problem)
            self._note.setFocus()
        else:
            self.answered.emit(chosen[0], self._note.text())

    def _note_problem(self, chosen: str) -> str:
        note = self._note.text()
        if chosen == self._other and not note.strip():
            return self._tr("Say in a few words why.")
        return written_text_error(note, self._tr, longest=LONGEST_NOTE)

    def _clear_problems(self, _chosen: object = None) -> None:
        self._missing.hide()
        self._note_field.show_problem("")

    def _first_reason(self) -> QWidget:
        return self._reasons.button(self._first)

    def _button(self, name: str) -> QPushButton:
        return with_object_name(secondary_button(""), f"{self._prefix}.{name}")
