"""Participants: searching as one types, and the first found by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ptc_app.ui.participants.participants_page import ParticipantsPage
from tests.support.page_contexts import ManualExecutor, PageFixture, page_fixture, settle
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


def test_without_a_search_those_registered_last(place: PageFixture, show: Show) -> None:
    place.register("Ana")
    place.register("Berta")
    hand = show(ParticipantsPage(place.context))
    assert hand.says("Those registered last")
    assert len(hand.names("participants.open:")) == 2


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
    assert hand.names("participants.open:") == [f"participants.open:{found.id}"]
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
    assert hand.focus_name() == f"participants.open:{found.id}"
    hand.key(Qt.Key.Key_Return)
    visit = place.services.participants.open_visit(found.id)
    assert place.ways.taken == [("visit", visit.id)]
    assert place.ways.told[0].visits == {visit.id}


def test_the_arrow_down_leads_into_the_list(place: PageFixture, show: Show) -> None:
    found = place.register()
    hand = show(ParticipantsPage(place.context))
    hand.find("participants.search").setFocus()
    hand.key(Qt.Key.Key_Down)
    assert hand.focus_name() == f"participants.open:{found.id}"


def test_opening_twice_makes_one_visit(place: PageFixture, show: Show) -> None:
    found = place.register()
    hand = show(ParticipantsPage(place.context))
    hand.press(f"participants.open:{found.id}")
    hand.press(f"participants.open:{found.id}")
    assert len({visit for _, visit in place.ways.taken}) == 1


def test_escape_goes_back_to_today(place: PageFixture, show: Show) -> None:
    hand = show(ParticipantsPage(place.context))
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("today",)]


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path / "slow", executor=ManualExecutor())
    yield opened
    opened.close()


def test_only_the_answer_to_the_last_text_is_shown(slow: PageFixture, qapp: QApplication) -> None:
    slow.register("Ana", "Ruiz")
    slow.register("Berta", "Soto")
    page = ParticipantsPage(slow.context)
    work = slow.executor
    assert isinstance(work, ManualExecutor)
    page.search_box.setText("Ruiz")
    page.search_box.returnPressed.emit()
    page.search_box.setText("Soto")
    page.search_box.returnPressed.emit()
    assert len(work.waiting) == 3
    work.do(2)  # the answer to the last text comes first
    work.do(0)
    work.do(0)
    settle(slow)
    found = [one.objectName() for one in page.findChildren(QWidget)]
    names = [name for name in found if name.startswith("participants.open:")]
    (soto,) = slow.services.participants.search("Soto")
    assert names == [f"participants.open:{soto.id}"]
