"""The page of one participant: what is due, what was done, what stands, and starting a visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker

from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.localized_text import localized
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import Visit
from ptc_app.services.visit_starts import OfferedVisits, ParticipantOverview
from ptc_app.services.visits_with_permissions import VisitSummary
from ptc_app.ui.layouts.flow_layout import SpareWidth, flow_row
from ptc_app.ui.layouts.two_columns import TwoColumns
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.choices_card import ChoicesCard
from ptc_app.ui.participants.contact_card import ContactCard
from ptc_app.ui.participants.due_list_model import due_list_model
from ptc_app.ui.participants.minor_card import MinorCard
from ptc_app.ui.participants.participant_labels import birth_date_text
from ptc_app.ui.participants.visit_history_model import visit_history_model
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.drop_down import DropDown
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, caption_label
from ptc_app.ui.widgets.object_names import with_object_name


class ParticipantOverviewPage(StaffPage):
    """Shows a participant; opening it starts nothing.

    What is due in the visit chosen in the foot, all visits with what was done, the standing
    decisions, and how to reach the person, with a button to correct it. The button in the foot
    starts the chosen visit, or opens the one that is open. Loads again when the participant or
    their visits change.
    """

    def __init__(self, context: PageContext, participant_id: ParticipantId) -> None:
        super().__init__(context, "")
        self._participant_id = participant_id
        self._offered: OfferedVisits | None = None
        self._open_visit: Visit | None = None
        self._enrollment = Enrollment()
        tr = context.tr
        self._due = due_list_model(context)
        self._visits = visit_history_model(context)
        self._choices = ChoicesCard(context, tr("Standing choices"))
        self._choices.hide()
        self._minor = MinorCard(tr)
        self._contact = ContactCard(tr)
        self._contact.correction_asked.connect(self._correct)
        self._kinds = with_object_name(DropDown(name=tr("Kind of visit")), "person.visit-type")
        self._kinds.currentIndexChanged.connect(self._show_due)
        self._start = with_object_name(primary_button(tr("&Start this visit")), "person.start")
        self._start.clicked.connect(self._go_on)
        self._start.setEnabled(False)
        self._note: WrappingLabel = caption_label("")
        self._fill()
        context.updates.changed.connect(self._look_again)
        self._show_again()

    def _fill(self) -> None:
        tr = self._context.tr
        nothing = EmptyState(tr("Nothing is due"), tr("No visit can be started today."))
        due = ListCard(
            self._due, name=tr("What is due"), object_name="person.due", empty=nothing,
            shows_all=True,
        )  # fmt: skip
        none = EmptyState(tr("No visit yet"), tr("Nothing was done here for this person so far."))
        visits = ListCard(
            self._visits, name=tr("Visits"), object_name="person.visits", empty=none, shows_all=True
        )
        visits.table.acted.connect(self._view_visit)
        wide = (bold_label(tr("What is due")), due, bold_label(tr("Visits")), visits)
        self._scaffold.add(
            self._note, TwoColumns(wide, (self._minor, self._choices, self._contact))
        )
        self._scaffold.end()
        back = with_object_name(secondary_button(tr("&Back to the participants")), "person.back")
        back.clicked.connect(self._leave)
        self._scaffold.left.connect(self._leave)
        self._scaffold.entered.connect(self._start.click)
        start = flow_row(self._kinds, self._start, gap=grid_space(2))
        foot = flow_row(back, start, gap=grid_space(2), spread=SpareWidth.BEFORE_LAST)
        self._scaffold.foot.addWidget(foot)

    def _show_again(self) -> None:
        starts = self._context.services.visit_starts
        self._load(partial(starts.overview, self._participant_id), self._show)
        self._load(partial(starts.offered_visits, self._participant_id), self._show_offered)

    def _look_again(self, changes: StoreChange) -> None:
        if self._participant_id in changes.participants:
            self._show_again()

    def _show(self, overview: ParticipantOverview) -> None:
        tr, participant = self._context.tr, overview.participant
        self._open_visit = overview.open_visit
        open_text = tr("no visit is open")
        if self._open_visit is not None:
            since = self._context.local(self._open_visit.started_at)
            open_text = tr("a visit is open since {time}", time=tr.moment_text(since))
        facts = (
            birth_date_text(participant, self._context.today(), tr),
            participant.number,
            tr.formats.language_name(participant.language),
            open_text,
        )
        way = (Crumb(tr("Participants"), self._leave), Crumb(participant.full_name))
        self._scaffold.set_heading(participant.full_name, way=way, below=" · ".join(facts))
        self._visits.set_rows(overview.visits)
        self._minor.show_participant(participant, self._context.today())
        self._contact.show_contact(participant)
        self._enrollment = overview.enrollment
        self._show_start()

    def _show_offered(self, offered: OfferedVisits) -> None:
        language, chosen = self._context.tr.language, self._kinds.currentData()
        is_first, self._offered = self._offered is None, offered
        with QSignalBlocker(self._kinds):
            self._kinds.clear()
            for offer in offered.offers:
                self._kinds.addItem(localized(offer.title, language), offer.key)
            self._kinds.setCurrentIndex(max(0, self._kinds.findData(chosen)))
        self._choices.show_choices(offered.program, self._enrollment)
        self._choices.show()
        self._show_due()
        self._show_start()
        if is_first:
            self._start.setFocus()

    def _show_due(self, _index: int = 0) -> None:
        """What is due in the kind of visit that is chosen."""
        offered = self._offered
        if offered is None:
            return
        key = self._kinds.currentData()
        due = next((offer.due for offer in offered.offers if offer.key == key), ())
        self._due.set_rows([(offered.program, stage) for stage in due])

    def _show_start(self) -> None:
        """The button that starts the chosen visit, or opens the one that is open."""
        tr, is_open = self._context.tr, self._open_visit is not None
        offers = self._offered.offers if self._offered is not None else ()
        self._kinds.setVisible(not is_open and len(offers) > 1)
        self._start.setText(tr("&Continue the visit") if is_open else tr("&Start this visit"))
        self._start.setEnabled(is_open or bool(offers))
        self._note.setText(self._start_note(may_start=bool(offers)))
        self._note.setVisible(not is_open)

    def _start_note(self, *, may_start: bool) -> str:
        tr = self._context.tr
        if not may_start:
            return tr("No visit can be started today.")
        return tr(
            "Nothing has started yet. A visit can be cancelled, with a reason,"
            " until something is signed."
        )

    def _go_on(self) -> None:
        if self._open_visit is not None:
            self._context.routes.visit(self._open_visit.id)
            return
        start = self._context.services.visit_starts.start_visit
        kind = self._kinds.currentData() or ""
        self._ask(
            partial(start, self._participant_id, kind),
            lambda visit: self._context.routes.visit(visit.id),
        )

    def _view_visit(self, row: VisitSummary, _action: str) -> None:
        self._context.routes.visit(row.visit.id)

    def _correct(self) -> None:
        self._context.routes.correct_participant(self._participant_id)

    def _leave(self) -> None:
        self._context.routes.participants()
