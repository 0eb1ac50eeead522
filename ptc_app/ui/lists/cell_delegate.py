"""The delegate that paints the cells of a list, the ground of its rows and the line below each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ptc_app.ui.lists.cell_drawing import CellPaint, cell_height, full_width, paint_cell
from ptc_app.ui.lists.paged_model import CELL_ROLE
from ptc_app.ui.theme import current_look, design_tokens, grid_space

_AnyIndex = QModelIndex | QPersistentModelIndex
_SIDE, _ABOVE = 2, 1.25
"""Steps of the grid left of each cell and right of the last, and above and below each."""


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a ListTable, the ground of their rows and the line below each row.

    The selected row has another ground and a mark at its left while the table has the focus.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, index)
        state: QStyle.StateFlag = option.state
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        rect: QRect = option.rect
        paint_cell(index.data(CELL_ROLE), CellPaint(painter, inner_rect(rect, index), is_hovered))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        cell, padding = index.data(CELL_ROLE), side_padding(is_last=_is_last(index))
        rect: QRect = option.rect
        width = rect.width() - padding if rect.isValid() else full_width(cell)
        height = cell_height(cell, width) + 2 * grid_space(_ABOVE) + current_look().border()
        return QSize(width + padding, height)


def side_padding(*, is_last: bool) -> int:
    """Return the pixels of a column's width that are padding: at the left, if last also right."""
    return grid_space(_SIDE) * (2 if is_last else 1)


def inner_rect(rect: QRect, index: _AnyIndex) -> QRect:
    """Return the part of a cell's rectangle `rect` that is left within its padding."""
    right = grid_space(_SIDE) if _is_last(index) else 0
    above = grid_space(_ABOVE)
    return rect.adjusted(grid_space(_SIDE), above, -right, -above - current_look().border())


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
    look = current_look()
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    widget: QWidget = option.widget
    is_selected = bool(state & QStyle.StateFlag.State_Selected) and widget.hasFocus()
    painter.fillRect(rect, look.colour("info_ground" if is_selected else "paper"))
    if is_selected and index.column() == 0:
        mark = QRect(rect.left(), rect.top(), design_tokens().mark, rect.height())
        painter.fillRect(mark, look.colour("primary"))
    if index.row() < index.model().rowCount() - 1:
        border = look.border()
        below = QRect(rect.left(), rect.bottom() - border + 1, rect.width(), border)
        painter.fillRect(below, look.colour("line"))


def _is_last(index: _AnyIndex) -> bool:
    return index.column() == index.model().columnCount() - 1
