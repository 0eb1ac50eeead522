"""The widget of a survey page: texts to read, and at most one question with its editor."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_pages import QuestionPage
from ptc_app.domain.survey.survey_answers import AnswerState, SurveyAnswers
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import OpenedSurvey
from ptc_app.ui.survey.answer_editor import AnswerEditor, answer_values
from ptc_app.ui.survey.question_presentations import answer_text, create_editor, shown_options
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import (
    WrappingLabel,
    body_label,
    caption_label,
    heading_label,
    muted_label,
)
from ptc_app.ui.widgets.problem_message import ProblemMessage


class QuestionView(QWidget):
    """Shows one page of a survey, with the answer so far; the editor takes the focus.

    - item: its question, None where there is none
    - editor: the editor of the question, None where there is nothing to answer
    - problem_line: shows what is wrong; hidden at first
    - spoken: all texts and options, one a line, to be read aloud
    """

    def __init__(self, survey: OpenedSurvey, page: QuestionPage, tr: Localizer) -> None:
        super().__init__()
        self.item = survey.form.items[page.question] if page.question else None
        self.editor = _editor(self.item, tr)
        self.problem_line = ProblemMessage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(1.5))
        labels = _labels(survey, page, self.item, tr)
        for label in labels:
            column.addWidget(label)
        column.addWidget(self.problem_line)
        if self.editor is not None and self.item is not None:
            column.addSpacing(grid_space())
            column.addWidget(self.editor)
            self.editor.show_answer(survey.response.answers.get(self.item.link_id))
            if (field := self.editor.focusProxy()) is not None:
                self.setFocusProxy(field)
        self.spoken = "\n".join([label.text() for label in labels] + _option_texts(self.item, tr))

    def show_problem(self, text: str) -> None:
        """Show this translated text beside the question, and mark the editor as wrong.

        An empty text removes both.
        """
        self.problem_line.show_problem(text)
        if self.editor is not None:
            self.editor.show_problem(text)

    def shows_answer(self, response: SurveyAnswers) -> bool:
        """Whether these answers have what is shown, given or declined, and nothing is wrong."""
        if self.item is None or self.problem() or (self.editor and self.editor.input_problem()):
            return False
        answered = response.answers.get(self.item.link_id)
        return answered is not None and answered.state is not AnswerState.SKIPPED

    def tell_input_problem(self) -> bool:
        """Return whether what is entered is no value; said at once where the editor asks for it."""
        text = self.editor.input_problem() if self.editor is not None else ""
        if self.editor is not None and text:
            self.show_problem(text if self.editor.tells_problem_at_once else "")
        return bool(text)

    def copy_input(self, other: QuestionView) -> None:
        """Copy what is entered in another view of the same page, also what is no answer yet.

        Copies texts and drop-down lists; emits nothing.
        """
        for line in other.findChildren(QLineEdit):
            if (own_line := self.findChild(QLineEdit, line.objectName())) is not None:
                own_line.setText(line.text())
        for text in other.findChildren(QPlainTextEdit):
            if (own_text := self.findChild(QPlainTextEdit, text.objectName())) is not None:
                with QSignalBlocker(own_text):
                    own_text.setPlainText(text.toPlainText())
        for box in other.findChildren(QComboBox):
            if (own_box := self.findChild(QComboBox, box.objectName())) is not None:
                with QSignalBlocker(own_box):
                    own_box.setCurrentIndex(box.currentIndex())

    def problem(self) -> str:
        """Return the problem shown as a sentence; "" where none is shown."""
        return self.problem_line.text()


def _editor(item: FormItem | None, tr: Localizer) -> AnswerEditor | None:
    return create_editor(item, tr) if item is not None and item.is_asked else None


def _labels(
    survey: OpenedSurvey, page: QuestionPage, item: FormItem | None, tr: Localizer
) -> list[WrappingLabel]:
    """Labels of the page from top to bottom.

    With a question: group heading, texts before it, the question, texts after it, how to answer,
    and the answer where it is only shown. Without: heading and texts.
    """
    items = [survey.form.items[link_id] for link_id in page.link_ids]
    if item is None:
        heading = heading_label(page.heading or survey.form.title, scale=Audience.KIOSK)
        return [heading, *(body_label(one.text, scale=Audience.KIOSK) for one in items)]
    place = items.index(item)
    heading_labels = [caption_label(page.heading, scale=Audience.KIOSK)] if page.heading else []
    before = [body_label(one.text, scale=Audience.KIOSK) for one in items[:place]]
    question = heading_label(" ".join(filter(None, (item.prefix, item.text))), scale=Audience.KIOSK)
    after = [one.text for one in items[place + 1 :]]
    hints = [*after, _entry_hint(item, tr), *_read_only_answer(survey, item, tr)]
    return [*heading_labels, *before, question, *_lead_labels(hints)]


def _lead_labels(texts: Iterable[str]) -> list[WrappingLabel]:
    return [muted_label(text, scale=Audience.KIOSK) for text in texts if text]


def _entry_hint(item: FormItem, tr: Localizer) -> str:
    """How to answer, or "" where the text of the question says it."""
    if not item.is_asked:
        return ""
    if shown_options(item, tr):
        hint = tr("Choose all that apply.") if item.repeats else tr("Choose one answer.")
        return "" if hint in item.text else hint
    if item.entry_format:
        return tr("Write it like this: {example}", example=item.entry_format)
    return ""


def _read_only_answer(survey: OpenedSurvey, item: FormItem, tr: Localizer) -> list[str]:
    """The answer of a question that is shown and not asked, value by value."""
    if item.is_asked:
        return []
    values = answer_values(survey.response.answers.get(item.link_id))
    return [answer_text(item, value, tr) for value in values]


def _option_texts(item: FormItem | None, tr: Localizer) -> list[str]:
    return [option.text for option in shown_options(item, tr)] if item is not None else []
