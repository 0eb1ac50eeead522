"""The kiosk page of a survey: opens it where it was left, and signs it when it is finished."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.survey.answering import in_form_language
from ptc_app.domain.visit import PlannedStage, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import OpenedSurvey
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.messages.error_messages import participant_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.survey.survey_flow import SurveyFlow
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.save_indicator import SaveState


class SurveyPage(QWidget):
    """The survey of a stage, answered by the participant; shows no data that identify them.

    Each answer is saved as a draft. Finish signs the survey, then the page asks for the staff code.
    Where the survey cannot be opened, the frame says why.
    """

    def __init__(self, context: PageContext, visit_id: VisitId, plan: PlannedStage) -> None:
        super().__init__()
        self._context = context
        self._visit_id = visit_id
        self._stage = plan.key
        self._tr = context.tr
        self._flow: SurveyFlow | None = None
        self._is_signing = False
        self._frame = KioskFrame(context.tr, context.services.languages)
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(self._leave)
        self._autosave = Autosave(
            context.store,
            partial(context.services.surveys.save, visit_id, plan.key),
            self._frame.tick,
            lambda state: _save_text(state, self._tr),
            page=self,
            has_entry=lambda: self._flow is not None and self._flow.shows_answer,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        work = partial(context.services.surveys.open, visit_id, plan.key)
        context.store.run(self, work, self._begin, self._refuse)

    @property
    def link_id(self) -> str:
        """The link_id of the page shown, as in QuestionPage, or `done`.

        Empty until it is opened.
        """
        return self._flow.link_id if self._flow else ""

    @property
    def step(self) -> str:
        """The same as `link_id`, under the name that kiosk pages share."""
        return self.link_id

    @property
    def survey(self) -> OpenedSurvey | None:
        """The survey with all answers so far; None until it is opened."""
        return self._flow.survey if self._flow else None

    def _leave(self) -> None:
        """Cover the form by the page for help and staff.

        An answer that could not be saved is tried once more.
        """
        if self._flow is not None and self._autosave.has_failed:
            self._autosave.save(self._flow.survey.response)
        self._context.routes.kiosk.ask_staff(self._visit_id, self._tr)

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning of the idle lock until it is cleared."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Remove the warning of the idle lock; does nothing where none is shown."""
        self._frame.clear_idle_warning()

    def _begin(self, survey: OpenedSurvey) -> None:
        self._use_language(Localizer(Language(survey.form.language)))
        self._flow = SurveyFlow(self._frame, self._autosave, survey, self._tr)
        self._flow.finished.connect(self._sign)

    def _refuse(self, error: PtcError) -> None:
        message = participant_message(error, self._tr)
        self._frame.refuse(message.title, message.text, self._tr)

    def _change_language(self, tr: Localizer) -> None:
        if self._flow is None:
            return
        surveys = self._context.services.surveys
        work = partial(surveys.open, self._visit_id, self._stage, tr.language)
        self._context.store.run(self, work, partial(self._show_in, tr), self._show_error)

    def _show_in(self, tr: Localizer, opened: OpenedSurvey) -> None:
        """Go on with the form of `opened` and the answers of this page.

        The answers read from the store may lack the last one, which is perhaps not saved yet.
        """
        if self._flow is None or self._is_signing:
            return
        self._use_language(tr)
        response = in_form_language(opened.form, self._flow.survey.response)
        self._flow.change_language(OpenedSurvey(opened.form, response), tr)

    def _use_language(self, tr: Localizer) -> None:
        self._tr = tr
        self._frame.say_in(tr)
        self._frame.tick.reserve(tr("Your answer is saved"))

    def _sign(self, survey: OpenedSurvey) -> None:
        """Sign the survey, if nothing is open; the page is disabled until it is signed."""
        if self._is_signing or (self._flow and self._flow.show_first_open_page()):
            return
        self._is_signing = True
        self._frame.setEnabled(False)
        work = partial(self._context.services.surveys.sign, self._visit_id, self._stage, survey)
        self._context.store.run(self, work, self._signed, self._show_error)

    def _signed(self, visit: Visit) -> None:
        self._context.routes.hand_back(visit.id, self._tr)

    def _show_error(self, error: PtcError) -> None:
        self._is_signing = False
        self._frame.setEnabled(True)
        self._frame.setFocus()
        message = participant_message(error, self._tr)
        self._frame.banner.show_message(Tone.STOP, message.title, message.text)


def _save_text(state: SaveState, tr: Localizer) -> str:
    return {
        SaveState.SAVING: tr("Saving…"),
        SaveState.SAVED: tr("Your answer is saved"),
        SaveState.NOT_SAVED: tr("Your answer is not saved yet"),
    }[state]
