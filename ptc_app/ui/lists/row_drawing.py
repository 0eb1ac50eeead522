"""Painting of the rows of a list: their ground, their cells, and the line below each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ptc_app.ui.lists.cell_drawing import CellPaint, cell_height, paint_cell
from ptc_app.ui.lists.cell_style import CellStyle
from ptc_app.ui.lists.cells import Cell
from ptc_app.ui.theme import design_tokens, grid_space

_SIDE, _ABOVE = 2, 1.25
"""Steps of the grid left of each cell and right of the last, and above and below each."""


@dataclass(frozen=True, slots=True)
class RowPaint:
    """What one row is painted from.

    - top, height: pixels of the viewport
    - cells: the cells of the shown columns, each with the rectangle of its content
    - hovered: which of them the mouse is on, -1 for none
    - is_selected: whether it is drawn as the selected row; is_last: has no line below it
    """

    top: int
    height: int
    cells: Sequence[tuple[Cell, QRect]]
    hovered: int
    is_selected: bool
    is_last: bool


def paint_row(painter: QPainter, row: RowPaint, width: int, style: CellStyle) -> None:
    """Paint one row across this width of the viewport in pixels.

    A selected row has another ground and a mark at its left.
    """
    if row.is_selected:
        ground = QRect(0, row.top, width, row.height)
        painter.fillRect(ground, style.look.colour("info_ground"))
        ground.setWidth(design_tokens().mark)
        painter.fillRect(ground, style.look.colour("primary"))
    if not row.is_last:
        below = row.top + row.height - style.border
        painter.fillRect(QRect(0, below, width, style.border), style.line)
    for at, (cell, rect) in enumerate(row.cells):
        paint_cell(cell, CellPaint(painter, rect, at == row.hovered), style)


def side_padding(*, is_last: bool) -> int:
    """Return the pixels of a column's width that are padding: at the left, if last also right."""
    return grid_space(_SIDE) * (2 if is_last else 1)


def inner_rect(rect: QRect, style: CellStyle, *, is_last: bool) -> QRect:
    """Return the part of a cell's rectangle that is left within its padding.

    `is_last`: whether it is in the last column.
    """
    side, above = grid_space(_SIDE), grid_space(_ABOVE)
    return rect.adjusted(side, above, -side if is_last else 0, -above - style.border)


def padded_cell_height(cell: Cell, width: int, style: CellStyle) -> int:
    """Return the height in pixels of a cell, with padding and the line below its row.

    `width`: of its content, in pixels without padding.
    """
    return cell_height(cell, width, style) + 2 * grid_space(_ABOVE) + style.border
