"""The two stages of the staff: two identifiers at the beginning, the sum of it all at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.participants.participant import Address
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import SkipReason, StageState, Visit
from ptc_app.ui.visit.document_page import DocumentPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.identity_page import IdentityPage
from tests.support.page_contexts import PageFixture, a_paper
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


@pytest.fixture
def visit(place: PageFixture) -> Visit:
    visit = place.arrive()
    return place.services.visits.begin(visit.id, "identity")


def identity(place: PageFixture, visit: Visit) -> IdentityPage:
    return IdentityPage(place.context, visit.id, visit.stage("identity").plan)


def finish(place: PageFixture, visit: Visit) -> FinishPage:
    return FinishPage(place.context, visit.id, visit.stage("finish").plan)


def test_one_identifier_is_not_enough(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(identity(place, visit))
    hand.press("identity.photo-id")
    hand.press("identity.confirm")
    assert hand.says("Two identifiers are needed")
    assert place.ways.taken == []
    hand.press("identity.birth-date")
    assert not hand.says("Two identifiers are needed")


def test_two_identifiers_confirm_it_and_go_on_record(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(identity(place, visit))
    hand.press("identity.photo-id")
    hand.press("identity.birth-date")
    hand.press("identity.confirm")
    assert place.now(visit).stage("identity").state is StageState.COMPLETED
    assert place.ways.taken == [("visit", visit.id)]
    assert place.told[-1] == StoreChange(
        frozenset({visit.participant_id}), frozenset({visit.id}), outbox=True
    )


def test_only_what_is_on_record_can_agree(place: PageFixture, show: Show) -> None:
    visit = place.arrive("Ana", phone="", preferred_contact="mail", address=Address())
    hand = show(identity(place, visit))
    assert not hand.sees("identity.phone")
    assert not hand.sees("identity.address")
    assert hand.sees("identity.participant-number")


def test_identity_by_the_keyboard_alone(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(identity(place, visit))
    assert hand.focus_name() == "identity.name"
    hand.key(Qt.Key.Key_Space)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Space)
    hand.key(Qt.Key.Key_Return)
    assert place.now(visit).stage("identity").state is StageState.COMPLETED


def test_tab_goes_through_the_page_as_it_is_read(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(identity(place, visit))
    passed = [hand.focus_name()]
    while passed[-1] != "identity.confirm":
        hand.key(Qt.Key.Key_Tab)
        passed.append(hand.focus_name())
    assert passed == [
        "identity.name", "identity.birth-date", "identity.photo-id",
        "identity.participant-number", "identity.phone", "identity.address",
        "identity.back", "identity.confirm",
    ]  # fmt: skip


def test_escape_leads_back_to_the_visit(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(identity(place, visit))
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("visit", visit.id)]


@pytest.fixture
def ended(place: PageFixture) -> Visit:
    visit = place.identified(place.arrive())
    place.decided(visit, "primary-consent")
    place.decided(visit, "ehr-consent", ConsentDecision.NO)
    place.skipped(visit, "basics", SkipReason.NO_TIME)
    return place.skipped(visit, "measurements", SkipReason.OTHER, "The scale is away")


def test_the_end_says_how_each_stage_ended(place: PageFixture, show: Show, ended: Visit) -> None:
    hand = show(finish(place, ended))
    tr = hand.tr()
    assert tr[tr.index("Primary consent") + 1] == "Yes"
    assert tr[tr.index("Health records consent") + 1] == "No"
    assert tr[tr.index("The Basics") + 1] == "Skipped, No time today"
    assert hand.says("The scale is away")


def test_each_signed_paper_can_be_shown(place: PageFixture, show: Show, ended: Visit) -> None:
    hand = show(finish(place, ended))
    assert hand.names("finish.paper:") == [
        "finish.paper:primary-consent",
        "finish.paper:ehr-consent",
    ]
    hand.press("finish.paper:ehr-consent")
    ((way, of, title, _pdf),) = place.ways.taken
    assert (way, of, title) == ("paper", ended.id, "Health records consent")


def test_finishing_closes_the_visit(place: PageFixture, show: Show, ended: Visit) -> None:
    hand = show(finish(place, ended))
    assert hand.focus_name() == "finish.finish"
    hand.key(Qt.Key.Key_Return)
    assert place.now(ended).ended_at == place.clock()
    assert place.ways.taken == [("visit", ended.id)]


def test_what_a_refusal_closed_is_called_closed(place: PageFixture, show: Show) -> None:
    visit = place.identified(place.arrive())
    place.decided(visit, "primary-consent", ConsentDecision.NO)
    hand = show(finish(place, visit))
    assert hand.tr().count("Closed") == 3


def test_a_visit_that_is_not_over_cannot_be_closed(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(finish(place, visit))
    assert hand.says("Nothing was signed, so there is nothing to print.")
    hand.press("finish.finish")
    assert hand.says("Something comes before this")
    assert place.now(visit).ended_at is None


def test_a_paper_is_shown_page_by_page(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(DocumentPage(place.context, visit.id, "Primary consent", a_paper()))
    pages = [one.accessibleName() for one in hand.page.findChildren(QWidget)]
    assert "Page 1 of 1" in pages
    hand.press("paper.back")
    assert place.ways.taken == [("visit", visit.id)]


def test_a_paper_that_cannot_be_read_says_so(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(DocumentPage(place.context, visit.id, "Primary consent", b"no paper"))
    assert hand.says("The paper could not be made")
