"""The steps of a consent at the kiosk: form pages, signing, confirmation, thanks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.author import Author
from ptc_app.domain.consent import ConsentDecision, ensure_signable
from ptc_app.domain.consent_reading import ConsentReadingProgress
from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.localized_text import localized
from ptc_app.domain.participants.name_likeness import is_name_of
from ptc_app.domain.participants.participant import Participant
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.consent import OpenedConsent
from ptc_app.ui.consent.decision_notices import (
    change_button,
    confirm_button,
    confirm_decision_notice,
    confirm_name_notice,
    differing_names,
    thank_you_notice,
)
from ptc_app.ui.consent.form_page_view import FormPageView
from ptc_app.ui.consent.signing_view import SigningContext, SigningView
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.messages.error_messages import participant_message, written_text_error
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.save_indicator import SaveState

SIGN, CONFIRM, DONE = "sign", "confirm", "done"
"""The steps after the form pages, which are `page-1`, `page-2` and so on."""


class ConsentFlow(QObject):
    """Shows the steps of one consent in a kiosk frame, and asks its owner to store between them.

    - step: the step shown, `page-1` and so on, SIGN, CONFIRM or DONE; "" before the first
    - reading: the form and how far it is read; None before `start`
    - is_busy: set by the owner between a request and its answer; buttons do nothing meanwhile

    A name that is not the registered one is shown beside it and confirmed, or written again, before
    anything is signed. `today` returns the current date of the workstation; `author` is shown
    beside the signature.
    """

    page_asked = Signal(int)
    """Emitted with a page number, from 0: store that this page is displayed, then `show_page`."""

    name_typed = Signal(str)
    """Emitted with the printed name at each letter typed."""

    signing_asked = Signal(object)
    """Emitted with the ConsentSigning that is to be signed.

    `show_thanks` or `show_error` follows.
    """

    finished = Signal()
    """Emitted when Finish is pressed after signing."""

    def __init__(self, frame: KioskFrame, author: Author, today: Callable[[], date]) -> None:
        super().__init__(frame)
        self.step, self.is_busy = "", False
        self.reading: OpenedConsent | None = None
        self._frame = frame
        self._author = author
        self._today = today
        self._tr: Localizer
        self._signing: SigningView | None = None
        self._decision = ConsentDecision.NOT_SURE
        self._change, self._confirm = change_button(), confirm_button()
        frame.back.clicked.connect(self._go_back)
        frame.next.clicked.connect(self._go_on)
        self._change.clicked.connect(self._change_choice)
        self._confirm.clicked.connect(self._sign)

    @property
    def progress(self) -> ConsentReadingProgress | None:
        """The pages shown so far, with the name as it is typed now; None before `start`."""
        if self.reading is None or self._signing is None:
            return None
        return replace(self.reading.progress, printed_name=self._signing.name)

    def start(self, reading: OpenedConsent, tr: Localizer) -> None:
        """Begin with this form at the page it was left at, in the language of `tr`.

        Called again for another language: a name already typed is kept, strokes are not. Emits
        `page_asked`; nothing is shown before its answer.
        """
        name = self._signing.name if self._signing else reading.progress.printed_name
        self._say_in(tr)
        self.reading = reading
        self._signing = SigningView(SigningContext(reading.form, self._author), tr)
        self._signing.write_name(name)
        self._signing.name_typed.connect(self.name_typed)
        self._signing.decided.connect(self._decide)
        self._frame.keep(self._signing)
        self.page_asked.emit(reading.progress.page)

    def show_page(self, progress: ConsentReadingProgress) -> None:
        """Show the form page that `progress` says was stored last; sets `is_busy` to False.

        Does nothing before `start`.
        """
        if self.reading is None:
            return
        self.is_busy = False
        self.reading = replace(self.reading, progress=progress)
        self.step = f"page-{progress.page + 1}"
        view = FormPageView(self.reading.form, progress.page)
        self._frame.tick.show_state(SaveState.NOTHING)
        self._frame.show_page(view, view.spoken)
        self._frame.back.setVisible(progress.page > 0)
        self._frame.offer(self._frame.next, enter=self._frame.next)
        self._show_progress(self.reading, progress.page)

    def show_thanks(self, tr: Localizer) -> None:
        """Show that the decision was signed, in the language of `tr`; sets `is_busy` to False.

        Does nothing before `start`.
        """
        if self.reading is None:
            return
        self._say_in(tr)
        self.is_busy = False
        self.step = DONE
        notice, frame = thank_you_notice(self._decision, tr), self._frame
        frame.tick.show_state(SaveState.NOTHING)
        frame.show_page(notice, notice.spoken)
        frame.back.hide()
        frame.next.setText(tr("Finish"))
        frame.offer(frame.next, enter=frame.next)
        frame.head.show_progress(localized(self.reading.choice, tr.language), 1, 1)

    def show_error(self, error: PtcError) -> None:
        """Show the message of an error beside the field it is about, else in the frame's banner.

        All that was typed and drawn stays.
        """
        message = participant_message(error, self._tr)
        signing, frame = self._signing, self._frame
        field = signing.show_missing(error.full_code, message.action) if signing else None
        if field is None:
            frame.banner.show_message(Tone.STOP, message.title, message.text)
        frame.reveal(field or frame.banner)

    def _show_signing(self) -> None:
        """No default button: Enter must not sign."""
        if self.reading is None or self._signing is None:
            return
        self.step = SIGN
        self._signing.show_day(self._today())
        self._frame.show_page(self._signing, self._signing.spoken)
        self._frame.back.show()
        self._frame.offer()
        self._show_progress(self.reading, len(self.reading.form.pages))

    def _show_progress(self, reading: OpenedConsent, page: int) -> None:
        pages = len(reading.form.pages) + 1
        text = self._tr(
            "{choice} · page {number} of {total}",
            choice=localized(reading.choice, self._tr.language),
            number=page + 1,
            total=pages,
        )
        self._frame.head.show_progress(text, page + 1, pages)

    def _go_on(self) -> None:
        if self.reading is None or self.is_busy:
            return
        page = self.reading.progress.page
        if self.step == DONE:
            self.finished.emit()
        elif self._frame.scroll_on():
            return  # a page counts as shown when its end was in view
        elif page + 1 < len(self.reading.form.pages):
            self.page_asked.emit(page + 1)
        else:
            self._show_signing()

    def _go_back(self) -> None:
        if self.reading is None or self.is_busy:
            return
        if self.step == CONFIRM:
            self._show_signing()
            return
        page = self.reading.progress.page
        self.page_asked.emit(page if self.step == SIGN else page - 1)

    def _decide(self, decision: ConsentDecision) -> None:
        """A yes under the registered name is signed at once; all else is confirmed first."""
        if self.reading is None or self._signing is None or self.is_busy:
            return
        self._decision = decision
        if problem := written_text_error(self._signing.name.strip(), self._tr):
            self._frame.reveal(self._signing.show_name_problem(problem))
            return
        signing = self._signing.signing(decision, self._today())
        try:
            ensure_signable(self.reading.form, self.reading.progress, signing)
        except RuleBroken as broken:
            self.show_error(broken)
            return
        names = _name_sentences(self.reading.participant, signing.printed_name, self._tr)
        if decision is ConsentDecision.YES and not names:
            self._sign()
        else:
            self._show_confirmation(names)

    def _show_confirmation(self, names: tuple[str, ...]) -> None:
        self.step, tr = CONFIRM, self._tr
        if self._decision is ConsentDecision.YES:
            notice = confirm_name_notice(names, tr)
            self._change.setText(tr("Write it again"))
            self._confirm.setText(tr("Keep it and sign"))
        else:
            notice = confirm_decision_notice(self._decision, names, tr)
            self._change.setText(tr("Change my choice"))
            self._confirm.setText(tr("Confirm"))
        self._frame.show_page(notice, notice.spoken)
        self._frame.offer(self._change, self._confirm)

    def _change_choice(self) -> None:
        self._show_signing()
        if self._signing is not None and self._decision is ConsentDecision.YES:
            self._signing.edit_name()

    def _sign(self) -> None:
        if self._signing is not None and not self.is_busy:
            self.signing_asked.emit(self._signing.signing(self._decision, self._today()))

    def _say_in(self, tr: Localizer) -> None:
        self._tr = tr
        self._frame.say_in(tr)


def _name_sentences(participant: Participant, written: str, tr: Localizer) -> tuple[str, ...]:
    """The sentences about a name that is not the registered one; () where it is, or is ""."""
    if not written or is_name_of(written, participant):
        return ()
    return differing_names(written, participant.full_name, tr)
