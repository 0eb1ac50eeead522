"""Whether answers are within what the form allows; the result is a list of issues, not words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ptc_app.domain.survey.answer_patterns import violates_pattern
from ptc_app.domain.survey.answer_types import answer_type_of
from ptc_app.domain.survey.answer_values import AnswerValue
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer, SurveyAnswers

IssueParams = dict[str, AnswerValue]
"""What a message about an issue names: `limit`, or `format` for a pattern."""


@dataclass(frozen=True, slots=True)
class AnswerIssue:
    """Why the answer to the question `link_id` is not valid or not complete.

    `code`: `required`, `option`, `min`, `max`, `decimals`, `too-short`, `too-long` or `pattern`.
    `params`: what its message names: `limit`, or `format` for a pattern; empty for the first two.
    """

    link_id: str
    code: str
    params: IssueParams = field(default_factory=dict)


def answer_issues(form: CompiledForm, response: SurveyAnswers) -> tuple[AnswerIssue, ...]:
    """All issues of the questions that are asked now, in the order of the form.

    Empty where all answers are valid and every required question that is asked has one.
    """
    asked = enabled_items(form, response)
    return tuple(
        issue
        for item in form.items.values()
        if item.is_question and item.link_id in asked
        for issue in item_answer_issues(item, response.answers.get(item.link_id))
    )


def item_answer_issues(item: FormItem, answered: QuestionAnswer | None) -> tuple[AnswerIssue, ...]:
    """The issues of the answer to one question that is asked, in the order of `VALIDATORS`.

    `answered` is None where it has no answer yet; empty where nothing is wrong.
    """
    return tuple(issue for check in VALIDATORS if (issue := check(item, answered)))


def check_required(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `required` where a required question has no answer, else None.

    A declined question counts as answered, a skipped one does not.
    """
    is_answered = answered is not None and answered.state is not AnswerState.SKIPPED
    return AnswerIssue(item.link_id, "required") if item.required and not is_answered else None


def check_option(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `option` where a value is none of the item's options, else None.

    None also where the item has no options, or allows other values than these.
    """
    if item.is_open or not item.options:
        return None
    offered = {one.value for one in item.options}
    is_wrong = any(value not in offered for value in _values(answered))
    return AnswerIssue(item.link_id, "option") if is_wrong else None


def check_minimum(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `min` where a value is less than the item's minimum (`limit`), else None."""
    limit: Any = item.minimum
    is_wrong = limit is not None and any(value < limit for value in _like(limit, answered))
    return AnswerIssue(item.link_id, "min", {"limit": limit}) if is_wrong else None


def check_maximum(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `max` where a value is greater than the item's maximum (`limit`), else None."""
    limit: Any = item.maximum
    is_wrong = limit is not None and any(value > limit for value in _like(limit, answered))
    return AnswerIssue(item.link_id, "max", {"limit": limit}) if is_wrong else None


def check_decimals(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `decimals` where a value has more digits after the point than allowed, else None.

    Zeros at the end do not count; `limit` is how many digits are allowed.
    """
    if item.decimals is None:
        return None
    found = (answer_type_of(value).decimal_places(value) for value in _values(answered))
    is_wrong = any(places is not None and places > item.decimals for places in found)
    return AnswerIssue(item.link_id, "decimals", {"limit": item.decimals}) if is_wrong else None


def check_min_length(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `too-short` where a text has fewer characters than `limit`, else None."""
    limit = item.min_length
    if limit is None or all(length >= limit for length in _lengths(answered)):
        return None
    return AnswerIssue(item.link_id, "too-short", {"limit": limit})


def check_max_length(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `too-long` where a text has more characters than `limit`, else None."""
    limit = item.max_length
    if limit is None or all(length <= limit for length in _lengths(answered)):
        return None
    return AnswerIssue(item.link_id, "too-long", {"limit": limit})


def check_pattern(item: FormItem, answered: QuestionAnswer | None) -> AnswerIssue | None:
    """The issue `pattern` where the text of a value does not match the item's pattern, else None.

    `format` is the item's example of how to write the answer, "" where it has none.
    """
    expected = item.pattern
    if expected is None or not any(
        violates_pattern(expected, answer_type_of(value).text(value)) for value in _values(answered)
    ):
        return None
    return AnswerIssue(item.link_id, "pattern", {"format": item.entry_format})


Validator = Callable[[FormItem, QuestionAnswer | None], AnswerIssue | None]
VALIDATORS: tuple[Validator, ...] = (
    check_required,
    check_option,
    check_minimum,
    check_maximum,
    check_decimals,
    check_min_length,
    check_max_length,
    check_pattern,
)
"""All checks of an answer, in the order their issues are given."""


def _values(answered: QuestionAnswer | None) -> tuple[AnswerValue, ...]:
    return answered.values if answered else ()


def _like(limit: AnswerValue, answered: QuestionAnswer | None) -> Iterator[Any]:
    """The values of the same type as the limit, which alone can be compared with it."""
    return (value for value in _values(answered) if type(value) is type(limit))


def _lengths(answered: QuestionAnswer | None) -> Iterator[int]:
    found = (answer_type_of(value).length(value) for value in _values(answered))
    return (length for length in found if length is not None)
