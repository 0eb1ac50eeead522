"""What was typed into a page and not saved is there again when the page is opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ptc_app.domain.participants.participant import SexAtBirth
from ptc_app.domain.visit import CancelReason, SkipReason
from ptc_app.services.drafts.entry_drafts import DraftedPage, EntryKey
from ptc_app.ui.entries.field_values import field_values, set_field_values
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.registration.correct_participant_page import CorrectParticipantPage
from ptc_app.ui.registration.registration_page import RegistrationPage
from ptc_app.ui.visit.identity_page import IdentityPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_app.ui.widgets.object_names import with_object_name
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]
AGAIN = "What you typed is here again"


def text(hand: Hand, name: str) -> str:
    return hand.find(name, QLineEdit).text()


def test_a_half_typed_registration_is_offered_again(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    assert not hand.says(AGAIN)
    hand.find("register.given", QLineEdit).setText("Łucja")
    hand.find("register.sex", QComboBox).setCurrentIndex(2)
    settle(place)
    again = show(RegistrationPage(place.context))
    assert text(again, "register.given") == "Łucja"
    assert again.find("register.sex", QComboBox).currentIndex() == 2
    assert text(again, "register.family") == ""
    assert again.says(AGAIN)
    assert again.focus_name() == "register.given"


def test_it_is_there_after_the_application_was_killed(qtbot: QtBot, tmp_path: Path) -> None:
    before = page_fixture(tmp_path)
    hand = Hand(qtbot, before, RegistrationPage(before.context))
    hand.find("register.family", QLineEdit).setText("O'Brien-Ñúñez")
    settle(before)
    before.database.close()  # nothing more is written: what counts is on disk
    after = page_fixture(tmp_path)
    again = Hand(qtbot, after, RegistrationPage(after.context))
    assert text(again, "register.family") == "O'Brien-Ñúñez"
    after.close()


def test_it_is_gone_once_given_up_emptied_or_registered(place: PageFixture, show: Show) -> None:
    hand = show(RegistrationPage(place.context))
    hand.type("register.given", "Ana")
    hand.press("register.back")
    assert not show(RegistrationPage(place.context)).says(AGAIN)
    hand = show(RegistrationPage(place.context))
    hand.type("register.given", "Ana")
    again = show(RegistrationPage(place.context))
    again.press("register.empty")
    assert text(again, "register.given") == ""
    assert not show(RegistrationPage(place.context)).says(AGAIN)


def test_a_correction_keeps_only_what_was_changed(place: PageFixture, show: Show) -> None:
    person = place.register("Ana", "Ruiz")
    hand = show(CorrectParticipantPage(place.context, person.id))
    hand.type("register.family", "Ruiz Soto")
    draft = place.services.entry_drafts.load(EntryKey(DraftedPage.PERSON_CORRECTION, person.id))
    assert draft is not None
    assert draft.values == {"register.family": "Ruiz Soto"}
    again = show(CorrectParticipantPage(place.context, person.id))
    assert text(again, "register.family") == "Ruiz Soto"
    assert text(again, "register.given") == "Ana"
    again.press("correct.back")
    third = show(CorrectParticipantPage(place.context, person.id))
    assert text(third, "register.family") == "Ruiz"


def test_ticks_of_the_identity_are_offered_again(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    place.services.visits.begin(visit.id, "identity")
    plan = visit.stage("identity").plan
    hand = show(IdentityPage(place.context, visit.id, plan))
    hand.press("identity.name")
    again = show(IdentityPage(place.context, visit.id, plan))
    assert again.find("identity.name", QCheckBox).isChecked()
    assert not again.find("identity.birth-date", QCheckBox).isChecked()
    assert again.says(AGAIN)
    again.press("identity.birth-date")
    again.press("identity.confirm")
    assert place.services.entry_drafts.load(EntryKey(DraftedPage.IDENTITY, visit.id)) is None


def test_the_reason_to_skip_or_cancel_is_offered_again(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.cancel")
    hand.press(f"cancel.reason:{CancelReason.OTHER}")
    hand.type("cancel.note", "came with a cold")
    again = show(VisitPage(place.context, visit.id))
    again.press("visit.cancel")
    assert text(again, "cancel.note") == "came with a cold"
    assert again.find(f"cancel.reason:{CancelReason.OTHER}").property("checked") is True
    again.press("cancel.cancel")
    again.press("visit.cancel")
    assert text(again, "cancel.note") == ""


def test_each_stage_has_a_reason_of_its_own(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    place.identified(visit)
    place.decided(visit, "primary-consent")
    hand = show(VisitPage(place.context, visit.id))
    first, second = hand.names("visit.skip:")[:2]
    hand.press(first)
    hand.press(f"skip.reason:{SkipReason.OTHER}")
    hand.type("skip.note", "no chair")
    again = show(VisitPage(place.context, visit.id))
    again.press(second)
    assert text(again, "skip.note") == ""
    third = show(VisitPage(place.context, visit.id))
    third.press(first)
    assert text(third, "skip.note") == "no chair"


def test_the_reason_of_a_correction_is_offered_again(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    place.identified(visit)
    place.decided(visit, "primary-consent")
    plan = visit.stage("primary-consent").plan
    hand = show(RecordPage(place.context, visit.id, plan))
    hand.press("record.void")
    hand.type("record.note", "signed for a sister")
    again = show(RecordPage(place.context, visit.id, plan))
    again.press("record.void")
    assert text(again, "record.note") == "signed for a sister"


def test_a_damaged_draft_is_said_and_the_form_works(place: PageFixture, show: Show) -> None:
    service, context = place.services.entry_drafts, place.services.session_context
    who, key = context.author.practitioner.id, EntryKey(DraftedPage.REGISTRATION)
    service.drafts.save(who, key.page, key.subject, b"\x00nonsense", context.now())
    hand = show(RegistrationPage(place.context))
    assert hand.tr()
    hand.type("register.given", "Ana")
    assert text(show(RegistrationPage(place.context)), "register.given") == "Ana"


@pytest.fixture
def fields(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """One of each kind of field."""
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    box = QComboBox()
    box.addItem("", None)
    box.addItem("Female", SexAtBirth.FEMALE)
    secret = QLineEdit()
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    shown = QLineEdit()
    shown.setReadOnly(True)
    for name, widget in {
        "line": QLineEdit(), "text": QPlainTextEdit(), "box": box, "tick": QCheckBox(),
        "secret": secret, "shown": shown,
    }.items():  # fmt: skip
        column.addWidget(with_object_name(widget, name))
    column.addWidget(QLineEdit())
    return root


def test_fields_are_known_by_name_and_secrets_are_left_out(fields: QWidget) -> None:
    assert field_values(fields) == {"line": "", "text": "", "box": "", "tick": "no"}


def test_values_come_back_as_they_were(fields: QWidget) -> None:
    values = {"line": "a", "text": "b\nc", "box": SexAtBirth.FEMALE.value, "tick": "yes"}
    set_field_values(fields, {**values, "gone": "x"})
    assert field_values(fields) == values
    set_field_values(fields, {"box": "no such item"})
    assert field_values(fields) == values
