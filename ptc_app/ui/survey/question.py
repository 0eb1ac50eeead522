"""A page of a survey on the screen: words to read, at most one question, and its editor."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ptc_app.domain.survey.form import FormItem, ItemType
from ptc_app.domain.survey.pages import Page
from ptc_app.domain.survey.values import Coding, Value
from ptc_app.services.survey import Survey
from ptc_app.ui.i18n import Words
from ptc_app.ui.survey.cards import options_of, values_of
from ptc_app.ui.survey.editors import Editor, editor
from ptc_app.ui.theme import Scale, space
from ptc_app.ui.widgets.announce import announce
from ptc_app.ui.widgets.icon_mark import IconMark
from ptc_app.ui.widgets.text import Text, body, heading, lead, quiet


class QuestionView(QWidget):
    """`editor` is there where the page asks something; `spoken` is all its words."""

    def __init__(self, survey: Survey, page: Page, words: Words) -> None:
        super().__init__()
        self._words = words
        self.item = survey.form.items[page.question] if page.question else None
        self.editor = _editor(self.item, words)
        self.problem_line = ProblemLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1.5))
        said = _said(survey, page, self.item, words)
        for label in said:
            column.addWidget(label)
        column.addWidget(self.problem_line)
        if self.editor is not None and self.item is not None:
            column.addSpacing(space())
            column.addWidget(self.editor)
            self.editor.show_answer(survey.response.answers.get(self.item.link_id))
            if (field := self.editor.focusProxy()) is not None:
                self.setFocusProxy(field)
        self.spoken = "\n".join([label.text() for label in said] + _options(self.item, words))

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


class ProblemLine(QWidget):
    """A sign and a sentence; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Text("", "problem", scale=Scale.KIOSK)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(1.5))
        row.addWidget(IconMark("circle-alert", "stop", name="", scale=Scale.KIOSK))
        row.addWidget(self._text, 1)
        self.hide()

    def show_problem(self, text: str) -> None:
        self._text.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self._text)

    def text(self) -> str:
        return self._text.text()


def _editor(item: FormItem | None, words: Words) -> Editor | None:
    return editor(item, words) if item is not None and item.is_asked else None


def _said(survey: Survey, page: Page, item: FormItem | None, words: Words) -> list[Text]:
    """The heading of the group, what is read before, the question, how to answer, and help."""
    items = [survey.form.items[link_id] for link_id in page.link_ids]
    if item is None:
        first = heading(page.heading or survey.form.title, scale=Scale.KIOSK)
        return [first, *(body(one.text, scale=Scale.KIOSK) for one in items)]
    at = items.index(item)
    above = [quiet(page.heading, scale=Scale.KIOSK)] if page.heading else []
    before = [body(one.text, scale=Scale.KIOSK) for one in items[:at]]
    question = heading(" ".join(filter(None, (item.prefix, item.text))), scale=Scale.KIOSK)
    after = [one.text for one in items[at + 1 :]]
    hints = [*after, _how(item, words), *_shown(survey, item, words)]
    return [*above, *before, question, *_leads(hints)]


def _leads(texts: Iterable[str]) -> list[Text]:
    return [lead(text, scale=Scale.KIOSK) for text in texts if text]


def _how(item: FormItem, words: Words) -> str:
    """How to answer, where the question itself does not say it."""
    if not item.is_asked:
        return ""
    if item.options or item.type is ItemType.BOOLEAN:
        hint = words("Choose all that apply.") if item.repeats else words("Choose one answer.")
        return "" if hint in item.text else hint
    if item.entry_format:
        return words("Write it like this: {example}", example=item.entry_format)
    return ""


def _shown(survey: Survey, item: FormItem, words: Words) -> list[str]:
    """The value of a question that is shown and not asked."""
    if item.is_asked:
        return []
    values = values_of(survey.response.answers.get(item.link_id))
    return [_worded(value, words) for value in values]


def _worded(value: Value, words: Words) -> str:
    if isinstance(value, Coding):
        return value.display or value.code
    if isinstance(value, bool):
        return words("Yes") if value else words("No")
    return f"{value}"


def _options(item: FormItem | None, words: Words) -> list[str]:
    return [option.text for option in options_of(item, words)] if item is not None else []
