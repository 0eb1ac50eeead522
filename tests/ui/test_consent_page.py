"""A consent at the kiosk: every page seen, nothing signed by accident, nothing written lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.visit import StageState, Visit
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.widgets.signature_pad import SignaturePad
from tests.support.builders import MARK
from tests.support.page_contexts import (
    ManualExecutor,
    PageFixture,
    SwitchableExecutor,
    a_paper,
    page_fixture,
    settle,
)
from tests.support.pages import Hand
from tests.support.widgets import find_child

Show = Callable[[QWidget], Hand]

STAGE = "primary-consent"
PAGES = 6
NAME = f"Maria {MARK} Delgado-{MARK}"
"""The registered name of the participant, as the participant writes it."""


class Printer:
    """Keeps what it was asked to print; fails as often as it is told to."""

    def __init__(self) -> None:
        self.acts: list[SignedConsent] = []
        self.failures: list[Exception] = []

    def __call__(self, act: SignedConsent, *_: object) -> bytes:
        if self.failures:
            raise self.failures.pop()
        self.acts.append(act)
        return a_paper()


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def place(tmp_path: Path, light: None, printer: Printer) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path, consent=printer)
    yield opened
    opened.close()


@pytest.fixture
def visit(place: PageFixture) -> Visit:
    return begun(place, place.arrive(f"Maria {MARK}", f"Delgado-{MARK}"))


def begun(place: PageFixture, arrived: Visit) -> Visit:
    """The visit with its consent begun."""
    return place.services.visits.begin(place.identified(arrived).id, STAGE)


def consent(place: PageFixture, visit: Visit, stage: str = STAGE) -> ConsentPage:
    return ConsentPage(place.context, visit.id, visit.stage(stage).plan)


def step(hand: Hand) -> str:
    assert isinstance(hand.page, ConsentPage)
    return hand.page.step


def read_to_the_end(hand: Hand) -> None:
    while step(hand) != "sign":
        hand.press("kiosk.next")


def draw(hand: Hand, place: PageFixture) -> SignaturePad:
    pad = hand.find("consent.pad", SignaturePad)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 100))
    for at in range(1, 6):
        QTest.mouseMove(pad, QPoint(60 + 20 * at, 100 + 5 * at))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(160, 125))
    settle(place)
    return pad


def shown(place: PageFixture, visit: Visit) -> list[int]:
    """The pages that are on disk as seen."""
    progress = place.services.consents.open(visit.id, STAGE).progress
    return [page.page for page in progress.shown]


def test_each_page_is_on_disk_as_seen(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    assert step(hand) == "page-1"
    assert hand.says("Taking part · page 1 of 7")
    assert not hand.sees("kiosk.back")
    for page in range(1, PAGES):
        assert shown(place, visit) == list(range(page))
        hand.press("kiosk.next")
        assert step(hand) == f"page-{page + 1}"
    hand.press("kiosk.next")
    assert step(hand) == "sign"
    assert hand.says("Taking part · page 7 of 7")


def test_a_page_is_not_shown_before_it_is_on_disk(
    qtbot: QtBot, manual_place: PageFixture, manual: ManualExecutor
) -> None:
    page = consent(manual_place, begun(manual_place, manual_place.arrive()))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    manual.do()
    qtbot.waitUntil(lambda: len(manual.waiting) == 1)
    assert page.step == ""
    manual.do()
    qtbot.waitUntil(lambda: page.step == "page-1")
    onward = find_child(page, QAbstractButton, "kiosk.next")
    onward.click()
    onward.click()
    assert (page.step, len(manual.waiting)) == ("page-1", 1)
    manual.do()
    qtbot.waitUntil(lambda: page.step == "page-2")


def test_next_goes_down_a_page_to_its_end_before_it_turns_it(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    hand.page.resize(1158, 420)
    settle(place)
    bar = next(a for a in hand.page.findChildren(QScrollArea) if a.isVisible()).verticalScrollBar()
    assert bar.maximum() > bar.value() == 0
    while bar.value() < bar.maximum():
        before = bar.value()
        hand.press("kiosk.next")
        assert step(hand) == "page-1"
        assert before < bar.value() < before + bar.pageStep()
    assert shown(place, visit) == [0]
    hand.press("kiosk.next")
    assert (step(hand), bar.value()) == ("page-2", 0)


@pytest.mark.parametrize(
    ("ending", "way"), [("kiosk.staff", "ask_staff"), ("kiosk.next", "hand_back")]
)
def test_the_way_back_speaks_the_language_of_the_participant(
    place: PageFixture, show: Show, visit: Visit, ending: str, way: str
) -> None:
    hand = show(consent(place, visit))
    hand.press("kiosk.language")
    if ending == "kiosk.next":
        signed(hand, place)
    hand.press(ending)
    assert place.ways.taken == [(way, visit.id)]
    assert place.ways.handed_back_in == "es"


def test_reading_goes_on_where_it_was_left(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    hand.press("kiosk.next")
    hand.press("kiosk.next")
    assert step(show(consent(place, visit))) == "page-3"


def test_a_yes_needs_name_and_signature(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.press("consent.yes")
    assert hand.says("Write your name as you write it on paper.")
    assert hand.focus_name() == "consent.name"
    hand.type("consent.name", NAME)
    assert not hand.says("Write your name as you write it on paper.")
    hand.press("consent.yes")
    assert hand.says("Sign on the line with your finger or the pen.")
    pad = draw(hand, place)
    assert not hand.says("Sign on the line with your finger or the pen.")
    strokes = pad.strokes()
    hand.press("consent.yes")
    assert step(hand) == "done"
    stage = place.now(visit).stage(STAGE)
    assert (stage.state, stage.outcome) == (StageState.COMPLETED, "yes")
    (act,) = printer.acts
    signature = act.signing.signature
    assert signature is not None
    assert act.signing.printed_name == NAME
    assert act.signing.signed_on == date(2026, 3, 12)
    assert (signature.width, signature.height) == pad.canvas_size().toTuple()
    assert signature.image.startswith(b"\x89PNG")
    assert [len(stroke) for stroke in signature.strokes] == [len(stroke) for stroke in strokes]
    assert (signature.strokes[0][-1].x, signature.strokes[0][-1].y) == (160.0, 125.0)
    assert signature.strokes[0][0].milliseconds == 0


def test_after_signing_a_copy_is_promised_and_the_staff_come(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    signed(hand, place)
    assert hand.says("Thank you")
    assert hand.says("You get a copy of this form today.")
    assert place.ways.taken == []
    assert place.told[-1].outbox
    assert visit.id in place.told[-1].visits
    hand.press("kiosk.language")
    assert hand.says("Gracias")
    hand.press("kiosk.next")
    assert place.ways.taken == [("hand_back", visit.id)]


def test_a_slip_of_the_finger_records_nothing(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", NAME)
    hand.press("consent.no")
    assert step(hand) == "confirm"
    assert hand.says("You chose: I do not agree")
    assert place.now(visit).stage(STAGE).state is StageState.IN_PROGRESS
    hand.press("consent.change")
    assert step(hand) == "sign"
    assert hand.find("consent.name", QLineEdit).text() == NAME
    hand.press("consent.no")
    hand.key(Qt.Key.Key_Escape)
    assert step(hand) == "sign"


def test_a_no_needs_the_name_alone(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.press("consent.no")
    assert hand.says("Write your name as you write it on paper.")
    hand.type("consent.name", NAME)
    hand.press("consent.no")
    hand.press("consent.confirm")
    assert step(hand) == "done"
    assert hand.says("We wrote down that you do not agree.")
    assert place.now(visit).stage(STAGE).outcome == "no"


def test_deciding_later_needs_nothing(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.press("consent.later")
    assert hand.says("You chose: Decide later")
    hand.press("consent.confirm")
    assert step(hand) == "done"
    assert place.now(visit).stage(STAGE).outcome == ConsentDecision.NOT_SURE


def test_enter_does_not_sign(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    draw(hand, place)
    hand.type("consent.name", NAME)
    hand.key(Qt.Key.Key_Return)
    assert step(hand) == "sign"


def test_name_and_strokes_are_there_after_going_back(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", NAME)
    strokes = draw(hand, place).strokes()
    hand.press("kiosk.back")
    assert step(hand) == f"page-{PAGES}"
    hand.press("kiosk.back")
    read_to_the_end(hand)
    assert hand.find("consent.name", QLineEdit).text() == NAME
    assert hand.find("consent.pad", SignaturePad).strokes() == strokes


def test_another_language_is_read_from_its_first_page(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", NAME)
    draw(hand, place)
    hand.press("kiosk.language")
    assert step(hand) == "page-1"
    assert hand.says("De qué se trata")
    assert shown(place, visit) == [0]
    read_to_the_end(hand)
    assert hand.find("consent.name", QLineEdit).text() == NAME
    assert hand.find("consent.pad", SignaturePad).is_empty()
    assert hand.text("consent.yes") == "Acepto y firmo"


def test_a_failure_keeps_what_was_written_and_can_be_tried_again(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    printer.failures = [StoreUnusable("full")]
    hand = show(consent(place, visit))
    signed(hand, place)
    assert step(hand) == "sign"
    assert hand.says("We could not save this")
    assert not hand.says("disk")
    assert not hand.find("consent.pad", SignaturePad).is_empty()
    hand.press("consent.yes")
    assert step(hand) == "done"


def test_who_is_there_and_the_day_are_told(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    author = place.services.author
    assert hand.says(f"With you: {author.practitioner.name}, {author.workstation.site}")
    fields = hand.page.findChildren(QLineEdit)
    (day,) = [one for one in fields if one.isReadOnly() and one.isVisible()]
    assert (day.text(), day.accessibleName()) == ("12 Mar 2026", "Date")


def test_under_18_the_staff_are_needed(place: PageFixture, show: Show) -> None:
    young = place.identified(place.arrive(birth_date=date(2010, 1, 1)))
    place.services.visits.begin(young.id, STAGE)
    hand = show(consent(place, young))
    assert hand.says("A parent or guardian has to give permission first")
    hand.press("kiosk.to-staff")
    assert place.ways.taken == [("ask_staff", young.id)]


def test_staff_can_take_it_back_at_any_step(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.press("kiosk.staff")
    assert place.ways.taken == [("ask_staff", visit.id)]
    assert place.now(visit).stage(STAGE).state is StageState.IN_PROGRESS


def test_nobody_is_named_but_who_is_with_the_person(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.register("Ana", f"Other-{MARK}")
    hand = show(consent(place, visit))
    while True:
        texts = [one.text() for one in hand.page.findChildren(QLabel) if one.isVisible()]
        assert not any(MARK in one for one in texts if not one.startswith("With you"))
        if step(hand) == "sign":
            return
        hand.press("kiosk.next")


def test_the_pad_and_the_fields_have_names(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    assert hand.find("consent.pad").accessibleName() == "Your signature"
    assert hand.find("consent.name").accessibleName() == "Your name, as you write it"


def test_the_other_consent_says_what_it_is_about(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    agreed = place.decided(visit, STAGE)
    place.services.visits.begin(agreed.id, "ehr-consent")
    hand = show(consent(place, agreed, "ehr-consent"))
    assert hand.says("Health records · page 1 of 5")
    read_to_the_end(hand)
    assert hand.says("I choose to share my health records.")


def signed(hand: Hand, place: PageFixture) -> None:
    read_to_the_end(hand)
    hand.type("consent.name", NAME)
    draw(hand, place)
    hand.press("consent.yes")


def test_a_name_half_written_is_there_after_a_lock(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", "Mari")
    assert place.services.consents.open(visit.id, STAGE).progress.printed_name == "Mari"
    again = show(consent(place, visit))
    read_to_the_end(again)
    assert again.find("consent.name", QLineEdit).text() == "Mari"


def test_turning_back_keeps_the_name_on_disk(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", "Mari")
    hand.press("kiosk.back")
    assert place.services.consents.open(visit.id, STAGE).progress.printed_name == "Mari"


def test_the_day_is_that_of_the_signing(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    hand = show(consent(place, visit))
    place.clock.pass_by(days=1)
    signed(hand, place)
    assert printer.acts[0].signing.signed_on == date(2026, 3, 13)


@pytest.mark.parametrize("name", ["Maria\x00", "\u202eairaM", "\u200b"])
@pytest.mark.parametrize("choice", ["yes", "no", "later"])
def test_a_name_that_cannot_be_read_is_refused(
    place: PageFixture, show: Show, visit: Visit, name: str, choice: str
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    draw(hand, place)
    hand.find("consent.name", QLineEdit).setText(name)
    hand.press(f"consent.{choice}")
    assert hand.says("Something in this cannot be seen or saved. Type it again.")
    assert hand.focus_name() == "consent.name"
    assert step(hand) == "sign"


def test_nothing_is_written_while_it_is_signed(
    qtbot: QtBot, switchable_place: PageFixture, switchable: SwitchableExecutor
) -> None:
    visit = begun(switchable_place, switchable_place.arrive())
    hand = Hand(qtbot, switchable_place, consent(switchable_place, visit))
    read_to_the_end(hand)
    hand.type("consent.name", f"Maria {MARK} Delgado")
    draw(hand, switchable_place)
    switchable.is_held = True
    QTest.mouseClick(hand.find("consent.yes"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(hand.find("consent.name"), "x")
    assert len(switchable.waiting) == 1
    switchable.release()
    settle(switchable_place)
    assert step(hand) == "done"
    assert switchable_place.services.consents.drafts.get(visit.id, STAGE) is None
    hand.key(Qt.Key.Key_Return)
    assert switchable_place.ways.taken == [("hand_back", visit.id)]


def differing(hand: Hand, place: PageFixture, choice: str) -> None:
    """Another name than the registered one, signed as far as it goes."""
    read_to_the_end(hand)
    hand.type("consent.name", f"Mary {MARK}")
    draw(hand, place)
    hand.press(f"consent.{choice}")


def test_another_name_is_said_before_it_is_signed(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    hand = show(consent(place, visit))
    differing(hand, place, "yes")
    assert step(hand) == "confirm"
    assert hand.says("Is this your name?")
    assert hand.says(f"You wrote this name: Mary {MARK}")
    assert hand.says(f"You are registered with this name: {NAME}")
    assert hand.says("If the registered name is wrong, please tell the staff.")
    assert printer.acts == []
    assert place.now(visit).stage(STAGE).state is StageState.IN_PROGRESS
    assert hand.text("consent.confirm") == "Keep it and sign"
    hand.press("consent.confirm")
    assert step(hand) == "done"
    assert [act.signing.printed_name for act in printer.acts] == [f"Mary {MARK}"]


def test_another_name_can_be_written_again(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    hand = show(consent(place, visit))
    differing(hand, place, "yes")
    hand.press("consent.change")
    assert step(hand) == "sign"
    assert hand.focus_name() == "consent.name"
    assert not hand.find("consent.pad", SignaturePad).is_empty()
    hand.type("consent.name", NAME.upper())
    hand.press("consent.yes")
    assert step(hand) == "done"
    assert [act.signing.printed_name for act in printer.acts] == [NAME.upper()]


def test_another_name_is_said_with_any_decision(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    differing(hand, place, "no")
    assert hand.says("You chose: I do not agree")
    assert hand.says(f"You are registered with this name: {NAME}")
    assert hand.text("consent.confirm") == "Confirm"
    hand.press("consent.change")
    hand.type("consent.name", NAME)
    hand.press("consent.no")
    assert not hand.says("You are registered with this name")


def test_another_name_is_said_in_spanish(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(consent(place, visit))
    hand.press("kiosk.language")
    differing(hand, place, "yes")
    assert hand.says("¿Es este su nombre?")
    assert hand.says(f"Usted escribió este nombre: Mary {MARK}")
    assert hand.text("consent.change") == "Escribirlo otra vez"


def test_without_a_name_no_name_is_asked_about(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(consent(place, visit))
    read_to_the_end(hand)
    hand.press("consent.later")
    assert not hand.says("You are registered with this name")


def test_a_failure_while_another_name_is_confirmed_can_be_tried_again(
    place: PageFixture, show: Show, visit: Visit, printer: Printer
) -> None:
    printer.failures = [StoreUnusable("full")]
    hand = show(consent(place, visit))
    differing(hand, place, "yes")
    hand.press("consent.confirm")
    assert hand.says("We could not save this")
    hand.press("consent.confirm")
    assert step(hand) == "done"
