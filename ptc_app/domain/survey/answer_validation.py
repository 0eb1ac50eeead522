"""Whether answers are within what the form allows; values, not exceptions, and no words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ptc_app.domain.survey.answer_patterns import violates_pattern
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer, SurveyAnswers
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items

IssueParams = dict[str, int | Decimal | date | str]


@dataclass(frozen=True, slots=True)
class AnswerIssue:
    """What is not right yet about one answer; params are for the sentence that says so."""

    link_id: str
    code: str
    params: IssueParams = field(default_factory=dict)


def answer_issues(form: CompiledForm, response: SurveyAnswers) -> tuple[AnswerIssue, ...]:
    """All issues of the questions that are asked, in their order."""
    asked = enabled_items(form, response)
    return tuple(
        issue
        for item in form.items.values()
        if item.is_question and item.link_id in asked
        for issue in item_answer_issues(item, response.answers.get(item.link_id))
    )


def item_answer_issues(item: FormItem, answered: ItemAnswer | None) -> tuple[AnswerIssue, ...]:
    """The issues of one question that is asked."""
    return tuple(issue for check in VALIDATORS if (issue := check(item, answered)))


def required(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Declining is an answer where it is allowed; skipping is not."""
    dealt_with = answered is not None and answered.state is not AnswerState.SKIPPED
    return AnswerIssue(item.link_id, "required") if item.required and not dealt_with else None


def option(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Only the options that are offered can be chosen."""
    offered = {one.value for one in item.options}
    wrong = offered and any(value not in offered for value in _values(answered))
    return AnswerIssue(item.link_id, "option") if wrong else None


def minimum(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """No number or day below the smallest one."""
    limit: Any = item.minimum
    wrong = limit is not None and any(value < limit for value in _values(answered))
    return AnswerIssue(item.link_id, "min", {"limit": limit}) if wrong else None


def maximum(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """No number or day above the largest one."""
    limit: Any = item.maximum
    wrong = limit is not None and any(value > limit for value in _values(answered))
    return AnswerIssue(item.link_id, "max", {"limit": limit}) if wrong else None


def decimals(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Not more places after the point than asked for; zeros at the end do not count."""
    limit = item.decimals
    wrong = limit is not None and any(_places(value) > limit for value in _values(answered))
    return AnswerIssue(item.link_id, "decimals", {"limit": limit or 0}) if wrong else None


def too_short(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Texts of at least so many characters."""
    limit = item.min_length
    wrong = limit is not None and any(length < limit for length in _lengths(answered))
    return AnswerIssue(item.link_id, "too-short", {"limit": limit or 0}) if wrong else None


def too_long(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Texts of at most so many characters."""
    limit = item.max_length
    wrong = limit is not None and any(length > limit for length in _lengths(answered))
    return AnswerIssue(item.link_id, "too-long", {"limit": limit or 0}) if wrong else None


def pattern(item: FormItem, answered: ItemAnswer | None) -> AnswerIssue | None:
    """Texts of the form's pattern; the entry format says what is expected."""
    expected = item.pattern
    wrong = expected is not None and any(
        violates_pattern(expected, str(value)) for value in _values(answered)
    )
    return AnswerIssue(item.link_id, "pattern", {"format": item.entry_format}) if wrong else None


Validator = Callable[[FormItem, ItemAnswer | None], AnswerIssue | None]
VALIDATORS: tuple[Validator, ...] = (
    required,
    option,
    minimum,
    maximum,
    decimals,
    too_short,
    too_long,
    pattern,
)


def _values(answered: ItemAnswer | None) -> tuple[Any, ...]:
    return answered.values if answered else ()


def _lengths(answered: ItemAnswer | None) -> list[int]:
    return [len(value) for value in _values(answered) if isinstance(value, str)]


def _places(value: object) -> int:
    if not isinstance(value, Decimal):
        return 0
    return max(0, -int(value.normalize().as_tuple().exponent))
