"""The columns of the list of what is due for a participant."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.enrollment.due_stages import DueReason, DueStage
from ptc_app.domain.localized_text import localized
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.ui.lists.cells import Cell, ListColumn, StatusCell, TextCell, TextLine, TextStyle
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.labels import Tone

DueRow = tuple[ProgramVersion, DueStage]
"""A row of the list: the program version a new visit takes, and one stage that is due in it."""


def due_list_model(context: PageContext) -> PagedModel[DueRow]:
    """Return a list model without a query, whose rows are DueRows, to be given to `set_rows`.

    Columns: title of the stage with why it is due, and a chip with the reason in a word.
    """
    cells = _DueCells(context)
    return PagedModel[DueRow](
        (ListColumn("", cells.title, stretch=5), ListColumn("", cells.reason, stretch=2)),
        context.store,
        key_of=lambda row: row[1].key,
        name_of=cells.stage_title,
    )


@dataclass(frozen=True, slots=True)
class _DueCells:
    """Makes the cells of a stage that is due, in the language of the session."""

    context: PageContext

    def stage_title(self, row: DueRow) -> str:
        """Return the title of the stage."""
        program, due = row
        return localized(program.stage(due.key).title, self.context.tr.language)

    def title(self, row: DueRow, _at: int) -> Cell:
        """Return the title of the stage, and below it when it was done before, or what is new."""
        line = TextLine(self._explanation(row[1]), TextStyle.CAPTION)
        return TextCell((TextLine(self.stage_title(row), TextStyle.STRONG), line))

    def reason(self, row: DueRow, _at: int) -> Cell:
        """Return the reason in a word: what has lapsed stands out."""
        tr = self.context.tr
        return {
            DueReason.NOT_DONE: StatusCell(tr("Not done yet"), Tone.INFO),
            DueReason.AGAIN: StatusCell(tr("Due again"), Tone.INFO),
            DueReason.NOT_SURE: StatusCell(tr("To be asked again"), Tone.WARN),
            DueReason.NEW_FORM: StatusCell(tr("New version"), Tone.WARN),
            DueReason.RAN_OUT: StatusCell(tr("Has run out"), Tone.WARN),
        }[row[1].reason]

    def _explanation(self, due: DueStage) -> str:
        tr = self.context.tr
        last = "" if due.last is None else tr.date_text(self.context.local(due.last).date())
        return {
            DueReason.NOT_DONE: tr("Not done at any visit"),
            DueReason.AGAIN: tr("Last done {date}", date=last),
            DueReason.NOT_SURE: tr("Not sure on {date}", date=last),
            DueReason.NEW_FORM: tr(
                "Signed {date}; version {version} is to be read and signed now",
                date=last,
                version=due.form_version,
            ),
            DueReason.RAN_OUT: tr("Signed {date}; it no longer counts", date=last),
        }[due.reason]
