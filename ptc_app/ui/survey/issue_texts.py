"""Sentences for answer issues, which say what to do so that the answer becomes valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ptc_app.domain.survey.answer_validation import AnswerIssue
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.survey.question_presentations import PRESENTATIONS, shown_options


def answer_issue_text(issue: AnswerIssue, item: FormItem, tr: Localizer) -> str:
    """Return a translated sentence: what to do about this issue of the answer to `item`.

    KeyError for a code without a sentence, see `worded_answer_issues`.
    """
    return _ISSUES[issue.code](issue.params, item, tr)


def worded_answer_issues() -> frozenset[str]:
    """Return the codes of all issues for which `answer_issue_text` has a sentence."""
    return frozenset(_ISSUES)


def unanswered_text(item: FormItem, tr: Localizer) -> str:
    """Return a translated sentence: what to do about a question without an answer.

    It asks to choose or to write an answer; or to press Skip, where it is not required.
    """
    is_chosen = bool(shown_options(item, tr))
    if item.required and is_chosen:
        return tr("We need an answer here. Please choose one.")
    if item.required:
        return tr("We need an answer here. Please write it.")
    if is_chosen:
        return tr("Choose an answer, or press Skip.")
    return tr("Write an answer, or press Skip.")


_Params = dict[str, Any]


def _required(_params: _Params, _item: FormItem, tr: Localizer) -> str:
    return tr("We need an answer here.")


def _option(_params: _Params, _item: FormItem, tr: Localizer) -> str:
    return tr("Choose one of the answers shown.")


def _minimum(params: _Params, item: FormItem, tr: Localizer) -> str:
    return PRESENTATIONS[item.type].minimum_text(params["limit"], tr)


def _maximum(params: _Params, item: FormItem, tr: Localizer) -> str:
    return PRESENTATIONS[item.type].maximum_text(params["limit"], tr)


def _decimals(params: _Params, _item: FormItem, tr: Localizer) -> str:
    limit = params["limit"]
    if limit == 0:
        return tr("Write a whole number.")
    return tr.plural(
        "Write {count} digit after the point, or none.",
        "Write {count} digits after the point, or fewer.",
        limit,
    )


def _too_short(params: _Params, _item: FormItem, tr: Localizer) -> str:
    return tr.plural("Write {count} letter or more.", "Write {count} letters or more.",
                   params["limit"])  # fmt: skip


def _too_long(params: _Params, _item: FormItem, tr: Localizer) -> str:
    return tr.plural("Write {count} letter or less.", "Write {count} letters or less.",
                   params["limit"])  # fmt: skip


def _pattern(params: _Params, _item: FormItem, tr: Localizer) -> str:
    if params["format"]:
        return tr("Write it like this: {example}", example=params["format"])
    return tr("Check how this is written.")


_ISSUES: dict[str, Callable[[_Params, FormItem, Localizer], str]] = {
    "required": _required,
    "option": _option,
    "min": _minimum,
    "max": _maximum,
    "decimals": _decimals,
    "too-short": _too_short,
    "too-long": _too_long,
    "pattern": _pattern,
}
