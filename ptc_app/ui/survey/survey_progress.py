"""Where one is in a survey, what was said, and what is still open."""

from __future__ import annotations

from dataclasses import replace

from ptc_app.domain.survey.answer_steps import answer_item, decline_item, start_answers
from ptc_app.domain.survey.answer_validation import AnswerIssue, answer_issues, item_answer_issues
from ptc_app.domain.survey.answers import AnswerState, ItemAnswer
from ptc_app.domain.survey.compiled_form import FormItem
from ptc_app.domain.survey.question_pages import (
    PagePosition,
    QuestionPage,
    first_unanswered_page,
    page_of,
    question_pages,
)
from ptc_app.i18n.localizer import Localizer
from ptc_app.services.survey import SurveySession
from ptc_app.ui.survey.issue_texts import answer_issue_text, unanswered_text


def apply_answer(
    survey: SurveySession, link_id: str, given: ItemAnswer | None
) -> tuple[SurveySession, frozenset[str]]:
    """The survey with this answer, and the questions it brings or takes away."""
    form, response = survey.form, survey.response
    if given is not None and given.state is AnswerState.DECLINED:
        response, changed = decline_item(form, response, link_id)
    else:
        response, changed = answer_item(form, response, link_id, given.values if given else ())
    return replace(survey, response=response), changed


def starting_page(survey: SurveySession) -> QuestionPage | None:
    """The first page of a new survey or an amendment, else the first open question."""
    is_new = survey.response.answers == start_answers(survey.form).answers
    if is_new or survey.is_amendment:
        return question_pages(survey.form, survey.response)[0]
    return first_open_page(survey)


def first_open_page(survey: SurveySession) -> QuestionPage | None:
    """The first page with a question not dealt with, or answered in a way that cannot stay."""
    form, response = survey.form, survey.response
    wrong = next(iter(answer_issues(form, response)), None)
    found = [
        first_unanswered_page(form, response),
        page_of(form, response, wrong.link_id) if wrong else None,
    ]
    return min(filter(None, found), key=lambda page: form.items[page.link_id].order, default=None)


def question_position(survey: SurveySession, page: QuestionPage) -> PagePosition:
    """Which question of how many; pages of words alone do not count."""
    asked = [
        one for one in question_pages(survey.form, survey.response) if one.question is not None
    ]
    order = survey.form.items[page.link_id].order
    number = sum(survey.form.items[one.link_id].order <= order for one in asked)
    return PagePosition(number, len(asked))


def blocking_problem(survey: SurveySession, item: FormItem, unreadable: str, tr: Localizer) -> str:
    """Why one cannot go on from this question yet, or nothing."""
    if unreadable:
        return answer_issue_text(AnswerIssue(item.link_id, unreadable), tr)
    answered = survey.response.answers.get(item.link_id)
    found = next(iter(item_answer_issues(item, answered)), None)
    if answered is None or (found and found.code == "required"):
        return unanswered_text(item, tr)
    return answer_issue_text(found, tr) if found else ""
