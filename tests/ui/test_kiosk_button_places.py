"""On kiosk pages no button that decides stands where Next was a moment ago."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.ui import theme as look
from ptc_app.ui.consent.consent_page import ConsentPage
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.pages import Hand
from tests.support.site_runtimes import answered
from tests.support.widgets import find_child
from tests.ui.test_consent_page import draw

DECIDING = frozenset(
    {"consent.yes", "consent.no", "consent.later", "consent.confirm", "kiosk.finish"}
)


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication
) -> Iterator[PageFixture]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), request.param)
    opened = page_fixture(tmp_path)
    yield opened
    opened.close()
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


SIZES = pytest.mark.parametrize("size", [(1366, 768), (1024, 700), (1080, 1920)])
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


@SIZES
@LANGUAGES
def test_no_decision_stands_where_the_button_before_it_was(
    place: PageFixture, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    visit = place.identified(place.arrive(language=Language(language)))
    place.services.visits.begin(visit.id, "primary-consent")
    plan = place.now(visit).stage("primary-consent").plan
    page = ConsentPage(place.context, visit.id, plan)
    hand = opened(page, place, qtbot, size)
    while page.step != "sign":
        before = press(page, place, "kiosk.next")
    assert_free(page, before)
    find_child(page, QLineEdit, "consent.name").setText("Maria Delgado")
    draw(hand, place)
    for choice in ("consent.no", "consent.later", "consent.yes"):
        before = press(page, place, choice)
        assert page.step == "confirm"
        assert_free(page, before)
        press(page, place, "consent.change")


@SIZES
@LANGUAGES
def test_finish_of_a_survey_does_not_stand_where_next_was(
    place: PageFixture, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    visit = place.identified(place.arrive(language=Language(language)))
    place.decided(visit, "primary-consent")
    place.services.visits.begin(visit.id, "basics")
    survey = answered(place.services.surveys.open(visit.id, "basics"))
    place.services.surveys.save(visit.id, "basics", survey.response)
    plan = place.now(visit).stage("basics").plan
    page = SurveyPage(place.context, visit.id, plan)
    hand = opened(page, place, qtbot, size)
    while page.step != "done":
        is_open = page.step not in survey.response.answers and hand.sees("kiosk.skip")
        before = press(page, place, "kiosk.skip" if is_open else "kiosk.next")
    assert_free(page, before)


def opened(page: QWidget, place: PageFixture, qtbot: QtBot, size: tuple[int, int]) -> Hand:
    hand = Hand(qtbot, place, page)
    page.resize(*size)
    settle(place)
    return hand


def press(page: QWidget, place: PageFixture, name: str) -> QRect:
    """Press a button; return where it stood."""
    button = find_child(page, QAbstractButton, name)
    where = rect(button)
    button.click()
    settle(place)
    return where


def rect(button: QWidget) -> QRect:
    """Where the visible part of a button stands in its window."""
    seen = button.visibleRegion().boundingRect()
    return QRect(button.mapTo(button.window(), seen.topLeft()), seen.size())


def assert_free(page: QWidget, before: QRect) -> None:
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName() in DECIDING:
            assert not rect(button).intersects(before), (button.objectName(), rect(button), before)


@pytest.mark.parametrize("place", [1.0], indirect=True)
@LANGUAGES
def test_all_decisions_are_seen_without_scrolling_at_the_usual_size(
    place: PageFixture, qtbot: QtBot, language: str
) -> None:
    visit = place.identified(place.arrive(language=Language(language)))
    place.services.visits.begin(visit.id, "primary-consent")
    plan = place.now(visit).stage("primary-consent").plan
    page = ConsentPage(place.context, visit.id, plan)
    opened(page, place, qtbot, (1366, 768))
    while page.step != "sign":
        press(page, place, "kiosk.next")
    for name in ("consent.yes", "consent.no", "consent.later"):
        button = find_child(page, QAbstractButton, name)
        assert rect(button).size() == button.size()
