"""Beginning a visit: at once where one type is possible, else after a choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.visit import SkipReason
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.finish_page import FinishPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_app.ui.visit.visit_type_page import VisitTypePage
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


def choice(place: PageFixture) -> VisitTypePage:
    start = place.services.visit_starts.start_visit(was_here(place).id)
    return VisitTypePage(place.context, start)


def test_who_may_have_several_visits_is_asked_which(place: PageFixture, show: Show) -> None:
    person = was_here(place)
    hand = show(ParticipantsPage(place.context))
    hand.press_row("participants.found", 0)
    assert place.ways.taken == [("choose_visit_type", person.id)]


def test_the_choice_says_whose_visit_and_what_each_type_holds(
    place: PageFixture, show: Show
) -> None:
    page = choice(place)
    hand = show(page)
    assert hand.says("Which visit is this?")
    assert hand.says(place.services.participants.search("")[0].full_name)
    assert hand.names("visit-type.begin:") == [
        "visit-type.begin:follow-up",
        "visit-type.begin:measurements-only",
    ]
    assert hand.says("Check identity · Physical measurements · Finish the visit")
    button = hand.find("visit-type.begin:measurements-only")
    assert button.accessibleName() == "Begin, Measurements only"
    assert hand.focus_name() == "visit-type.begin:follow-up"


def test_the_chosen_visit_begins_once(place: PageFixture, show: Show) -> None:
    hand = show(choice(place))
    hand.press("visit-type.begin:measurements-only")
    ((way, taken),) = place.ways.taken
    visit_id = VisitId(str(taken))
    visit = place.services.visits.view(visit_id).visit
    assert (way, visit.visit_type) == ("visit", "measurements-only")
    assert place.told[-1].visits == frozenset({visit_id})


@pytest.mark.parametrize("leave", ["visit-type.back", Qt.Key.Key_Escape])
def test_nothing_begins_when_the_choice_is_left(
    place: PageFixture, show: Show, leave: str | Qt.Key
) -> None:
    hand = show(choice(place))
    if isinstance(leave, str):
        hand.press(leave)
    else:
        hand.key(leave)
    assert place.ways.taken == [("participants", "")]
    assert len(place.services.visits.today()) == 0


def test_a_choice_that_is_no_longer_possible_is_said(place: PageFixture, show: Show) -> None:
    page = choice(place)
    hand = show(page)
    place.database.write("DELETE FROM draft")
    place.database.write("UPDATE visit SET finished_at = NULL, program_version = 'gone'")
    place.database.write("UPDATE visit SET finished_at = started_at, visit_type = 'gone'")
    hand.press("visit-type.begin:measurements-only")
    assert hand.says("This type of visit is not possible today")
    assert place.ways.taken == []


def test_a_standing_consent_is_shown_and_can_be_asked_again(place: PageFixture, show: Show) -> None:
    visit = place.services.visit_starts.open_visit(was_here(place).id, "follow-up")
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
    visit = place.services.visit_starts.open_visit(was_here(place).id, "follow-up")
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
    visit = place.services.visit_starts.open_visit(person.id, "measurements-only")
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
    assert page.says("The program version of this visit is not on this computer")


def test_the_choice_is_made_in_spanish(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    place = page_fixture(tmp_path, tr=Localizer(Language("es")))
    hand = Hand(qtbot, place, choice(place))
    assert hand.says("¿Qué visita es esta?")
    assert hand.says("Solo medidas")
    assert hand.text("visit-type.back") == "Volver a los participantes"
    place.close()
