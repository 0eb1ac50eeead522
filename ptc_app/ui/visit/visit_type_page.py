"""Beginning a visit: straight away, or after its type was chosen on a page of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import Visit
from ptc_app.services.participants import VisitStart, VisitTypeOffer
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import birth_date_text
from ptc_app.ui.widgets.buttons import Button, plain_button
from ptc_app.ui.widgets.card import Card
from ptc_app.ui.widgets.labels import Tone, bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


def follow_visit_start(context: PageContext, start: VisitStart) -> None:
    """Go to the visit that is open now, or to the choice of its type."""
    if start.visit is None:
        context.routes.choose_visit_type(start)
        return
    _go_to_visit(context, start.visit)


class VisitTypePage(QWidget):
    """The types of visit that are possible today, one card and one button each."""

    def __init__(self, context: PageContext, start: VisitStart) -> None:
        super().__init__()
        self._context = context
        self._start = start
        self._is_busy = False
        tr, participant = context.tr, start.participant
        now = context.local(context.services.participants.act_context.now())
        facts = (birth_date_text(participant, now.date(), tr), participant.number)
        self._sheet = PageScaffold(
            tr("Which visit is this?"), above=participant.full_name, below=" · ".join(facts)
        )
        self._sheet.add(*map(self._offer_card, start.offers))
        self._sheet.end()
        back = with_object_name(plain_button(tr("&Back to the participants")), "visit-type.back")
        back.clicked.connect(self._leave)
        self._sheet.left.connect(self._leave)
        self._sheet.foot.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.findChildren(Button)[0].setFocus()

    def _offer_card(self, offer: VisitTypeOffer) -> Card:
        """The title of a type, its stages, and the button that begins it."""
        language = self._context.tr.language
        card = Card(name=offer.title[language])
        stages = " · ".join(title[language] for title in offer.stages)
        button = self._begin_button(offer)
        card.add(bold_label(offer.title[language]), caption_label(stages), button)
        card.rows.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        return card

    def _begin_button(self, offer: VisitTypeOffer) -> Button:
        tr = self._context.tr
        button = with_object_name(plain_button(tr("Begin")), f"visit-type.begin:{offer.key}")
        button.setAccessibleName(f"{button.text()}, {offer.title[tr.language]}")
        button.clicked.connect(partial(self._begin, offer.key))
        return button

    def _begin(self, visit_type: str, _checked: object = None) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        open_visit = self._context.services.participants.open_visit
        work = partial(open_visit, self._start.participant.id, visit_type)
        self._context.store.run(self, work, partial(_go_to_visit, self._context), self._show_error)

    def _leave(self) -> None:
        self._context.routes.participants()

    def _show_error(self, error: PtcError) -> None:
        self._is_busy = False
        message = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, message.title, message.text)


def _go_to_visit(context: PageContext, visit: Visit) -> None:
    context.routes.tell(StaleViews(visits=frozenset({visit.id})))
    context.routes.visit(visit.id)
