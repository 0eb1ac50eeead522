"""The frame of a staff page: what it is at the top, its matter, and at the foot where to go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ptc_app.ui.theme import space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.text import Text, lead, quiet, title


class Sheet(QWidget):
    """Head and foot stay in place; what is between them scrolls."""

    def __init__(self, heading: str, *, above: str = "", below: str = "") -> None:
        super().__init__()
        self.banner = Banner()
        self._heading: Text = title(heading)
        self._above: Text = quiet(above)
        self._above.setVisible(bool(above))
        self._below: Text = lead(below)
        self._below.setVisible(bool(below))
        self._head = QHBoxLayout()
        self._head.setSpacing(space(2))
        self._head.addLayout(_column(self._above, self._heading, self._below), 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(space(2.5))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(3))
        column.setSpacing(space(2))
        column.addLayout(self._head)
        column.addWidget(self.banner)
        column.addWidget(_scrolling(self.rows), 1)
        column.addLayout(self.foot)

    def set_heading(self, heading: str, *, above: str = "", below: str = "") -> None:
        """New words at the top."""
        self._heading.setText(heading)
        for label, text in ((self._above, above), (self._below, below)):
            label.setText(text)
            label.setVisible(bool(text))

    def add_to_head(self, *widgets: QWidget) -> None:
        """Controls at the right of the heading."""
        for widget in widgets:
            self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add(self, *widgets: QWidget) -> None:
        """The matter of the page, from the top down."""
        for widget in widgets:
            self.rows.addWidget(widget)

    def end(self) -> None:
        """Nothing more follows: what is there keeps to the top."""
        self.rows.addStretch(1)


def _column(*labels: Text) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(space(0.5))
    for label in labels:
        column.addWidget(label)
    return column


def _scrolling(rows: QVBoxLayout) -> QScrollArea:
    """The ring around a focused control stands out from it: there is room for it at the edges."""
    inner = QWidget()
    inner.setProperty("look", "page")
    rows.setContentsMargins(space(0.75), space(0.75), space(0.75), space(0.75))
    inner.setLayout(rows)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
