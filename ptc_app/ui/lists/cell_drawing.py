"""Measuring and painting of each kind of cell, in the current look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPixmapCache

from ptc_app.ui.lists.cell_style import CellStyle
from ptc_app.ui.lists.cells import ActionCell, Cell, StatusCell, TextCell
from ptc_app.ui.lists.text_drawing import (
    ANY_HEIGHT,
    MeasuredFont,
    paint_text,
    smooth_edges,
    text_height,
    text_width,
    word_width,
)
from ptc_app.ui.theme import grid_space
from ptc_app.ui.widgets.labels import Tone

_CENTRED = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class CellPaint:
    """What `paint_cell` paints a cell with.

    - painter: an active painter
    - rect: where the content goes, without padding
    - is_hovered: whether the mouse is on the cell
    """

    painter: QPainter
    rect: QRect
    is_hovered: bool = False


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The measures of one kind of cell in pixels, and its painter."""

    least: Callable[[Any, CellStyle], int]
    full: Callable[[Any, CellStyle], int]
    height: Callable[[Any, int, CellStyle], int]
    paint: Callable[[Any, CellPaint, CellStyle], None]


def least_width(cell: Cell, style: CellStyle) -> int:
    """Return the width in pixels of the cell's widest word or control; below it text is cut."""
    return _DRAWINGS[type(cell)].least(cell, style)


def full_width(cell: Cell, style: CellStyle) -> int:
    """Return the width in pixels at which nothing in the cell wraps."""
    return _DRAWINGS[type(cell)].full(cell, style)


def cell_height(cell: Cell, width: int, style: CellStyle) -> int:
    """Return the height in pixels the cell's content needs at this width, without padding."""
    return _DRAWINGS[type(cell)].height(cell, width, style)


def paint_cell(cell: Cell, paint: CellPaint, style: CellStyle) -> None:
    """Paint the content of the cell, centred in the height of `paint.rect`."""
    _DRAWINGS[type(cell)].paint(cell, paint, style)


def action_rect(cell: ActionCell, within: QRect, style: CellStyle) -> QRect:
    """Return where the button of the cell is drawn within `within`, the cell without its padding.

    At the right end, centred in height, no larger than `within`.
    """
    size = _action_size(cell, style).boundedTo(within.size())
    top = within.center().y() - size.height() // 2
    return QRect(within.right() - size.width() + 1, top, size.width(), size.height())


def _lines_width(
    measure: Callable[[str, MeasuredFont], int], cell: TextCell, style: CellStyle
) -> int:
    return max((measure(line.text, style.texts[line.style]) for line in cell.lines), default=0)


def _line_heights(cell: TextCell, width: int, style: CellStyle) -> list[int]:
    return [text_height(line.text, style.texts[line.style], width) for line in cell.lines]


def _lines_height(cell: TextCell, width: int, style: CellStyle) -> int:
    return sum(_line_heights(cell, width, style))


def _paint_lines(cell: TextCell, paint: CellPaint, style: CellStyle) -> None:
    rect = paint.rect
    heights = _line_heights(cell, rect.width(), style)
    top = rect.top() + (rect.height() - sum(heights)) // 2
    for line, height in zip(cell.lines, heights, strict=True):
        where = QRect(rect.left(), top, rect.width(), height)
        paint_text(paint.painter, where, line.text, style.texts[line.style], style.inks[line.style])
        top += height


def _chip_size(cell: StatusCell, style: CellStyle) -> QSize:
    border = 2 * style.border
    width = style.chip.metrics.horizontalAdvance(cell.chip) + 2 * grid_space() + border
    return QSize(width, style.chip.metrics.height() + border)


def _status_least(cell: StatusCell, style: CellStyle) -> int:
    return max(_chip_size(cell, style).width(), word_width(cell.note, style.caption))


def _status_full(cell: StatusCell, style: CellStyle) -> int:
    note = grid_space() + text_width(cell.note, style.caption) if cell.note else 0
    return _chip_size(cell, style).width() + note


def _status_height(cell: StatusCell, width: int, style: CellStyle) -> int:
    chip = _chip_size(cell, style).height()
    if not cell.note or _status_full(cell, style) <= width:
        return chip
    return chip + grid_space(0.5) + text_height(cell.note, style.caption, width)


def _paint_status(cell: StatusCell, paint: CellPaint, style: CellStyle) -> None:
    """The chip, and its note beside it, or below it where there is no room."""
    rect, size = paint.rect, _chip_size(cell, style)
    top = rect.top() + (rect.height() - _status_height(cell, rect.width(), style)) // 2
    chip = QRect(rect.left(), top, min(size.width(), rect.width()), size.height())
    _paint_chip(paint.painter, chip, cell, style)
    note = QRect(rect.left(), chip.bottom() + grid_space(0.5), rect.width(), ANY_HEIGHT)
    if _status_full(cell, style) <= rect.width():
        height = style.caption.metrics.height()
        left = chip.right() + grid_space()
        note = QRect(left, chip.center().y() - height // 2, rect.right() - left + 1, height)
    paint_text(paint.painter, note, cell.note, style.caption, style.look.colour("quiet"))


def _paint_chip(painter: QPainter, rect: QRect, cell: StatusCell, style: CellStyle) -> None:
    look = style.look
    with smooth_edges(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{cell.tone}_ground"))
        painter.drawRoundedRect(rect, look.radius / 2, look.radius / 2)
    painter.setFont(style.chip.font)
    painter.setPen(look.colour("quiet" if cell.tone is Tone.NEUTRAL else cell.tone))
    painter.drawText(rect, _CENTRED.value, cell.chip)


def _action_size(cell: ActionCell, style: CellStyle) -> QSize:
    border = 2 * style.border
    width = text_width(cell.text, style.action) + 2 * grid_space(2) + border
    return QSize(width, style.look.target() + border)


def _paint_action(cell: ActionCell, paint: CellPaint, style: CellStyle) -> None:
    """The button as a picture, which is drawn once for all rows that have the same."""
    rect, ratio = action_rect(cell, paint.rect, style), paint.painter.device().devicePixelRatio()
    look = style.look
    key = f"{look.theme.name} {look.text_scale} {ratio} {cell.is_primary} {paint.is_hovered}"
    key = f"list-action {key} {rect.width()}x{rect.height()} {cell.text}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap(rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawn_at = QRect(QPoint(0, 0), rect.size())
        _draw_action(cell, CellPaint(painter, drawn_at, paint.is_hovered), style)
        painter.end()
        QPixmapCache.insert(key, picture)
    paint.painter.drawPixmap(rect.topLeft(), picture)


def _draw_action(cell: ActionCell, paint: CellPaint, style: CellStyle) -> None:
    """A button as the style sheet draws it: filled, or outlined."""
    look, painter = style.look, paint.painter
    ground = "info_ground" if paint.is_hovered else "paper"
    edge, ink = "primary" if paint.is_hovered else "edge", "ink"
    if cell.is_primary:
        ground = edge = "primary_dark" if paint.is_hovered else "primary"
        ink = "on_primary"
    half = style.border / 2
    painter.setPen(QPen(look.colour(edge), style.border))
    painter.setBrush(look.colour(ground))
    with smooth_edges(painter):
        painter.drawRoundedRect(
            paint.rect.toRectF().adjusted(half, half, -half, -half), look.radius, look.radius
        )
    painter.setFont(style.action.font)
    painter.setPen(look.colour(ink))
    painter.drawText(paint.rect, _CENTRED.value, cell.text)


_DRAWINGS: dict[type[Cell], _Drawing] = {
    TextCell: _Drawing(
        partial(_lines_width, word_width),
        partial(_lines_width, text_width),
        _lines_height,
        _paint_lines,
    ),
    StatusCell: _Drawing(_status_least, _status_full, _status_height, _paint_status),
    ActionCell: _Drawing(
        lambda cell, style: _action_size(cell, style).width(),
        lambda cell, style: _action_size(cell, style).width(),
        lambda cell, _width, style: _action_size(cell, style).height(),
        _paint_action,
    ),
}
