"""The consent page at the kiosk: opens a form, stores what is read and typed, and signs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.consent import ConsentSigning
from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.signed_record import RecordPdf
from ptc_app.domain.visit import PlannedStage
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.consent import OpenedConsent
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.consent.consent_flow import DONE, ConsentFlow
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.messages.error_messages import participant_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.save_indicator import SaveState

_T = TypeVar("_T")


class ConsentPage(QWidget):
    """The consent form of a stage, read and decided on by the participant.

    Stores that a form page is displayed before it shows it, and the name while it is typed. Reading
    goes on where it was left, also after a crash; another language begins at page 1. Finish leads
    to the staff code, the staff button to the page that covers the form. `key` is the key of the
    stage.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__()
        self.key = plan.key
        self._context = context
        self._tr = context.tr
        self._visit_id = visit_id
        self._frame = KioskFrame(context.tr, context.services.languages)
        self._flow = ConsentFlow(self._frame, context.services.author, context.today)
        store_name = partial(context.services.consents.store_name, visit_id, plan.key)
        self._autosave = Autosave(
            context.store, store_name, self._frame.tick, self._save_text, page=self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._frame.back.hide()
        self._frame.offer()
        self._connect()
        self._ask(
            partial(context.services.consents.open, visit_id, plan.key), self._start, self._refuse
        )

    @property
    def step(self) -> str:
        """The step shown: `page-1` and so on, `sign`, `confirm` or `done`.

        Empty before the first.
        """
        return self._flow.step

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning of the idle lock until it is cleared."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Remove the warning of the idle lock; does nothing where none is shown."""
        self._frame.clear_idle_warning()

    def _connect(self) -> None:
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(
            lambda: self._context.routes.kiosk.ask_staff(self._visit_id, self._tr)
        )
        self._flow.page_asked.connect(self._store_page)
        self._flow.name_typed.connect(self._autosave.save)
        self._flow.signing_asked.connect(self._sign)
        self._flow.finished.connect(self._hand_back)
        self._autosave.failed.connect(self._flow.show_error)

    def _hand_back(self) -> None:
        self._context.routes.hand_back(self._visit_id, self._tr)

    def _start(self, reading: OpenedConsent) -> None:
        self._tr = Localizer(reading.form.language)
        self._flow.start(reading, self._tr)

    def _store_page(self, page: int) -> None:
        """Store that this page is displayed, then show it."""
        progress = self._flow.progress
        if progress is not None:
            store = self._context.services.consents.store_displayed_page
            work = partial(store, self._visit_id, self.key, progress, page)
            self._ask(work, self._flow.show_page, self._show_error)

    def _sign(self, signing: ConsentSigning) -> None:
        """Sign what is shown: nothing can be changed until it is on record."""
        reading = self._flow.reading
        if reading is not None:
            self._frame.setEnabled(False)
            sign = self._context.services.consents.sign
            work = partial(sign, self._visit_id, self.key, reading, signing)
            self._ask(work, self._show_signed, self._show_error)

    def _show_signed(self, _document: RecordPdf) -> None:
        self._frame.setEnabled(True)
        self._flow.show_thanks(self._tr)

    def _change_language(self, tr: Localizer) -> None:
        """Open the form in another language; after signing only the words change."""
        if self._flow.reading is None or self._flow.is_busy:
            return
        if self.step == DONE:
            self._tr = tr
            self._flow.show_thanks(tr)
            return
        work = partial(self._context.services.consents.open, self._visit_id, self.key, tr.language)
        self._ask(work, self._start, self._show_error)

    def _ask(
        self, work: Callable[[], _T], done: Callable[[_T], None], failed: Callable[[PtcError], None]
    ) -> None:
        """Run an act on the store thread; the buttons do nothing until it has ended."""
        self._flow.is_busy = True
        self._context.store.run(self, work, done, failed)

    def _refuse(self, error: PtcError) -> None:
        """The form cannot be opened: say why, and lead back to the staff."""
        message = participant_message(error, self._tr)
        self._frame.refuse(message.title, message.text, self._tr)

    def _show_error(self, error: PtcError) -> None:
        self._flow.is_busy = False
        if not self._frame.isEnabled():
            self._frame.setEnabled(True)
            self._frame.setFocus()
        self._flow.show_error(error)

    def _save_text(self, state: SaveState) -> str:
        tr = self._tr
        return {
            SaveState.SAVING: tr("Saving…"),
            SaveState.SAVED: tr("Your name is saved"),
            SaveState.NOT_SAVED: tr("Your name is not saved yet"),
        }[state]
