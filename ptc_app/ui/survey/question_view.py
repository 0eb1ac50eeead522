"""A page of a survey on the screen: words to read, at most one question, and its editor."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.survey.answer_values import AnswerValue, Coding
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_pages import QuestionPage
from ptc_app.domain.survey.questionnaire_elements import ItemType
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import SurveySession
from ptc_app.ui.survey.choice_editors import answer_values, choice_options
from ptc_app.ui.survey.editor_registry import AnswerEditor, create_editor
from ptc_app.ui.theme import Audience, grid_space
from ptc_app.ui.widgets.labels import (
    WrappingLabel,
    body_label,
    caption_label,
    heading_label,
    muted_label,
)
from ptc_app.ui.widgets.screen_reader import announce_name
from ptc_app.ui.widgets.themed_icon import ThemedIcon


class QuestionView(QWidget):
    """`editor` is there where the page asks something; `spoken` is all its words."""

    def __init__(self, survey: SurveySession, page: QuestionPage, tr: Localizer) -> None:
        super().__init__()
        self._tr = tr
        self.item = survey.form.items[page.question] if page.question else None
        self.editor = _editor(self.item, tr)
        self.problem_line = ProblemMessage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(1.5))
        said = _said(survey, page, self.item, tr)
        for label in said:
            column.addWidget(label)
        column.addWidget(self.problem_line)
        if self.editor is not None and self.item is not None:
            column.addSpacing(grid_space())
            column.addWidget(self.editor)
            self.editor.show_answer(survey.response.answers.get(self.item.link_id))
            if (field := self.editor.focusProxy()) is not None:
                self.setFocusProxy(field)
        self.spoken = "\n".join([label.text() for label in said] + _options(self.item, tr))

    def show_problem(self, text: str) -> None:
        """What is wrong, beside the question and at its editor; an empty text takes it away."""
        self.problem_line.show_problem(text)
        if self.editor is not None:
            self.editor.show_problem(text)

    def take_over(self, before: QuestionView) -> None:
        """What is written there, also where it is no answer yet: half a date, a number begun."""
        for line in before.findChildren(QLineEdit):
            if (mine := self.findChild(QLineEdit, line.objectName())) is not None:
                mine.setText(line.text())
        for chooser in before.findChildren(QComboBox):
            if (listed := self.findChild(QComboBox, chooser.objectName())) is not None:
                with QSignalBlocker(listed):
                    listed.setCurrentIndex(chooser.currentIndex())

    def problem(self) -> str:
        return self.problem_line.text()


class ProblemMessage(QWidget):
    """A sign and a sentence; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._text = WrappingLabel("", "problem", scale=Audience.KIOSK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid_space(1.5))
        row.addWidget(ThemedIcon("circle-alert", "stop", name="", scale=Audience.KIOSK))
        row.addWidget(self._text, 1)
        self.hide()

    def show_problem(self, text: str) -> None:
        self._text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce_name(self._text)

    def text(self) -> str:
        return self._text.text()


def _editor(item: FormItem | None, tr: Localizer) -> AnswerEditor | None:
    return create_editor(item, tr) if item is not None and item.is_asked else None


def _said(
    survey: SurveySession, page: QuestionPage, item: FormItem | None, tr: Localizer
) -> list[WrappingLabel]:
    """The heading of the group, what is read before, the question, how to answer, and help."""
    items = [survey.form.items[link_id] for link_id in page.link_ids]
    if item is None:
        first = heading_label(page.heading or survey.form.title, scale=Audience.KIOSK)
        return [first, *(body_label(one.text, scale=Audience.KIOSK) for one in items)]
    at = items.index(item)
    above = [caption_label(page.heading, scale=Audience.KIOSK)] if page.heading else []
    before = [body_label(one.text, scale=Audience.KIOSK) for one in items[:at]]
    question = heading_label(" ".join(filter(None, (item.prefix, item.text))), scale=Audience.KIOSK)
    after = [one.text for one in items[at + 1 :]]
    hints = [*after, _how(item, tr), *_shown(survey, item, tr)]
    return [*above, *before, question, *_leads(hints)]


def _leads(texts: Iterable[str]) -> list[WrappingLabel]:
    return [muted_label(text, scale=Audience.KIOSK) for text in texts if text]


def _how(item: FormItem, tr: Localizer) -> str:
    """How to answer, where the question itself does not say it."""
    if not item.is_asked:
        return ""
    if item.options or item.type is ItemType.BOOLEAN:
        hint = tr("Choose all that apply.") if item.repeats else tr("Choose one answer.")
        return "" if hint in item.text else hint
    if item.entry_format:
        return tr("Write it like this: {example}", example=item.entry_format)
    return ""


def _shown(survey: SurveySession, item: FormItem, tr: Localizer) -> list[str]:
    """The value of a question that is shown and not asked."""
    if item.is_asked:
        return []
    values = answer_values(survey.response.answers.get(item.link_id))
    return [_worded(value, tr) for value in values]


def _worded(value: AnswerValue, tr: Localizer) -> str:
    if isinstance(value, Coding):
        return value.display or value.code
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    return f"{value}"


def _options(item: FormItem | None, tr: Localizer) -> list[str]:
    return [option.text for option in choice_options(item, tr)] if item is not None else []
