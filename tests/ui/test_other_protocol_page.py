"""The measurement page for a protocol of test data alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from ptc_app.documents.consent_and_results_pdfs import results_document_pdf
from ptc_app.domain.language import Language
from ptc_app.domain.visit import StageState
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import PageFixture, page_fixture
from tests.support.protocols import FITNESS, decoded, program_with
from tests.ui.test_measurements_page import STAGE, Shown

PROTOCOL = decoded(FITNESS)


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path, results=results_document_pdf, programs=(program_with(FITNESS),))
    yield opened
    opened.close()


def begun(qtbot: QtBot, place: PageFixture, **asked: Any) -> Shown:
    visit = place.identified(place.arrive(**asked))
    place.decided(visit, "primary-consent")
    return Shown(qtbot, place, place.services.visits.begin(visit.id, STAGE))


@pytest.fixture
def shown(qtbot: QtBot, place: PageFixture) -> Shown:
    return begun(qtbot, place)


def fill(shown: Shown, step: int) -> None:
    """Type the examples of a step, with Enter after each."""
    for group in PROTOCOL.steps[step].groups:
        for n in group.readings:
            for quantity in group.quantities:
                shown.enter(quantity.code, n, f"{quantity.examples[n - 1]:f}")


def test_it_is_filled_in_step_by_step_and_recorded(shown: Shown) -> None:
    for text in ("Grip strength", "Step 1 of 3 · first 2 minutes of quiet sitting", "Left hand kg"):
        assert shown.says(text)
    fill(shown, 0)
    for text in (
        "Mean of 1, 2, and 3",
        "31.3",
        "Right less left",
        "2.7 kg",
    ):
        assert shown.says(text)
    assert shown.at() == "measure.next"
    shown.press("next")
    fill(shown, 1)
    for text in ("Step 2 of 3", "495 (8.3 liters a second)", "Flow of all readings", "490 L/min"):
        assert shown.says(text)
    assert shown.says("0.55")
    shown.press("next")
    fill(shown, 2)
    for text in ("Circumferences", "Step 3 of 3", "2 ft 10 in", "Waist to hip", "0.85"):
        assert shown.says(text)
    assert shown.at() == "measure.record"
    shown.press("record")
    visit = shown.place.now(shown.visit)
    assert visit.stage(STAGE).state is StageState.COMPLETED
    assert shown.place.ways.taken == [("visit", visit.id)]


def test_problems_and_warnings_are_told_where_they_are(shown: Shown) -> None:
    shown.enter("grip-left", 1, "9")
    assert shown.says("weak in 1")
    shown.press("next")
    assert shown.at() == "measure.grip-right:1"
    assert shown.says("Right hand: Enter the number")
    fill(shown, 0)
    assert not shown.says("weak in 1")
    shown.press("next")
    fill(shown, 1)
    shown.press("next")
    fill(shown, 2)
    shown.enter("waist", 1, "300")
    assert shown.says("Waist to hip must be from 0.4 to 2.")
    shown.press("record")
    assert not shown.place.ways.taken


def test_the_problem_of_a_derived_value_leads_to_its_step(shown: Shown) -> None:
    for step in (0, 1, 2):
        fill(shown, step)
        if step < 2:
            shown.press("next")
    shown.enter("hip", 1, "30")
    shown.press("previous")
    shown.press("next")
    assert shown.part("waist:1").isVisible()
    assert shown.says("Waist to hip must be")


def test_a_finding_a_body_site_and_a_reason_are_kept(shown: Shown) -> None:
    assert shown.part("pain:2", QCheckBox).accessibleName() == "Pain, reading 2"
    shown.press("pain:2")
    assert shown.kept().is_flagged("pain", 2)
    assert not shown.part("body-site:flow", QComboBox).isVisible()
    fill(shown, 0)
    shown.press("next")
    chooser = shown.part("body-site:flow", QComboBox)
    assert chooser.isVisible()
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    assert shown.kept().body_site(PROTOCOL.group("flow")) == "sitting"
    shown.press("more:flow:3")
    reading, reason = (
        shown.part(name, QComboBox) for name in ("modification-reading", "modification")
    )
    assert reading.currentText() == "Peak flow · Reading 3"
    names = [reading.itemText(index) for index in range(reading.count())]
    assert names == [
        *(
            f"Grip strength · {name}"
            for name in ("Reading 1", "Reading 2", "Reading 3", "All readings")
        ),
        *(
            f"Peak flow · {name}"
            for name in ("Reading 1", "Reading 2", "Reading 3", "All readings")
        ),
        *("Waist", "Hip", "Neck"),
    ]
    reason.setCurrentIndex(reason.findText("Not able to"))
    assert not shown.part("modification-method:arm-rest", QCheckBox).isVisible()
    shown.press("modification-keep")
    assert shown.part("peak-flow:3", QLineEdit).text() == ""
    assert shown.kept().modification("flow", 3) is not None


def test_half_a_pair_shows_no_mean(shown: Shown) -> None:
    for n in (1, 2, 3):
        shown.enter("grip-right", n, "33.5")
        shown.press(f"more:grip:{n}")
        reason = shown.part("modification", QComboBox)
        reason.setCurrentIndex(reason.findText("Another reason"))
        shown.part("modification-notes", QLineEdit).setText("left hand in a cast")
        shown.press("modification-keep")
    assert not shown.says("33.5")
    shown.press("next")
    assert shown.part("peak-flow:1").isVisible()


def test_it_speaks_the_spanish_of_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    place = page_fixture(tmp_path, tr=Localizer(Language("es")), programs=(program_with(FITNESS),))
    shown = begun(qtbot, place)
    fill(shown, 0)
    shown.press("next")
    fill(shown, 1)
    for text in ("Peak flow (es)", "Paso 2 de 3", "495 (8.3 litros por segundo)"):
        assert shown.says(text)
    place.close()
