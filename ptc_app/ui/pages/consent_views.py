"""What is read of a consent: its pages, the choice to be confirmed, the thanks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.consent import ConsentForm, Decision
from ptc_app.ui.i18n import Words
from ptc_app.ui.kiosk import Notice
from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.text import body, heading, quiet


class FormPageView(QWidget):
    """One page of the form, large and calm."""

    def __init__(self, form: ConsentForm, page: int) -> None:
        super().__init__()
        shown = form.pages[page]
        said = [
            quiet(form.title, scale=Scale.KIOSK),
            heading(shown.heading, scale=Scale.KIOSK),
            *(body(paragraph, scale=Scale.KIOSK) for paragraph in shown.paragraphs),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        for label in said:
            column.addWidget(label)
        self.spoken = "\n".join(label.text() for label in said)


def confirming(decision: Decision, words: Words) -> Notice:
    """What was chosen, before it counts: a slip of the finger is no decision."""
    if decision is Decision.NO:
        return Notice(
            words("You chose: I do not agree"),
            words("If this is right, press Confirm. If not, press Change my choice."),
            words("It is your choice. Nobody will be upset with you."),
        )
    return Notice(
        words("You chose: Decide later"),
        words("If this is right, press Confirm. If not, press Change my choice."),
        words("Take all the time you need. You can decide at another visit."),
    )


def thanking(decision: Decision, words: Words) -> Notice:
    """How it ended, and that a copy comes."""
    said = {
        Decision.YES: words("You agreed and signed."),
        Decision.NO: words("We wrote down that you do not agree."),
        Decision.NOT_SURE: words("We wrote down that you want to decide later."),
    }
    return Notice(words("Thank you"), said[decision], words("You get a copy of this form today."))
