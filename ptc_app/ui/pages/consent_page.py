"""A consent in the participant's hands: read page by page, decided, signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.changes import Changes
from ptc_app.domain.consent import ConsentProgress, Decision, check
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.participant import Language as Spoken
from ptc_app.domain.record import Document
from ptc_app.domain.visit import StagePlan
from ptc_app.services.clinic import Clinic
from ptc_app.services.consent import Reading
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.kiosk import KioskFrame
from ptc_app.ui.messages import message
from ptc_app.ui.pages.consent_choices import Choices
from ptc_app.ui.pages.consent_signing import Signer, SigningView
from ptc_app.ui.pages.consent_views import FormPageView, confirming, thanking
from ptc_app.ui.pages.plain import plain_problem
from ptc_app.ui.room import Room
from ptc_app.ui.widgets.text import Tone

SIGN, CONFIRM, DONE = "sign", "confirm", "done"


class ConsentPage(QWidget):
    """Shows a page once it is on record that it came into view; keeps all that was written."""

    def __init__(self, room: Room, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self.key = plan.key
        self.step = ""
        self._room = room
        self._words = room.words
        self._visit_id = visit_id
        self._choice = room.clinic.program.consents[plan.content].choice
        self._reading: Reading | None = None
        self._signing: SigningView | None = None
        self._decision = Decision.NOT_SURE
        self._is_busy = False
        self._frame = KioskFrame(room.words)
        self._choices = Choices(self._frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._frame.back.hide()
        self._frame.offer()
        self._connect()
        self._ask(partial(_opened, room.clinic, visit_id, plan.key), self._begin, self._refuse)

    def _connect(self) -> None:
        self._frame.back.clicked.connect(self._go_back)
        self._frame.next.clicked.connect(self._go_on)
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(partial(self._room.go.hand_back, self._visit_id))
        self._choices.decided.connect(self._decide)
        self._choices.change.clicked.connect(self._show_signing)
        self._choices.confirm.clicked.connect(self._sign)

    def show_idle_warning(self, text: str) -> None:
        """Nobody has touched anything for long."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Someone is here."""
        self._frame.clear_idle_warning()

    def _begin(self, reading: Reading) -> None:
        """The form in this language, from where it was left."""
        self._is_busy = False
        name = self._signing.name if self._signing else reading.progress.printed_name
        words = Words(Language(reading.form.language))
        self._say_in(words)
        self._reading = reading
        self._signing = SigningView(Signer(reading.form, self._room.clinic.author), words)
        self._signing.write_name(name)
        self._signing.name_typed.connect(self._keep_name)
        self._frame.keep(self._signing)
        self._turn(reading.progress.page)

    def _turn(self, page: int) -> None:
        """That the page comes into view is on disk before it does."""
        if self._reading is None or self._signing is None:
            return
        progress = replace(self._reading.progress, printed_name=self._signing.name)
        turn = self._room.clinic.consenting.turn
        work = partial(turn, self._visit_id, self.key, progress, page)
        self._ask(work, partial(self._show_page, self._reading, page), self._complain)

    def _keep_name(self, name: str) -> None:
        """A name half written outlives a lock or a crash."""
        if self._reading is None:
            return
        keep, progress = self._room.clinic.consenting.keep_name, self._reading.progress
        work = partial(keep, self._visit_id, self.key, progress, name)
        self._room.store.run(self, work, lambda _kept: None, self._say)

    def _show_page(self, reading: Reading, page: int, progress: ConsentProgress) -> None:
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

    def _show_progress(self, reading: Reading, page: int) -> None:
        pages = len(reading.form.pages) + 1
        text = self._words(
            "{choice} · page {number} of {total}",
            choice=self._choice[self._words.language],
            number=page + 1,
            total=pages,
        )
        self._frame.head.show_progress(text, page + 1, pages)

    def _go_on(self) -> None:
        if self._reading is None or self._is_busy:
            return
        if self.step == DONE:
            self._room.go.hand_back(self._visit_id)
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

    def _decide(self, decision: Decision) -> None:
        """A yes signs; anything else is asked once more."""
        if self._reading is None or self._signing is None or self._is_busy:
            return
        self._decision = decision
        if problem := plain_problem(self._signing.name, self._words):
            self._frame.reveal(self._signing.show_name_problem(problem))
            return
        signing = self._signing.signing(decision, self._today())
        try:
            check(self._reading.form, self._reading.progress, signing)
        except RuleBroken as broken:
            self._complain(broken)
            return
        if decision is Decision.YES:
            self._sign()
            return
        self.step = CONFIRM
        notice = confirming(decision, self._words)
        self._frame.show_page(notice, notice.spoken)
        self._frame.offer(self._choices.change, self._choices.confirm)

    def _sign(self) -> None:
        """What is signed is what stands here: nothing changes until it is on record."""
        if self._reading is None or self._signing is None or self._is_busy:
            return
        signing = self._signing.signing(self._decision, self._today())
        self._frame.setEnabled(False)
        sign = self._room.clinic.consenting.sign
        work = partial(sign, self._visit_id, self.key, self._reading, signing)
        self._ask(work, self._signed, self._complain)

    def _signed(self, document: Document) -> None:
        self._is_busy = False
        self._frame.setEnabled(True)
        self._room.go.tell(Changes(visits=frozenset({document.visit_id}), outbox=True))
        self._show_thanks()

    def _show_thanks(self) -> None:
        self.step = DONE
        notice, frame = thanking(self._decision, self._words), self._frame
        frame.show_page(notice, notice.spoken)
        frame.back.hide()
        frame.next.setText(self._words("Finish"))
        frame.offer(frame.next, enter=frame.next)
        frame.head.show_progress(self._choice[self._words.language], 1, 1)

    def _change_language(self) -> None:
        """Another language is another text: it is read from its first page."""
        if self._reading is None or self._is_busy:
            return
        words = self._words.other()
        if self.step == DONE:
            self._say_in(words)
            self._show_thanks()
            return
        asked = Spoken(words.language)
        work = partial(self._room.clinic.consenting.open, self._visit_id, self.key, asked)
        self._ask(work, self._begin, self._complain)

    def _today(self) -> date:
        return self._room.local(self._room.clinic.consenting.working.now()).date()

    def _say_in(self, words: Words) -> None:
        self._words = words
        self._frame.say_in(words)
        self._choices.say_in(words)

    def _ask(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PtcError], None],
    ) -> None:
        """One thing at a time: what is pressed meanwhile does nothing."""
        self._is_busy = True
        self._room.store.run(self, work, done, failed)

    def _refuse(self, error: PtcError) -> None:
        told = message(error, self._words)
        self._frame.refuse(told.title, told.text, self._words)

    def _complain(self, error: PtcError) -> None:
        """What was asked did not happen."""
        self._is_busy = False
        if not self._frame.isEnabled():
            self._frame.setEnabled(True)
            self._frame.setFocus()
        self._say(error)

    def _say(self, error: PtcError) -> None:
        """Beside the field where it is one; all that was written stays."""
        told = message(error, self._words)
        signing, frame = self._signing, self._frame
        field = signing.show_missing(error.full_code, told.text) if signing else None
        if field is None:
            frame.banner.show_message(Tone.STOP, told.title, told.text)
        frame.reveal(field or frame.banner)


def _opened(clinic: Clinic, visit_id: VisitId, stage: str) -> Reading:
    """The form, and the trail that says that the participant has it."""
    reading = clinic.consenting.open(visit_id, stage)
    clinic.kiosk.hand_over(visit_id)
    return reading
