"""A page layout with one column in the middle, as on sign-in, set-up and kiosk return."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ptc_app.ui.layouts.steady_scroll_area import SteadyScrollArea
from ptc_app.ui.theme import current_look, grid_space


def center_column(page: QFrame, column: QWidget, width: int) -> None:
    """Fill `page` with `column` in its middle; call it once for each page.

    The column is at most `width` logical pixels wide at 100 % text, also when the text size changes
    later, and scrolls where it does not fit the height.
    """
    beside = QHBoxLayout()
    beside.addStretch(1)
    beside.addWidget(column, 100)
    beside.addStretch(1)
    inner = QWidget()
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(grid_space(2), grid_space(2), grid_space(2), grid_space(2))
    rows.addStretch(1)
    rows.addLayout(beside)
    rows.addStretch(2)
    area = _CenteredArea(column, width)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)


class _CenteredArea(SteadyScrollArea):
    """The scroll area around a column, which it keeps as wide as the text size asks for."""

    def __init__(self, column: QWidget, width: int) -> None:
        super().__init__()
        self._column, self._width = column, width
        self._limit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._limit()

    def _limit(self) -> None:
        self._column.setMaximumWidth(current_look().scaled(self._width))
