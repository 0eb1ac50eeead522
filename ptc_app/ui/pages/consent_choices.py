"""What can be chosen at the end of a consent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.consent import Decision
from ptc_app.ui.i18n import Words
from ptc_app.ui.naming import named
from ptc_app.ui.theme import Scale
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button


class Choices(QObject):
    """The buttons of the foot: three decisions, and the two of who is asked again."""

    decided = Signal(object)
    """Decision"""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.no = named(plain_button("", scale=Scale.KIOSK), "consent.no")
        self.later = named(plain_button("", scale=Scale.KIOSK), "consent.later")
        self.yes = named(primary_button("", scale=Scale.KIOSK), "consent.yes")
        self.change = named(plain_button("", scale=Scale.KIOSK), "consent.change")
        self.confirm = named(primary_button("", scale=Scale.KIOSK), "consent.confirm")
        for button, decision in (
            (self.no, Decision.NO),
            (self.later, Decision.NOT_SURE),
            (self.yes, Decision.YES),
        ):
            button.clicked.connect(partial(self._decide, decision))

    @property
    def decisions(self) -> tuple[Button, ...]:
        return self.no, self.later, self.yes

    def say_in(self, words: Words) -> None:
        self.no.setText(words("I do not agree"))
        self.later.setText(words("Decide later"))
        self.yes.setText(words("I agree and sign"))
        self.change.setText(words("Change my choice"))
        self.confirm.setText(words("Confirm"))

    def _decide(self, decision: Decision, _checked: object = None) -> None:
        self.decided.emit(decision)
