"""The page of today's visits: how far each is, and a search for other participants."""

from __future__ import annotations

from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.ids import VisitId
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.visits_with_permissions import VisitSummary
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import search_for_participants
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.today.visit_list_model import visit_list_model
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.object_names import with_object_name


class TodayPage(StaffPage):
    """The list of visits: open ones of today, those left open before, those finished today.

    In these three groups, each oldest first; the line below the heading counts open and finished
    ones. The action of a row opens its visit, a search the participants page, a button
    registration. Loads again when visits change.
    """

    def __init__(self, context: PageContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Today"), below=tr.weekday_text(context.today()))
        self.search_box = search_for_participants(tr, "today.search")
        self.search_box.searched.connect(self._search)
        register = with_object_name(primary_button(tr("&Register someone new")), "today.register")
        register.clicked.connect(context.routes.register)
        self._scaffold.add_to_head(self.search_box, register)
        self._visits = visit_list_model(context)
        self._visits.loader.failed.connect(self._show_error)
        empty = EmptyState(
            tr("No visits yet today"),
            tr("Search for the participant who is here, or register someone new."),
        )
        panel = ListCard(
            self._visits, name=tr("Visits today"), object_name="today.visits", empty=empty
        )
        panel.table.acted.connect(self._open)
        self._scaffold.add_list(panel)
        self._scaffold.end()
        self.search_box.setFocus()
        context.updates.changed.connect(self._reload)
        self._visits.set_query(self._page)
        self._count()

    def _page(self, after: VisitSummary | None, limit: int) -> list[VisitSummary]:
        """One page of the list, read on the store thread."""
        last: VisitId | None = after.visit.id if after else None
        return self._context.services.visits.today(after=last, limit=limit)

    def _reload(self, change: StoreChange) -> None:
        if change.visits:
            self._visits.reload()
            self._count()

    def _count(self) -> None:
        self._load(self._context.services.visits.today_counts, self._show_counts)

    def _show_counts(self, counts: DayCounts) -> None:
        tr = self._context.tr
        below = tr.weekday_text(self._context.today())
        if counts.open or counts.finished:
            below = tr(
                "{date} · {open} open, {finished} finished",
                date=below,
                open=tr.number(counts.open),
                finished=tr.number(counts.finished),
            )
        self._scaffold.set_heading(tr("Today"), below=below)

    def _open(self, row: VisitSummary, _action: str) -> None:
        self._context.routes.visit(row.visit.id)

    def _search(self, text: str) -> None:
        if text:
            self._context.routes.participants(text)
