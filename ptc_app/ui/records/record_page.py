"""Page of a signed record: its versions, and the two ways to correct it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.correction import CorrectionReason
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.record import Document, RecordKind
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.services.corrections import StageHistory
from ptc_app.ui.error_messages import error_message
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.layouts.two_columns import TwoColumns
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_actions import CorrectionActions
from ptc_app.ui.records.version_list import VersionList
from ptc_app.ui.widgets.buttons import plain_button
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.object_names import with_object_name

_T = TypeVar("_T")


class RecordPage(QWidget):
    """Shows a stage's versions. Correcting opens the stage's own page; voiding stays here."""

    def __init__(self, context: PageContext, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._context = context
        self._visit_id = visit_id
        self._plan = plan
        self._is_busy = False
        tr = context.tr
        self._title = ""
        self._sheet = PageScaffold("")
        self._versions = VersionList(context)
        self._actions = CorrectionActions(tr, RecordKind(plan.kind))
        self._columns = TwoColumns([self._versions], [self._actions])
        self._columns.hide()
        self._sheet.add(self._columns)
        self._sheet.end()
        self._back = with_object_name(plain_button(tr("&Back to the visit")), "record.back")
        self._sheet.foot.addWidget(self._back)
        self._sheet.foot.addStretch(1)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sheet)
        self._back.setFocus()
        self._load()

    def _connect(self) -> None:
        self._back.clicked.connect(partial(self._context.routes.visit, self._visit_id))
        self._sheet.left.connect(self._go_back)
        self._versions.document_asked.connect(self._ask_document)
        self._actions.amended.connect(self._amend)
        self._actions.voided.connect(self._void)
        self._actions.continued.connect(self._open_stage)
        self._actions.discarded.connect(self._discard)
        self._actions.cancelled.connect(self._back.setFocus)

    def _load(self) -> None:
        work = partial(self._context.services.corrections.history, self._visit_id, self._plan.key)
        self._context.store.run(self, work, self._show, self._show_error)

    def _show(self, history: StageHistory) -> None:
        tr = self._context.tr
        self._title = history.program.stage(self._plan.key).title[tr.language]
        self._sheet.set_heading(
            self._title,
            above=tr("{name} › record", name=history.participant.full_name),
            below=tr("Every signed version stays. A correction adds one."),
        )
        self._versions.show_history(history)
        self._actions.show_history(history)
        self._columns.show()
        self._sheet.order_tabs()

    def _amend(self, reason: str, note: str) -> None:
        begin = self._context.services.corrections.begin_correction
        key, chosen = self._plan.key, CorrectionReason(reason)
        self._ask(partial(begin, self._visit_id, key, chosen, note), self._open_stage)

    def _open_stage(self, _visit: Visit | None = None) -> None:
        """The stage's page, with the draft of the amendment."""
        self._context.routes.stage(self._visit_id, self._plan)

    def _void(self, reason: str, note: str) -> None:
        void = self._context.services.corrections.void
        key, chosen = self._plan.key, CorrectionReason(reason)
        self._ask(partial(void, self._visit_id, key, chosen, note), self._voided)

    def _voided(self, visit: Visit) -> None:
        tr = self._context.tr
        self._actions.close_reason()
        self._sheet.banner.show_message(
            Tone.GOOD,
            tr("Marked as entered in error"),
            tr("It is recorded here, and stays to be seen."),
        )
        self._context.routes.tell(StaleViews(visits=frozenset({visit.id}), outbox=True))
        self._load()

    def _discard(self) -> None:
        discard = self._context.services.corrections.discard_correction
        self._back.setFocus()
        work = partial(discard, self._visit_id, self._plan.key)
        self._ask(work, lambda _nothing: self._load())

    def _ask_document(self, record_id: str) -> None:
        work = partial(self._context.services.corrections.document, RecordId(record_id))
        self._ask(work, self._show_document)

    def _show_document(self, document: Document | None) -> None:
        if document is not None:
            self._context.routes.paper(self._visit_id, self._title, document.body)

    def _go_back(self) -> None:
        if self._actions.is_asking:
            self._actions.close_reason()
        else:
            self._back.click()

    def _ask(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Run one request at a time; what is pressed meanwhile does nothing."""
        if self._is_busy:
            return
        self._is_busy = True
        self._sheet.banner.clear()
        self._context.store.run(self, work, partial(self._end, done), self._show_error)

    def _end(self, done: Callable[[_T], None], result: _T) -> None:
        self._is_busy = False
        done(result)

    def _show_error(self, error: PtcError) -> None:
        self._is_busy = False
        message = error_message(error, self._context.tr)
        self._sheet.banner.show_message(Tone.STOP, message.title, message.text)
