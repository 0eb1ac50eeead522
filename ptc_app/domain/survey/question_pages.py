"""One question a page, with the words to read right before it; the order is the form's.

Words that stand before no question of their group are a page of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ptc_app.domain.survey.answers import SurveyAnswers
from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.question_types import DISPLAY, GROUP


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What is shown at once: words to read, then at most one question, then words that help.

    `link_id` names the page: its question, or its first words.
    """

    link_id: str
    link_ids: tuple[str, ...]
    heading: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class PagePosition:
    """Where a page is among those asked ("8 of 22"); 0 of 0 where nothing is asked."""

    number: int
    total: int


def question_pages(form: CompiledForm, response: SurveyAnswers) -> tuple[QuestionPage, ...]:
    """The pages of what is asked now, in order."""
    asked = enabled_items(form, response)
    shown = {one.link_id for one in form.items.values() if one.link_id in asked and not one.hidden}
    return tuple(_pages(form, form.roots, shown, ""))


def page_of(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page that shows the item, where it is asked."""
    return _showing(question_pages(form, response), link_id)


def next_page(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page after the one that shows link_id, also when that is not asked any more."""
    found = question_pages(form, response)
    here = _place(form, found, link_id)
    return next((page for page in found if _order(form, page) > here), None)


def previous_page(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page before the one that shows link_id, also when that is not asked any more."""
    found = question_pages(form, response)
    here = _place(form, found, link_id)
    return next((page for page in reversed(found) if _order(form, page) < here), None)


def page_position(form: CompiledForm, response: SurveyAnswers, link_id: str) -> PagePosition:
    """Which page of how many shows link_id, or showed it before it was not asked any more."""
    found = question_pages(form, response)
    here = _place(form, found, link_id)
    number = sum(_order(form, page) <= here for page in found)
    return PagePosition(max(number, min(1, len(found))), len(found))


def first_unanswered_page(form: CompiledForm, response: SurveyAnswers) -> QuestionPage | None:
    """Where to go on: the first question neither answered, declined nor skipped."""
    return next(
        (
            page
            for page in question_pages(form, response)
            if page.question is not None
            and form.items[page.question].is_asked
            and page.question not in response.answers
        ),
        None,
    )


def _pages(
    form: CompiledForm, link_ids: Iterable[str], shown: set[str], heading: str
) -> list[QuestionPage]:
    found: list[QuestionPage] = []
    words: list[str] = []
    for item in (form.items[link_id] for link_id in link_ids if link_id in shown):
        if item.type == DISPLAY:
            words.append(item.link_id)
            continue
        if item.type == GROUP:
            found += _words_alone(words, heading)
            found += _pages(form, item.children, shown, item.text or heading)
        else:
            found += _question_pages(form, item, words, shown, heading)
        words = []
    return found + _words_alone(words, heading)


def _question_pages(
    form: CompiledForm, item: FormItem, words: list[str], shown: set[str], heading: str
) -> list[QuestionPage]:
    help_words = [one for one in item.children if one in shown and _is_display(form, one)]
    below = [one for one in item.children if not _is_display(form, one)]
    link_ids = (*words, item.link_id, *help_words)
    page = QuestionPage(item.link_id, link_ids, heading, item.link_id)
    return [page, *_pages(form, below, shown, heading)]


def _words_alone(words: list[str], heading: str) -> list[QuestionPage]:
    return [QuestionPage(words[0], tuple(words), heading)] if words else []


def _is_display(form: CompiledForm, link_id: str) -> bool:
    return form.items[link_id].type == DISPLAY


def _showing(found: tuple[QuestionPage, ...], link_id: str) -> QuestionPage | None:
    return next((page for page in found if link_id in page.link_ids), None)


def _place(form: CompiledForm, found: tuple[QuestionPage, ...], link_id: str) -> int:
    page = _showing(found, link_id)
    return _order(form, page) if page else form.items[link_id].order


def _order(form: CompiledForm, page: QuestionPage) -> int:
    return form.items[page.link_id].order
