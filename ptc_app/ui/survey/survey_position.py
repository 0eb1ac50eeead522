"""Where a person is in a survey, how answers are applied, and which questions are still open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ptc_app.domain.survey.answer_validation import answer_issues, item_answer_issues
from ptc_app.domain.survey.answering import answer_item, decline_item, start_answers
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_pages import (
    QuestionPage,
    first_unanswered_page,
    page_of,
    question_pages,
)
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import OpenedSurvey
from ptc_app.ui.survey.issue_texts import answer_issue_text, unanswered_text


@dataclass(frozen=True, slots=True)
class QuestionPosition:
    """The place of a page among those with a question ("8 of 22").

    `number` counts from 1; 0 before the first question. `total` is how many are asked now.
    """

    number: int
    total: int


def apply_answer(
    survey: OpenedSurvey, link_id: str, given: QuestionAnswer | None
) -> tuple[OpenedSurvey, frozenset[str]]:
    """Return the survey with this answer to a question, and the link_ids whose enablement changed.

    `given` None, or one that is skipped, clears the answer. AnswerRefused for an unknown item or no
    question, a read-only one, values it does not take, or a decline it does not offer.
    """
    form, response = survey.form, survey.response
    if given is not None and given.state is AnswerState.DECLINED:
        response, changed = decline_item(form, response, link_id)
    else:
        response, changed = answer_item(form, response, link_id, given.values if given else ())
    return replace(survey, response=response), changed


def starting_page(survey: OpenedSurvey) -> QuestionPage | None:
    """Return the page to begin with: the first one of a new survey or an amendment.

    For any other survey the first with an open question or an issue; None where there is none.
    IndexError for a form that asks nothing.
    """
    is_new = survey.response.answers == start_answers(survey.form).answers
    if is_new or survey.is_amendment:
        return question_pages(survey.form, survey.response)[0]
    return first_open_page(survey)


def first_open_page(survey: OpenedSurvey) -> QuestionPage | None:
    """Return the first page with a question that has no answer or an answer with an issue.

    None where there is none. Skipped and declined questions have an answer.
    """
    form, response = survey.form, survey.response
    issue = next(iter(answer_issues(form, response)), None)
    candidates = [
        first_unanswered_page(form, response),
        page_of(form, response, issue.link_id) if issue else None,
    ]
    return min(
        filter(None, candidates), key=lambda page: form.items[page.link_id].order, default=None
    )


def open_question(survey: OpenedSurvey, link_id: str) -> FormItem | None:
    """Return the question with this link_id if it can be answered and has no answer yet.

    None for an unknown item, one that is not asked, and an answered, skipped or declined one.
    """
    item = survey.form.items.get(link_id)
    is_open = item is not None and item.is_asked and link_id not in survey.response.answers
    return item if is_open else None


def question_position(survey: OpenedSurvey, page: QuestionPage) -> QuestionPosition:
    """Return the number of a page among those with a question, from 1, and how many these are.

    A page without a question has the number of the last question before it, or 0.
    """
    asked = [
        one for one in question_pages(survey.form, survey.response) if one.question is not None
    ]
    order = survey.form.items[page.link_id].order
    number = sum(survey.form.items[one.link_id].order <= order for one in asked)
    return QuestionPosition(number, len(asked))


def blocking_problem(survey: OpenedSurvey, item: FormItem, tr: Localizer) -> str:
    """Return why the person cannot go on from this question, as a translated sentence.

    It has no answer, or its answer has an issue; empty where they can go on.
    """
    answered = survey.response.answers.get(item.link_id)
    issue = next(iter(item_answer_issues(item, answered)), None)
    if answered is None or (issue and issue.code == "required"):
        return unanswered_text(item, tr)
    return answer_issue_text(issue, item, tr) if issue else ""
