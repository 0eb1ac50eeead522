"""Moves a person through the pages of a survey and saves each answer when it is given."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.survey.answering import skip_item
from ptc_app.domain.survey.question_pages import (
    QuestionPage,
    next_page,
    page_of,
    previous_page,
    question_pages,
)
from ptc_app.domain.survey.survey_answers import QuestionAnswer, SurveyAnswers
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import OpenedSurvey
from ptc_app.ui.autosave import Autosave
from ptc_app.ui.kiosk.kiosk_frame import KioskFrame, KioskNotice
from ptc_app.ui.survey.question_view import QuestionView
from ptc_app.ui.survey.survey_position import (
    apply_answer,
    blocking_problem,
    first_open_page,
    question_position,
    starting_page,
)
from ptc_app.ui.theme import Audience
from ptc_app.ui.widgets.buttons import primary_button
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.object_names import with_object_name

DONE = "done"
"""The `link_id` of the page after the last one, on which the survey is finished."""


class SurveyFlow(QObject):
    """Shows the pages of a survey in a kiosk frame, and handles its buttons Back, Next and Skip.

    - survey: the form, and all answers so far
    - link_id: names the page shown, as in QuestionPage, or is DONE

    An entry that is no value leaves the earlier answer as it was. Each answer is given to
    `autosave` when it changes. Next stays where the question has a problem or its answer could not
    be saved. It begins at the first open page; a new survey or an amendment begins at the first
    page.
    """

    finished = Signal(object)
    """Emitted with the OpenedSurvey when Finish is pressed."""

    def __init__(
        self,
        frame: KioskFrame,
        autosave: Autosave[SurveyAnswers],
        survey: OpenedSurvey,
        tr: Localizer,
    ) -> None:
        super().__init__(frame)
        self._frame = frame
        self._autosave = autosave
        self._tr = tr
        self._view: QuestionView | None = None
        self._is_next_pending = False
        self.survey = survey
        self.link_id = ""
        frame.back.clicked.connect(self._go_back)
        frame.next.clicked.connect(self._go_on)
        frame.skip.clicked.connect(self._skip)
        autosave.saved.connect(self._saved)
        autosave.failed.connect(self._not_saved)
        self._show(starting_page(survey))

    @property
    def shows_answer(self) -> bool:
        """Whether the page shown has an answer that is given or declined, and nothing wrong."""
        return self._view is not None and self._view.shows_answer(self.survey.response)

    def change_language(self, survey: OpenedSurvey, tr: Localizer) -> None:
        """Show the same page with the form of `survey`, in another language, and save its answers.

        `survey` has the answers so far; what is entered and is no answer yet is copied.
        """
        self.survey, self._tr = survey, tr
        form, response = survey.form, survey.response
        old_view = self._view
        self._show(None if self.link_id == DONE else page_of(form, response, self.link_id))
        if old_view is not None and self._view is not None:
            self._view.copy_input(old_view)
        self._autosave.save(response)

    def show_first_open_page(self) -> bool:
        """Show the first page whose question has no answer or an issue, and say what is wrong.

        Return whether there is one; where there is none, the page shown stays.
        """
        page = first_open_page(self.survey)
        if page is None:
            return False
        self._show(page)
        self._show_problem()
        return True

    def _show(self, page: QuestionPage | None) -> None:
        """Show a page of the survey; for None the one after the last."""
        frame, form, response = self._frame, self.survey.form, self.survey.response
        if page is None:
            self._show_done()
            return
        self.link_id = page.link_id
        view = self._view = QuestionView(self.survey, page, self._tr)
        if view.editor is not None:
            view.editor.answered.connect(self._answer)
        frame.show_page(view, view.spoken)
        frame.back.setVisible(previous_page(form, response, page.link_id) is not None)
        may_skip = view.editor is not None and not (view.item and view.item.required)
        frame.offer(*([frame.skip] if may_skip else []), frame.next, enter=frame.next)
        self._autosave.show_again()
        self._show_progress(page)

    def _show_done(self) -> None:
        self.link_id, self._view = DONE, None
        tr, frame = self._tr, self._frame
        finish = with_object_name(
            primary_button(tr("Finish"), scale=Audience.KIOSK), "kiosk.finish"
        )
        finish.clicked.connect(lambda: self.finished.emit(self.survey))
        notice = KioskNotice(
            tr("You are done"),
            tr("Thank you for your answers."),
            tr("Press Finish to hand them in. You can still go back and change an answer."),
            button=finish,
        )
        frame.show_page(notice, notice.spoken)
        frame.back.show()
        frame.offer(enter=finish)
        self._autosave.show_again()
        frame.head.show_progress(self.survey.form.title, 1, 1)

    def _show_progress(self, page: QuestionPage) -> None:
        position = question_position(self.survey, page)
        text = self.survey.form.title
        if page.question is not None:
            text = self._tr(
                "Question {number} of {total}", number=position.number, total=position.total
            )
        self._frame.head.show_progress(text, position.number, position.total)

    def _answer(self, given: QuestionAnswer | None) -> None:
        if given is None and self._view is not None and self._view.tell_input_problem():
            self._autosave.show_again()
            return
        self.survey, changed = apply_answer(self.survey, self.link_id, given)
        if self._view is not None and self._view.problem():
            self._view.show_problem("")
        page = page_of(self.survey.form, self.survey.response, self.link_id)
        if changed and page is not None:
            self._show_progress(page)
        self._autosave.save(self.survey.response)

    def _skip(self) -> None:
        form, response = self.survey.form, self.survey.response
        self.survey = replace(self.survey, response=skip_item(form, response, self.link_id)[0])
        self._autosave.save(self.survey.response)
        self._show_next()

    def _go_back(self) -> None:
        form, response = self.survey.form, self.survey.response
        if self.link_id == DONE:
            self._show(question_pages(form, response)[-1])
        elif (page := previous_page(form, response, self.link_id)) is not None:
            self._show(page)

    def _go_on(self) -> None:
        """Show the next page, if the question has no problem and its answer is saved."""
        if self._show_problem():
            return
        if self._autosave.has_failed:
            self._is_next_pending = True
            self._autosave.save(self.survey.response)
            return
        self._show_next()

    def _show_next(self) -> None:
        page = next_page(self.survey.form, self.survey.response, self.link_id)
        if page is not None:
            self._show(page)
        elif not self.show_first_open_page():
            self._show(None)

    def _show_problem(self) -> bool:
        """Show why the question keeps the person from going on; returns whether anything does."""
        view = self._view
        if view is None or view.editor is None or view.item is None:
            return False
        text = view.editor.input_problem() or blocking_problem(self.survey, view.item, self._tr)
        view.show_problem(text)
        self._autosave.show_again()
        if text:
            view.setFocus()
            self._frame.reveal(view.problem_line)
        return bool(text)

    def _saved(self) -> None:
        self._frame.banner.clear()
        if self._is_next_pending:
            self._is_next_pending = False
            self._show_next()

    def _not_saved(self, _error: PtcError) -> None:
        """Say that the answer could not be saved; Next tries again."""
        self._is_next_pending = False
        tr = self._tr
        self._frame.banner.show_message(
            Tone.STOP,
            tr("Your answer is not saved yet"),
            tr("It is kept while this form stays open. Press Next to try again, or ask the staff."),
        )
        self._frame.reveal(self._frame.banner)
