"""The page to choose which type of visit begins."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from ptc_app.domain.localized_text import localized
from ptc_app.services.visit_starts import VisitStart, VisitTypeOffer
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import birth_date_text
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.buttons import Button, secondary_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


def follow_visit_start(context: PageContext, start: VisitStart) -> None:
    """Open the page of the visit in `start`; where it has none, the page to choose a visit type."""
    if start.visit is None:
        context.routes.choose_visit_type(start)
        return
    context.routes.visit(start.visit.id)


class VisitTypePage(StaffPage):
    """Shows a card for each visit type of `start.offers`: title, stages, a button to begin it.

    Beginning opens the new visit; the way back leads to the participants. `start.offers` has at
    least one.
    """

    def __init__(self, context: PageContext, start: VisitStart) -> None:
        tr, participant = context.tr, start.participant
        facts = (birth_date_text(participant, context.today(), tr), participant.number)
        super().__init__(
            context,
            tr("Which visit is this?"),
            above=participant.full_name,
            below=" · ".join(facts),
        )
        self._start = start
        self._scaffold.add(*map(self._offer_card, start.offers))
        self._scaffold.end()
        back = with_object_name(
            secondary_button(tr("&Back to the participants")), "visit-type.back"
        )
        back.clicked.connect(self._leave)
        self._scaffold.left.connect(self._leave)
        self._scaffold.foot.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.findChildren(Button)[0].setFocus()

    def _offer_card(self, offer: VisitTypeOffer) -> Card:
        """A card with the title of a visit type, its stages, and the button that begins it."""
        language = self._context.tr.language
        card = Card(name=localized(offer.title, language))
        stages = " · ".join(localized(title, language) for title in offer.stages)
        button = self._begin_button(offer)
        card.add(bold_label(localized(offer.title, language)), caption_label(stages), button)
        card.rows.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        return card

    def _begin_button(self, offer: VisitTypeOffer) -> Button:
        tr = self._context.tr
        button = with_object_name(secondary_button(tr("Begin")), f"visit-type.begin:{offer.key}")
        button.setAccessibleName(f"{button.text()}, {localized(offer.title, tr.language)}")
        button.clicked.connect(partial(self._begin, offer.key))
        return button

    def _begin(self, visit_type: str, _checked: object = None) -> None:
        open_visit = self._context.services.visit_starts.open_visit
        work = partial(open_visit, self._start.participant.id, visit_type)
        self._ask(work, lambda visit: self._context.routes.visit(visit.id))

    def _leave(self) -> None:
        self._context.routes.participants()
