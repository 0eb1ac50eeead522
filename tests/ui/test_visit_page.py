"""The visit: what became of each stage, the one thing to do next, and leaving one out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.outbox import Rejected
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.visit import SkipReason, StageState, Visit
from ptc_app.ui.visit.visit_page import VisitPage
from tests.support.page_contexts import PageFixture, SwitchableExecutor, settle
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


@pytest.fixture
def visit(place: PageFixture) -> Visit:
    return place.arrive()


def consented(
    place: PageFixture, visit: Visit, decision: ConsentDecision = ConsentDecision.YES
) -> Visit:
    place.identified(visit)
    return place.decided(visit, "primary-consent", decision)


def actions(hand: Hand) -> list[str]:
    return sorted(hand.names("visit."))


def test_who_they_are_stands_above(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(VisitPage(place.context, visit.id))
    person = place.services.participants.search("")[0]
    assert hand.says(person.full_name)
    assert hand.says(person.number)
    assert hand.says("Birth date: 12 Mar 1961 (age 65)")
    assert hand.says("Visit, started")


def test_at_first_only_the_first_stage_can_be_begun(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(VisitPage(place.context, visit.id))
    assert actions(hand) == ["visit.begin:identity", "visit.cancel"]
    assert hand.find("visit.begin:identity").property("look") == "primary"
    assert hand.focus_name() == "visit.begin:identity"


def test_after_a_yes_the_rest_is_open(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    assert actions(hand) == [
        "visit.begin:basics",
        "visit.begin:ehr-consent",
        "visit.begin:measurements",
        "visit.skip:basics",
        "visit.skip:ehr-consent",
        "visit.skip:measurements",
        "visit.view:primary-consent",
    ]
    looks = {name: hand.find(name).property("look") for name in hand.names("visit.begin:")}
    assert [name for name, look in looks.items() if look == "primary"] == [
        "visit.begin:ehr-consent"
    ]
    assert hand.says("Agreed")
    assert hand.says("Two identifiers matched")
    assert hand.text("visit.begin:basics") == "Hand to participant"


@pytest.mark.parametrize(
    ("decision", "said"),
    [(ConsentDecision.NO, "Not agreed"), (ConsentDecision.NOT_SURE, "Not sure yet")],
)
def test_without_a_yes_all_but_the_end_is_closed(
    place: PageFixture, show: Show, visit: Visit, decision: ConsentDecision, said: str
) -> None:
    consented(place, visit, decision)
    hand = show(VisitPage(place.context, visit.id))
    assert actions(hand) == ["visit.begin:finish", "visit.view:primary-consent"]
    assert hand.says(said)
    assert hand.tr().count("Closed: there is no yes to “Primary consent”") == 3
    assert hand.says("Nothing is left open above")


def test_a_stage_left_out_closes_what_needs_it(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.identified(visit)
    place.skipped(visit, "primary-consent", SkipReason.NO_TIME)
    hand = show(VisitPage(place.context, visit.id))
    assert hand.says("Skipped: No time today")
    assert hand.says("Closed while “Primary consent” is skipped")
    assert hand.sees("visit.begin:primary-consent")  # it may still be begun


def test_a_stage_left_off_goes_on_where_it_was(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.identified(visit)
    place.services.visits.begin(visit.id, "primary-consent")
    hand = show(VisitPage(place.context, visit.id))
    assert hand.text("visit.begin:primary-consent") == "Continue"
    assert hand.says("Begun; goes on where it was left")


def test_choices_are_shown_beside(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    tr = hand.tr()
    assert tr[tr.index("Taking part") + 1] == "Yes"
    assert tr[tr.index("Health records") + 1] == "Not asked"


def test_what_was_recorded_is_counted(place: PageFixture, show: Show, visit: Visit) -> None:
    place.identified(visit)
    place.settle(place.receipt)
    hand = show(VisitPage(place.context, visit.id))
    assert hand.says("2 recorded, 1 received, 1 waiting")
    place.settle(lambda _: Rejected("422"))
    place.delivered()
    settle(place)
    assert hand.says("1 record needs attention: see Sync.")


def test_beginning_opens_the_stage(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(VisitPage(place.context, visit.id))
    hand.key(Qt.Key.Key_Return)
    assert place.ways.taken == [("stage", visit.id, "identity")]
    assert place.now(visit).stage("identity").state is StageState.IN_PROGRESS


def test_a_record_opens_from_its_row(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    assert hand.text("visit.view:primary-consent") == "View record"
    hand.press("visit.view:primary-consent")
    assert place.ways.taken == [("record", visit.id, "primary-consent")]


def test_a_row_says_that_a_correction_was_begun_and_that_it_was_signed(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    consented(place, visit)
    place.services.corrections.begin_correction(
        visit.id, "primary-consent", CorrectionReason.WRONG_NAME
    )
    hand = show(VisitPage(place.context, visit.id))
    assert hand.says("Agreed · correction begun, not signed yet")
    place.read_and_signed(visit, "primary-consent")
    settle(place)
    assert hand.says("Agreed · amended")
    assert hand.names("visit.view:") == ["visit.view:primary-consent"]


def test_a_voided_consent_is_said_and_closes_what_needs_it(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    consented(place, visit)
    place.services.corrections.void(
        visit.id, "primary-consent", CorrectionReason.OTHER, "the twin sister"
    )
    hand = show(VisitPage(place.context, visit.id))
    assert hand.says("Entered in error: the twin sister")
    assert hand.says("Closed: there is no yes to “Primary consent”")
    assert actions(hand) == [
        "visit.begin:finish",
        "visit.begin:primary-consent",
        "visit.cancel",
        "visit.view:primary-consent",
    ]
    assert hand.text("visit.begin:primary-consent") == "Begin again"
    hand.press("visit.begin:primary-consent")
    assert place.ways.taken == [("stage", visit.id, "primary-consent")]


def test_skipping_needs_a_reason_and_keeps_it(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.skip:basics")
    assert hand.says("Skip “The Basics”?")
    hand.press("skip.confirm")
    assert hand.says("Choose one answer.")
    hand.press("skip.reason:unwell")
    hand.press("skip.confirm")
    stage = place.now(visit).stage("basics")
    assert (stage.state, stage.skip_reason) == (StageState.SKIPPED, SkipReason.UNWELL)
    assert hand.says("Skipped: Participant does not feel well")
    assert not hand.sees("skip.confirm")
    assert place.told[-1].visits == {visit.id}


def test_another_reason_needs_a_note(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.skip:basics")
    hand.press("skip.reason:other")
    hand.press("skip.confirm")
    assert hand.says("Say in a few words why.")
    assert hand.focus_name() == "skip.note"
    assert place.now(visit).stage("basics").state is StageState.READY
    hand.type("skip.note", "The bus leaves")
    hand.press("skip.confirm")
    assert hand.says("Skipped: The bus leaves")


def test_not_skipping_leaves_all_as_it_was(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.skip:basics")
    hand.press("skip.cancel")
    assert not hand.sees("skip.confirm")
    assert hand.says("Choices so far")
    assert place.now(visit).stage("basics").state is StageState.READY


def test_escape_closes_the_question_first_and_then_the_page(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.skip:basics")
    hand.key(Qt.Key.Key_Escape)
    assert not hand.sees("skip.confirm")
    assert place.ways.taken == []
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("today",)]


def test_a_change_elsewhere_is_seen_here(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(VisitPage(place.context, visit.id))
    place.identified(visit)
    settle(place)
    assert hand.says("Two identifiers matched")
    assert hand.sees("visit.begin:primary-consent")


def test_a_finished_visit_offers_only_its_papers(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    consented(place, visit, ConsentDecision.NO)
    place.services.visits.finish(visit.id)
    hand = show(VisitPage(place.context, visit.id))
    assert actions(hand) == ["visit.view:primary-consent"]
    assert hand.says("Visit closed")


def test_a_refusal_is_said_above(place: PageFixture, show: Show, visit: Visit) -> None:
    page = VisitPage(place.context, visit.id)
    hand = show(page)
    page._show_error(RuleBroken("stage-step"))
    assert hand.says("This stage is done")


def press_twice(hand: Hand, name: str) -> None:
    for _ in range(2):
        QTest.mouseClick(hand.find(name), Qt.MouseButton.LeftButton)


def test_beginning_twice_opens_one_page(
    qtbot: QtBot, switchable_place: PageFixture, switchable: SwitchableExecutor
) -> None:
    visit = switchable_place.arrive()
    hand = Hand(qtbot, switchable_place, VisitPage(switchable_place.context, visit.id))
    switchable.is_held = True
    press_twice(hand, "visit.begin:identity")
    switchable.release()
    settle(switchable_place)
    assert switchable_place.ways.taken == [("stage", visit.id, "identity")]


def test_skipping_twice_skips_once(
    qtbot: QtBot, switchable_place: PageFixture, switchable: SwitchableExecutor
) -> None:
    visit = consented(switchable_place, switchable_place.arrive())
    hand = Hand(qtbot, switchable_place, VisitPage(switchable_place.context, visit.id))
    hand.press("visit.skip:basics")
    hand.press("skip.reason:no-time")
    switchable.is_held = True
    press_twice(hand, "skip.confirm")
    switchable.release()
    settle(switchable_place)
    assert switchable_place.now(visit).stage("basics").state is StageState.SKIPPED
    assert not hand.says("This stage is done")


def test_what_was_refused_can_be_tried_again(place: PageFixture, show: Show, visit: Visit) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    place.skipped(visit, "basics", SkipReason.NO_TIME)
    hand.press("visit.skip:basics")
    hand.press("skip.reason:no-time")
    hand.press("skip.confirm")
    assert hand.says("This stage is done")
    hand.press("skip.cancel")
    hand.press("visit.begin:measurements")
    assert place.ways.taken == [("stage", visit.id, "measurements")]


@pytest.mark.parametrize("reason", ["other", "no-time"])
def test_a_note_that_cannot_be_read_is_refused(
    place: PageFixture, show: Show, visit: Visit, reason: str
) -> None:
    consented(place, visit)
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.skip:basics")
    hand.press(f"skip.reason:{reason}")
    hand.find("skip.note", QLineEdit).setText("\u202etaht")
    hand.press("skip.confirm")
    assert hand.says("Something in this cannot be seen or saved.")
    assert hand.focus_name() == "skip.note"
    assert place.now(visit).stage("basics").state is StageState.READY
