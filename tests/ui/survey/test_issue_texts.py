"""What is wrong with an answer is said so that it can be mended, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.survey.answer_validation import AnswerIssue
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.issue_texts import answer_issue_text, unanswered_text, worded_answer_issues
from tests.ui.survey.conftest import an_item, coded

EN, ES = Localizer(Language("en")), Localizer(Language("es"))

PARAMS: dict[str, Any] = {"limit": 3, "format": "12345"}


@pytest.mark.parametrize(
    ("kind", "code", "params", "said"),
    [
        ("integer", "min", {"limit": 1900}, "Write 1900 or more."),
        ("decimal", "max", {"limit": Decimal("24.0")}, "Write 24.0 or less."),
        ("date", "min", {"limit": date(1900, 1, 1)}, "Enter 1 Jan 1900 or a later date."),
        ("date", "max", {"limit": date(2026, 3, 12)}, "Enter 12 Mar 2026 or an earlier date."),
        ("decimal", "decimals", {"limit": 0}, "Write a whole number."),
        ("decimal", "decimals", {"limit": 1}, "Write 1 digit after the point, or none."),
        ("decimal", "decimals", {"limit": 2}, "Write 2 digits after the point, or fewer."),
        ("string", "too-short", {"limit": 2}, "Write 2 letters or more."),
        ("text", "too-long", {"limit": 60}, "Write 60 letters or less."),
        ("string", "pattern", {"format": "12345"}, "Write it like this: 12345"),
        ("string", "pattern", {"format": ""}, "Check how this is written."),
    ],
)
def test_limits_are_named(kind: str, code: str, params: dict[str, Any], said: str) -> None:
    assert answer_issue_text(AnswerIssue("q", code, params), an_item(kind), EN) == said


@pytest.mark.parametrize("code", sorted(worded_answer_issues()))
def test_every_issue_is_said_in_spanish_too(code: str) -> None:
    issue, item = AnswerIssue("q", code, PARAMS), an_item("integer")
    assert answer_issue_text(issue, item, EN) != answer_issue_text(issue, item, ES)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (an_item("boolean"), "Choose an answer, or press Skip."),
        (an_item("string"), "Write an answer, or press Skip."),
        (
            an_item("choice", required=True, answerOption=coded("a", "b")),
            "We need an answer here. Please choose one.",
        ),
        (an_item("integer", required=True), "We need an answer here. Please write it."),
    ],
)
def test_an_open_question_says_what_to_do(item: FormItem, said: str) -> None:
    assert unanswered_text(item, EN) == said
