"""Lists, the rail, the status line and the small signs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.layouts.flow_layout import flow_row
from ptc_app.ui.staff_status_line import StatusLine
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.widgets.big_number import BigNumber
from ptc_app.ui.widgets.buttons import secondary_button
from ptc_app.ui.widgets.labels import Tone
from ptc_app.ui.widgets.navigation_rail import NavigationEntry, NavigationRail
from ptc_app.ui.widgets.save_indicator import SaveIndicator, SaveState
from ptc_app.ui.widgets.stage_list import StageAction, StageList, StageRow, StageRowState
from ptc_app.ui.widgets.worded_progress import WordedProgress


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def test_a_stage_tells_its_row_and_its_action(qtbot: QtBot) -> None:
    stages = StageList(name="Stages")
    qtbot.addWidget(stages)
    stages.set_rows(
        [
            StageRow("id", "Check identity", "Done", StageRowState.DONE, "Done"),
            StageRow(
                "ehr", "EHR consent", "6 minutes", StageRowState.NOW, "Next",
                actions=(StageAction("begin", "Begin", "primary"),),
            ),
        ]
    )  # fmt: skip
    stages.show()
    button = stages.button("ehr", "begin")
    assert button.accessibleName() == "Begin, EHR consent"
    with qtbot.waitSignal(stages.acted) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == ["ehr", "begin"]


def test_the_rail_tells_where_to_go_and_when_to_lock(qtbot: QtBot) -> None:
    rail = NavigationRail(
        [NavigationEntry("today", "Today", "sun"), NavigationEntry("sync", "Sync", "refresh-cw")],
        name="Places", title="Center", subtitle="Desk 2", lock_text="Lock", lock_key="Ctrl+L",
    )  # fmt: skip
    qtbot.addWidget(rail)
    rail.resize(rail.sizeHint().width(), 600)
    rail.show()
    rail.set_current("today")
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.mouseClick(rail.button("sync"), Qt.MouseButton.LeftButton)
    assert told.args == ["sync"]
    with qtbot.waitSignal(rail.lock_asked):
        QTest.mouseClick(rail.lock_button(), Qt.MouseButton.LeftButton)


def test_the_parts_of_the_status_line_are_links(qtbot: QtBot) -> None:
    line = _status(qtbot)
    signals = (line.saved_clicked, line.sync_clicked, line.network_clicked)
    for part, signal in zip(line.parts(), signals, strict=True):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert line.parts()[0].accessibleName() == "Saved on this computer 10:42"


def test_the_status_line_grows_instead_of_cutting(qtbot: QtBot, qapp: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    line = _status(qtbot)
    column.addWidget(QWidget(), 1)
    column.addWidget(line)
    page.resize(1366, 768)
    page.show()
    low = line.height()
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 2.0)
    qtbot.waitUntil(lambda: line.height() > low)
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in line.parts()))
    assert all(line.rect().contains(part.geometry()) for part in line.parts())
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


def test_flow_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    buttons = [secondary_button("A long enough word") for _ in range(3)]
    box = flow_row(*buttons, gap=8)
    qtbot.addWidget(box)
    box.resize(buttons[0].sizeHint().width() * 2 + 8, 200)
    box.show()
    assert buttons[0].y() == buttons[1].y() < buttons[2].y()


def test_progress_is_said_in_words(qtbot: QtBot) -> None:
    progress = WordedProgress()
    qtbot.addWidget(progress)
    progress.show_progress("Question 8 of 22", 8, 22)
    assert progress.bar().accessibleName() == "Question 8 of 22"
    assert (progress.bar().value(), progress.bar().maximum()) == (8, 22)


def test_saved_says_so(qtbot: QtBot) -> None:
    tick = SaveIndicator()
    qtbot.addWidget(tick)
    tick.show_state(SaveState.SAVED, "Saved 10:59:58")
    assert tick.accessibleName() == tick.text() == "Saved 10:59:58"
    tick.show_state(SaveState.NOTHING)
    assert not tick.text()


def test_a_big_number_is_read_with_its_label(qtbot: QtBot) -> None:
    figure = BigNumber("Waiting", "6")
    qtbot.addWidget(figure)
    figure.show_number("7", Tone.WARN)
    assert figure.accessibleName() == "Waiting: 7"


def _status(qtbot: QtBot) -> StatusLine:
    line = StatusLine(name="Status")
    qtbot.addWidget(line)
    line.show_saved("Saved on this computer", "10:42")
    line.show_sync("412 recorded = 405 received + 6 waiting + 1 needs attention")
    line.show_network("No network since 10:15 · sends by itself when it is back", Tone.WARN)
    line.resize(1366, line.sizeHint().height())
    line.show()
    return line
