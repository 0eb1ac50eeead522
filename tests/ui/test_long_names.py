"""The longest names that may be registered make no window wider than a usual name does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.domain.visit import Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.participants.participants_page import ParticipantsPage
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.identity_page import IdentityPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_app.ui.widgets.labels import body_label
from tests.support.builders import an_author
from tests.support.page_contexts import PageFixture, settle

SMALLEST_SCREEN = (1024, 700)
NAMES = {
    "capitals": ("W" * 120, "W" * 120),
    "a long family name": ("Maria", "Wolfeschlegelsteinhausenbergerdorff"),
    "emoji with joiners": ("👩🏽‍🚀" * 30, "Ruiz"),
    "marks": ("é" * 60, "Ruiz"),
}
PAGES: dict[str, Callable[[PageFixture, Visit], QWidget]] = {
    "visit": lambda place, visit: VisitPage(place.context, visit.id),
    "identity": lambda place, visit: IdentityPage(
        place.context, visit.id, visit.stage("identity").plan
    ),
    "record": lambda place, visit: RecordPage(
        place.context, visit.id, visit.stage("primary-consent").plan
    ),
    "measurements": lambda place, visit: MeasurementPage(
        place.context, visit.id, visit.stage("measurements").plan
    ),
    "today": lambda place, _visit: TodayPage(place.context),
    "participants": lambda place, _visit: ParticipantsPage(place.context),
}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("page", PAGES)
def test_a_long_name_wraps_within_the_window(
    place: PageFixture, qtbot: QtBot, qapp: QApplication, page: str, names: str, scale: float
) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), scale)
    usual, long = (shown(place, qtbot, page, *name) for name in (("Ana", "Ruiz"), NAMES[names]))
    assert long.width() == usual.width()
    assert usual.width() == SMALLEST_SCREEN[0] or scale > 1
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def shown(place: PageFixture, qtbot: QtBot, page: str, given: str, family: str) -> MainWindow:
    """A window on the smallest screen with this page of someone's visit."""
    visit = place.decided(place.identified(place.arrive(given, family)), "primary-consent")
    place.services.visits.begin(visit.id, "measurements")
    window = MainWindow()
    qtbot.addWidget(window)
    window.open_frame(StaffFrame(an_author(), Localizer(Language("en"))))
    window.resize(*SMALLEST_SCREEN)
    window.show()
    window.show_page(PAGES[page](place, place.now(visit)), "today")
    settle(place)
    return window


def test_a_label_says_a_long_word_as_it_was_set(qtbot: QtBot) -> None:
    label = body_label("M" * 50)
    qtbot.addWidget(label)
    assert (label.text(), label.accessibleName()) == ("M" * 50, "M" * 50)
    assert label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance("M" * 50)
    label.setText("Ana")
    assert (label.text(), label.accessibleName()) == ("Ana", "")
    label.setAccessibleName("Somebody")
    label.setText("M" * 50)
    assert label.accessibleName() == "Somebody"


def test_a_word_of_usual_length_stays_in_one_line(qtbot: QtBot) -> None:
    label = body_label("Wolfeschlegelsteinha")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() > label.fontMetrics().horizontalAdvance(label.text())
