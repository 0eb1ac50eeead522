"""The columns of the list of a participant's visits."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.localized_text import localized
from ptc_app.domain.visit import FINISH_STAGE, StageState, VisitCancellation
from ptc_app.services.visits_with_permissions import VisitSummary
from ptc_app.ui.lists.cells import (
    ActionCell,
    Cell,
    ListColumn,
    StatusCell,
    TextCell,
    TextLine,
    TextStyle,
    text_cell,
)
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.today.visit_list_model import visit_title
from ptc_app.ui.visit.cancel_panel import cancel_reason_names
from ptc_app.ui.widgets.labels import Tone

VIEW_VISIT = "view-visit"
"""The key of the one action of a row: to open the page of the visit."""


def visit_history_model(context: PageContext) -> PagedModel[VisitSummary]:
    """Return a list model without a query, whose rows are one participant's visits.

    Columns: the day it began, its title with what was done, its state, and the action VIEW_VISIT.
    """
    cells = _VisitHistoryCells(context)
    return PagedModel[VisitSummary](
        (
            ListColumn("", cells.day),
            ListColumn("", cells.title, stretch=5),
            ListColumn("", cells.state, stretch=2),
            ListColumn("", cells.action, spoken_header=context.tr("Action")),
        ),
        context.store,
        key_of=lambda row: row.visit.id,
        name_of=cells.name,
    )


@dataclass(frozen=True, slots=True)
class _VisitHistoryCells:
    """Makes the cells of a visit, in the language of the session."""

    context: PageContext

    def name(self, row: VisitSummary) -> str:
        """Return the title and the day of a visit."""
        return f"{visit_title(row, self.context.tr)}, {self._day(row)}"

    def day(self, row: VisitSummary, _at: int) -> Cell:
        """Return the day the visit began."""
        return text_cell(self._day(row))

    def title(self, row: VisitSummary, _at: int) -> Cell:
        """Return the title of the visit's type, and below it what was done, or why it ended."""
        tr, cancellation = self.context.tr, row.visit.cancellation
        done = self._done(row) if cancellation is None else self._why(cancellation)
        title = TextLine(visit_title(row, tr), TextStyle.STRONG)
        return TextCell((title, TextLine(done, TextStyle.CAPTION)))

    def state(self, row: VisitSummary, _at: int) -> Cell:
        """Return open, finished or cancelled."""
        tr = self.context.tr
        if row.visit.is_open:
            return StatusCell(tr("Open"), Tone.WARN)
        if row.visit.is_finished:
            return StatusCell(tr("Finished"), Tone.GOOD)
        return StatusCell(tr("Cancelled"), Tone.NEUTRAL)

    def action(self, row: VisitSummary, _at: int) -> Cell:
        """Return the action VIEW_VISIT."""
        text = self.context.tr("View")
        return ActionCell(VIEW_VISIT, text, f"{text}, {self.name(row)}")

    def _day(self, row: VisitSummary) -> str:
        return self.context.tr.date_text(self.context.local(row.visit.started_at).date())

    def _done(self, row: VisitSummary) -> str:
        """The titles of the stages that were completed in it."""
        tr, program = self.context.tr, row.program
        if program is None:
            return ""
        done = [
            localized(program.stage(stage.plan.key).title, tr.language)
            for stage in row.visit.stages
            if stage.state is StageState.COMPLETED and stage.plan.stage_type != FINISH_STAGE
        ]
        return ", ".join(done) or tr("Nothing was done in it")

    def _why(self, cancellation: VisitCancellation) -> str:
        reason = cancel_reason_names(self.context.tr)[cancellation.reason]
        return cancellation.note or reason
