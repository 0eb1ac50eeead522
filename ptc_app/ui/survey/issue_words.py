"""What is not right yet about an answer, and how to mend it, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from ptc_app.domain.survey.form import FormItem, ItemType
from ptc_app.domain.survey.validation import Issue
from ptc_app.ui.i18n import Words

NOT_A_NUMBER = "not-a-number"
NOT_WHOLE = "not-whole"
PARTIAL_DATE = "partial-date"
NO_SUCH_DATE = "no-such-date"
UNKEEPABLE = "unkeepable"
"""What the domain cannot know, as what was typed never became a value."""


def issue_text(issue: Issue, words: Words) -> str:
    """What is wrong and how to mend it."""
    return _ISSUES[issue.code](issue.params, words)


def worded_issues() -> frozenset[str]:
    """Every issue that has words."""
    return frozenset(_ISSUES)


def open_text(item: FormItem, words: Words) -> str:
    """What to do about a question nothing was said to."""
    chosen = bool(item.options) or item.type is ItemType.BOOLEAN
    if item.required and chosen:
        return words("We need an answer here. Please choose one.")
    if item.required:
        return words("We need an answer here. Please write it.")
    if chosen:
        return words("Choose an answer, or press Skip.")
    return words("Write an answer, or press Skip.")


def _required(_params: dict[str, Any], words: Words) -> str:
    return words("We need an answer here.")


def _option(_params: dict[str, Any], words: Words) -> str:
    return words("Choose one of the answers shown.")


def _minimum(params: dict[str, Any], words: Words) -> str:
    limit = params["limit"]
    if isinstance(limit, date):
        return words("Give {date} or a later day.", date=words.date_text(limit))
    return words("Write {number} or more.", number=_plain(limit))


def _maximum(params: dict[str, Any], words: Words) -> str:
    limit = params["limit"]
    if isinstance(limit, date):
        return words("Give {date} or an earlier day.", date=words.date_text(limit))
    return words("Write {number} or less.", number=_plain(limit))


def _plain(number: int | Decimal) -> str:
    """In digits and without marks between them: a year is no 1,900."""
    return f"{Decimal(number):f}"


def _decimals(params: dict[str, Any], words: Words) -> str:
    limit = params["limit"]
    if limit == 0:
        return words("Write a whole number.")
    return words.n(
        "Write {count} digit after the point, or none.",
        "Write {count} digits after the point, or fewer.",
        limit,
    )


def _too_short(params: dict[str, Any], words: Words) -> str:
    return words.n("Write {count} letter or more.", "Write {count} letters or more.",
                   params["limit"])  # fmt: skip


def _too_long(params: dict[str, Any], words: Words) -> str:
    return words.n("Write {count} letter or less.", "Write {count} letters or less.",
                   params["limit"])  # fmt: skip


def _pattern(params: dict[str, Any], words: Words) -> str:
    if params["format"]:
        return words("Write it like this: {example}", example=params["format"])
    return words("Check how this is written.")


def _not_a_number(_params: dict[str, Any], words: Words) -> str:
    return words("Write a number in digits.")


def _not_whole(_params: dict[str, Any], words: Words) -> str:
    return words("Write a whole number.")


def _partial_date(_params: dict[str, Any], words: Words) -> str:
    return words("Give day, month and year.")


def _no_such_date(_params: dict[str, Any], words: Words) -> str:
    return words("There is no such day. Check the day and the month.")


def _unkeepable(_params: dict[str, Any], words: Words) -> str:
    return words("This cannot be saved like this. Write it shorter and plainly.")


_ISSUES: dict[str, Callable[[dict[str, Any], Words], str]] = {
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
