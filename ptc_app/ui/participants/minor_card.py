"""What is needed before a person under 18 can take part, in plain words."""

from __future__ import annotations

from datetime import date

from ptc_app.domain.participants.eligibility import ADULT_AGE, TEEN_AGE
from ptc_app.domain.participants.participant import Participant, age_on
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.layouts.clear_layout import clear_layout
from ptc_app.ui.widgets.card import Card, divider
from ptc_app.ui.widgets.labels import body_label, bold_label


class MinorCard(Card):
    """Says that a participant is under 18 and what is needed; hidden for an adult."""

    def __init__(self, tr: Localizer) -> None:
        super().__init__(name=tr("Under 18"))
        self._tr = tr
        self._said: tuple[str, int] | None = None
        self.setProperty("look", "banner-info")
        self.hide()

    def show_participant(self, participant: Participant, today: date) -> None:
        """Show what this participant needs on the day `today`, in place of what was shown."""
        name = participant.given_name or participant.family_name
        self.show_person(name, participant.birth_date, today)

    def show_person(self, name: str, birth_date: date, today: date) -> None:
        """Show what the person of this first name needs on the day `today`.

        A card that already says so is not filled again.
        """
        age = age_on(birth_date, today)
        said = (name, age) if TEEN_AGE <= age < ADULT_AGE else None
        if said == self._said:
            return
        self._said = said
        clear_layout(self.rows)
        self.setVisible(said is not None)
        if said is None:
            return
        self.add(bold_label(self._tr("{name} is {age}, so under 18", name=name, age=age)))
        for need in _needs(name, self._tr):
            self.add(divider(), body_label(need))


def _needs(name: str, tr: Localizer) -> tuple[str, ...]:
    """What has to be there before anything else, and what can be done today."""
    return (
        tr("A parent or guardian has to be here, with their own ID."),
        tr("The parent or guardian signs the permission."),
        tr("{name} agrees too, and signs. A no stops it.", name=name),
        tr("This version of the app cannot record these two signatures: register, and stop there."),
    )
