"""A consent in the participant's hands: read page by page, decided, signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.consent import ConsentDecision, ConsentProgress, ensure_signable
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.program_manifest import ProgramText
from ptc_app.domain.record import Document
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import StagePlan
from ptc_app.i18n.translator import Translator
from ptc_app.services.consent import ConsentReading
from ptc_app.services.session_services import SessionServices
from ptc_app.ui.consent.decision_buttons import DecisionButtons
from ptc_app.ui.consent.form_page_view import (
    FormPageView,
    confirm_decision_notice,
    thank_you_notice,
)
from ptc_app.ui.consent.signing_view import SigningContext, SigningView
from ptc_app.ui.error_messages import error_message, unprintable_text_error
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.labels import Tone

SIGN, CONFIRM, DONE = "sign", "confirm", "done"


class ConsentPage(QWidget):
    """Shows a page once it is on record that it came into view; keeps all that was written."""

    def __init__(self, context: PageContext, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self.key = plan.key
        self.step = ""
        self._context = context
        self._tr = context.tr
        self._visit_id = visit_id
        self._choice: ProgramText = {}
        self._reading: ConsentReading | None = None
        self._signing: SigningView | None = None
        self._decision = ConsentDecision.NOT_SURE
        self._is_busy = False
        self._frame = KioskFrame(context.tr, context.services.languages)
        self._choices = DecisionButtons(self._frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._frame.back.hide()
        self._frame.offer()
        self._connect()
        self._ask(partial(_opened, context.services, visit_id, plan.key), self._begin, self._refuse)

    def _connect(self) -> None:
        self._frame.back.clicked.connect(self._go_back)
        self._frame.next.clicked.connect(self._go_on)
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(
            partial(self._context.routes.hand_back, self._visit_id)
        )
        self._choices.decided.connect(self._decide)
        self._choices.change.clicked.connect(self._show_signing)
        self._choices.confirm.clicked.connect(self._sign)

    def show_idle_warning(self, text: str) -> None:
        """Nobody has touched anything for long."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Remove the lock warning."""
        self._frame.clear_idle_warning()

    def _begin(self, reading: ConsentReading) -> None:
        """The form in this language, from where it was left."""
        self._is_busy = False
        name = self._signing.name if self._signing else reading.progress.printed_name
        tr = Translator(reading.form.language)
        self._say_in(tr)
        self._reading, self._choice = reading, reading.choice
        self._signing = SigningView(SigningContext(reading.form, self._context.services.author), tr)
        self._signing.write_name(name)
        self._signing.name_typed.connect(self._keep_name)
        self._frame.keep(self._signing)
        self._turn(reading.progress.page)

    def _turn(self, page: int) -> None:
        """That the page comes into view is on disk before it does."""
        if self._reading is None or self._signing is None:
            return
        progress = replace(self._reading.progress, printed_name=self._signing.name)
        turn = self._context.services.consents.turn
        work = partial(turn, self._visit_id, self.key, progress, page)
        self._ask(work, partial(self._show_page, self._reading, page), self._show_error)

    def _keep_name(self, name: str) -> None:
        """A name half written outlives a lock or a crash."""
        if self._reading is None:
            return
        keep, progress = self._context.services.consents.keep_name, self._reading.progress
        work = partial(keep, self._visit_id, self.key, progress, name)
        self._context.store.run(self, work, lambda _kept: None, self._say)

    def _show_page(self, reading: ConsentReading, page: int, progress: ConsentProgress) -> None:
        self._is_busy = False
        self._reading = replace(reading, progress=progress)
        self.step = f"page-{page + 1}"
        view = FormPageView(reading.form, page)
        self._frame.show_page(view, view.spoken)
        self._frame.back.setVisible(page > 0)
        self._frame.offer(self._frame.next, enter=self._frame.next)
        self._show_progress(reading, page)

    def _show_signing(self) -> None:
        """Enter does not sign: that takes a press of its own."""
        if self._reading is None or self._signing is None:
            return
        self.step = SIGN
        self._signing.show_day(self._today())
        self._frame.show_page(self._signing, self._signing.spoken)
        self._frame.back.show()
        self._frame.offer(*self._choices.decisions)
        self._show_progress(self._reading, len(self._reading.form.pages))

    def _show_progress(self, reading: ConsentReading, page: int) -> None:
        pages = len(reading.form.pages) + 1
        text = self._tr(
            "{choice} · page {number} of {total}",
            choice=self._choice[self._tr.language],
            number=page + 1,
            total=pages,
        )
        self._frame.head.show_progress(text, page + 1, pages)

    def _go_on(self) -> None:
        if self._reading is None or self._is_busy:
            return
        if self.step == DONE:
            self._context.routes.hand_back(self._visit_id)
            return
        here = self._reading.progress.page
        if here + 1 < len(self._reading.form.pages):
            self._turn(here + 1)
        else:
            self._show_signing()

    def _go_back(self) -> None:
        if self._reading is None or self._is_busy:
            return
        if self.step == CONFIRM:
            self._show_signing()
            return
        here = self._reading.progress.page
        self._turn(here if self.step == SIGN else here - 1)

    def _decide(self, decision: ConsentDecision) -> None:
        """A yes signs; anything else is asked once more."""
        if self._reading is None or self._signing is None or self._is_busy:
            return
        self._decision = decision
        if problem := unprintable_text_error(self._signing.name, self._tr):
            self._frame.reveal(self._signing.show_name_problem(problem))
            return
        signing = self._signing.signing(decision, self._today())
        try:
            ensure_signable(self._reading.form, self._reading.progress, signing)
        except RuleBroken as broken:
            self._show_error(broken)
            return
        if decision is ConsentDecision.YES:
            self._sign()
            return
        self.step = CONFIRM
        notice = confirm_decision_notice(decision, self._tr)
        self._frame.show_page(notice, notice.spoken)
        self._frame.offer(self._choices.change, self._choices.confirm)

    def _sign(self) -> None:
        """What is signed is what stands here: nothing changes until it is on record."""
        if self._reading is None or self._signing is None or self._is_busy:
            return
        signing = self._signing.signing(self._decision, self._today())
        self._frame.setEnabled(False)
        sign = self._context.services.consents.sign
        work = partial(sign, self._visit_id, self.key, self._reading, signing)
        self._ask(work, self._signed, self._show_error)

    def _signed(self, document: Document) -> None:
        self._is_busy = False
        self._frame.setEnabled(True)
        self._context.routes.tell(StaleViews(visits=frozenset({document.visit_id}), outbox=True))
        self._show_thanks()

    def _show_thanks(self) -> None:
        self.step = DONE
        notice, frame = thank_you_notice(self._decision, self._tr), self._frame
        frame.show_page(notice, notice.spoken)
        frame.back.hide()
        frame.next.setText(self._tr("Finish"))
        frame.offer(frame.next, enter=frame.next)
        frame.head.show_progress(self._choice[self._tr.language], 1, 1)

    def _change_language(self, tr: Translator) -> None:
        """Another language is another text: it is read from its first page."""
        if self._reading is None or self._is_busy:
            return
        if self.step == DONE:
            self._say_in(tr)
            self._show_thanks()
            return
        asked = tr.language
        work = partial(self._context.services.consents.open, self._visit_id, self.key, asked)
        self._ask(work, self._begin, self._show_error)

    def _today(self) -> date:
        return self._context.local(self._context.services.consents.act_context.now()).date()

    def _say_in(self, tr: Translator) -> None:
        self._tr = tr
        self._frame.say_in(tr)
        self._choices.say_in(tr)

    def _ask(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PtcError], None],
    ) -> None:
        """One thing at a time: what is pressed meanwhile does nothing."""
        self._is_busy = True
        self._context.store.run(self, work, done, failed)

    def _refuse(self, error: PtcError) -> None:
        told = error_message(error, self._tr)
        self._frame.refuse(told.title, told.text, self._tr)

    def _show_error(self, error: PtcError) -> None:
        """What was asked did not happen."""
        self._is_busy = False
        if not self._frame.isEnabled():
            self._frame.setEnabled(True)
            self._frame.setFocus()
        self._say(error)

    def _say(self, error: PtcError) -> None:
        """Beside the field where it is one; all that was written stays."""
        told = error_message(error, self._tr)
        signing, frame = self._signing, self._frame
        field = signing.show_missing(error.full_code, told.text) if signing else None
        if field is None:
            frame.banner.show_message(Tone.STOP, told.title, told.text)
        frame.reveal(field or frame.banner)


def _opened(services: SessionServices, visit_id: VisitId, stage: str) -> ConsentReading:
    """Open the consent and record that the participant has the machine; on the store thread."""
    reading = services.consents.open(visit_id, stage)
    services.kiosk.hand_over(visit_id)
    return reading
