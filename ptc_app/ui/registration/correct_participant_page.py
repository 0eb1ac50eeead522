"""The page to correct a participant's data."""

from __future__ import annotations

from functools import partial

from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.record_kinds import REGISTRATION
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryDraft, EntryKey
from ptc_app.services.participants import RegistrationRequest
from ptc_app.services.visit_starts import ParticipantOverview
from ptc_app.ui.entries.kept_entries import KeptEntries, say_restored
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.records.correction_texts import correction_reason_names
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion
from ptc_app.ui.registration.registration_form import RegistrationForm
from ptc_app.ui.staff_page import StaffPage
from ptc_app.ui.widgets.breadcrumb import Crumb
from ptc_app.ui.widgets.buttons import primary_button, secondary_button
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.object_names import with_object_name


class CorrectParticipantPage(StaffPage):
    """A RegistrationForm with a participant's data, and the question why it is changed.

    The button asks for the reason once the form has no error, and the form waits for the answer,
    which signs the correction and opens the participant's page. The registration that was signed
    before stays.
    """

    def __init__(self, context: PageContext, participant_id: ParticipantId) -> None:
        tr = context.tr
        super().__init__(context, tr("Correct the person's data"))
        self._participant_id = participant_id
        self._correction: RegistrationRequest | None = None
        self._reason = ReasonPanel(tr, name=tr("Reason for the correction"), prefix="correct")
        self._reason.answered.connect(self._sign)
        self._reason.cancelled.connect(self._ask_no_more)
        self.form = RegistrationForm(
            tr, context.services.languages, context.today, self._scaffold.content
        )
        self.form.hide()
        self._scaffold.add(self._reason, self.form)
        self._scaffold.end()
        back = with_object_name(secondary_button(tr("&Back without a change")), "correct.back")
        back.clicked.connect(self._leave)
        save = with_object_name(primary_button(tr("&Save the correction…")), "correct.save")
        save.clicked.connect(self._ask_why)
        self._scaffold.set_ways(back, save)
        key = EntryKey(DraftedPage.PERSON_CORRECTION, participant_id)
        self._kept = KeptEntries(context, key, self.form)
        self._kept.failed.connect(self._show_error)
        overview = context.services.visit_starts.overview
        self._load(partial(overview, participant_id), self._show)

    def _show(self, overview: ParticipantOverview) -> None:
        tr, participant = self._context.tr, overview.participant
        way = (
            Crumb(tr("Participants"), self._context.routes.participants),
            Crumb(participant.full_name, self._leave),
            Crumb(tr("Correct the person's data")),
        )
        below = tr("What was signed before stays. A correction adds a version.")
        self._scaffold.set_heading(tr("Correct the person's data"), way=way, below=below)
        self.form.fill(participant)
        self._kept.open(self._show_form)

    def _show_form(self, draft: EntryDraft | None) -> None:
        self.form.show()
        self.form.focus_first()
        self._scaffold.order_tabs()
        if draft is not None:
            say_restored(self._scaffold.banner, draft, self._context)

    def _ask_why(self) -> None:
        """Ask for the reason, once the form has no error."""
        tr = self._context.tr
        self._scaffold.banner.clear()
        self._correction = self.form.registration()
        if self._correction is None:
            self._scaffold.banner.show_message(
                Tone.STOP,
                tr("Some fields need another look"),
                tr("Check the marked fields. Nothing you typed is lost."),
            )
            self.form.focus_first_problem()
            return
        self.form.setEnabled(False)  # what is signed is what was checked
        names = correction_reason_names(tr)
        self._reason.ask(
            ReasonQuestion(
                heading=tr("Why is this corrected?"),
                reasons={reason.value: names[reason] for reason in REGISTRATION.amend_reasons},
                other=CorrectionReason.OTHER,
                confirm=tr("Sign the correction"),
                cancel=tr("Go on correcting"),
            )
        )
        self._scaffold.reveal(self._reason)

    def _ask_no_more(self) -> None:
        self._reason.hide()
        self.form.setEnabled(True)
        self.form.focus_first()

    def _sign(self, reason: str, note: str) -> None:
        if self._correction is None:
            return
        correct = self._context.services.participants.correct
        chosen = CorrectionReason(reason)
        self._ask(
            partial(correct, self._participant_id, self._correction, chosen, note), self._corrected
        )

    def _corrected(self, participant: Participant) -> None:
        self._kept.forget()
        self._context.routes.participant(participant.id)

    def _leave(self) -> None:
        """Give up what was typed: the button says so."""
        self._kept.forget()
        self._context.routes.participant(self._participant_id)
