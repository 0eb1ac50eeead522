"""Measuring and painting of each kind of cell, in the current look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication

from ptc_app.ui.lists.cells import ActionCell, Cell, StatusCell, TextCell, TextLine, TextStyle
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.labels import Tone

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_CENTRED = Qt.AlignmentFlag.AlignCenter
_TALL = 10_000
_WORD_JOINER = "\u2060"
_SMALL, _BODY = "small", "body"
_STYLES = {
    TextStyle.BODY: (_BODY, QFont.Weight.Normal, "ink"),
    TextStyle.STRONG: (_BODY, QFont.Weight.DemiBold, "ink"),
    TextStyle.LEAD: (_BODY, QFont.Weight.Normal, "quiet"),
    TextStyle.CAPTION: (_SMALL, QFont.Weight.Normal, "quiet"),
}


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

    least: Callable[[Any], int]
    full: Callable[[Any], int]
    height: Callable[[Any, int], int]
    paint: Callable[[Any, CellPaint], None]


def least_width(cell: Cell) -> int:
    """Return the width in pixels of the cell's widest word or control; below it text is cut."""
    return _DRAWINGS[type(cell)].least(cell)


def full_width(cell: Cell) -> int:
    """Return the width in pixels at which nothing in the cell wraps."""
    return _DRAWINGS[type(cell)].full(cell)


def cell_height(cell: Cell, width: int) -> int:
    """Return the height in pixels the cell's content needs at this width, without padding."""
    return _DRAWINGS[type(cell)].height(cell, width)


def paint_cell(cell: Cell, paint: CellPaint) -> None:
    """Paint the content of the cell, centred in the height of `paint.rect`."""
    _DRAWINGS[type(cell)].paint(cell, paint)


def action_rect(cell: ActionCell, within: QRect) -> QRect:
    """Return where the button of the cell is drawn within `within`, the cell without its padding.

    At the right end, centred in height, no larger than `within`.
    """
    size = _action_size(cell).boundedTo(within.size())
    top = within.center().y() - size.height() // 2
    return QRect(within.right() - size.width() + 1, top, size.width(), size.height())


def style_font(size: str, weight: QFont.Weight) -> QFont:
    """Return the application's font in this size and weight; its digits have the same width.

    `size` is a type size of the theme: small, body, heading or title.
    """
    font = QFont(QApplication.font())
    font.setPixelSize(current_look().text(size))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _line_font(line: TextLine) -> QFont:
    size, weight, _ = _STYLES[line.style]
    return style_font(size, weight)


def _text_width(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text) + 1


def _word_width(text: str, font: QFont) -> int:
    return max((_text_width(word, font) for word in text.split()), default=0)


def _text_height(text: str, font: QFont, width: int) -> int:
    area = QRect(0, 0, width, _TALL)
    bounds = QFontMetrics(font).boundingRect(area, _WRAPPED.value, _unbroken(text))
    return bounds.height() if text else 0


def _unbroken(text: str) -> str:
    """The text with no line break behind a hyphen: participant numbers stay in one piece."""
    return text.replace("-", f"-{_WORD_JOINER}")


def _lines_width(measure: Callable[[str, QFont], int], cell: TextCell) -> int:
    return max((measure(line.text, _line_font(line)) for line in cell.lines), default=0)


def _lines_height(cell: TextCell, width: int) -> int:
    return sum(_text_height(line.text, _line_font(line), width) for line in cell.lines)


def _paint_lines(cell: TextCell, paint: CellPaint) -> None:
    rect = paint.rect
    top = rect.top() + (rect.height() - _lines_height(cell, rect.width())) // 2
    for line in cell.lines:
        font = _line_font(line)
        height = _text_height(line.text, font, rect.width())
        where = QRect(rect.left(), top, rect.width(), height)
        _paint_text(paint.painter, where, line.text, font, _STYLES[line.style][2])
        top += height


def _paint_text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(current_look().colour(colour))
    painter.drawText(rect, _WRAPPED.value, _unbroken(text))


def _chip_font() -> QFont:
    return style_font(_SMALL, QFont.Weight.DemiBold)


def _chip_size(cell: StatusCell) -> QSize:
    border = 2 * current_look().border()
    metrics = QFontMetrics(_chip_font())
    width = metrics.horizontalAdvance(cell.chip) + 2 * grid_space() + border
    return QSize(width, metrics.height() + border)


def _note_font() -> QFont:
    return style_font(_SMALL, QFont.Weight.Normal)


def _status_least(cell: StatusCell) -> int:
    return max(_chip_size(cell).width(), _word_width(cell.note, _note_font()))


def _status_full(cell: StatusCell) -> int:
    note = grid_space() + _text_width(cell.note, _note_font()) if cell.note else 0
    return _chip_size(cell).width() + note


def _status_height(cell: StatusCell, width: int) -> int:
    chip = _chip_size(cell).height()
    if not cell.note or _status_full(cell) <= width:
        return chip
    return chip + grid_space(0.5) + _text_height(cell.note, _note_font(), width)


def _paint_status(cell: StatusCell, paint: CellPaint) -> None:
    """The chip, and its note beside it, or below it where there is no room."""
    rect, size = paint.rect, _chip_size(cell)
    top = rect.top() + (rect.height() - _status_height(cell, rect.width())) // 2
    chip = QRect(rect.left(), top, min(size.width(), rect.width()), size.height())
    _paint_chip(paint.painter, chip, cell)
    note = QRect(rect.left(), chip.bottom() + grid_space(0.5), rect.width(), _TALL)
    if _status_full(cell) <= rect.width():
        height = QFontMetrics(_note_font()).height()
        left = chip.right() + grid_space()
        note = QRect(left, chip.center().y() - height // 2, rect.right() - left + 1, height)
    _paint_text(paint.painter, note, cell.note, _note_font(), "quiet")


def _paint_chip(painter: QPainter, rect: QRect, cell: StatusCell) -> None:
    look = current_look()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(f"{cell.tone}_ground"))
    painter.drawRoundedRect(rect, look.radius / 2, look.radius / 2)
    painter.setFont(_chip_font())
    painter.setPen(look.colour("quiet" if cell.tone is Tone.NEUTRAL else cell.tone))
    painter.drawText(rect, _CENTRED.value, cell.chip)


def _action_font() -> QFont:
    return style_font(_BODY, QFont.Weight.DemiBold)


def _action_size(cell: ActionCell) -> QSize:
    look = current_look()
    border = 2 * look.border()
    width = _text_width(cell.text, _action_font()) + 2 * grid_space(2) + border
    return QSize(width, look.target() + border)


def _paint_action(cell: ActionCell, paint: CellPaint) -> None:
    """A button as the style sheet draws it: filled, or outlined."""
    look, painter, rect = current_look(), paint.painter, action_rect(cell, paint.rect)
    ground = "info_ground" if paint.is_hovered else "paper"
    edge, ink = "primary" if paint.is_hovered else "edge", "ink"
    if cell.is_primary:
        ground = edge = "primary_dark" if paint.is_hovered else "primary"
        ink = "on_primary"
    half = look.border() / 2
    painter.setPen(QPen(look.colour(edge), look.border()))
    painter.setBrush(look.colour(ground))
    painter.drawRoundedRect(
        rect.toRectF().adjusted(half, half, -half, -half), look.radius, look.radius
    )
    painter.setFont(_action_font())
    painter.setPen(look.colour(ink))
    painter.drawText(rect, _CENTRED.value, cell.text)


_DRAWINGS: dict[type[Cell], _Drawing] = {
    TextCell: _Drawing(
        partial(_lines_width, _word_width),
        partial(_lines_width, _text_width),
        _lines_height,
        _paint_lines,
    ),
    StatusCell: _Drawing(_status_least, _status_full, _status_height, _paint_status),
    ActionCell: _Drawing(
        lambda cell: _action_size(cell).width(),
        lambda cell: _action_size(cell).width(),
        lambda cell, _width: _action_size(cell).height(),
        _paint_action,
    ),
}
