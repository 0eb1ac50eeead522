"""A card with how to reach a participant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ptc_app.domain.participants.participant import Address, Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.phone_and_email import phone_text
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.participants.participant_labels import contact_channel_names
from ptc_app.ui.widgets.buttons import link_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import body_label, bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


class ContactCard(Card):
    """Phone, e-mail and address of a participant, and the way they prefer; empty until shown."""

    correction_asked = Signal()
    """Emitted when the button to correct the participant's data is pressed."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__(name=tr("How to reach them"))
        self._tr = tr
        self.hide()

    def show_contact(self, participant: Participant) -> None:
        """Show how to reach this participant, in place of what was shown before."""
        tr = self._tr
        clear_layout(self.rows)
        self.add(bold_label(tr("How to reach them")))
        preferred = contact_channel_names(tr)[participant.preferred_contact]
        self.add(caption_label(tr("Prefers: {contact}", contact=preferred)))
        lines = (phone_text(participant.phone), participant.email, *_lines(participant.address))
        known: list[QWidget] = [body_label(line) for line in lines if line]
        self.add(*(known or [caption_label(tr("Nothing was given."))]))
        correct = with_object_name(link_button(tr("Correct the person's data…")), "person.correct")
        correct.clicked.connect(self.correction_asked)
        self.add(correct)
        self.rows.setAlignment(correct, Qt.AlignmentFlag.AlignLeft)
        self.show()


def _lines(address: Address) -> tuple[str, str]:
    """An address as it is written on a letter; its lines are empty where nothing is known."""
    place = " ".join(filter(None, (address.state, address.postal_code)))
    return address.line, ", ".join(filter(None, (address.city, place)))
