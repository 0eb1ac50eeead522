"""What is not right yet about an answer, and how to mend it, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from ptc_app.domain.survey.answer_validation import AnswerIssue
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.questionnaire_elements import ItemType
from ptc_app.i18n.localizer import Localizer

NOT_A_NUMBER = "not-a-number"
NOT_WHOLE = "not-whole"
PARTIAL_DATE = "partial-date"
NO_SUCH_DATE = "no-such-date"
UNKEEPABLE = "unkeepable"
"""What the domain cannot know, as what was typed never became a value."""


def answer_issue_text(issue: AnswerIssue, tr: Localizer) -> str:
    """What is wrong and how to mend it."""
    return _ISSUES[issue.code](issue.params, tr)


def worded_answer_issues() -> frozenset[str]:
    """Every issue that has words."""
    return frozenset(_ISSUES)


def unanswered_text(item: FormItem, tr: Localizer) -> str:
    """What to do about a question nothing was said to."""
    chosen = bool(item.options) or item.type is ItemType.BOOLEAN
    if item.required and chosen:
        return tr("We need an answer here. Please choose one.")
    if item.required:
        return tr("We need an answer here. Please write it.")
    if chosen:
        return tr("Choose an answer, or press Skip.")
    return tr("Write an answer, or press Skip.")


def _required(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("We need an answer here.")


def _option(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("Choose one of the answers shown.")


def _minimum(params: dict[str, Any], tr: Localizer) -> str:
    limit = params["limit"]
    if isinstance(limit, date):
        return tr("Give {date} or a later day.", date=tr.date_text(limit))
    return tr("Write {number} or more.", number=_plain(limit))


def _maximum(params: dict[str, Any], tr: Localizer) -> str:
    limit = params["limit"]
    if isinstance(limit, date):
        return tr("Give {date} or an earlier day.", date=tr.date_text(limit))
    return tr("Write {number} or less.", number=_plain(limit))


def _plain(number: int | Decimal) -> str:
    """In digits and without marks between them: a year is no 1,900."""
    return f"{Decimal(number):f}"


def _decimals(params: dict[str, Any], tr: Localizer) -> str:
    limit = params["limit"]
    if limit == 0:
        return tr("Write a whole number.")
    return tr.plural(
        "Write {count} digit after the point, or none.",
        "Write {count} digits after the point, or fewer.",
        limit,
    )


def _too_short(params: dict[str, Any], tr: Localizer) -> str:
    return tr.plural("Write {count} letter or more.", "Write {count} letters or more.",
                   params["limit"])  # fmt: skip


def _too_long(params: dict[str, Any], tr: Localizer) -> str:
    return tr.plural("Write {count} letter or less.", "Write {count} letters or less.",
                   params["limit"])  # fmt: skip


def _pattern(params: dict[str, Any], tr: Localizer) -> str:
    if params["format"]:
        return tr("Write it like this: {example}", example=params["format"])
    return tr("Check how this is written.")


def _not_a_number(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("Write a number in digits.")


def _not_whole(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("Write a whole number.")


def _partial_date(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("Give day, month and year.")


def _no_such_date(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("There is no such day. Check the day and the month.")


def _unkeepable(_params: dict[str, Any], tr: Localizer) -> str:
    return tr("This cannot be saved like this. Write it shorter and plainly.")


_ISSUES: dict[str, Callable[[dict[str, Any], Localizer], str]] = {
    "required": _required,
    "option": _option,
    "min": _minimum,
    "max": _maximum,
    "decimals": _decimals,
    "too-short": _too_short,
    "too-long": _too_long,
    "pattern": _pattern,
    NOT_A_NUMBER: _not_a_number,
    NOT_WHOLE: _not_whole,
    PARTIAL_DATE: _partial_date,
    NO_SUCH_DATE: _no_such_date,
    UNKEEPABLE: _unkeepable,
}
