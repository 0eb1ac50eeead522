"""Where one is in a survey, what was said, and what is still open."""

from __future__ import annotations

from dataclasses import replace

from ptc_app.domain.survey.draft import Answered, AnswerState
from ptc_app.domain.survey.form import FormItem
from ptc_app.domain.survey.pages import Page, Position, first_unanswered_page, page_of, pages
from ptc_app.domain.survey.response import answer, begun, decline
from ptc_app.domain.survey.validation import Issue, issues, item_issues
from ptc_app.services.survey import Survey
from ptc_app.ui.i18n import Words
from ptc_app.ui.survey.issue_words import issue_text, open_text


def said(survey: Survey, link_id: str, given: Answered | None) -> tuple[Survey, frozenset[str]]:
    """The survey with this answer, and the questions it brings or takes away."""
    form, response = survey.form, survey.response
    if given is not None and given.state is AnswerState.DECLINED:
        response, changed = decline(form, response, link_id)
    else:
        response, changed = answer(form, response, link_id, given.values if given else ())
    return replace(survey, response=response), changed


def where_to_begin(survey: Survey) -> Page | None:
    """The first page of a new survey, the first open question of one that was left."""
    if survey.response.answers == begun(survey.form).answers:
        return pages(survey.form, survey.response)[0]
    return first_open(survey)


def first_open(survey: Survey) -> Page | None:
    """The first page with a question not dealt with, or answered in a way that cannot stay."""
    form, response = survey.form, survey.response
    wrong = next(iter(issues(form, response)), None)
    found = [
        first_unanswered_page(form, response),
        page_of(form, response, wrong.link_id) if wrong else None,
    ]
    return min(filter(None, found), key=lambda page: form.items[page.link_id].order, default=None)


def place_of(survey: Survey, page: Page) -> Position:
    """Which question of how many; pages of words alone do not count."""
    asked = [one for one in pages(survey.form, survey.response) if one.question is not None]
    order = survey.form.items[page.link_id].order
    number = sum(survey.form.items[one.link_id].order <= order for one in asked)
    return Position(number, len(asked))


def problem(survey: Survey, item: FormItem, unreadable: str, words: Words) -> str:
    """Why one cannot go on from this question yet, or nothing."""
    if unreadable:
        return issue_text(Issue(item.link_id, unreadable), words)
    answered = survey.response.answers.get(item.link_id)
    found = next(iter(item_issues(item, answered)), None)
    if answered is None or (found and found.code == "required"):
        return open_text(item, words)
    return issue_text(found, words) if found else ""
