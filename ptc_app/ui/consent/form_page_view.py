"""The parts of a consent that are read: its pages, the choice to be confirmed, the thanks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.consent import ConsentDecision, ConsentForm
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_frame import KioskNotice
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import body_label, caption_label, heading_label


class FormPageView(QWidget):
    """Shows one page of a consent form, counted from 0: title, heading, paragraphs.

    `spoken` is all of its text, one a line, to be read aloud. IndexError for a page the form does
    not have.
    """

    def __init__(self, form: ConsentForm, page: int) -> None:
        super().__init__()
        shown = form.pages[page]
        said = [
            caption_label(form.title, scale=Audience.KIOSK),
            heading_label(shown.heading, scale=Audience.KIOSK),
            *(body_label(paragraph, scale=Audience.KIOSK) for paragraph in shown.paragraphs),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        for label in said:
            column.addWidget(label)
        self.spoken = "\n".join(label.text() for label in said)


def confirm_decision_notice(decision: ConsentDecision, tr: Localizer) -> KioskNotice:
    """Return the page that names the decision NO or NOT_SURE and asks to confirm it before signing.

    The buttons it speaks of, Confirm and Change my choice, are not on it but in the frame's foot.
    """
    if decision is ConsentDecision.NO:
        return KioskNotice(
            tr("You chose: I do not agree"),
            tr("If this is right, press Confirm. If not, press Change my choice."),
            tr("It is your choice. Nobody will be upset with you."),
        )
    return KioskNotice(
        tr("You chose: Decide later"),
        tr("If this is right, press Confirm. If not, press Change my choice."),
        tr("Take all the time you need. You can decide at another visit."),
    )


def thank_you_notice(decision: ConsentDecision, tr: Localizer) -> KioskNotice:
    """Return the page shown after signing: thanks, the decision, and that a copy follows."""
    said = {
        ConsentDecision.YES: tr("You agreed and signed."),
        ConsentDecision.NO: tr("We wrote down that you do not agree."),
        ConsentDecision.NOT_SURE: tr("We wrote down that you want to decide later."),
    }
    return KioskNotice(tr("Thank you"), said[decision], tr("You get a copy of this form today."))
