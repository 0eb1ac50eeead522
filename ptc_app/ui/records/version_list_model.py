"""The columns of the list of a record's versions: facts, state, and the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from ptc_app.domain.records.record_history import RecordStatus, RecordVersion
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.services.corrections import StageHistory
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
from ptc_app.ui.records.correction_texts import correction_reason_text, record_status_labels
from ptc_app.ui.stage_texts import ShownStageType

SHOW_DOCUMENT = "document"
"""The key of the action of a version that has a PDF: to show it."""

VersionRow = tuple[StageHistory, RecordVersion]
"""A row of the list: the history of the stage, and one version of it."""


def version_list_model(context: PageContext, stage: ShownStageType) -> PagedModel[VersionRow]:
    """Return a list model without a query, whose rows are VersionRows.

    Columns: facts (number, summary, time, author, reasons), state, and the action SHOW_DOCUMENT
    where the version has a PDF. `version_rows` makes the rows, to be given to `set_rows`.
    """
    cells = _VersionCells(context, stage)
    return PagedModel[VersionRow](
        (
            ListColumn("", cells.facts, stretch=5),
            ListColumn("", cells.status, stretch=2),
            ListColumn("", cells.action, spoken_header=context.tr("Action")),
        ),
        context.store,
        key_of=lambda row: row[1].record.id,
        name_of=lambda row: cells.title(row[1]),
    )


def version_rows(history: StageHistory) -> list[VersionRow]:
    """Return one row for each version of the stage's record, newest first, voided ones too."""
    return [(history, version) for version in reversed(history.versions)]


@dataclass(frozen=True, slots=True)
class _VersionCells:
    """Makes the cells of a version, in the language of the session."""

    context: PageContext
    stage: ShownStageType

    def title(self, version: RecordVersion) -> str:
        """Return the name of a version: Version 2."""
        tr = self.context.tr
        return tr("Version {number}", number=tr.number(version.number))

    def facts(self, row: VersionRow, _at: int) -> Cell:
        """Return number, time and author, and the reasons of correction and voiding, if any."""
        tr, (history, version) = self.context.tr, row
        summary = self.stage.texts.summary(version.record)
        lines = [*filter(None, [summary]), self._when_and_who(history, version.record)]
        if version.record.correction is not None:
            lines.append(tr("Why: {reason}", reason=self._reason(version.record)))
        if version.status is RecordStatus.ENTERED_IN_ERROR and version.ended_by is not None:
            lines.append(self._voided(history, version.ended_by))
        captions = (TextLine(line, TextStyle.CAPTION) for line in lines)
        return TextCell((TextLine(self.title(version), TextStyle.STRONG), *captions))

    def status(self, row: VersionRow, _at: int) -> Cell:
        """Return the state of the version: in force, replaced or entered in error."""
        return StatusCell(*record_status_labels(self.context.tr)[row[1].status])

    def action(self, row: VersionRow, _at: int) -> Cell:
        """Return the action SHOW_DOCUMENT, or an empty cell for a version without a PDF."""
        tr, (history, version) = self.context.tr, row
        if version.record.id not in history.with_pdf:
            return text_cell("")
        name = tr("Show the paper of version {number}", number=tr.number(version.number))
        return ActionCell(SHOW_DOCUMENT, tr("Show the paper"), name)

    def _voided(self, history: StageHistory, void: SignedRecord) -> str:
        return self.context.tr(
            "Entered in error: {reason} · {when}",
            reason=self._reason(void),
            when=self._when_and_who(history, void),
        )

    def _reason(self, record: SignedRecord) -> str:
        correction = record.correction
        if correction is None:
            return ""
        return correction_reason_text(correction.reason, correction.note, self.context.tr)

    def _when_and_who(self, history: StageHistory, record: SignedRecord) -> str:
        when = self.context.tr.moment_text(self.context.local(record.recorded_at))
        return " · ".join(filter(None, (when, history.names.get(record.author))))
