"""Registering: what is missing is said, nobody is registered twice, and whom the program takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import ContactChannel, Participant, SexAtBirth
from ptc_app.domain.store_change import StoreChange
from ptc_app.services.phone_and_email import phone_text
from ptc_app.ui.registration.registration_page import RegistrationPage
from tests.support.page_contexts import (
    ManualExecutor,
    PageFixture,
    SwitchableExecutor,
    settle,
)
from tests.support.page_states import choose_answers
from tests.support.pages import Hand
from tests.support.widgets import find_child

Show = Callable[[QWidget], Hand]

USUAL = {"given": "Ana", "family": "Ruiz", "phone": "(210) 555-0142"}


def fill(hand: Hand, born: date = date(1961, 3, 12), **typed: str) -> None:
    """What someone says, typed as at the desk."""
    for key, text in {**USUAL, **typed}.items():
        hand.type(f"register.{key}", text)
    hand.type("register.birth", f"{born:%m/%d/%Y}")
    for box in ("sex", "language", "us", "contact"):
        hand.find(f"register.{box}", QComboBox).setCurrentIndex(1)


def everyone(place: PageFixture) -> list[Participant]:
    return place.services.participants.search("")


def test_what_was_typed_is_what_is_registered(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, middle="María".replace("í", "i"), line="410 Cypress Street", city="San Antonio",
         state="tx", zip="78205", email="ana@example.org")  # fmt: skip
    hand.find("register.language", QComboBox).setCurrentIndex(2)
    hand.find("register.contact", QComboBox).setCurrentIndex(3)
    hand.press("register.birth.choice:0")
    hand.press("register.save")
    (new,) = everyone(place)
    assert (new.full_name, new.birth_date) == ("Ana Maria Ruiz", date(1961, 3, 12))
    assert (new.sex_at_birth, new.language) == (SexAtBirth.FEMALE, Language("es"))
    assert (new.preferred_contact, new.email) == (ContactChannel.EMAIL, "ana@example.org")
    assert new.address.state == "TX"
    assert place.ways.taken == [("participant", new.id)]
    assert place.services.visits.today() == []
    assert place.told[0] == StoreChange(frozenset({new.id}), outbox=True)


def test_what_is_missing_is_said_beside_its_field(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.press("register.save")
    for said in ("Write the first name.", "Write the last name.", "Write the birth date.",
                 "They use one name only"):  # fmt: skip
        assert hand.says(said)
    for box in ("sex", "language", "us", "contact"):  # nothing is recorded that was not asked
        assert hand.find(f"register.{box}").property("problem") == "true"
        assert hand.find(f"register.{box}").accessibleDescription() == "Choose one answer."
    assert hand.says("Some fields need another look")
    assert hand.focus_name() == "register.given"
    assert everyone(place) == []


def test_the_date_is_marked_red_like_every_other_field(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.press("register.save")
    for name in ("register.given", "register.birth", "register.sex"):
        assert hand.find(name).property("problem") == "true"
    fill(hand)
    hand.press("register.save")
    assert hand.find("register.birth").property("problem") == "false"


def test_what_is_missing_leads_to_the_first_that_is(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, family="")
    hand.press("register.save")
    assert hand.focus_name() == "register.family"


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("phone", "555-01", "Type 10 digits"),
        ("email", "ana at example", "An e-mail looks like"),
        ("state", "Texas", "Two letters, as in TX or PR."),
        ("zip", "78205abc", "Five digits, or nine as in 78205-1234."),
        ("state", "XX", "Two letters, as in TX or PR."),
        ("zip", "782", "Five digits, or nine as in 78205-1234."),
        ("birth", "2/31/1961", "There is no such day."),
        ("birth", "2/12", "Enter the full date, with a 4-digit year."),
        ("birth", "2/12/61", "Choose the day that is meant."),
        ("birth", "Friday", "Write the date like 12 Mar 1948."),
    ],
)
def test_what_cannot_be_right_is_said(
    place: PageFixture, show: Show, key: str, text: str, said: str
) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=date(1961, 2, 12))
    hand.type(f"register.{key}", text)
    hand.press("register.save")
    assert hand.says(said)
    assert everyone(place) == []


def test_a_name_that_is_too_long_is_not_cut_off(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=date(1961, 2, 12))
    line = hand.find("register.given")
    assert isinstance(line, QLineEdit)
    QApplication.clipboard().setText("W" * 121)
    line.clear()
    line.paste()
    hand.press("register.save")
    assert hand.says("Write at most 120 characters.")
    assert line.text() == "W" * 121
    assert everyone(place) == []


def test_a_minor_may_be_registered_but_not_without_a_word(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=date(2011, 5, 4))
    assert hand.says("Ana is 14, so under 18")
    assert hand.says("A parent or guardian has to be here, with their own ID.")
    assert hand.says("Ana agrees too, and signs. A no stops it.")
    hand.press("register.save")
    assert len(everyone(place)) == 1


@pytest.mark.parametrize(
    ("born", "country", "said"),
    [
        (date(2014, 5, 4), "US", "This person is too young to take part"),
        (date(1961, 3, 12), "MX", "This person does not live in the United States"),
        (date(2031, 3, 12), "US", "This birth date cannot be right"),
    ],
)
def test_whom_the_program_does_not_take(
    place: PageFixture, show: Show, born: date, country: str, said: str
) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=born)
    if country != "US":
        hand.find("register.us", QComboBox).setCurrentIndex(2)
    assert hand.says(said)
    hand.press("register.save")
    assert hand.says(said)
    assert everyone(place) == []


def test_the_banner_goes_when_the_date_is_mended(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=date(2014, 5, 4))
    hand.type("register.birth", "5/4/1984")
    assert not hand.says("too young")


def test_someone_alike_is_shown_first_and_registered_on_the_second_press(
    place: PageFixture, show: Show
) -> None:
    known = place.register("Ana", "Ruiz")
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.press("register.save")
    assert hand.says("This person may already be registered")
    assert hand.says(phone_text(known.phone))
    assert hand.focus_name() == f"register.alike:{known.id}"
    assert len(everyone(place)) == 1
    hand.press("register.save")
    assert len(everyone(place)) == 2


def test_tab_goes_from_those_alike_into_the_form(place: PageFixture, show: Show) -> None:
    place.register("Ana", "Ruiz")
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.press("register.save")
    hand.key(Qt.Key.Key_Tab)
    assert hand.focus_name() == "register.given"
    hand.key(Qt.Key.Key_Backtab)
    hand.find("register.zip").setFocus()
    hand.key(Qt.Key.Key_Tab)
    assert hand.focus_name() == "register.back"


def test_another_person_is_looked_up_again(place: PageFixture, show: Show) -> None:
    place.register("Ana", "Ruiz")
    other = place.register("Berta", "Soto", birth_date=date(1980, 1, 2))
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.press("register.save")
    fill(hand, given="Berta", family="Soto", born=date(1980, 1, 2))
    hand.press("register.save")
    assert hand.names("register.alike:") == [f"register.alike:{other.id}"]
    assert len(everyone(place)) == 2


def test_the_one_it_is_can_be_opened(place: PageFixture, show: Show) -> None:
    known = place.register("Ana", "Ruiz")
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.press("register.save")
    hand.key(Qt.Key.Key_Return)
    assert len(everyone(place)) == 1
    assert place.ways.taken == [("participant", known.id)]


def test_enter_registers_and_escape_leaves(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.find("register.phone").setFocus()
    hand.key(Qt.Key.Key_Return)
    assert len(everyone(place)) == 1
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken[-1] == ("participants", "")


def test_two_quick_presses_register_one_person(
    manual_place: PageFixture, manual: ManualExecutor
) -> None:
    page = RegistrationPage(manual_place.context)
    for key, text in USUAL.items():
        find_child(page, QLineEdit, f"register.{key}").setText(text)
    page.form.birth_date.set_date(date(1961, 3, 12))
    choose_answers(page)
    save = find_child(page, QWidget, "register.save")
    for _ in range(2):
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    while manual.waiting:
        manual.do()
        QApplication.processEvents()
    settle(manual_place)
    assert len(everyone(manual_place)) == 1


def test_nothing_is_typed_or_opened_while_it_is_under_way(
    qtbot: QtBot, switchable_place: PageFixture, switchable: SwitchableExecutor
) -> None:
    known = switchable_place.register("Ana", "Ruiz")
    page = RegistrationPage(switchable_place.context)
    hand = Hand(qtbot, switchable_place, page)
    fill(hand)
    hand.press("register.save")
    switchable.is_held = True
    for name in ("register.save", f"register.alike:{known.id}", "register.given"):
        QTest.mouseClick(hand.find(name), Qt.MouseButton.LeftButton)
    QTest.keyClicks(hand.focused(), "x")
    assert len(switchable.waiting) == 1
    assert hand.find("register.given", QLineEdit).text() == "Ana"
    switchable.release()
    settle(switchable_place)
    assert len(everyone(switchable_place)) == 2


def test_after_a_refusal_the_form_can_be_mended(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand, born=date(2014, 5, 4))
    hand.press("register.save")
    assert everyone(place) == []
    hand.type("register.birth", "5/4/1984")
    hand.press("register.save")
    assert len(everyone(place)) == 1


@pytest.mark.parametrize("text", ["Ana\x00", "Ana\x1b[2J", "\u202eanA", "\u2066", "\u200b\ufeff"])
@pytest.mark.parametrize("key", ["given", "middle", "family", "line"])
def test_what_cannot_be_read_is_refused_beside_its_field(
    place: PageFixture, show: Show, key: str, text: str
) -> None:
    hand = show(RegistrationPage(place.context))
    fill(hand)
    hand.find(f"register.{key}", QLineEdit).setText(text)
    hand.press("register.save")
    assert hand.says("Something in this cannot be seen or saved. Type it again.")
    assert hand.focus_name() == f"register.{key}"
    assert everyone(place) == []


def test_the_date_is_said_back_in_words(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.type("register.birth", "3/12/1948")
    assert hand.find("register.birth.said", QLabel).text() == "Friday, March 12, 1948 · age 78"


def test_a_date_that_can_be_two_days_is_asked_about(place: PageFixture, show: Show) -> None:
    page = RegistrationPage(place.context)
    hand = show(page)
    fill(hand)
    hand.type("register.birth", "5/4/1961")
    assert page.form.birth_date.value() == date(1961, 5, 4)
    hand.find("register.language", QComboBox).setCurrentIndex(2)
    assert page.form.birth_date.value() is None
    assert hand.says("Which day is 5/4/1961?")
    assert hand.find("register.birth.choice:0", QRadioButton).isChecked() is False
    hand.press("register.save")
    assert hand.focus_name() == "register.birth.choice:0"
    assert everyone(place) == []
    hand.press("register.birth.choice:1")
    hand.press("register.save")
    assert everyone(place)[0].birth_date == date(1961, 4, 5)


def test_tab_leads_to_the_question_which_day_it_is(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.type("register.birth", "3/12/26")
    hand.key(Qt.Key.Key_Tab)
    assert hand.focus_name() == "register.birth.choice:0"
    texts = [hand.find(f"register.birth.choice:{n}", QRadioButton).text() for n in (0, 1)]
    assert texts == [
        "Thursday, March 12, 2026 · age 0, under 18",
        "Friday, March 12, 1926 · age 100",
    ]


def test_another_date_takes_the_choice_away(place: PageFixture, show: Show) -> None:
    page = RegistrationPage(place.context)
    hand = show(page)
    hand.type("register.birth", "3/12/48")
    hand.key(Qt.Key.Key_Tab)
    hand.press("register.birth.choice:0")
    assert page.form.birth_date.value() == date(1948, 3, 12)
    hand.type("register.birth", "3/12/49")
    assert page.form.birth_date.value() is None
    assert hand.names("register.birth.choice:") == []


def test_a_person_of_one_name_is_registered_with_it(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.press("register.one-name")
    assert "register.given" not in hand.names("register.")
    fill_but_names(hand)
    hand.press("register.save")
    assert hand.says("Write their name.")
    hand.type("register.family", "Suharto")
    hand.press("register.save")
    (new,) = everyone(place)
    assert (new.given_name, new.family_name, new.full_name) == ("", "Suharto", "Suharto")


def fill_but_names(hand: Hand) -> None:
    hand.type("register.birth", "3/12/1961")
    hand.type("register.phone", USUAL["phone"])
    for box in ("sex", "language", "us", "contact"):
        hand.find(f"register.{box}", QComboBox).setCurrentIndex(1)


def test_a_name_and_a_date_typed_before_are_read_again(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.press("register.one-name")
    hand.type("register.family", "Suharto")
    hand.type("register.birth", "3/12/48")
    hand.key(Qt.Key.Key_Tab)
    hand.press("register.birth.choice:0")
    page = RegistrationPage(place.context)
    again = show(page)
    assert "register.given" not in again.names("register.")
    assert page.form.birth_date.value() is None
    assert again.find("register.birth", QLineEdit).text() == "3/12/48"
