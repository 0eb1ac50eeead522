"""A Qt layout that wraps its items to further lines.

Items with an expanding width share the spare width of their line.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ptc_app.ui.theme import grid_space


class SpareWidth(Enum):
    """Where the spare width of a line goes.

    END: to the right of the items. BEFORE: to the left of them. BEFORE_LAST: the last item of the
    layout stands at the right.
    """

    END = "end"
    BEFORE = "before"
    BEFORE_LAST = "before last"


class FlowLayout(QLayout):
    """A layout with items side by side at their own size, in as many lines as the width requires.

    Items stand `gap` pixels apart, lines half of that. Hidden items take no room. `spread` says
    where spare width goes where no item of the line expands.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int, spread: SpareWidth = SpareWidth.END
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._spread = spread
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        inside = width - around.left() - around.right()
        lines = self._lines(inside)
        high = sum(_height(line, inside) for line in lines) + self._line_gap() * max(
            0, len(lines) - 1
        )
        return high + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        around = self.contentsMargins()
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        width = wide + around.left() + around.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        around = self.contentsMargins()
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        lines = self._lines(inside.width())
        top = inside.top()
        for line in lines:
            high = max(_height(line, inside.width()), inside.height() if len(lines) == 1 else 0)
            self._place(
                line, QRect(inside.left(), top, inside.width(), high), last=line is lines[-1]
            )
            top += high + self._line_gap()

    def _place(self, line: list[QLayoutItem], line_rect: QRect, *, last: bool) -> None:
        left = line_rect.left()
        spare = (
            line_rect.width()
            - sum(item.sizeHint().width() + self._gap for item in line)
            + self._gap
        )
        if self._spread is SpareWidth.BEFORE:
            left += max(spare, 0)
        for item in line:
            size = item.sizeHint()
            width = min(size.width(), line_rect.width())
            if item.expandingDirections() & Qt.Orientation.Horizontal:
                width, spare = width + max(spare, 0), 0
            if last and self._spread is SpareWidth.BEFORE_LAST and item is line[-1]:
                left = max(left, line_rect.right() + 1 - width)
            high = _item_height(item, line_rect.width())
            top = line_rect.top() + (line_rect.height() - high) // 2
            item.setGeometry(QRect(QPoint(left, top), QSize(width, high)))
            left += width + self._gap

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines and used + self._gap + wide <= width:
                lines[-1].append(item)
                used += self._gap + wide
            else:
                lines.append([item])
                used = wide
        return lines

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _line_gap(self) -> int:
        return self._gap // 2


def flow_row(*parts: QWidget, gap: int, spread: SpareWidth = SpareWidth.END) -> QWidget:
    """Return a container with these widgets in a FlowLayout; see there for `gap` and `spread`.

    The container becomes their parent.
    """
    box = QWidget()
    layout = FlowLayout(box, gap=gap, spread=spread)
    for part in parts:
        layout.addWidget(part)
    return box


def _height(line: list[QLayoutItem], width: int) -> int:
    return max(_item_height(item, width) for item in line)


def _item_height(item: QLayoutItem, width: int) -> int:
    """The height of an item at most `width` wide: a wider text wraps inside itself."""
    size = item.sizeHint()
    if size.width() <= width or not item.hasHeightForWidth():
        return size.height()
    return item.heightForWidth(width)


def wrapping_row(*widgets: QWidget) -> QWidget:
    """Return a container with these widgets side by side, wrapping to further lines.

    They stand one step of the spacing grid apart; the container becomes their parent.
    """
    box = QWidget()
    flow = FlowLayout(box, gap=grid_space())
    for widget in widgets:
        flow.addWidget(widget)
    return box
