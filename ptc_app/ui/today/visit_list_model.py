"""The columns of the list of today's visits."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.localized_text import localized
from ptc_app.domain.visit import StageState
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.visits_with_permissions import VisitSummary
from ptc_app.ui.lists.cells import (
    ActionCell,
    Cell,
    ListColumn,
    StatusCell,
    text_cell,
)
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.participants.participant_labels import participant_cell, participant_name_and_number
from ptc_app.ui.widgets.labels import Tone

OPEN = "open"
"""The key of the one action of a row: to open its visit."""


def visit_list_model(context: PageContext) -> PagedModel[VisitSummary]:
    """Return a list model without a query, whose rows are visits.

    Columns: start (a time, or a day before today), participant, visit type, state, and the action
    OPEN, filled for the first row if its visit is open.
    """
    tr, cells = context.tr, _VisitCells(context)
    return PagedModel[VisitSummary](
        (
            ListColumn(tr("Time"), cells.start),
            ListColumn(tr("Participant"), cells.participant, stretch=4),
            ListColumn(tr("Visit"), cells.title, stretch=2, may_hide=True),
            ListColumn(tr("Status"), cells.state, stretch=4),
            ListColumn("", cells.action, spoken_header=tr("Action")),
        ),
        context.store,
        key_of=lambda row: row.visit.id,
        name_of=lambda row: participant_name_and_number(row.participant),
    )


@dataclass(frozen=True, slots=True)
class _VisitCells:
    """Makes the cells of a row, in the language of the session."""

    context: PageContext

    def start(self, row: VisitSummary, _at: int) -> Cell:
        """Return the time a visit began, or its day where that was before today."""
        tr, began = self.context.tr, self.context.local(row.visit.started_at)
        is_today = began.date() == self.context.today()
        return text_cell(tr.time_text(began) if is_today else tr.date_text(began.date()))

    def participant(self, row: VisitSummary, _at: int) -> Cell:
        """Return name, birth date and number of the participant."""
        return participant_cell(row.participant, self.context.tr)

    def title(self, row: VisitSummary, _at: int) -> Cell:
        """Return the title of the visit's type."""
        return text_cell(visit_title(row, self.context.tr))

    def state(self, row: VisitSummary, _at: int) -> Cell:
        """Return finished and when, or the stage that is in progress or next."""
        tr, visit = self.context.tr, row.visit
        if visit.ended_at is not None:
            ended = tr.time_text(self.context.local(visit.ended_at))
            return StatusCell(tr("Finished"), Tone.GOOD, ended)
        stage = visit.next_stage
        if stage is None or row.program is None:
            return StatusCell(tr.pgettext("state of a visit", "Open"), Tone.INFO)
        title = localized(row.program.stage(stage.plan.key).title, tr.language)
        if stage.state is StageState.IN_PROGRESS:
            return StatusCell(tr("Under way"), Tone.INFO, title)
        return StatusCell(tr("Waiting for you"), Tone.WARN, tr("{stage} is next", stage=title))

    def action(self, row: VisitSummary, at: int) -> Cell:
        """Return the action OPEN, filled for an open visit in the first row."""
        is_open = row.visit.is_open
        text = self.context.tr("Continue") if is_open else self.context.tr("Open")
        name = f"{text}, {participant_name_and_number(row.participant)}"
        return ActionCell(OPEN, text, name, is_primary=is_open and at == 0)


def visit_title(row: VisitSummary, tr: Localizer) -> str:
    """Return the title of the visit's type in the language of `tr`.

    Where the visit's program version is not here or cannot be used, a text that says so.
    """
    if row.program is None:
        return tr(
            "Version {version} of the forms cannot be used", version=row.visit.program_version
        )
    return localized(row.program.visit_type(row.visit.visit_type).title, tr.language)
