"""Today: who is here, where they stand, and the way to everyone else."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import StageState, Visit
from ptc_app.i18n.translator import Translator
from ptc_app.services.enrolled_visits import VisitSummary
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.box_layouts import wrapping_row
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import (
    participant_label,
    participant_name_and_number,
    search_for_participants,
)
from ptc_app.ui.theme import current_look
from ptc_app.ui.widgets.buttons import Button, plain_button, primary_button
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import Tone, caption_label, chip_label, tabular_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.row_list import RowList

_LARGE = 1.5
"""The text scale from which there is no room for the title that all visits have in common."""


class TodayPage(QWidget):
    """The visits of today, who came first above; those left open before; those finished."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        tr = context.tr
        self._today = context.local(context.services.participants.act_context.now()).date()
        self._sheet = PageScaffold(tr("Today"), below=tr.weekday_text(self._today))
        self.search_box = search_for_participants(tr, "today.search")
        self.search_box.searched.connect(self._search)
        register = with_object_name(primary_button(tr("&Register someone new")), "today.register")
        register.clicked.connect(context.routes.register)
        self._sheet.add_to_head(self.search_box, register)
        self._has_titles = current_look().text_scale < _LARGE
        headers: tuple[str, ...]
        headers = (tr("Time"), tr("Participant"), tr("Where they stand"), "")
        stretch: tuple[int, ...] = (0, 4, 4, 0)
        if self._has_titles:
            headers = (*headers[:2], tr("Visit"), *headers[2:])
            stretch = (0, 4, 2, 4, 0)
        self._list = RowList(headers, name=tr("Visits today"), stretch=stretch)
        self._list.set_empty(
            EmptyState(
                tr("No visits yet today"),
                tr("Search for the participant who is here, or register someone new."),
            )
        )
        self._list.hide()
        self._sheet.add(self._list)
        self._sheet.end()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self.search_box.setFocus()
        context.store.run(self, context.services.participants.today, self._show, self._show_error)

    def _show(self, visits: list[VisitSummary]) -> None:
        arrivals = sorted(visits, key=self._place)
        open_now = [one.visit.id for one in arrivals if one.visit.finished_at is None]
        first = next(iter(open_now), None)
        self._list.set_rows([self._row(arrival, first=first) for arrival in arrivals])
        self._list.show()
        if arrivals:
            self._sheet.set_heading(self._context.tr("Today"), below=self._sum(arrivals))

    def _place(self, arrival: VisitSummary) -> tuple[int, str]:
        visit = arrival.visit
        if visit.finished_at is not None:
            return 2, visit.started_at.isoformat()
        return int(self._day(visit) != self._today), visit.started_at.isoformat()

    def _sum(self, arrivals: list[VisitSummary]) -> str:
        tr = self._context.tr
        finished = sum(one.visit.finished_at is not None for one in arrivals)
        return tr(
            "{date} · {open} open, {finished} finished",
            date=tr.weekday_text(self._today),
            open=tr.number(len(arrivals) - finished),
            finished=tr.number(finished),
        )

    def _day(self, visit: Visit) -> date:
        return self._context.local(visit.started_at).date()

    def _row(self, arrival: VisitSummary, *, first: VisitId | None) -> list[QWidget | str]:
        visit, participant = arrival.visit, arrival.participant
        tr, local = self._context.tr, self._context.local(visit.started_at)
        is_today = local.date() == self._today
        began = tr.time_text(local) if is_today else tr.date_text(local.date())
        title = visit_title(arrival, tr)
        return [
            tabular_label(began),
            participant_label(participant, tr),
            *([title] if self._has_titles else []),
            wrapping_row(*self._standing(arrival)),
            self._open(visit, participant, is_first=visit.id == first),
        ]

    def _standing(self, arrival: VisitSummary) -> tuple[QWidget, ...]:
        tr, visit = self._context.tr, arrival.visit
        if visit.finished_at is not None:
            ended = tr.time_text(self._context.local(visit.finished_at))
            return (chip_label(tr("Finished"), Tone.GOOD), caption_label(ended))
        stage = visit.next_stage
        if stage is None or arrival.program is None:
            return (chip_label(tr("Open"), Tone.INFO),)
        title = arrival.program.stage(stage.plan.key).title[tr.language]
        if stage.state is StageState.IN_PROGRESS:
            return (chip_label(tr("Under way"), Tone.INFO), caption_label(title))
        return (
            chip_label(tr("Waiting for you"), Tone.WARN),
            caption_label(tr("{stage} is next", stage=title)),
        )

    def _open(self, visit: Visit, participant: Participant, *, is_first: bool) -> Button:
        """Who has been here longest stands out."""
        tr = self._context.tr
        text = tr("Continue") if visit.finished_at is None else tr("Open")
        button = primary_button(text) if is_first else plain_button(text)
        button.setAccessibleName(f"{text}, {participant_name_and_number(participant)}")
        button.setObjectName(f"today.open:{visit.id}")
        button.clicked.connect(lambda: self._go(visit.id))
        return button

    def _go(self, visit_id: VisitId) -> None:
        self._context.routes.visit(visit_id)

    def _search(self, text: str) -> None:
        if text:
            self._context.routes.participants(text)

    def _show_error(self, error: PtcError) -> None:
        said = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, said.title, said.text)


def visit_title(summary: VisitSummary, tr: Translator) -> str:
    """The title of the visit's type, or the version that is missing where it is not here."""
    if summary.program is None:
        return tr("Program version {version} is missing", version=summary.visit.program_version)
    return summary.program.visit_type(summary.visit.visit_type).title[tr.language]
