"""A list of rows whose cells are texts and widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ptc_app.ui.theme import grid_space, set_style_properties
from ptc_app.ui.widgets.labels import WrappingLabel, body_label

Cell = QWidget | str


class RowList(QFrame):
    """A list of up to a hundred rows; the page around it scrolls.

    `stretch` says how the columns share what room is left (0: as wide as its content).
    """

    def __init__(
        self, headers: Sequence[str] = (), *, name: str, stretch: Sequence[int] = ()
    ) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName(name)
        self._headers = tuple(headers)
        self._stretch = tuple(stretch)
        self._empty: QWidget | None = None
        self._frames: list[QFrame] = []
        self._sheet = QWidget()
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.addWidget(self._sheet)
        self.set_rows([])

    def set_empty(self, widget: QWidget) -> None:
        """What is shown instead while there are no rows."""
        self._empty = widget
        self._outer.addWidget(widget)
        self._show_empty()

    def set_rows(self, rows: Sequence[Sequence[Cell]], *, current: int | None = None) -> None:
        """Show these rows, and no others; a current row stands out."""
        self._outer.removeWidget(self._sheet)
        self._sheet.hide()
        self._sheet.deleteLater()
        self._frames = []
        self._sheet = QWidget()
        grid = QGridLayout(self._sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self._share_room(grid)
        top = 0
        if self._headers:
            self._add_row(
                grid, 0, [WrappingLabel(text, "quiet-strong") for text in self._headers], "row-head"
            )
            top = 1
        for index, row in enumerate(rows):
            look = "row-last" if index == len(rows) - 1 else "row"
            self._frames.append(self._add_row(grid, index + top, row, look))
        self._outer.insertWidget(0, self._sheet)
        self.set_current(current)
        self._show_empty()

    def set_current(self, index: int | None) -> None:
        last = len(self._frames) - 1
        for at, frame in enumerate(self._frames):
            usual = "row-last" if at == last else "row"
            set_style_properties(frame, look="row-current" if at == index else usual)

    def row_count(self) -> int:
        return len(self._frames)

    def _share_room(self, grid: QGridLayout) -> None:
        for column, share in enumerate(self._stretch):
            grid.setColumnStretch(column, share)

    def _add_row(self, grid: QGridLayout, row: int, cells: Sequence[Cell], look: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", look)
        grid.addWidget(frame, row, 0, 1, max(len(cells), 1))
        for column, cell in enumerate(cells):
            widget = body_label(cell) if isinstance(cell, str) else cell
            grid.addWidget(_padded(widget, last=column == len(cells) - 1), row, column)
        return frame

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(not self._frames)
        self._sheet.setVisible(bool(self._frames) or self._empty is None)


def _padded(widget: QWidget, *, last: bool) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(
        grid_space(2), grid_space(1.25), grid_space(2) if last else 0, grid_space(1.25)
    )
    fixed = widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed
    row.addWidget(widget, 0 if fixed else 1, Qt.AlignmentFlag.AlignVCenter)
    if fixed:
        row.addStretch(1)
    return box
