"""Today: who is here, in which order, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import StoreUnusable
from ptc_app.ui.lists.cells import ActionCell
from ptc_app.ui.today.today_page import TodayPage
from tests.support.page_contexts import PageFixture, settle
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


def test_nobody_yet_says_what_to_do(place: PageFixture, show: Show) -> None:
    hand = show(TodayPage(place.context))
    assert hand.says("No visits yet today")
    assert hand.says("Search for the participant who is here")


def test_who_came_first_stands_first_then_older_then_finished(
    place: PageFixture, show: Show
) -> None:
    older = place.arrive("Older")
    place.clock.pass_by(days=1)
    done = place.identified(place.arrive("Done"))
    place.decided(done, "primary-consent", ConsentDecision.NO)
    place.services.visits.finish(done.id)
    place.clock.pass_by(minutes=10)
    first = place.arrive("First")
    place.clock.pass_by(minutes=10)
    second = place.arrive("Second")

    hand = show(TodayPage(place.context))

    ids = [first.id, second.id, older.id, done.id]
    assert hand.rows("today.visits") == ids
    actions = [hand.cell("today.visits", row, 4) for row in range(4)]
    assert [one.is_primary for one in actions if isinstance(one, ActionCell)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert hand.says("3 open, 1 finished")
    assert hand.says("12 Mar 2026")  # the day of the one who came before today


def test_a_row_says_where_they_stand(place: PageFixture, show: Show) -> None:
    place.arrive("Waiting")
    begun = place.identified(place.arrive("Begun"))
    place.services.visits.begin(begun.id, "primary-consent")
    hand = show(TodayPage(place.context))
    assert hand.says("Waiting for you")
    assert hand.says("Check identity is next")
    assert hand.says("Under way")
    assert hand.says("Primary consent")


def test_the_button_leads_to_the_visit(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    hand = show(TodayPage(place.context))
    action = hand.cell("today.visits", 0, 4)
    assert isinstance(action, ActionCell)
    assert action.text == "Continue"
    assert action.name.startswith("Continue, ")
    hand.press_row("today.visits", 0)
    assert place.ways.taken == [("visit", visit.id)]


def test_typing_at_once_searches(place: PageFixture, show: Show) -> None:
    hand = show(TodayPage(place.context))
    assert hand.focus_name() == "today.search"
    hand.type("today.search", "Delgado")
    hand.key(Qt.Key.Key_Return)
    assert place.ways.taken == [("participants", "Delgado")]


def test_registering_is_a_press_or_a_mnemonic_away(
    place: PageFixture, show: Show, qtbot: QtBot
) -> None:
    hand = show(TodayPage(place.context))
    hand.press("today.register")
    hand.key(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: place.ways.taken == [("register",), ("register",)])


def test_a_store_that_fails_says_so(place: PageFixture, show: Show) -> None:
    page = TodayPage(place.context)
    hand = show(page)
    page._show_error(StoreUnusable("busy"))
    assert hand.says("The records are in use")


def test_what_a_service_changes_is_shown_without_asking(place: PageFixture, show: Show) -> None:
    visit = place.arrive("Waiting")
    hand = show(TodayPage(place.context))
    place.identified(visit)
    settle(place)
    assert hand.says("Primary consent is next")
    place.arrive("Another")
    settle(place)
    assert hand.says("2 open, 0 finished")
    assert len(hand.rows("today.visits")) == 2
