"""Participants: searching as one types, and the first found by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.participants.participants_page import ParticipantsPage
from tests.support.page_contexts import ManualExecutor, PageFixture, settle
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


def test_without_a_search_those_registered_last(place: PageFixture, show: Show) -> None:
    place.register("Ana")
    place.register("Berta")
    hand = show(ParticipantsPage(place.context))
    assert hand.says("Registered most recently")
    assert len(hand.rows("participants.found")) == 2


def test_an_empty_site_offers_the_first_registration(place: PageFixture, show: Show) -> None:
    hand = show(ParticipantsPage(place.context))
    assert hand.says("No one is registered here yet")
    hand.press("participants.register")
    assert place.ways.taken == [("register",)]


def test_who_fits_is_shown_while_typing(place: PageFixture, show: Show) -> None:
    found = place.register("Ana", "Ruiz")
    place.register("Berta", "Soto")
    hand = show(ParticipantsPage(place.context))
    hand.type("participants.search", "ruiz")
    hand.key(Qt.Key.Key_Return)
    assert hand.rows("participants.found") == [found.id]
    assert hand.says("1 person fits")


def test_nobody_found_says_what_to_try(place: PageFixture, show: Show) -> None:
    place.register()
    hand = show(ParticipantsPage(place.context, "nobody of that name"))
    assert hand.says("Nobody found")
    assert hand.says("Try another spelling")


def test_enter_then_enter_opens_the_first_found(place: PageFixture, show: Show) -> None:
    found = place.register("Ana", "Ruiz")
    hand = show(ParticipantsPage(place.context, "Ruiz"))
    hand.find("participants.search").setFocus()
    hand.key(Qt.Key.Key_Return)
    assert hand.focus_name() == "participants.found"
    assert hand.current_row("participants.found") == 0
    hand.key(Qt.Key.Key_Return)
    assert place.ways.taken == [("participant", found.id)]
    assert place.services.visits.today() == []


def test_the_arrow_down_leads_into_the_list(place: PageFixture, show: Show) -> None:
    place.register()
    hand = show(ParticipantsPage(place.context))
    hand.find("participants.search").setFocus()
    hand.key(Qt.Key.Key_Down)
    assert hand.focus_name() == "participants.found"
    assert hand.current_row("participants.found") == 0


def test_opening_twice_makes_one_visit(place: PageFixture, show: Show) -> None:
    place.register()
    hand = show(ParticipantsPage(place.context))
    hand.press_row("participants.found", 0)
    hand.press_row("participants.found", 0)
    assert len({visit for _, visit in place.ways.taken}) == 1


def test_escape_goes_back_to_today(place: PageFixture, show: Show) -> None:
    hand = show(ParticipantsPage(place.context))
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("today",)]


def test_only_the_first_page_is_read_of_many(place: PageFixture, show: Show) -> None:
    for number in range(PAGE_ROWS + 3):
        place.register(f"Ana {number}", "Ruiz")
    hand = show(ParticipantsPage(place.context, "Ruiz"))
    assert hand.says("More than 50 people fit: type more")
    assert len(hand.rows("participants.found")) == PAGE_ROWS
    hand.find("participants.search").setFocus()
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_End)
    assert hand.current_row("participants.found") == PAGE_ROWS - 1
    assert hand.says("53 people fit")
    hand.key(Qt.Key.Key_End)
    assert hand.current_row("participants.found") == PAGE_ROWS + 2


def test_only_the_answer_to_the_last_text_is_shown(
    manual_place: PageFixture, manual: ManualExecutor
) -> None:
    manual_place.register("Ana", "Ruiz")
    manual_place.register("Berta", "Soto")
    settle(manual_place)
    page = ParticipantsPage(manual_place.context)
    page.search_box.setText("Ruiz")
    page.search_box.returnPressed.emit()
    page.search_box.setText("Soto")
    page.search_box.returnPressed.emit()
    assert len(manual.waiting) == 3
    manual.do(2)  # the answer to the last text comes first
    manual.do(0)
    manual.do(0)
    settle(manual_place)
    (table,) = page.findChildren(ListTable)
    assert list(table.list_model.rows) == manual_place.services.participants.search("Soto")
