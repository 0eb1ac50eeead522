"""A survey at the kiosk: each answer kept, back and forth, in both languages, and no way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ptc_app.domain.survey.answer_types import LONGEST_TEXT
from ptc_app.domain.survey.answer_values import Coding
from ptc_app.domain.survey.survey_answers import AnswerState, QuestionAnswer
from ptc_app.domain.visit import SkipReason, StageState, Visit
from ptc_app.services.draft_store_port import DraftStore
from ptc_app.ui.layouts.steady_scroll_area import SteadyScrollArea
from ptc_app.ui.survey.survey_page import SurveyPage
from tests.support.builders import MARK
from tests.support.draft_stores import FillingDisk
from tests.support.page_contexts import (
    ManualExecutor,
    PageFixture,
    SwitchableExecutor,
    settle,
)
from tests.support.pages import Hand
from tests.support.stages import with_stage_service
from tests.support.widgets import find_child

Show = Callable[[QWidget], Hand]

STAGE = "basics"
NEEDED = {"about-education": "college", "home-people": "2", "health-overall": "good"}
"""What the person says where an answer is needed."""


@pytest.fixture
def visit(place: PageFixture) -> Visit:
    return begun(place, place.arrive(f"Maria {MARK}", f"Delgado-{MARK}"))


def begun(place: PageFixture, arrived: Visit) -> Visit:
    """The visit with its survey begun."""
    visit = place.decided(place.identified(arrived), "primary-consent")
    return place.services.visits.begin(visit.id, STAGE)


def survey(place: PageFixture, visit: Visit) -> SurveyPage:
    return SurveyPage(place.context, visit.id, visit.stage(STAGE).plan)


def at(hand: Hand) -> str:
    assert isinstance(hand.page, SurveyPage)
    return hand.page.link_id


def kept(place: PageFixture, visit: Visit) -> dict[str, QuestionAnswer]:
    """What is on disk."""
    return dict(place.services.surveys.open(visit.id, STAGE).response.answers)


def go_to(hand: Hand, link_id: str) -> None:
    """On from page to page: what may be skipped is."""
    for _ in range(60):
        if at(hand) == link_id:
            return
        if not hand.sees("kiosk.skip"):
            give(hand, at(hand))
        hand.press("kiosk.skip" if hand.sees("kiosk.skip") else "kiosk.next")
    raise AssertionError(at(hand))


def give(hand: Hand, link_id: str) -> None:
    """The answer to a question that needs one; words alone need none."""
    said = NEEDED.get(link_id, "")
    if hand.sees(f"answer:{link_id}:{said}"):
        hand.press(f"answer:{link_id}:{said}")
    elif said:
        hand.type(f"answer:{link_id}", said)


def test_it_begins_with_the_words_before_the_first_question(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    assert at(hand) == "welcome"
    assert hand.says("There are no right or wrong answers")
    assert not hand.sees("kiosk.back")
    assert not hand.sees("kiosk.skip")
    hand.press("kiosk.next")
    assert at(hand) == "about-relationship"
    assert hand.says("Question 1 of")


def test_an_answer_is_kept_and_found_again(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.next")
    hand.press("answer:about-relationship:married")
    assert hand.says("Your answer is saved")
    value = kept(place, visit)["about-relationship"].values[0]
    assert isinstance(value, Coding)
    assert value.code == "married"
    again = show(survey(place, visit))
    assert at(again) == "about-born-in-us"
    again.press("kiosk.back")
    assert again.find("answer:about-relationship:married", QAbstractButton).isChecked()
    assert again.says("Your answer is saved")


@pytest.fixture
def slow_visit(manual_place: PageFixture) -> Visit:
    """A visit at the place whose store waits for the test."""
    return begun(manual_place, manual_place.arrive())


@pytest.fixture
def slow_page(
    qtbot: QtBot, manual_place: PageFixture, manual: ManualExecutor, slow_visit: Visit
) -> SurveyPage:
    """Its survey, where relationship was answered and nothing saved yet."""
    page = survey(manual_place, slow_visit)
    qtbot.addWidget(page)
    page.show()
    manual.do()
    qtbot.waitUntil(lambda: page.link_id == "welcome")
    find_child(page, QAbstractButton, "kiosk.next").click()
    find_child(page, QAbstractButton, "answer:about-relationship:married").click()
    return page


def test_the_tick_waits_for_the_disk(
    qtbot: QtBot, slow_page: SurveyPage, manual: ManualExecutor
) -> None:
    find_child(slow_page, QAbstractButton, "answer:about-relationship:single").click()
    QApplication.processEvents()
    manual.do()  # the first of two: what was said last is not there yet
    QApplication.processEvents()
    assert not says(slow_page, "Your answer is saved")
    manual.do()
    qtbot.waitUntil(lambda: says(slow_page, "Your answer is saved"))


def test_going_on_does_not_wait_for_the_disk(
    manual_place: PageFixture, slow_visit: Visit, slow_page: SurveyPage, manual: ManualExecutor
) -> None:
    find_child(slow_page, QAbstractButton, "kiosk.next").click()
    assert slow_page.link_id == "about-born-in-us"
    assert not says(slow_page, "Your answer is saved")
    manual.do()
    QApplication.processEvents()
    assert "about-relationship" in kept(manual_place, slow_visit)


def test_nothing_is_called_saved_beside_a_question_that_is_not_answered(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.next")
    hand.press("kiosk.skip")
    assert "about-relationship" in kept(place, visit)
    assert not hand.says("Your answer is saved")
    hand.press("kiosk.back")
    assert not hand.says("Your answer is saved")
    go_to(hand, "home-people")
    hand.type("answer:home-people", "31")
    assert hand.says("Your answer is saved")
    hand.press("kiosk.next")
    assert hand.says("Write 30 or less.")
    assert not hand.says("Your answer is saved")
    hand.type("answer:home-people", "3")
    assert hand.says("Your answer is saved")
    hand.type("answer:home-people", "")
    assert not hand.says("Your answer is saved")


def test_text_that_is_too_long_is_said_and_leaves_what_was_saved(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "day-anything-else")
    box = hand.find("answer:day-anything-else", QPlainTextEdit)
    box.setPlainText("What I said before.")
    settle(place)
    box.setPlainText("x" * (LONGEST_TEXT + 1))
    settle(place)
    assert kept(place, visit)["day-anything-else"].values == ("What I said before.",)
    assert hand.says("This text is too long to be saved. Use fewer words.")
    assert not hand.says("Your answer is saved")
    box.setPlainText("What I say now.")
    settle(place)
    assert not hand.says("This text is too long")
    assert hand.says("Your answer is saved")
    assert kept(place, visit)["day-anything-else"].values == ("What I say now.",)


def test_half_a_date_leaves_what_was_saved(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "health-last-visit")
    day = {"day": "9", "year": "2025"}
    hand.find("answer:health-last-visit:month", QComboBox).setCurrentIndex(6)
    for part, text in day.items():
        hand.type(f"answer:health-last-visit:{part}", text)
    assert hand.says("Your answer is saved")
    hand.type("answer:health-last-visit:year", "20")
    assert kept(place, visit)["health-last-visit"].values == (date(2025, 6, 9),)
    assert not hand.says("Your answer is saved")
    assert not hand.says("Enter the full date")
    hand.press("kiosk.next")
    assert hand.says("Enter the full date")


def test_next_without_an_answer_says_what_to_do(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "about-born-in-us")
    hand.press("kiosk.next")
    assert at(hand) == "about-born-in-us"
    assert hand.says("Choose an answer, or press Skip.")
    hand.press("answer:about-born-in-us:true")
    assert not hand.says("Choose an answer, or press Skip.")
    hand.press("kiosk.next")
    assert at(hand) == "about-birth-state"
    hand.press("kiosk.next")
    assert hand.says("Write an answer, or press Skip.")


def test_what_is_needed_cannot_be_skipped(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "home-people")
    assert not hand.sees("kiosk.skip")
    hand.press("kiosk.next")
    assert hand.says("We need an answer here. Please write it.")
    hand.type("answer:home-people", "31")
    hand.press("kiosk.next")
    assert hand.says("Write 30 or less.")
    hand.type("answer:home-people", "x")
    hand.press("kiosk.next")
    assert hand.says("Write the number in digits alone, as in 1500 or 7.5.")
    assert hand.focus_name() == "answer:home-people"
    hand.type("answer:home-people", "3")
    hand.key(Qt.Key.Key_Return)
    assert at(hand) == "home-children"


def test_what_was_skipped_lets_one_pass(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.next")
    hand.press("kiosk.skip")
    assert kept(place, visit)["about-relationship"] == QuestionAnswer(AnswerState.SKIPPED)
    hand.key(Qt.Key.Key_Escape)
    assert at(hand) == "about-relationship"
    hand.press("kiosk.next")
    assert at(hand) == "about-born-in-us"


def test_questions_come_and_go_with_the_answers(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "about-born-in-us")
    hand.press("answer:about-born-in-us:true")
    hand.press("kiosk.next")
    assert at(hand) == "about-birth-state"
    hand.press("kiosk.back")
    hand.press("answer:about-born-in-us:false")
    hand.press("kiosk.next")
    assert at(hand) == "about-birth-country"
    before = total(hand)
    hand.type("answer:about-birth-country", "Peru")
    assert total(hand) == before + 1


def test_every_edit_is_kept(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "about-born-in-us")
    hand.press("answer:about-born-in-us:true")
    hand.press("kiosk.next")
    line = hand.find("answer:about-birth-state", QLineEdit)
    for letter in "Austin":
        QTest.keyClicks(line, letter)
        settle(place)
        assert kept(place, visit)["about-birth-state"].values == (line.text(),)


def test_another_language_keeps_question_and_answers(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.next")
    hand.press("answer:about-relationship:single")
    hand.press("kiosk.language")
    assert at(hand) == "about-relationship"
    assert hand.says("¿Cuál es su estado civil")
    assert hand.says("Su respuesta está guardada")
    assert hand.find("answer:about-relationship:single", QAbstractButton).isChecked()
    assert hand.text("kiosk.language") == "English"
    again = show(survey(place, visit))
    assert again.says(
        "¿Nació en uno de los 50 estados, Washington D. C., "
        "Puerto Rico u otro territorio de los Estados Unidos?"
    )


def test_the_way_back_speaks_the_language_of_the_participant(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.language")
    hand.press("kiosk.staff")
    assert place.ways.taken == [("ask_staff", visit.id)]
    assert place.ways.handed_back_in == "es"


def test_half_a_number_stays_when_the_language_changes(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "home-people")
    hand.type("answer:home-people", "1x")
    hand.press("kiosk.language")
    assert hand.find("answer:home-people", QLineEdit).text() == "1x"
    hand.press("kiosk.next")
    assert hand.says("Use solo números")


def test_a_text_that_cannot_be_recorded_stays_when_the_language_changes(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "day-anything-else")
    hand.find("answer:day-anything-else", QPlainTextEdit).setPlainText("one\x07two")
    hand.press("kiosk.language")
    assert hand.find("answer:day-anything-else", QPlainTextEdit).toPlainText() == "one\x07two"
    hand.press("kiosk.next")
    assert at(hand) == "day-anything-else"


def test_a_full_disk_is_said_and_next_tries_again(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    disk = FillingDisk(place.services.surveys.drafts)
    hand = show(survey(with_drafts(place, disk), visit))
    hand.press("kiosk.next")
    disk.has_room = False
    hand.press("answer:about-relationship:married")
    assert hand.says("Your answer is not saved yet")
    assert hand.says("It is kept while this form stays open")
    assert not hand.says("disk")
    hand.press("kiosk.next")
    assert at(hand) == "about-relationship"
    assert hand.find("answer:about-relationship:married", QAbstractButton).isChecked()
    disk.has_room = True
    hand.press("kiosk.next")
    assert at(hand) == "about-born-in-us"
    assert not hand.says("The disk is full")
    assert "about-relationship" in kept(place, visit)


def test_to_the_end_and_on_record(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "done")
    assert hand.says("You are done")
    hand.press("kiosk.back")
    assert at(hand) == "thanks"
    hand.press("kiosk.next")
    hand.press("kiosk.finish")
    assert place.now(visit).stage(STAGE).state is StageState.COMPLETED
    assert place.ways.taken == [("hand_back", visit.id)]
    assert place.told[-1].outbox
    assert visit.id in place.told[-1].visits


def test_what_is_open_at_the_end_is_shown(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(survey(place, visit))
    go_to(hand, "done")
    for _ in range(60):
        if at(hand) == "about-born-in-us":
            break
        hand.press("kiosk.back")
    hand.press("answer:about-born-in-us:true")
    go_forward_to_the_end(hand, but="about-birth-state")
    assert at(hand) == "about-birth-state"


def test_the_staff_button_leads_to_the_code_and_keeps_the_draft(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    hand.press("kiosk.next")
    hand.press("answer:about-relationship:married")
    hand.press("kiosk.staff")
    assert place.ways.taken == [("ask_staff", visit.id)]
    assert place.now(visit).stage(STAGE).state is StageState.IN_PROGRESS
    assert "about-relationship" in kept(place, visit)


def test_a_survey_that_cannot_be_opened_leads_to_the_staff(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.services.surveys.drafts.save(visit.id, STAGE, b"not a draft", place.clock())
    hand = show(survey(place, visit))
    assert hand.says("We cannot show what you answered so far")
    assert not hand.sees("kiosk.next")
    hand.press("kiosk.to-staff")
    assert place.ways.taken == [("ask_staff", visit.id)]


def test_nobody_is_named_at_the_kiosk(place: PageFixture, show: Show, visit: Visit) -> None:
    place.register("Ana", f"Other-{MARK}")
    hand = show(survey(place, visit))
    for _ in range(6):
        assert not any(MARK in said for said in all_texts(hand.page))
        hand.press("kiosk.skip" if hand.sees("kiosk.skip") else "kiosk.next")


def test_what_can_be_pressed_or_written_has_a_name(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(survey(place, visit))
    for _ in range(8):
        for control in hand.page.findChildren(QWidget):
            if control.isVisible() and isinstance(control, QAbstractButton | QLineEdit):
                text = control.text() if isinstance(control, QAbstractButton) else ""
                assert text or control.accessibleName(), control.objectName()
        hand.press("kiosk.skip" if hand.sees("kiosk.skip") else "kiosk.next")


def says(page: QWidget, text: str) -> bool:
    return any(text in one.text() for one in page.findChildren(QLabel) if one.isVisible())


def total(hand: Hand) -> int:
    """The last number of "Question 8 of 22"."""
    (said,) = [one for one in hand.tr() if one.startswith("Question ")]
    return int(said.rpartition(" ")[2])


def go_forward_to_the_end(hand: Hand, but: str) -> None:
    """With Next alone, which stays where something is open."""
    for _ in range(60):
        before = at(hand)
        hand.press("kiosk.next")
        if at(hand) in {but, before}:
            return


def with_drafts(place: PageFixture, drafts: DraftStore) -> PageFixture:
    """The same place, its drafts on another disk."""
    surveys = replace(place.services.surveys, drafts=drafts)
    services = with_stage_service(place.services, surveys)
    return replace(place, services=services, context=replace(place.context, services=services))


def all_texts(page: QWidget) -> list[str]:
    texts = [one.text() for one in page.findChildren(QLabel)]
    texts += [one.text() for one in page.findChildren(QAbstractButton)]
    names = [one.accessibleName() for one in page.findChildren(QWidget)]
    return texts + names + [one.text() for one in page.findChildren(QLineEdit)]


@pytest.fixture
def handing_in(
    qtbot: QtBot, switchable_place: PageFixture, switchable: SwitchableExecutor
) -> tuple[Hand, PageFixture, SwitchableExecutor, Visit]:
    """The last page, and a store that is about to be slow."""
    visit = begun(switchable_place, switchable_place.arrive())
    hand = Hand(qtbot, switchable_place, survey(switchable_place, visit))
    go_to(hand, "done")
    switchable.is_held = True
    return hand, switchable_place, switchable, visit


def click(hand: Hand, name: str) -> None:
    """As a finger does that does not wait."""
    QTest.mouseClick(hand.find(name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_nothing_changes_while_it_is_handed_in(
    handing_in: tuple[Hand, PageFixture, SwitchableExecutor, Visit],
) -> None:
    hand, place, work, visit = handing_in
    click(hand, "kiosk.finish")
    click(hand, "kiosk.back")
    QTest.keyClick(hand.page, Qt.Key.Key_Escape)
    assert at(hand) == "done"
    assert len(work.waiting) == 1
    work.release()
    settle(place)
    assert place.ways.taken == [("hand_back", visit.id)]


def test_what_could_not_be_handed_in_can_be_changed_again(
    handing_in: tuple[Hand, PageFixture, SwitchableExecutor, Visit],
) -> None:
    hand, place, work, visit = handing_in
    place.skipped(visit, STAGE, SkipReason.NO_TIME)
    click(hand, "kiosk.finish")
    work.release()
    settle(place)
    assert hand.says("This form is closed")
    hand.key(Qt.Key.Key_Escape)
    assert at(hand) == "thanks"


def test_a_language_asked_for_before_finish_writes_nothing_after_it(
    handing_in: tuple[Hand, PageFixture, SwitchableExecutor, Visit],
) -> None:
    hand, place, work, visit = handing_in
    click(hand, "kiosk.language")
    click(hand, "kiosk.finish")
    work.release()
    settle(place)
    assert place.ways.taken == [("hand_back", visit.id)]
    assert place.services.surveys.drafts.get(visit.id, STAGE) is None


# --- text that grows and shrinks ------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1024, 700)])
@pytest.mark.parametrize("question", ["day-work", "health-conditions", "about-education"])
def test_pressing_the_text_size_comes_to_rest(
    place: PageFixture, show: Show, visit: Visit, size: tuple[int, int], question: str
) -> None:
    hand = show(survey(place, visit))
    hand.page.resize(*size)
    go_to(hand, question)
    for _ in range(9):
        hand.press("kiosk.text-size")
        areas = hand.page.findChildren(SteadyScrollArea)
        assert areas
        for area in areas:
            content = area.widget()
            assert content is not None
            assert content.height() >= content.heightForWidth(content.width())
            assert content.width() <= area.viewport().width()
