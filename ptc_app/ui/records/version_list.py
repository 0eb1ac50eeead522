"""The versions of a record, newest first: status, author, time, reason, and the PDF."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.record import Record
from ptc_app.domain.record_history import RecordStatus, RecordVersion
from ptc_app.services.corrections import StageHistory
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import correction_reason_text, record_status_labels
from ptc_app.ui.widgets.buttons import Button
from ptc_app.ui.widgets.labels import WrappingLabel, bold_label, caption_label, chip_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.row_list import RowList


class VersionList(QWidget):
    """Shows a stage's history; its buttons are named `record.document:<version number>`."""

    document_asked = Signal(str)
    """The id of the record whose PDF is to be shown."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._list = RowList(name=context.tr("Versions of the record"), stretch=(5, 2, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def show_history(self, history: StageHistory) -> None:
        """Show these versions and no others."""
        self._list.set_rows([self._row(history, version) for version in reversed(history.versions)])

    def _row(self, history: StageHistory, version: RecordVersion) -> list[QWidget | str]:
        text, tone = record_status_labels(self._context.tr)[version.status]
        return [
            self._facts(history, version),
            chip_label(text, tone),
            self._document_button(history, version),
        ]

    def _facts(self, history: StageHistory, version: RecordVersion) -> QWidget:
        tr = self._context.tr
        lines = [bold_label(tr("Version {number}", number=tr.number(version.number)))]
        lines += [caption_label(self._when_and_who(history, version.record))]
        if version.record.correction is not None:
            lines.append(caption_label(tr("Why: {reason}", reason=self._reason(version.record))))
        if version.status is RecordStatus.ENTERED_IN_ERROR and version.ended_by is not None:
            lines.append(self._voided(history, version.ended_by))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in lines:
            column.addWidget(line)
        return box

    def _voided(self, history: StageHistory, void: Record) -> WrappingLabel:
        return caption_label(
            self._context.tr(
                "Entered in error: {reason} · {when}",
                reason=self._reason(void),
                when=self._when_and_who(history, void),
            )
        )

    def _document_button(self, history: StageHistory, version: RecordVersion) -> QWidget:
        tr = self._context.tr
        if version.record.id not in history.printed:
            return QWidget()
        button = with_object_name(
            Button(tr("Show the paper"), "link"), f"record.document:{version.number}"
        )
        button.setAccessibleName(
            tr("Show the paper of version {number}", number=tr.number(version.number))
        )
        button.clicked.connect(lambda: self.document_asked.emit(version.record.id))
        return button

    def _reason(self, record: Record) -> str:
        correction = record.correction
        if correction is None:
            return ""
        return correction_reason_text(correction.reason, correction.note, self._context.tr)

    def _when_and_who(self, history: StageHistory, record: Record) -> str:
        when = self._context.tr.moment_text(self._context.local(record.recorded_at))
        return " · ".join(filter(None, (when, history.names.get(record.author))))
