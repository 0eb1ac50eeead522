"""One question a page: what is on it, what comes next, and where one is."""

from __future__ import annotations

import pytest

from ptc_app.domain.survey.pages import (
    Page,
    Position,
    first_unanswered_page,
    next_page,
    page_of,
    pages,
    position,
    previous_page,
)
from ptc_app.domain.survey.response import Response, answer, begun, skip

HIDDEN = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
    "valueBoolean": True,
}


def words(link_id, **more):
    return {"linkId": link_id, "type": "display", "text": link_id, **more}


def question(link_id, **more):
    return {"linkId": link_id, "type": "boolean", "text": link_id, **more}


def group(link_id, *items, **more):
    return {"linkId": link_id, "type": "group", "text": link_id, "item": list(items), **more}


def only_if(link_id):
    return {"enableWhen": [{"question": link_id, "operator": "=", "answerBoolean": True}]}


@pytest.fixture(scope="module")
def form(form_of):
    return form_of(
        words("welcome"),
        group(
            "You",
            words("intro 1"),
            words("intro 2"),
            question("a"),
            question("b", item=[words("help"), question("b1"), words("more help")], **only_if("a")),
            group("Unnamed", question("c"), text=""),
            words("before the group"),
            group("Inner", question("d")),
            words("end of you"),
        ),
        group("Hidden", words("unseen"), question("e"), extension=[HIDDEN]),
        question("f", readOnly=True),
        group("Empty"),
        words("thanks"),
    )


def answered(form, response, **answers):
    for link_id, value in answers.items():
        response, _ = answer(form, response, link_id, (value,))
    return response


def ids(form, response):
    return [page.link_id for page in pages(form, response)]


def test_a_page_is_a_question_with_the_words_before_it_and_its_help(form):
    response = answered(form, begun(form), a=True, b=True)
    assert pages(form, response) == (
        Page("welcome", ("welcome",), ""),
        Page("a", ("intro 1", "intro 2", "a"), "You", "a"),
        Page("b", ("b", "help", "more help"), "You", "b"),
        Page("b1", ("b1",), "You", "b1"),
        Page("c", ("c",), "You", "c"),
        Page("before the group", ("before the group",), "You"),
        Page("d", ("d",), "Inner", "d"),
        Page("end of you", ("end of you",), "You"),
        Page("f", ("f",), "", "f"),
        Page("thanks", ("thanks",), ""),
    )


def test_pages_are_gone_with_their_questions(form):
    everything = ids(form, answered(form, begun(form), a=True, b=True))
    fewer = ids(form, answered(form, begun(form), a=False, b=True))
    assert [one for one in everything if one not in fewer] == ["b", "b1"]


def test_next_and_previous_stay_right_when_the_page_itself_is_gone(form):
    response = answered(form, begun(form), a=False)
    assert next_page(form, response, "b").link_id == "c"
    assert previous_page(form, response, "b").link_id == "a"
    assert position(form, response, "b") == Position(2, 8)


def test_there_is_nothing_before_the_first_and_after_the_last(form):
    response = begun(form)
    assert previous_page(form, response, "welcome") is None
    assert next_page(form, response, "thanks") is None
    assert next_page(form, response, "welcome").link_id == "a"
    assert previous_page(form, response, "a").link_id == "welcome"


def test_words_belong_to_the_page_of_their_question(form):
    response = begun(form)
    assert page_of(form, response, "intro 2").link_id == "a"
    assert next_page(form, response, "intro 1").link_id == "c"
    assert page_of(form, response, "e") is None


def test_positions_count_what_is_asked(form):
    assert position(form, begun(form), "welcome") == Position(1, 8)
    assert position(form, answered(form, begun(form), a=True), "thanks") == Position(9, 9)


def test_a_form_with_nothing_asked_has_no_position(form_of):
    form = form_of(question("a", extension=[HIDDEN]), question("b", **only_if("a")))
    assert position(form, begun(form), "b") == Position(0, 0)


def test_one_goes_on_at_the_first_question_not_dealt_with(form):
    response = begun(form)
    assert first_unanswered_page(form, response).link_id == "a"
    response, _ = skip(form, response, "a")
    assert first_unanswered_page(form, response).link_id == "c"
    response = answered(form, response, c=True, d=False)
    assert first_unanswered_page(form, response) is None
    response = answered(form, response, a=True)
    assert first_unanswered_page(form, response).link_id == "b"


def test_a_form_that_begins_at_a_question_not_asked_is_at_its_first_page(form_of):
    form = form_of(question("a", **only_if("b")), question("b"))
    assert position(form, Response(form.questionnaire, "en", {}), "a") == Position(1, 1)
