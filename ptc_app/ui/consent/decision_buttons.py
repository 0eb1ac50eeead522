"""The buttons of the decision at the end of a consent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.consent import ConsentDecision
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import Button, primary_button, secondary_button
from ptc_app.ui.widgets.object_names import with_object_name


class DecisionButtons(QObject):
    """Owns the buttons `no`, `later` and `yes` of a decision, and `change` and `confirm`.

    They have no texts before `say_in`, and stand nowhere before the frame shows them. Its owner
    connects `change` and `confirm`.
    """

    decided = Signal(object)
    """Emitted with the ConsentDecision whose button was pressed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.no = with_object_name(secondary_button("", scale=Audience.KIOSK), "consent.no")
        self.later = with_object_name(secondary_button("", scale=Audience.KIOSK), "consent.later")
        self.yes = with_object_name(primary_button("", scale=Audience.KIOSK), "consent.yes")
        self.change = with_object_name(secondary_button("", scale=Audience.KIOSK), "consent.change")
        self.confirm = with_object_name(primary_button("", scale=Audience.KIOSK), "consent.confirm")
        for button, decision in (
            (self.no, ConsentDecision.NO),
            (self.later, ConsentDecision.NOT_SURE),
            (self.yes, ConsentDecision.YES),
        ):
            button.clicked.connect(partial(self._decide, decision))

    @property
    def decisions(self) -> tuple[Button, ...]:
        """The buttons of the decisions in the order shown: no, later, yes."""
        return self.no, self.later, self.yes

    def say_in(self, tr: Localizer) -> None:
        """Set the texts of all buttons in the language of `tr`."""
        self.no.setText(tr("I do not agree"))
        self.later.setText(tr("Decide later"))
        self.yes.setText(tr("I agree and sign"))
        self.change.setText(tr("Change my choice"))
        self.confirm.setText(tr("Confirm"))

    def _decide(self, decision: ConsentDecision, _checked: object = None) -> None:
        self.decided.emit(decision)
