"""A survey in the participant's hands: opened where it was left, handed in when it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.survey.answer_steps import in_form_language
from ptc_app.domain.visit import StagePlan, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import SurveySession
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame
from ptc_app.ui.messages.error_messages import error_message
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.survey.survey_flow import SurveyFlow
from ptc_app.ui.widgets.save_indicator import SaveState


class SurveyPage(QWidget):
    """Nothing of the participant is on it but what is asked and answered."""

    def __init__(self, context: PageContext, visit_id: VisitId, plan: StagePlan) -> None:
        super().__init__()
        self._context = context
        self._visit_id = visit_id
        self._stage = plan.key
        self._tr = context.tr
        self._walk: SurveyFlow | None = None
        self._is_signing = False
        self._frame = KioskFrame(context.tr, context.services.languages)
        self._frame.language_asked.connect(self._change_language)
        self._frame.head.staff.clicked.connect(self._leave)
        self._keeper = Autosave(
            context.store,
            partial(context.services.surveys.save, visit_id, plan.key),
            self._frame.tick,
            self._save_text,
            page=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        work = partial(context.services.surveys.open, visit_id, plan.key)
        context.store.run(self, work, self._begin, self._refuse)

    @property
    def link_id(self) -> str:
        """The question in front, the words in front, or `done`."""
        return self._walk.link_id if self._walk else ""

    @property
    def step(self) -> str:
        """What is in front, by name."""
        return self.link_id

    def _leave(self) -> None:
        """What could not be saved is tried once more; the store does it also when we are gone."""
        if self._walk is not None and self._keeper.has_failed:
            self._keeper.save(self._walk.survey.response)
        self._context.routes.hand_back(self._visit_id)

    def show_idle_warning(self, text: str) -> None:
        """Nobody has touched anything for long."""
        self._frame.show_idle_warning(text)

    def clear_idle_warning(self) -> None:
        """Someone is here."""
        self._frame.clear_idle_warning()

    def _begin(self, survey: SurveySession) -> None:
        self._say_in(Localizer(Language(survey.form.language)))
        self._walk = SurveyFlow(self._frame, self._keeper, survey, self._tr)
        self._walk.finished.connect(self._sign)

    def _refuse(self, error: PtcError) -> None:
        told = error_message(error, self._tr)
        self._frame.refuse(told.title, told.text, self._tr)

    def _change_language(self, tr: Localizer) -> None:
        if self._walk is None:
            return
        asked = tr.language
        work = partial(self._context.services.surveys.open, self._visit_id, self._stage, asked)
        self._context.store.run(self, work, partial(self._go_on_in, tr), self._show_error)

    def _go_on_in(self, tr: Localizer, opened: SurveySession) -> None:
        """What was said here counts, not what is on disk: the last may still be on its way."""
        if self._walk is None or self._is_signing:
            return
        self._say_in(tr)
        response = in_form_language(opened.form, self._walk.survey.response)
        self._walk.go_on_in(SurveySession(opened.form, response), tr)

    def _say_in(self, tr: Localizer) -> None:
        self._tr = tr
        self._frame.say_in(tr)
        self._frame.tick.reserve(tr("Your answer is saved"))

    def _save_text(self, state: SaveState) -> str:
        tr = self._tr
        return {
            SaveState.SAVING: tr("Saving…"),
            SaveState.SAVED: tr("Your answer is saved"),
            SaveState.NOT_SAVED: tr("Your answer is not saved yet"),
        }[state]

    def _sign(self, survey: SurveySession) -> None:
        """What is handed in is what stands here: nothing changes until it is on record."""
        if self._is_signing or (self._walk and self._walk.show_open()):
            return
        self._is_signing = True
        self._frame.setEnabled(False)
        work = partial(self._context.services.surveys.sign, self._visit_id, self._stage, survey)
        self._context.store.run(self, work, self._signed, self._show_error)

    def _signed(self, visit: Visit) -> None:
        self._context.routes.hand_back(visit.id)

    def _show_error(self, error: PtcError) -> None:
        self._is_signing = False
        self._frame.setEnabled(True)
        self._frame.setFocus()
        if self._walk is not None:
            self._walk.show_error(error)
