"""At 200 % text nothing is cut and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui import theme as look
from ptc_app.ui.lists.cell_drawing import least_width
from ptc_app.ui.lists.cell_style import current_cell_style
from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import PageFixture, page_fixture, settle
from tests.support.page_states import SCENES, Desk

ALONE, BESIDE_THE_RAIL = 1366, 1366 - 290
KIOSK = frozenset(one for one in SCENES if one.startswith(("sign-in", "setup", "kiosk")))


@pytest.fixture
def place(tmp_path: Path, qapp: QApplication) -> Iterator[PageFixture]:
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), 2.0)
    opened = page_fixture(tmp_path)
    yield opened
    opened.close()
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.mark.parametrize("scene", [one for one in SCENES if one not in {"consent", "survey"}])
def test_everything_can_be_read_at_twice_the_size(
    scene: str, place: PageFixture, tmp_path: Path, qtbot: QtBot
) -> None:
    page = SCENES[scene](Desk(place, tmp_path))
    qtbot.addWidget(page)
    page.resize(ALONE if scene in KIOSK else BESIDE_THE_RAIL, 680)
    page.show()
    qtbot.waitExposed(page)
    settle(place)
    qtbot.waitUntil(lambda: not cut(page))
    assert [area.horizontalScrollBar().maximum() for area in areas(page)] == [0] * len(areas(page))


def areas(page: QWidget) -> list[QScrollArea]:
    return [area for area in page.findChildren(QScrollArea) if area.isVisible()]


def cut(page: QWidget) -> list[str]:
    """The words that have less room than they need, or stand outside what they are in."""
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    low = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
    narrow = [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    worded: list[QLabel | QAbstractButton] = [*labels, *buttons]
    outside = [one.text() for one in worded if _right_of(page, one) > page.width()]
    return [*low, *narrow, *outside, *(word for table in tables(page) for word in cut_in(table))]


def tables(page: QWidget) -> list[ListTable]:
    return [one for one in page.findChildren(ListTable) if one.isVisible()]


def cut_in(table: ListTable) -> list[str]:
    """The rows lower and the columns narrower than what they hold."""
    shown, rows = table.list_model, range(table.list_model.rowCount())
    low = [
        f"row {row}" for row in rows if table.rowHeight(row) < table.table_geometry.row_height(row)
    ]
    style = current_cell_style()
    narrow = [
        shown.cell(row, at).name
        for row in rows
        for at in range(shown.columnCount())
        if not table.isColumnHidden(at)
        and table.columnWidth(at) < least_width(shown.cell(row, at), style)
    ]
    return [*low, *narrow, *["sideways"] * bool(table.horizontalScrollBar().maximum())]


def _right_of(page: QWidget, one: QWidget) -> int:
    return one.mapTo(page, QPoint(one.width(), 0)).x()
