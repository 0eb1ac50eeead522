"""A presentation is an entry of a registry: a new type of question is shown and answered by it."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.survey.answer_validation import item_answer_issues
from ptc_app.domain.survey.answering import start_answers
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_pages import question_pages
from ptc_app.domain.survey.survey_answers import QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import OpenedSurvey
from ptc_app.ui.survey.answer_editor import (
    AnswerEditor,
    answer_values,
    answer_with,
    control_name,
    fill_column,
)
from ptc_app.ui.survey.demo_inputs import InputDriver
from ptc_app.ui.survey.issue_texts import answer_issue_text, unanswered_text
from ptc_app.ui.survey.question_presentations import PRESENTATIONS, QuestionPresentation
from ptc_app.ui.survey.question_view import QuestionView
from ptc_app.ui.survey.survey_position import apply_answer, blocking_problem
from tests.support.time_questions import parse_time, register_time_questions
from tests.ui.survey.conftest import DECLINE, EditorInput, Show, a_form, an_item

EN = Localizer(Language("en"))
LATEST = {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueTime": "23:00:00"}


class TimeEditor(AnswerEditor):
    """A line in which a time is written as HH:MM."""

    def __init__(self, item: FormItem, _tr: Localizer) -> None:
        super().__init__()
        self._edit = QLineEdit()
        self._edit.setAccessibleName(item.text)
        self._edit.setObjectName(control_name(item.link_id))
        self._edit.textEdited.connect(self._emit_answer)
        fill_column(self, self._edit)

    def show_answer(self, answered: QuestionAnswer | None) -> None:
        self._edit.setText("".join(f"{value:%H:%M}" for value in answer_values(answered)))

    def entered(self) -> QuestionAnswer | None:
        moment = parse_time(self._edit.text())
        return answer_with(moment) if moment else None

    def input_problem(self) -> str:
        text = self._edit.text()
        return "" if not text or parse_time(text) else "Write hours and minutes."

    def show_problem(self, text: str) -> None:
        self._edit.setAccessibleDescription(text)

    def _emit_answer(self, _text: str) -> None:
        self.answered.emit(self.entered())


def _enter_time(driver: InputDriver, item: FormItem) -> str:
    driver.type(control_name(item.link_id), "22:30")
    return "22:30:00"


@pytest.fixture(autouse=True)
def time_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    register_time_questions(monkeypatch)
    presentation = QuestionPresentation(
        create_editor=TimeEditor,
        enter_demo_answer=_enter_time,
        value_text=lambda _item, value, _tr: f"{value:%H:%M}",
        maximum_text=lambda limit, _tr: f"Give {limit:%H:%M} or an earlier time.",
    )
    monkeypatch.setitem(PRESENTATIONS, "time", presentation)


def test_its_editor_tells_its_value(show: Show) -> None:
    shown = show(an_item("time"))
    shown.type("22:3")
    assert shown.last is None
    assert shown.editor.input_problem() == "Write hours and minutes."
    shown.type("0")
    assert shown.last == answer_with(time(22, 30))
    assert shown.editor.input_problem() == ""


def test_it_can_be_declined_like_any_other(show: Show) -> None:
    shown = show(an_item("time", extension=[DECLINE]))
    shown.type("22:30")
    shown.press(":declined")
    assert shown.last is not None
    assert shown.last.values == ()
    line = shown.part()
    assert isinstance(line, QLineEdit)
    assert line.text() == "22:30"
    shown.press(":declined")
    assert shown.last == answer_with(time(22, 30))


def test_the_demonstration_answers_it(show: Show) -> None:
    item = an_item("time")
    shown = show(item)
    assert PRESENTATIONS["time"].enter_demo_answer(EditorInput(shown), item) == "22:30:00"
    assert shown.last == answer_with(time(22, 30))


def test_what_is_wrong_is_said(show: Show) -> None:
    item = an_item("time", required=True, extension=[LATEST])
    (issue,) = item_answer_issues(item, answer_with(time(23, 1)))
    assert answer_issue_text(issue, item, EN) == "Give 23:00 or an earlier time."
    assert unanswered_text(item, EN) == "We need an answer here. Please write it."


def test_its_page_takes_and_shows_the_answer(qtbot: QtBot) -> None:
    form = a_form({"type": "time", "extension": [LATEST]})
    survey = OpenedSurvey(form, start_answers(form))
    assert blocking_problem(survey, form.items["q"], EN) == "Write an answer, or press Skip."
    survey, _ = apply_answer(survey, "q", answer_with(time(22, 30)))
    assert blocking_problem(survey, form.items["q"], EN) == ""
    view = _view(qtbot, survey)
    line = view.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "22:30"


def test_a_read_only_answer_is_shown_in_words(qtbot: QtBot) -> None:
    form = a_form({"type": "time", "readOnly": True, "initial": [{"valueTime": "06:05:00"}]})
    view = _view(qtbot, OpenedSurvey(form, start_answers(form)))
    assert view.editor is None
    assert "06:05" in [label.text() for label in view.findChildren(QLabel)]
    assert "06:05" in view.spoken


def _view(qtbot: QtBot, survey: OpenedSurvey) -> QuestionView:
    (page,) = question_pages(survey.form, survey.response)
    view = QuestionView(survey, page, EN)
    qtbot.addWidget(view)
    return view
