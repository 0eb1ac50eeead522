"""A flow layout: lines of items of fixed sizes, without any font."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth, flow_row

GAP = 10


class Block(QWidget):
    """A widget of one size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._size = QSize(width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._size


def flow(*blocks: QWidget, spread: SpareWidth = SpareWidth.END) -> QWidget:
    return flow_row(*blocks, gap=GAP, spread=spread)


def layout_of(box: QWidget) -> FlowLayout:
    return cast(FlowLayout, box.layout())


def places(box: QWidget, width: int, qtbot: QtBot) -> list[tuple[int, int]]:
    layout = layout_of(box)
    qtbot.addWidget(box)
    box.resize(width, layout.heightForWidth(width))
    box.show()
    QApplication.processEvents()
    corners = [layout.itemAt(at) for at in range(layout.count())]
    return [_corner(one.geometry().topLeft()) for one in corners if one is not None]


def _corner(point: QPoint) -> tuple[int, int]:
    return point.x(), point.y()


def blocks() -> list[QWidget]:
    return [Block(100, 20), Block(100, 40), Block(100, 20)]


@pytest.mark.parametrize(
    ("width", "corners"),
    [
        (320, [(0, 10), (110, 0), (220, 10)]),
        (319, [(0, 10), (110, 0), (0, 45)]),
        (210, [(0, 10), (110, 0), (0, 45)]),
        (209, [(0, 0), (0, 25), (0, 70)]),
        (50, [(0, 0), (0, 25), (0, 70)]),
    ],
)
def test_items_go_on_in_the_next_line(
    width: int, corners: list[tuple[int, int]], qtbot: QtBot
) -> None:
    assert places(flow(*blocks()), width, qtbot) == corners


@pytest.mark.parametrize(("width", "height"), [(320, 40), (319, 65), (209, 90)])
def test_it_is_as_high_as_its_lines(width: int, height: int, qtbot: QtBot) -> None:
    box = flow(*blocks())
    layout = layout_of(box)
    layout.setContentsMargins(1, 2, 3, 4)
    assert layout.heightForWidth(width + 4) == height + 6
    assert layout.hasHeightForWidth()


def test_it_wants_one_line_and_needs_its_widest_item(qtbot: QtBot) -> None:
    box, empty = flow(*blocks()), flow()
    assert layout_of(box).sizeHint() == QSize(320, 40)
    assert layout_of(box).minimumSize().width() == 100
    assert layout_of(empty).sizeHint() == QSize(0, 0)


def test_the_last_item_stands_at_the_right_end(qtbot: QtBot) -> None:
    box = flow(*blocks(), spread=SpareWidth.BEFORE_LAST)
    assert places(box, 400, qtbot) == [(0, 10), (110, 0), (300, 10)]


def test_a_hidden_item_takes_no_room(qtbot: QtBot) -> None:
    found = blocks()
    box = flow(*found)
    found[1].hide()
    assert places(box, 400, qtbot)[2] == (110, 0)


def test_items_are_handed_out_by_their_place_and_taken_away(qtbot: QtBot) -> None:
    found = blocks()
    box = flow(*found)
    layout = layout_of(box)
    assert [layout.itemAt(at) is None for at in (-1, 0, 2, 3)] == [True, False, False, True]
    assert [layout.takeAt(at) is None for at in (-1, 3)] == [True, True]
    layout.removeWidget(found[0])
    assert layout.count() == 2
    assert layout.indexOf(found[1]) == 0
