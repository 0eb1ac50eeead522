"""The record page: every version, the way to a correction, and the voiding of a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.survey.question_pages import question_pages
from ptc_app.domain.visit import StageState, Visit
from ptc_app.ui.lists.cells import ActionCell
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.survey.survey_page import SurveyPage
from tests.support.page_contexts import PageFixture, settle
from tests.support.pages import Hand
from tests.support.site_runtimes import answered, measured

Show = Callable[[QWidget], Hand]
PRIMARY, BASICS, MEASURED = "primary-consent", "basics", "measurements"


@pytest.fixture
def visit(place: PageFixture) -> Visit:
    """A visit with a yes, a survey and measurements on record."""
    visit = place.decided(place.identified(place.arrive()), PRIMARY)
    surveys, measurements = place.services.surveys, place.services.measurements
    place.services.visits.begin(visit.id, BASICS)
    surveys.sign(visit.id, BASICS, answered(surveys.open(visit.id, BASICS)))
    place.services.visits.begin(visit.id, MEASURED)
    measurements.sign(visit.id, MEASURED, measured(measurements.open(visit.id, MEASURED)))
    return place.now(visit)


def page(place: PageFixture, visit: Visit, stage: str) -> RecordPage:
    return RecordPage(place.context, visit.id, visit.stage(stage).plan)


def statuses(place: PageFixture, visit: Visit, stage: str) -> list[RecordStatus]:
    versions = place.services.corrections.history(visit.id, stage).versions
    return [version.status for version in versions]


def amended(place: PageFixture, visit: Visit, note: str = "") -> None:
    reason = CorrectionReason.OTHER if note else CorrectionReason.WRONG_NAME
    place.services.corrections.begin_correction(visit.id, PRIMARY, reason, note)
    place.clock.pass_by(minutes=7)
    place.read_and_signed(visit, PRIMARY)


def test_a_record_says_who_signed_it_and_when(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(page(place, visit, PRIMARY))
    assert hand.says("Primary consent")
    assert hand.says("Version 1")
    assert hand.says("In force")
    assert hand.says(place.services.author.practitioner.name)
    assert hand.focus_name() == "record.back"


def test_the_versions_are_there_newest_first_with_their_reasons(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    amended(place, visit, "married name")
    hand = show(page(place, visit, PRIMARY))
    said = " ".join(hand.tr())
    assert said.index("Version 2") < said.index("Version 1")
    assert hand.says("In force")
    assert hand.says("Replaced")
    assert hand.says("Why: married name")
    assert [isinstance(hand.cell("record.versions", row, 2), ActionCell) for row in (0, 1)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_each_version_shows_its_own_paper(
    place: PageFixture, show: Show, visit: Visit, number: int
) -> None:
    amended(place, visit)
    hand = show(page(place, visit, PRIMARY))
    hand.press_row("record.versions", 2 - number)
    ((way, of, title, pdf),) = place.ways.taken
    assert (way, of, title) == ("paper", visit.id, "Primary consent")
    record = place.services.corrections.history(visit.id, PRIMARY).versions[number - 1].record
    document = place.services.corrections.document(record.id)
    assert document is not None
    assert pdf == document.body


@pytest.mark.parametrize(
    ("stage", "reason", "confirm"),
    [
        (PRIMARY, CorrectionReason.WRONG_NAME, "Hand to participant to sign again"),
        (BASICS, CorrectionReason.PARTICIPANT_CORRECTION, "Hand to participant to correct"),
        (MEASURED, CorrectionReason.WRONG_ENTRY, "Correct the readings"),
    ],
)
def test_correcting_asks_why_and_opens_the_stage(
    place: PageFixture, show: Show, visit: Visit, stage: str, reason: str, confirm: str
) -> None:
    hand = show(page(place, visit, stage))
    hand.press("record.correct")
    assert hand.text("record.confirm") == confirm
    hand.press("record.confirm")
    assert hand.says("Choose one answer.")
    assert place.ways.taken == []
    hand.press(f"record.reason:{reason}")
    hand.press("record.confirm")
    assert place.ways.taken == [("stage", visit.id, stage)]
    begun = place.services.corrections.history(visit.id, stage).begun
    assert begun is not None
    assert begun.correction.reason == reason
    assert statuses(place, visit, stage) == [RecordStatus.CURRENT]


def test_another_reason_needs_a_note(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(page(place, visit, MEASURED))
    hand.press("record.void")
    hand.press("record.reason:other")
    hand.press("record.confirm")
    assert hand.says("Say in a few words why.")
    assert hand.focus_name() == "record.note"
    hand.type("record.note", "cuff on the wrong arm")
    hand.press("record.confirm")
    assert statuses(place, visit, MEASURED) == [RecordStatus.ENTERED_IN_ERROR]
    assert hand.says("cuff on the wrong arm")


def test_voiding_stays_on_the_page_and_says_so(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    hand = show(page(place, visit, PRIMARY))
    hand.press("record.void")
    assert hand.says("closes what needs it")
    hand.press("record.reason:wrong-participant")
    hand.press("record.confirm")
    assert statuses(place, visit, PRIMARY) == [RecordStatus.ENTERED_IN_ERROR]
    assert hand.says("Marked as entered in error")
    assert hand.says("Entered in error: Recorded for the wrong person")
    assert hand.says("Begin the stage again on the page of the visit.")
    assert not hand.sees("record.correct")
    assert not hand.sees("record.void")
    assert isinstance(hand.cell("record.versions", 0, 2), ActionCell)
    assert place.ways.taken == []
    assert place.told[-1].outbox
    assert place.now(visit).stage(PRIMARY).state is StageState.VOIDED


def test_a_correction_that_was_begun_goes_on_or_is_given_up(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.services.corrections.begin_correction(
        visit.id, BASICS, CorrectionReason.PARTICIPANT_CORRECTION
    )
    hand = show(page(place, visit, BASICS))
    assert hand.says("not signed yet: Participant corrects an answer")
    hand.press("record.continue")
    assert place.ways.taken == [("stage", visit.id, BASICS)]
    hand.press("record.discard")
    assert place.services.corrections.history(visit.id, BASICS).begun is None
    assert hand.sees("record.correct")
    assert not hand.sees("record.discard")


def test_escape_closes_the_question_first(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(page(place, visit, BASICS))
    hand.press("record.correct")
    hand.key(Qt.Key.Key_Escape)
    assert not hand.sees("record.confirm")
    assert hand.sees("record.correct")
    assert place.ways.taken == []
    hand.key(Qt.Key.Key_Escape)
    assert place.ways.taken == [("visit", visit.id)]


def test_what_is_refused_is_said(place: PageFixture, show: Show, visit: Visit) -> None:
    hand = show(page(place, visit, BASICS))
    hand.press("record.correct")
    hand.press("record.reason:wrong-entry")
    place.services.corrections.void(visit.id, BASICS, CorrectionReason.DUPLICATE)
    hand.press("record.confirm")
    assert hand.says("There is nothing to correct here")
    assert place.ways.taken == []


def test_in_a_finished_visit_a_voided_record_is_made_anew_elsewhere(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.decided(visit, "ehr-consent")
    place.services.visits.finish(visit.id)
    place.services.corrections.void(visit.id, BASICS, CorrectionReason.DUPLICATE)
    hand = show(page(place, visit, BASICS))
    assert hand.says("Record it anew in another visit.")


def test_a_survey_that_is_corrected_begins_at_its_first_question(
    place: PageFixture, show: Show, visit: Visit
) -> None:
    place.services.corrections.begin_correction(visit.id, BASICS, CorrectionReason.WRONG_ENTRY)
    survey = SurveyPage(place.context, visit.id, visit.stage(BASICS).plan)
    show(survey)
    settle(place)
    opened = place.services.surveys.open(visit.id, BASICS)
    assert survey.link_id == question_pages(opened.form, opened.response)[0].link_id
