"""The page of a person: it starts nothing by itself; visits started, cancelled, data corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.registration.correct_participant_page import CorrectParticipantPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.visit_page import VisitPage
from tests.support.page_contexts import PageFixture, page_fixture
from tests.support.pages import Hand

Show = Callable[[QWidget], Hand]


def was_here(place: PageFixture, ehr: ConsentDecision = ConsentDecision.NO) -> Participant:
    """Someone who agreed at a visit that is finished."""
    visit = place.decided(place.identified(place.arrive()), "primary-consent")
    place.decided(visit, "ehr-consent", ehr)
    for stage in ("basics", "measurements"):
        place.skipped(visit, stage, SkipReason.NO_TIME)
    place.services.visits.finish(visit.id)
    place.clock.pass_by(days=30)
    return place.services.visits.view(visit.id).participant


def overview(place: PageFixture) -> ParticipantOverviewPage:
    return ParticipantOverviewPage(place.context, was_here(place).id)


def test_opening_someone_starts_nothing(place: PageFixture, show: Show) -> None:
    new = place.register()
    hand = show(ParticipantsPage(place.context))
    hand.press_row("participants.found", 0)
    assert place.ways.taken == [("participant", new.id)]
    hand = show(ParticipantOverviewPage(place.context, new.id))
    assert hand.says("no visit is open")
    assert hand.says("Nothing has started yet")
    assert hand.says("Not asked")
    assert hand.says("No visit yet")
    assert place.services.visits.today() == []


def test_the_page_says_what_is_due_what_stands_and_what_was_done(
    place: PageFixture, show: Show
) -> None:
    hand = show(overview(place))
    assert hand.cells("person.due") == [
        ["The Basics, Not done at any visit", "Not done yet"],
        ["Physical measurements, Not done at any visit", "Not done yet"],
    ]
    assert hand.says("Decided 12 Mar 2026, version")
    (visit,) = hand.cells("person.visits")
    assert visit[:3] == [
        "12 Mar 2026",
        "Visit, Check identity, Primary consent, Health records consent",
        "Finished",
    ]
    assert hand.focus_name() == "person.start"


def test_the_kind_of_visit_decides_what_is_due(place: PageFixture, show: Show) -> None:
    page = overview(place)
    hand = show(page)
    kinds = hand.find("person.visit-type", QComboBox)
    assert [kinds.itemText(at) for at in range(kinds.count())] == [
        "Follow-up visit",
        "Measurements only",
    ]
    kinds.setCurrentIndex(1)
    assert [row[0].split(",")[0] for row in hand.cells("person.due")] == ["Physical measurements"]


def test_the_chosen_visit_starts_once(place: PageFixture, show: Show) -> None:
    hand = show(overview(place))
    hand.find("person.visit-type", QComboBox).setCurrentIndex(1)
    hand.press("person.start")
    ((way, taken),) = place.ways.taken
    visit_id = VisitId(str(taken))
    visit = place.services.visits.view(visit_id).visit
    assert (way, visit.visit_type) == ("visit", "measurements-only")
    assert place.told[-1].visits == frozenset({visit_id})


def test_an_open_visit_is_gone_on_with(place: PageFixture, show: Show) -> None:
    visit = place.arrive()
    hand = show(ParticipantOverviewPage(place.context, visit.participant_id))
    assert hand.says("a visit is open since")
    assert hand.text("person.start") == "Continue the visit"
    assert not hand.sees("person.visit-type")
    hand.press("person.start")
    assert place.ways.taken == [("visit", visit.id)]


@pytest.mark.parametrize("leave", ["person.back", Qt.Key.Key_Escape])
def test_nothing_begins_when_the_page_is_left(
    place: PageFixture, show: Show, leave: str | Qt.Key
) -> None:
    hand = show(overview(place))
    if isinstance(leave, str):
        hand.press(leave)
    else:
        hand.key(leave)
    assert place.ways.taken == [("participants", "")]
    assert len(place.services.visits.today()) == 0


def test_a_kind_that_is_no_longer_possible_is_said(place: PageFixture, show: Show) -> None:
    hand = show(overview(place))
    hand.find("person.visit-type", QComboBox).setCurrentIndex(1)
    place.database.write("DELETE FROM draft")
    place.database.write("UPDATE visit SET ended_at = started_at, visit_type = 'gone'")
    hand.press("person.start")
    assert hand.says("This type of visit is not possible today")
    assert place.ways.taken == []


def test_a_visit_opened_by_mistake_is_cancelled_with_a_reason(
    place: PageFixture, show: Show
) -> None:
    visit = place.arrive()
    hand = show(VisitPage(place.context, visit.id))
    hand.press("visit.cancel")
    hand.press("cancel.confirm")
    assert hand.says("Choose one answer.")
    hand.press("cancel.reason:opened-by-mistake")
    hand.press("cancel.confirm")
    assert place.ways.taken == [("participant", visit.participant_id)]
    assert place.services.visits.today() == []
    hand = show(ParticipantOverviewPage(place.context, visit.participant_id))
    (row,) = hand.cells("person.visits")
    assert row[1:3] == ["Visit, It was started by mistake", "Cancelled"]
    assert hand.text("person.start") == "Start this visit"


def test_a_visit_with_something_signed_is_not_offered_to_be_cancelled(
    place: PageFixture, show: Show
) -> None:
    visit = place.decided(place.identified(place.arrive()), "primary-consent")
    hand = show(VisitPage(place.context, visit.id))
    assert not hand.sees("visit.cancel")


def test_the_data_of_a_person_is_corrected_with_a_reason(place: PageFixture, show: Show) -> None:
    known = place.register("Ana", "Ruiz")
    hand = show(CorrectParticipantPage(place.context, known.id))
    assert hand.find("register.given", QLineEdit).text() == "Ana"
    hand.find("register.given", QLineEdit).setText("Anna")
    hand.press("correct.save")
    assert place.services.participants.search("anna") == []
    assert not hand.find("register.given").isEnabled()
    hand.press("correct.cancel")
    assert hand.find("register.given").isEnabled()
    hand.press("correct.save")
    hand.press("correct.reason:wrong-entry")
    hand.press("correct.confirm")
    (corrected,) = place.services.participants.search("anna")
    assert (corrected.id, corrected.number, corrected.given_name) == (
        known.id,
        known.number,
        "Anna",
    )
    assert place.ways.taken == [("participant", known.id)]


def test_a_standing_consent_is_shown_and_can_be_asked_again(place: PageFixture, show: Show) -> None:
    visit = place.services.visit_starts.start_visit(was_here(place).id, "follow-up")
    hand = show(VisitPage(place.context, place.identified(visit).id))
    assert hand.says("Follow-up visit, started")
    assert hand.says("Answered before, 12 Mar 2026")
    assert hand.says("Agreed")
    assert hand.text("visit.begin:primary-consent") == "Ask again"
    assert hand.focus_name() == "visit.begin:basics"
    assert not hand.sees("visit.skip:primary-consent")
    hand.press("visit.begin:primary-consent")
    assert place.ways.taken == [("stage", visit.id, "primary-consent")]


def test_the_end_of_the_visit_says_what_stood(place: PageFixture, show: Show) -> None:
    visit = place.services.visit_starts.start_visit(was_here(place).id, "follow-up")
    place.identified(visit)
    for stage in ("basics", "measurements"):
        place.skipped(visit, stage, SkipReason.NO_TIME)
    page = FinishPage(place.context, visit.id, visit.stage("finish").plan)
    hand = show(page)
    assert hand.says("Answered before")
    assert hand.names("finish.paper:") == []


def test_a_visit_that_does_not_ask_a_missing_consent_says_so(
    place: PageFixture, show: Show
) -> None:
    person = was_here(place)
    visit = place.services.visit_starts.start_visit(person.id, "measurements-only")
    place.identified(visit)
    place.database.write("DROP TRIGGER record_is_frozen")
    place.database.write("UPDATE record SET content_version = '3' WHERE decision <> ''")
    hand = show(VisitPage(place.context, visit.id))
    assert hand.says("Closed: there is no yes to “")
    assert not hand.sees("visit.begin:measurements")


def test_a_visit_of_a_missing_version_is_listed_and_said(place: PageFixture, show: Show) -> None:
    lost, kept = place.arrive("Lost"), place.arrive("Kept")
    place.database.write("UPDATE visit SET program_version = '2025.1' WHERE id = ?", (lost.id,))
    hand = show(TodayPage(place.context))
    assert hand.says("Version 2025.1 of the forms cannot be used")
    assert hand.says("Visit")
    assert set(hand.rows("today.visits")) == {lost.id, kept.id}
    page = show(VisitPage(place.context, lost.id))
    assert page.says("The version of the forms of this visit is not on this computer")


def test_the_page_speaks_spanish(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    place = page_fixture(tmp_path, tr=Localizer(Language("es")))
    hand = Hand(qtbot, place, overview(place))
    assert hand.says("no hay ninguna visita abierta")
    assert hand.says("Lo pendiente")
    assert hand.text("person.back") == "Volver a los participantes"
    place.close()
