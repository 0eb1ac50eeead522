"""What was copied or selected here is left to nobody: at the lock, the hand-over, the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.clipboard import clear_all, clear_own
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.records.reason_panel import ReasonPanel, ReasonQuestion
from ptc_app.ui.staff_frame import StaffFrame
from ptc_app.ui.survey.written_answer_editors import LinesEdit
from tests.support.builders import an_author

COPIED, SELECTED, SOUGHT = (
    QClipboard.Mode.Clipboard,
    QClipboard.Mode.Selection,
    QClipboard.Mode.FindBuffer,
)


class FakeClipboard:
    """A clipboard of a platform with these modes; `own` are those this application filled."""

    def __init__(self, *modes: QClipboard.Mode, own: set[QClipboard.Mode]) -> None:
        self.modes, self.own = modes, own
        self.cleared: list[QClipboard.Mode] = []

    def supportsSelection(self) -> bool:  # noqa: N802 - as Qt has it
        return SELECTED in self.modes

    def supportsFindBuffer(self) -> bool:  # noqa: N802 - as Qt has it
        return SOUGHT in self.modes

    def ownsClipboard(self) -> bool:  # noqa: N802 - as Qt has it
        return COPIED in self.own

    def ownsSelection(self) -> bool:  # noqa: N802 - as Qt has it
        return SELECTED in self.own

    def ownsFindBuffer(self) -> bool:  # noqa: N802 - as Qt has it
        return SOUGHT in self.own

    def clear(self, mode: QClipboard.Mode = COPIED) -> None:
        self.cleared.append(mode)


@pytest.mark.parametrize("own", [set(), {COPIED}, {SELECTED}, {COPIED, SELECTED}])
def test_of_x11_only_our_own_is_cleared(own: set[QClipboard.Mode]) -> None:
    clipboard = FakeClipboard(COPIED, SELECTED, own=own)
    clear_own(clipboard)
    assert set(clipboard.cleared) == own


def test_at_the_hand_over_all_the_platform_has_is_cleared() -> None:
    x11, macos = (
        FakeClipboard(COPIED, SELECTED, own=set()),
        FakeClipboard(COPIED, SOUGHT, own=set()),
    )
    clear_all(x11)
    clear_all(macos)
    assert (x11.cleared, macos.cleared) == ([COPIED, SELECTED], [COPIED, SOUGHT])


@pytest.fixture
def ours() -> FakeClipboard:
    return FakeClipboard(COPIED, SELECTED, own={COPIED, SELECTED})


@pytest.fixture
def main_window(qtbot: QtBot, ours: FakeClipboard) -> MainWindow:
    window = MainWindow(clipboard=ours)
    qtbot.addWidget(window)
    window.show()
    window.show_alone(QPushButton("Sign in"))
    ours.cleared.clear()
    return window


@pytest.fixture
def signed_in(main_window: MainWindow, ours: FakeClipboard) -> MainWindow:
    main_window.open_frame(StaffFrame(an_author(), Localizer(Language("en"))))
    main_window.show_page(QLabel("page"), "today")
    ours.cleared.clear()
    return main_window


def test_nothing_copied_or_selected_is_left_after_the_lock(
    signed_in: MainWindow, ours: FakeClipboard
) -> None:
    signed_in.close_frame()
    signed_in.show_alone(QPushButton("Sign in"))
    assert ours.cleared == [COPIED, SELECTED]


def test_at_the_hand_over_what_others_copied_is_cleared_too(
    signed_in: MainWindow, ours: FakeClipboard
) -> None:
    ours.own = set()
    signed_in.show_alone(QPushButton("kiosk"))
    assert ours.cleared == [COPIED, SELECTED]


def test_nothing_copied_or_selected_at_the_kiosk_comes_back(
    signed_in: MainWindow, ours: FakeClipboard
) -> None:
    signed_in.show_alone(QPushButton("kiosk"))
    ours.cleared.clear()
    signed_in.show_page(QLabel("page"), "today")
    assert ours.cleared == [COPIED, SELECTED]


def test_nothing_copied_before_the_sign_in_is_left_after_it(
    main_window: MainWindow, ours: FakeClipboard
) -> None:
    main_window.open_frame(StaffFrame(an_author(), Localizer(Language("en"))))
    assert ours.cleared == [COPIED, SELECTED]


def test_nothing_copied_outlives_the_window(signed_in: MainWindow, ours: FakeClipboard) -> None:
    signed_in.close()
    assert ours.cleared == [COPIED, SELECTED]


def test_what_another_application_copied_stays_at_the_lock(
    signed_in: MainWindow, ours: FakeClipboard
) -> None:
    ours.own = set()
    signed_in.close_frame()
    signed_in.show_alone(QPushButton("Sign in"))
    assert ours.cleared == []


def test_from_page_to_page_what_was_copied_stays(
    signed_in: MainWindow, ours: FakeClipboard
) -> None:
    signed_in.show_page(QLabel("next"), "today")
    assert ours.cleared == []


def test_undo_does_not_bring_back_the_note_of_another_stage(qtbot: QtBot) -> None:
    panel = ReasonPanel(Localizer(Language("en")), name="Why", prefix="why")
    qtbot.addWidget(panel)
    question = ReasonQuestion(
        heading="Why?", explanation="", reasons={"other": "Other"}, other="other",
        confirm="Keep", cancel="Back",
    )  # fmt: skip
    panel.ask(question)
    note = panel.findChild(QLineEdit, "why.note")
    assert isinstance(note, QLineEdit)
    QTest.keyClicks(note, "private")
    panel.ask(question)
    assert not note.isUndoAvailable()
    note.undo()
    assert note.text() == ""


def test_a_text_cannot_be_dragged_off_its_page(qtbot: QtBot) -> None:
    text = LinesEdit()
    qtbot.addWidget(text)
    text.setPlainText("private words")
    text.show()
    text.selectAll()
    middle = text.cursorRect().center() - QPoint(30, 0)
    QTest.mousePress(text.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not text.textCursor().hasSelection()


def test_a_line_cannot_be_dragged_off_its_page(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    assert not line.dragEnabled()
