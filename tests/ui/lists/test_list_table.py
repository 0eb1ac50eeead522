"""A list by keyboard, by mouse, for a screen reader, at any size and contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.ui import theme as look
from ptc_app.ui.lists.cells import (
    ActionCell,
    Cell,
    ListColumn,
    StatusCell,
    TextCell,
    TextLine,
    TextStyle,
    text_cell,
)
from ptc_app.ui.lists.list_card import ListCard
from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.lists.paged_model import PagedModel
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import ThemeName
from ptc_app.ui.widgets.empty_state import EmptyState
from ptc_app.ui.widgets.labels import Tone
from tests.support.page_contexts import InlineExecutor


@dataclass
class Shown:
    """A list in a window, with a field before and after it."""

    window: QWidget
    panel: ListCard
    tasks: TaskQueue
    acted: list[tuple[str, str]] = field(default_factory=list)

    @property
    def table(self) -> ListTable:
        return self.panel.table

    @property
    def row(self) -> int:
        return self.table.currentIndex().row()

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
            self.settle()

    def show_rows(self, *rows: str) -> None:
        self.panel.model.set_rows(rows)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        while not self.tasks.is_idle:
            QApplication.processEvents()
        QApplication.processEvents()


def columns() -> tuple[ListColumn[str], ...]:
    def name(row: str, _at: int) -> Cell:
        lines = TextLine(row, TextStyle.STRONG), TextLine("12 Mar 1961 · P-1", TextStyle.CAPTION)
        return TextCell(lines)

    return (
        ListColumn("Time", lambda _row, at: text_cell(f"1{at}:00")),
        ListColumn("Participant", name, stretch=2),
        ListColumn("Visit", lambda _row, _at: text_cell("First visit"), stretch=1, may_hide=True),
        ListColumn("State", lambda _row, _at: StatusCell("Open", Tone.INFO, "is next"), stretch=1),
        ListColumn("", lambda row, _at: ActionCell("open", "Open", f"Open, {row}")),
        ListColumn(
            "",
            lambda row, _at: ActionCell("close", "Close", f"Close, {row}"),
            spoken_header="Close",
        ),
    )


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Shown]]:
    def made() -> Shown:
        tasks = TaskQueue(InlineExecutor())
        model = PagedModel[str](
            columns(), tasks, key_of=lambda row: row, name_of=lambda row: f"{row}, P-1"
        )
        panel = ListCard(
            model, name="Visits", object_name="visits", empty=EmptyState("No visits", "Search.")
        )
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.addWidget(QLineEdit())
        column.addWidget(panel, 1)
        column.addWidget(QLineEdit())
        column.addStretch(0)
        shown = Shown(window, panel, tasks)
        panel.table.acted.connect(lambda row, key: shown.acted.append((row, key)))
        window.resize(1000, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return shown

    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))
    yield made
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.fixture
def shown(make: Callable[[], Shown]) -> Shown:
    return make()


def test_nothing_is_shown_before_rows_arrive_and_then_what_to_do(shown: Shown) -> None:
    assert not shown.panel.isVisible()
    shown.show_rows()
    assert shown.panel.isVisible()
    assert not shown.table.isVisible()
    shown.show_rows("Ana")
    assert shown.table.isVisible()
    assert shown.panel.height() < 200  # as high as its one row


def test_the_tab_key_enters_at_the_first_row_and_leaves_the_list(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    first, last = shown.window.findChildren(QLineEdit)
    first.setFocus()
    shown.key(Qt.Key.Key_Tab)
    assert (shown.table.hasFocus(), shown.row) == (True, 0)
    shown.key(Qt.Key.Key_Tab)
    assert last.hasFocus()


def test_only_rows_that_are_seen_are_measured(make: Callable[[], Shown]) -> None:
    shown = make()
    shown.show_rows(*(f"Person {at}" for at in range(40)), "A" * 30)
    before = shown.table.columnWidth(1)
    shown.table.setFocus()
    shown.key(Qt.Key.Key_End)
    assert shown.table.columnWidth(1) > before


def test_the_button_under_the_mouse_is_drawn_in_another_colour(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    button = shown.table.action_rect(0, "open")
    QTest.mouseMove(shown.table.viewport(), shown.table.viewport().rect().bottomLeft())
    rest = shown.table.viewport().grab(button).toImage()
    QTest.mouseMove(shown.table.viewport(), button.center())
    shown.settle()
    assert shown.table.viewport().grab(button).toImage() != rest
    QApplication.sendEvent(shown.table, QEvent(QEvent.Type.Leave))
    assert shown.table.viewport().grab(button).toImage() == rest


def test_rows_by_the_arrows_and_by_home_and_end(shown: Shown) -> None:
    shown.show_rows(*"ABCDEFGH")
    shown.table.setFocus()
    shown.key(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert shown.row == 2
    shown.key(Qt.Key.Key_Up)
    assert shown.row == 1
    shown.key(Qt.Key.Key_End)
    assert shown.row == 7
    shown.key(Qt.Key.Key_Home)
    assert shown.row == 0
    shown.key(Qt.Key.Key_PageDown)
    assert shown.row > 1


def test_enter_does_the_first_action_and_the_arrow_right_leads_to_the_other(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    shown.table.setFocus()
    shown.key(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert shown.acted == [("Berta", "open")]
    shown.key(*[Qt.Key.Key_Right] * 5, Qt.Key.Key_Space)
    assert shown.acted[1:] == [("Berta", "close")]
    shown.key(Qt.Key.Key_Left, Qt.Key.Key_Enter)
    assert shown.acted[2:] == [("Berta", "open")]


def test_letters_and_escape_are_left_to_the_page(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    heard: list[int] = []
    shown.window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    shown.table.setFocus()
    shown.key(Qt.Key.Key_B, Qt.Key.Key_Escape)
    assert heard == [Qt.Key.Key_B, Qt.Key.Key_Escape]
    assert shown.row == 0


def test_the_mouse_presses_the_button_it_is_on(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    for key in ("open", "close"):
        at = shown.table.action_rect(1, key).center()
        QTest.mouseClick(shown.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown.acted == [("Berta", "open"), ("Berta", "close")]
    name = shown.table.visualRect(shown.table.list_model.index(0, 1)).center()
    QTest.mouseClick(shown.table.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert (len(shown.acted), shown.row) == (2, 0)
    assert shown.table.action_rect(0, "unknown").isEmpty()


def test_the_current_row_stays_current_when_rows_come_and_go(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta", "Carla")
    shown.table.setFocus()
    shown.key(Qt.Key.Key_Down)
    shown.show_rows("New", "Ana", "Berta")
    assert shown.row == 2
    shown.show_rows("Ana", "Carla")
    assert shown.row == 0


def test_pages_are_read_as_the_list_is_scrolled_and_no_further(shown: Shown) -> None:
    asked: list[str | None] = []

    def query(after: str | None, limit: int) -> list[str]:
        asked.append(after)
        first = 0 if after is None else int(after) + 1
        return [str(number) for number in range(first, first + limit)]

    shown.panel.model.set_query(query)
    shown.settle()
    assert asked == [None]
    shown.table.setFocus()
    shown.key(*[Qt.Key.Key_Down] * 5)
    assert asked == [None]
    shown.key(Qt.Key.Key_End)
    assert asked == [None, str(PAGE_ROWS - 1)]
    shown.table.verticalScrollBar().setValue(shown.table.verticalScrollBar().maximum())
    shown.settle()
    assert len(asked) == 3


def test_a_screen_reader_hears_rows_cells_headers_and_actions(shown: Shown) -> None:
    shown.show_rows("Ana", "Berta")
    table = accessible(shown.table)
    assert (table.role(), name(table)) == (QAccessible.Role.Table, "Visits")
    said = by_role(table)
    assert said["ColumnHeader"] == ["Time", "Participant", "Visit", "State", "", "Close"]
    assert said["RowHeader"] == ["Ana, P-1", "Berta, P-1"]
    first, *others = said["Cell"][6:]
    assert others == [
        "Berta, 12 Mar 1961 · P-1", "First visit", "Open, is next", "Open, Berta", "Close, Berta",
    ]  # fmt: skip
    assert first == ", ".join(["11:00", *others])


def test_at_twice_the_size_nothing_is_cut(make: Callable[[], Shown], qapp: QApplication) -> None:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 2.0)
    shown = make()
    shown.window.resize(760, 600)
    shown.show_rows("Ana Maria de los Ángeles Ruiz Montenegro", "Berta")
    table = shown.table
    assert table.isColumnHidden(2)  # it may be left out
    assert table.horizontalScrollBar().maximum() == 0
    widths = sum(table.columnWidth(column) for column in range(6))
    assert widths == table.viewport().width()
    assert [table.rowHeight(row) for row in (0, 1)] == [
        table.table_geometry.row_height(row) for row in (0, 1)
    ]
    assert table.rowHeight(0) > table.rowHeight(1)  # the long name wraps


def test_another_text_size_is_followed(shown: Shown, qapp: QApplication) -> None:
    shown.show_rows("Ana")
    low = shown.table.rowHeight(0)
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 2.0)
    shown.settle()
    assert shown.table.rowHeight(0) > low * 1.5


@pytest.mark.parametrize("theme", ThemeName)
def test_the_current_row_and_its_ring_stand_out(
    shown: Shown, qapp: QApplication, theme: ThemeName
) -> None:
    look.apply_theme(qapp, look.load_theme(theme))
    shown.show_rows("Ana", "Berta")
    shown.table.setFocus()
    shown.settle()
    drawn = shown.table.viewport().grab().toImage()
    colours, row = look.current_look(), shown.table.rowHeight(0)
    ring = drawn.pixelColor(QPoint(300, 1))
    ground, other = drawn.pixelColor(QPoint(300, 8)), drawn.pixelColor(QPoint(300, row + 8))
    assert ring == colours.colour("focus")
    assert (ground, other) == (colours.colour("info_ground"), colours.colour("paper"))


def by_role(table: QAccessibleInterface) -> dict[str, list[str]]:
    """The names of the parts of a table, row by row, by what they are."""
    parts = [table.child(at) for at in range(table.childCount())]
    said: dict[str, list[str]] = {}
    for part in parts:
        if part is not None:
            said.setdefault(part.role().name, []).append(name(part))
    return said


def accessible(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name(one: QAccessibleInterface) -> str:
    return one.text(QAccessible.Text.Name)
