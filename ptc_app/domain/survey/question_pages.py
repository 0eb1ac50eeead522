"""The pages of a form: one question each, with the display items around it, in the form's order.

Display items that no question of their group follows are a page of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ptc_app.domain.survey.compiled_form import CompiledForm, FormItem
from ptc_app.domain.survey.enablement import enabled_items
from ptc_app.domain.survey.question_types import DISPLAY, GROUP
from ptc_app.domain.survey.survey_answers import SurveyAnswers


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The items shown together: display items, at most one question, and display items under it.

    `link_id` names the page: that of its question, or of its first item. `link_ids` are all its
    items in order; `heading` is the text of the group they are in, or "".
    """

    link_id: str
    link_ids: tuple[str, ...]
    heading: str
    question: str | None = None


def question_pages(form: CompiledForm, response: SurveyAnswers) -> tuple[QuestionPage, ...]:
    """The pages of the items that are asked now and not hidden, in the order of the form.

    Empty where nothing is asked.
    """
    asked = enabled_items(form, response)
    shown = {one.link_id for one in form.items.values() if one.link_id in asked and not one.hidden}
    return tuple(_pages(form, form.roots, shown, ""))


def page_of(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page that shows an item; None where it is not asked, or hidden."""
    return _showing(question_pages(form, response), link_id)


def next_page(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page after that of an item; None at the end.

    Where the item is not asked any more, the first page behind its place in the form.
    """
    found = question_pages(form, response)
    here = _order_of(form, found, link_id)
    return next((page for page in found if _order(form, page) > here), None)


def previous_page(form: CompiledForm, response: SurveyAnswers, link_id: str) -> QuestionPage | None:
    """The page before that of an item; None at the start.

    Where the item is not asked any more, the last page before its place in the form.
    """
    found = question_pages(form, response)
    here = _order_of(form, found, link_id)
    return next((page for page in reversed(found) if _order(form, page) < here), None)


def first_unanswered_page(form: CompiledForm, response: SurveyAnswers) -> QuestionPage | None:
    """The first page with a question that can be answered but is not answered, declined or skipped.

    None where there is none.
    """
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
    displays: list[str] = []
    for item in (form.items[link_id] for link_id in link_ids if link_id in shown):
        if item.type == DISPLAY:
            displays.append(item.link_id)
            continue
        if item.type == GROUP:
            found += _display_page(displays, heading)
            found += _pages(form, item.children, shown, item.text or heading)
        else:
            found += _question_pages(form, item, displays, shown, heading)
        displays = []
    return found + _display_page(displays, heading)


def _question_pages(
    form: CompiledForm, item: FormItem, displays: list[str], shown: set[str], heading: str
) -> list[QuestionPage]:
    help_displays = [one for one in item.children if one in shown and _is_display(form, one)]
    below = [one for one in item.children if not _is_display(form, one)]
    link_ids = (*displays, item.link_id, *help_displays)
    page = QuestionPage(item.link_id, link_ids, heading, item.link_id)
    return [page, *_pages(form, below, shown, heading)]


def _display_page(displays: list[str], heading: str) -> list[QuestionPage]:
    return [QuestionPage(displays[0], tuple(displays), heading)] if displays else []


def _is_display(form: CompiledForm, link_id: str) -> bool:
    return form.items[link_id].type == DISPLAY


def _showing(found: tuple[QuestionPage, ...], link_id: str) -> QuestionPage | None:
    return next((page for page in found if link_id in page.link_ids), None)


def _order_of(form: CompiledForm, found: tuple[QuestionPage, ...], link_id: str) -> int:
    page = _showing(found, link_id)
    return _order(form, page) if page else form.items[link_id].order


def _order(form: CompiledForm, page: QuestionPage) -> int:
    return form.items[page.link_id].order
