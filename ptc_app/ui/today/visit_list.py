"""The rows of the list of today's visits."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.participant import Participant
from ptc_app.domain.visit import StageState, Visit
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

VisitOfParticipant = tuple[Visit, Participant]

OPEN = "open"
"""The action of a row."""


def visit_list_model(context: PageContext) -> PagedModel[VisitOfParticipant]:
    """Start, participant, kind of visit, state, and the action that opens the visit."""
    tr, cells = context.tr, _VisitCells(context)
    return PagedModel[VisitOfParticipant](
        (
            ListColumn(tr("Time"), cells.start),
            ListColumn(tr("Participant"), cells.participant, stretch=4),
            ListColumn(tr("Visit"), cells.title, stretch=2, may_hide=True),
            ListColumn(tr("Where they stand"), cells.state, stretch=4),
            ListColumn("", cells.action, spoken_header=tr("Action")),
        ),
        context.store,
        key_of=lambda row: row[0].id,
        name_of=lambda row: participant_name_and_number(row[1]),
    )


@dataclass(frozen=True, slots=True)
class _VisitCells:
    """Makes the cells of a row, in the language of the session."""

    context: PageContext

    def start(self, row: VisitOfParticipant, _at: int) -> Cell:
        """The time it began, or the day where that was before today."""
        tr, began = self.context.tr, self.context.local(row[0].started_at)
        is_today = began.date() == self.context.today()
        return text_cell(tr.time_text(began) if is_today else tr.date_text(began.date()))

    def participant(self, row: VisitOfParticipant, _at: int) -> Cell:
        """Name, birth date and number."""
        return participant_cell(row[1], self.context.tr)

    def title(self, _row: VisitOfParticipant, _at: int) -> Cell:
        """What kind of visit it is."""
        tr = self.context.tr
        return text_cell(self.context.services.program.manifest.visit_title[tr.language])

    def state(self, row: VisitOfParticipant, _at: int) -> Cell:
        """Finished and when, or the stage that is under way or next."""
        tr, visit = self.context.tr, row[0]
        if visit.finished_at is not None:
            ended = tr.time_text(self.context.local(visit.finished_at))
            return StatusCell(tr("Finished"), Tone.GOOD, ended)
        stage = visit.next_stage
        if stage is None:
            return StatusCell(tr("Open"), Tone.INFO)
        title = self.context.services.program.stage(stage.plan.key).title[tr.language]
        if stage.state is StageState.IN_PROGRESS:
            return StatusCell(tr("Under way"), Tone.INFO, title)
        return StatusCell(tr("Waiting for you"), Tone.WARN, tr("{stage} is next", stage=title))

    def action(self, row: VisitOfParticipant, at: int) -> Cell:
        """Continue or Open; the participant who has been here longest stands out."""
        visit, participant = row
        is_open = visit.finished_at is None
        text = self.context.tr("Continue") if is_open else self.context.tr("Open")
        name = f"{text}, {participant_name_and_number(participant)}"
        return ActionCell(OPEN, text, name, is_primary=is_open and at == 0)
