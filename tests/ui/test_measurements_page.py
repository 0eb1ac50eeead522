"""The measurements: what is typed is kept, explained where it is wrong, and recorded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, overload

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ptc_app.documents.consent_and_results_pdfs import results_document_pdf
from ptc_app.documents.pdf_page_images import pdf_page_images
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import MeasurementEntries, decode_readings
from ptc_app.domain.visit import SkipReason, StageState, Visit
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.layouts.page_scaffold import PageScaffold
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.measurement.measurement_texts import worded_reading_issues
from ptc_app.ui.theme import ThemeName
from tests.support.draft_stores import FillingDisk
from tests.support.page_contexts import (
    ManualExecutor,
    PageFixture,
    SwitchableExecutor,
    page_fixture,
    settle,
)
from tests.support.stages import with_stage_service
from tests.support.widgets import find_child

STAGE = "measurements"
PANEL = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")
USUAL = {1: ("126", "82", "70"), 2: ("124", "80", "71"), 3: ("122", "79", "72")}

_Widget = TypeVar("_Widget", bound=QWidget)


class Shown:
    """A page on the screen, and the hands and eyes of who uses it."""

    def __init__(self, qtbot: QtBot, place: PageFixture, visit: Visit) -> None:
        self.place = place
        self.visit = visit
        plan = visit.stage(STAGE).plan
        self.page = MeasurementPage(place.context, visit.id, plan)
        qtbot.addWidget(self.page)
        self.page.resize(1158, 728)
        self.page.show()
        settle(place)

    @overload
    def part(self, name: str) -> QWidget: ...
    @overload
    def part(self, name: str, kind: type[_Widget]) -> _Widget: ...
    def part(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The control of this name on the page."""
        return find_child(self.page, kind, f"measure.{name}")

    def type(self, code: str, replicate: int, text: str) -> QLineEdit:
        edit = self.part(f"{code}:{replicate}", QLineEdit)
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        settle(self.place)
        return edit

    def enter(self, code: str, replicate: int, text: str) -> QLineEdit:
        edit = self.type(code, replicate, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        settle(self.place)
        return edit

    def press(self, name: str) -> None:
        self.part(name, QAbstractButton).click()
        settle(self.place)

    def fill(self, *replicates: int) -> None:
        for replicate in replicates:
            for code, text in zip(PANEL, USUAL[replicate], strict=True):
                self.enter(code, replicate, text)

    def complete(self) -> None:
        self.fill(1, 2, 3)
        self.press("next")
        self.enter("height", 1, "172.5")
        self.enter("weight", 1, "70,2")

    def tr(self) -> list[str]:
        QApplication.processEvents()  # what was just put in its place is shown now
        labels = self.page.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def says(self, text: str) -> bool:
        return any(text in said for said in self.tr())

    def at(self) -> str:
        return self.page.window().focusWidget().objectName()

    def kept(self) -> MeasurementEntries:
        draft = self.place.services.measurements.drafts.get(self.visit.id, STAGE)
        assert draft is not None
        return decode_readings(draft)


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[PageFixture]:
    opened = page_fixture(tmp_path, results=results_document_pdf)
    yield opened
    opened.close()


@pytest.fixture
def begin() -> Callable[..., Visit]:
    def begun(place: PageFixture, **asked: Any) -> Visit:
        visit = place.identified(place.arrive(**asked))
        place.decided(visit, "primary-consent")
        return place.services.visits.begin(visit.id, STAGE)

    return begun


@pytest.fixture
def shown(qtbot: QtBot, place: PageFixture, begin: Callable[..., Visit]) -> Shown:
    return Shown(qtbot, place, begin(place))


def test_each_edit_is_kept_and_the_tick_says_when(shown: Shown) -> None:
    shown.type(PANEL[0], 1, "146")
    assert shown.kept().value(PANEL[0], 1) == Decimal(146)
    assert shown.says("Saved ")
    shown.type(PANEL[0], 1, "14")
    assert shown.kept().value(PANEL[0], 1) == Decimal(14)


def test_what_was_typed_is_there_again(
    qtbot: QtBot, place: PageFixture, begin: Callable[..., Visit]
) -> None:
    first = Shown(qtbot, place, begin(place))
    first.fill(1)
    first.part("body-site:blood-pressure", QComboBox).setCurrentIndex(1)
    first.part("body-site:blood-pressure", QComboBox).activated.emit(1)
    first.press("irregular-heart-rate:1")
    again = Shown(qtbot, place, place.now(first.visit))
    assert again.part(f"{PANEL[1]}:1", QLineEdit).text() == "82"
    assert again.part("body-site:blood-pressure", QComboBox).currentText() == "Left arm"
    assert again.part("irregular-heart-rate:1", QCheckBox).isChecked()
    assert again.at() == f"measure.{PANEL[0]}:2"


def test_the_tick_waits_for_the_commit_of_the_last_edit(
    qtbot: QtBot, tmp_path: Path, begin: Callable[..., Visit]
) -> None:
    line = ManualExecutor()
    place = page_fixture(tmp_path, executor=line)
    shown = Shown.__new__(Shown)
    shown.place, shown.visit = place, begin(place)
    shown.page = MeasurementPage(place.context, shown.visit.id, shown.visit.stage(STAGE).plan)
    qtbot.addWidget(shown.page)
    shown.page.show()
    line.do()
    for _ in range(2):  # the form is built, and placed after that
        qtbot.waitUntil(lambda: len(line.waiting) > 0)
        line.do()
    qtbot.waitUntil(lambda: shown.page.protocol is not None)
    QTest.keyClicks(shown.part(f"{PANEL[0]}:1", QLineEdit), "14")
    assert len(line.waiting) == 2
    line.do()
    qtbot.waitUntil(lambda: not place.store.is_idle)
    QApplication.processEvents()
    assert not shown.says("Saved ")
    line.do()
    qtbot.waitUntil(lambda: shown.says("Saved "))
    place.close()


def test_the_mean_appears_once_the_readings_that_count_are_there(shown: Shown) -> None:
    shown.fill(1, 2)
    assert not shown.says("123")
    shown.fill(3)
    for mean in ("123", "79.5", "71.5"):
        assert shown.says(mean)


def test_no_mean_is_shown_of_a_refused_reading(shown: Shown) -> None:
    shown.fill(1, 2, 3)
    assert shown.says("79.5")
    shown.enter(PANEL[1], 3, "5")
    assert shown.says("Diastolic: Enter a number from 20 and below 300.")
    means = [label.accessibleName() for label in shown.page.findChildren(QLabel)]
    assert "Mean of 2 and 3, Diastolic: — mmHg" in means
    assert "Mean of 2 and 3, Systolic: — mmHg" in means
    assert "Mean of 2 and 3, Heart rate: 71.5 /min" in means


def test_one_reading_is_not_called_a_mean(shown: Shown) -> None:
    shown.fill(1, 3)
    assert shown.says("Mean of 2 and 3")
    shown.press("modify")
    reason = shown.part("modification", QComboBox)
    reason.setCurrentIndex(reason.findText("Participant declined"))
    shown.press("modification-keep")
    assert shown.says("Only reading 3")
    assert not shown.says("Mean of 2 and 3")


def test_enter_goes_from_field_to_field_and_on(shown: Shown) -> None:
    shown.enter(PANEL[0], 1, "120")
    assert shown.at() == f"measure.{PANEL[1]}:1"
    shown.enter(PANEL[2], 1, "70")
    assert shown.at() == f"measure.{PANEL[0]}:2"
    shown.enter(PANEL[2], 3, "70")
    assert shown.at() == "measure.next"
    assert not shown.says("Enter the number")


def test_enter_in_the_last_field_does_not_press_anything(qtbot: QtBot, shown: Shown) -> None:
    sheet = shown.page.findChild(PageScaffold)
    assert sheet is not None
    with qtbot.assertNotEmitted(sheet.entered):
        shown.complete()
    assert shown.at() == "measure.record"
    assert not shown.place.ways.taken


def test_a_warning_comes_in_the_words_of_the_protocol(qtbot: QtBot, shown: Shown) -> None:
    shown.type(PANEL[0], 1, "184")
    assert not shown.says("Systolic above 180 in reading 1")
    QTest.keyClick(shown.part(f"{PANEL[0]}:1"), Qt.Key.Key_Return)
    assert shown.says("Systolic above 180 in reading 1")
    assert "above 180" in shown.part(f"{PANEL[0]}:1").accessibleDescription()
    shown.enter(PANEL[0], 2, "185")
    assert shown.says("Systolic above 180 in readings 1 and 2")
    assert shown.says("hypertensive crisis")
    shown.enter(PANEL[0], 2, "140")
    assert not shown.says("hypertensive crisis")


def test_a_pause_is_enough_for_a_warning(qtbot: QtBot, shown: Shown) -> None:
    shown.type(PANEL[2], 3, "44")
    qtbot.waitUntil(lambda: shown.says("Heart rate below 60 in reading 3"))


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (PANEL[0], "300", "Enter a number above 0 and below 300."),
        (PANEL[0], "120.5", "Enter a whole number."),
        (PANEL[0], "12o", "This cannot be a reading. Use digits, such as 120."),
        (PANEL[0], "0", "This cannot be a reading. Use digits, such as 120."),
        (PANEL[0], "99999999999999", "This cannot be a reading. Use digits, such as 120."),
        (PANEL[0], "1,000", "This can be read as 1000 or as 1. Write it as one of the two."),
    ],
)
def test_a_wrong_value_is_named_and_stays(shown: Shown, code: str, text: str, said: str) -> None:
    edit = shown.enter(code, 1, text)
    assert edit.text() == text
    assert edit.accessibleDescription() == said
    assert shown.says(f"Systolic: {said}")


def test_diastolic_must_be_lower_and_the_words_go_while_it_is_mended(shown: Shown) -> None:
    shown.enter(PANEL[0], 1, "120")
    shown.enter(PANEL[1], 1, "130")
    assert shown.says("This must be lower than “Systolic” of the same reading.")
    shown.type(PANEL[1], 1, "80")
    assert not shown.says("This must be lower")


def test_an_incomplete_step_says_what_is_missing_and_goes_there(shown: Shown) -> None:
    shown.fill(1)
    shown.enter(PANEL[0], 2, "120")
    shown.press("next")
    assert shown.says("Diastolic, Heart rate: Enter the number")
    assert shown.at() == f"measure.{PANEL[1]}:2"
    assert shown.part("next").isVisible()
    assert not shown.part("height:1").isVisible()


def test_an_incomplete_record_goes_back_to_the_first_missing(shown: Shown) -> None:
    shown.complete()
    shown.press("previous")
    edit = shown.part(f"{PANEL[2]}:3", QLineEdit)
    shown.press("next")
    edit.setText("")
    edit.textEdited.emit("")
    settle(shown.place)
    shown.press("record")
    assert shown.at() == f"measure.{PANEL[2]}:3"
    assert edit.isVisible()
    assert not shown.place.ways.taken


def test_both_units_and_the_body_mass_index(shown: Shown) -> None:
    shown.complete()
    assert shown.says("5 ft 8 in")
    assert shown.says("154.8 lb")
    assert shown.says("23.6 kg/m²")
    shown.enter("weight", 1, "900")
    assert shown.says("Height and weight do not fit together.")
    shown.enter("weight", 1, "70.25")
    assert shown.says("Enter at most 1 decimal.")


def test_a_complete_set_is_recorded_and_leads_back_to_the_visit(shown: Shown) -> None:
    shown.complete()
    shown.press("record")
    visit = shown.place.now(shown.visit)
    assert visit.stage(STAGE).state is StageState.COMPLETED
    assert shown.place.ways.taken == [("visit", visit.id)]
    told = shown.place.told[-1]
    assert told.visits == {visit.id}
    assert told.outbox
    paper = shown.place.services.visits.document(visit.id, STAGE)
    assert paper is not None
    assert paper.body.startswith(b"%PDF")


def test_a_modification_stands_for_the_number(shown: Shown) -> None:
    shown.fill(1, 2)
    shown.type(PANEL[0], 3, "12")
    shown.press("modify")
    shown.part("modification-reading", QComboBox).setCurrentIndex(2)
    shown.part("modification-reading", QComboBox).activated.emit(2)
    reason = shown.part("modification", QComboBox)
    reason.setCurrentIndex(reason.findText("Participant declined"))
    assert shown.says("Numbers already typed for it are erased.")
    shown.part("modification-method:manual-blood-pressure", QCheckBox).setChecked(True)
    shown.press("modification-keep")
    assert shown.part(f"{PANEL[0]}:3", QLineEdit).text() == ""
    assert shown.says("Blood pressure taken with a manual cuff · Participant declined")
    kept = shown.kept()
    assert kept.modification("blood-pressure", 3) is not None
    assert kept.is_flagged("manual-blood-pressure", 3)
    shown.press("next")
    assert shown.part("height:1").isVisible()


def test_another_reason_needs_notes(shown: Shown) -> None:
    shown.press("more:blood-pressure:2")
    reason = shown.part("modification", QComboBox)
    reason.setCurrentIndex(reason.findText("Other (say why)"))
    shown.press("modification-keep")
    assert shown.says("Say in the notes why.")
    assert shown.at() == "measure.modification-notes"
    QTest.keyClicks(shown.part("modification-notes"), "Cuff too small")
    shown.press("modification-keep")
    assert shown.says("Other (say why) · Cuff too small")
    shown.press("more:blood-pressure:2")
    shown.part("modification", QComboBox).setCurrentIndex(0)
    shown.press("modification-keep")
    assert not shown.says("Cuff too small")


def test_escape_closes_the_reasons_first_and_then_the_page(shown: Shown) -> None:
    shown.press("modify")
    QTest.keyClick(shown.part("modification-notes"), Qt.Key.Key_Escape)
    assert not shown.part("modification").isVisible()
    assert not shown.place.ways.taken
    QTest.keyClick(shown.part(f"{PANEL[0]}:1"), Qt.Key.Key_Escape)
    assert shown.place.ways.taken == [("visit", shown.visit.id)]


def test_a_full_disk_is_told_and_the_text_is_saved_with_the_next_edit(
    qtbot: QtBot, place: PageFixture, begin: Callable[..., Visit]
) -> None:
    visit = begin(place)
    drafts = FillingDisk(place.services.measurements.drafts)
    drafts.has_room = False
    measurements = replace(place.services.measurements, drafts=drafts)
    services = with_stage_service(place.services, measurements)
    shown = Shown(
        qtbot,
        replace(place, services=services, context=replace(place.context, services=services)),
        visit,
    )
    edit = shown.type(PANEL[0], 1, "146")
    assert shown.says("Not saved")
    assert shown.says("The disk is full")
    shown.press("back")
    assert not place.ways.taken
    drafts.has_room = True
    shown.type(PANEL[1], 1, "88")
    assert edit.text() == "146"
    assert shown.kept().value(PANEL[0], 1) == Decimal(146)
    assert not shown.says("The disk is full")
    shown.press("back")
    assert place.ways.taken == [("visit", visit.id)]


def test_a_refused_record_is_told_and_nothing_is_lost(shown: Shown) -> None:
    shown.complete()
    visits = shown.place.services.visits
    visits.skip(shown.visit.id, STAGE, SkipReason.NO_TIME, "")
    shown.press("record")
    assert shown.says("This stage is done")
    assert shown.part("weight:1", QLineEdit).text() == "70,2"
    assert shown.part("weight:1").isEnabled()
    assert shown.at() == "measure.record"
    shown.press("previous")
    assert shown.part(f"{PANEL[0]}:1").isVisible()
    assert visits.view(shown.visit.id).visit.stage(STAGE).state is StageState.SKIPPED


def test_nothing_changes_while_it_is_recorded(
    qtbot: QtBot, tmp_path: Path, begin: Callable[..., Visit]
) -> None:
    work = SwitchableExecutor()
    place = page_fixture(tmp_path, executor=work, results=results_document_pdf)
    shown = Shown(qtbot, place, begin(place))
    shown.complete()
    work.is_held = True
    for name in ("record", "previous", "record", "back"):
        QTest.mouseClick(shown.part(name), Qt.MouseButton.LeftButton)
    QTest.keyClick(shown.page, Qt.Key.Key_Escape)
    assert len(work.waiting) == 1
    assert shown.part("weight:1").isVisible()
    assert not place.ways.taken
    work.release()
    settle(place)
    assert place.ways.taken == [("visit", shown.visit.id)]
    place.close()


def test_notes_that_cannot_be_read_are_refused(shown: Shown) -> None:
    shown.press("more:blood-pressure:2")
    reason = shown.part("modification", QComboBox)
    reason.setCurrentIndex(reason.findText("Other (say why)"))
    shown.part("modification-notes", QLineEdit).setText("\u200b")
    shown.press("modification-keep")
    assert shown.says("Something in this cannot be seen or saved.")
    assert shown.at() == "measure.modification-notes"


def test_the_sentence_is_said_in_the_language_of_the_participant(
    qtbot: QtBot, place: PageFixture, begin: Callable[..., Visit]
) -> None:
    shown = Shown(qtbot, place, begin(place, language=Language("es")))
    said = shown.tr()
    first = next(at for at, text in enumerate(said) if text.startswith("“Por favor"))
    assert said[first + 1].startswith("English: “Please sit back")


def test_it_speaks_spanish(qtbot: QtBot, tmp_path: Path, begin: Callable[..., Visit]) -> None:
    place = page_fixture(tmp_path, tr=Localizer(Language("es")))
    shown = Shown(qtbot, place, begin(place))
    shown.press("next")
    for said in ("Presión arterial y frecuencia cardíaca", "Sistólica mmHg", "Paso 1 de 2"):
        assert shown.says(said)
    shown.fill(1, 2, 3)
    shown.press("next")
    assert shown.says("Estatura y peso")
    place.close()


def test_every_control_has_a_name(shown: Shown) -> None:
    shown.press("modify")
    controls = [
        one
        for kind in (QLineEdit, QComboBox, QAbstractButton)
        for one in shown.page.findChildren(kind)
        if one.objectName().startswith("measure.")
    ]
    assert len(controls) > 30
    for control in controls:
        text = control.text() if isinstance(control, QAbstractButton) else ""
        assert control.accessibleName() or text.strip("…"), control.objectName()


def test_the_tab_key_goes_as_the_eye_does(shown: Shown) -> None:
    last = shown.part("modification-keep")
    order = []
    at = last.nextInFocusChain()
    while at is not None and at is not last:
        order.append(at.objectName())
        at = at.nextInFocusChain()
    named = [name for name in order if name.startswith("measure.")]
    assert named[:4] == [
        "measure.back", "measure.previous", "measure.next", "measure.record",
    ]  # fmt: skip
    assert named.index("measure.body-site:blood-pressure") < named.index(f"measure.{PANEL[0]}:1")


def test_every_issue_has_words() -> None:
    assert worded_reading_issues() == {
        "out-of-range", "too-many-decimals", "not-an-integer", "not-less",
        "value-despite-modification", "derived-out-of-range", "missing", "notes-required",
        "not-a-number", "not-a-measure", "ambiguous-number",
    }  # fmt: skip


def us_units(shown: Shown) -> None:
    chooser = shown.part("units", QComboBox)
    assert chooser.isVisible()
    chooser.setCurrentIndex(0)
    chooser.activated.emit(0)
    settle(shown.place)


def test_feet_and_pounds_are_taken_as_typed_and_converted(shown: Shown) -> None:
    shown.fill(1, 2, 3)
    shown.press("next")
    us_units(shown)
    assert shown.part("height:1").accessibleName() == "Height, ft, in"
    shown.enter("height", 1, "5'8")
    shown.enter("weight", 1, "180")
    assert shown.says("5 ft 8 in = 172.7 cm")
    assert shown.says("180 lb = 81.6 kg")
    kept = shown.kept()
    assert (kept.value("height"), kept.value("weight")) == (Decimal("172.7"), Decimal("81.6"))
    height = kept.reading("height")
    assert height is not None
    assert height.original is not None
    assert height.original.text == "5'8"
    shown.press("record")
    paper = shown.place.services.visits.document(shown.visit.id, STAGE)
    assert paper is not None
    text = " ".join(page.text for page in pdf_page_images(paper.body, dots_per_inch=20))
    assert text.index("5 ft 8 in") < text.index("172.7 cm")
    assert text.index("180 lb") < text.index("81.6 kg")


def test_a_height_that_can_be_two_is_not_taken(shown: Shown) -> None:
    shown.fill(1, 2, 3)
    shown.press("next")
    us_units(shown)
    edit = shown.enter("height", 1, "58")
    assert shown.says("Write it like this: 5'8 or 68 in")
    assert edit.text() == "58"
    assert shown.kept().value("height") is None


def test_other_units_change_no_value(shown: Shown) -> None:
    shown.complete()
    us_units(shown)
    assert shown.part("height:1", QLineEdit).text() == "172.5 cm"
    shown.enter("weight", 1, "180")
    chooser = shown.part("units", QComboBox)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    settle(shown.place)
    assert shown.part("height:1", QLineEdit).text() == "172.5"
    assert shown.part("weight:1", QLineEdit).text() == "180 lb"
    assert shown.kept().value("weight") == Decimal("81.6")


def test_the_units_are_remembered_for_the_next_visit(
    qtbot: QtBot, place: PageFixture, begin: Callable[..., Visit]
) -> None:
    first = Shown(qtbot, place, begin(place))
    first.fill(1, 2, 3)
    first.press("next")
    us_units(first)
    second = Shown(qtbot, place, begin(place))
    chosen = second.part("units", QComboBox).currentText()
    assert chosen == "US units"


def test_the_warnings_are_of_the_converted_value(shown: Shown) -> None:
    shown.fill(1, 2, 3)
    shown.press("next")
    us_units(shown)
    shown.enter("weight", 1, "60")
    assert shown.says("Less than 30 kg")
    shown.enter("weight", 1, "70")
    assert not shown.says("Less than 30 kg")
