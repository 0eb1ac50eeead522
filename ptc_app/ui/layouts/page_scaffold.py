"""The scaffold of a staff page: heading, banner, scrolling content, and a foot with buttons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.layouts.steady_scroll_area import SteadyScrollArea
from ptc_app.ui.theme import current_look, grid_space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.breadcrumb import Breadcrumb, Crumb
from ptc_app.ui.widgets.labels import WrappingLabel, muted_label, title_label

_MARGIN, _NARROW_MARGIN = 5, 2
"""Steps of the grid left and right of everything; less where the type is so large it needs it."""

_TOP, _TOP_OF_WAY = 4, 2
"""Steps of the grid above the heading, and above the way to the page."""

_LARGE = 1.5
"""The text scale from which type is large."""

_LEAST = 0.4
"""Share of the page's height that the content has at least; else the heading scrolls with it."""

_RING = 0.75
"""Steps: the ring around a focused control stands out from it and must not be clipped."""

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class PageScaffold(QWidget):
    """The layout of a staff page: heading and foot stay in place, the content between them scrolls.

    Where the page is so low that little of the content would be left, the heading scrolls with it.
    Above the heading is the way to the page, below it a line, hidden if empty. `banner` is for
    messages, `rows` the layout of the content, `foot` that of the foot. Arrow keys, Page Up, Page
    Down, Home and End scroll where no control took them; Enter presses a focused button,
    else emits `entered`; Esc emits `left`.
    """

    entered = Signal()
    """Emitted for an Enter that no control took: go on."""

    left = Signal()
    """Emitted for an Esc that no control took: go back."""

    def __init__(self, heading: str, *, below: str = "", way_name: str) -> None:
        """`way_name`: the translated accessible name of the way to the page."""
        super().__init__()
        self.banner = Banner()
        self._heading: WrappingLabel = title_label(heading)
        self._way = Breadcrumb(name=way_name)
        self._below: WrappingLabel = muted_label(below)
        self._ways: tuple[QPushButton, ...] = ()
        self._has_list = False
        self._controls = QWidget()
        self._controls.hide()
        self._head = FlowLayout(self._controls, gap=grid_space(2))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(grid_space(2.5))
        self._scroll = _Scroll(self.rows)
        self._scroll.resized.connect(self._place_top)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(grid_space(2))
        texts = _stacked(self._way, self._heading, self._below)
        self._below.setVisible(bool(below))  # now that it is no window of its own
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, grid_space(_TOP), 0, 0)
        top.setSpacing(grid_space(2))
        top.addLayout(_inside(_head(texts, self._controls)))
        top.addLayout(_inside(self.banner))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, grid_space(3))
        self._column.setSpacing(grid_space(2))
        self._column.addWidget(self._top)
        self._column.addWidget(self._scroll, 1)
        self._foot_row = _inside(self.foot)
        self._column.addLayout(self._foot_row)

    def set_heading(self, heading: str, *, way: Sequence[Crumb] = (), below: str = "") -> None:
        """Replace the heading, the way to the page and the line below; an empty one is hidden."""
        self._heading.setText(heading)
        self._way.show_way(way)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self._keep_top()

    def _keep_top(self) -> None:
        """Less room above the way: its links are as high as a finger needs."""
        column = self._top.layout()
        if column is not None:
            top = grid_space(_TOP_OF_WAY if self._way.isVisibleTo(self) else _TOP)
            column.setContentsMargins(0, top, 0, 0)

    def _place_top(self) -> None:
        """Put heading and banner above the content that scrolls, or into it where that is low."""
        scrolls = self._top.parentWidget() is not self
        foot, width = self._foot_row, self.width()
        below = foot.heightForWidth(width) if foot.hasHeightForWidth() else foot.sizeHint().height()
        above = self._top.heightForWidth(width)
        is_low = self.height() - above - below < self.height() * _LEAST
        if is_low is scrolls:
            return
        focused = QApplication.focusWidget()
        if is_low:
            self._scroll.take_top(self._top)
        else:
            self._column.insertWidget(0, self._top)
        if focused is not None and self._top.isAncestorOf(focused):
            focused.setFocus()

    @property
    def content(self) -> QWidget:
        """The parent of what `add` and `add_list` add.

        A large widget is made with it as its parent: another parent later takes Qt long.
        """
        return self._scroll.inner

    def add_to_head(self, *widgets: QWidget) -> None:
        """Add controls right of the heading, or below it where there is no room beside it."""
        for widget in widgets:
            self._head.addWidget(widget)
        self._controls.show()
        self._controls.updateGeometry()

    def add(self, *widgets: QWidget) -> None:
        """Add widgets below the content there is, in this order."""
        for widget in widgets:
            self.rows.addWidget(widget)

    def add_list(self, panel: QWidget) -> None:
        """Add a list below the content there is.

        It takes the height that the other content leaves.
        """
        self.rows.addWidget(panel, 1)
        self._has_list = True

    def end(self) -> None:
        """Put spare height below the content, not into it; call it once, after all was added."""
        self.rows.addStretch(0 if self._has_list else 1)

    def set_ways(self, back: QPushButton, on: QPushButton) -> None:
        """Fill the foot with `back` at the left and `on` at the right; call it once.

        Esc presses `back` and Enter presses `on`.
        """
        box = QWidget()
        flow = FlowLayout(box, gap=grid_space(2), spread=SpareWidth.BEFORE_LAST)
        flow.addWidget(back)
        flow.addWidget(on)
        self.foot.addWidget(box)
        self._ways = (back, on)
        self.left.connect(back.click)
        self.entered.connect(on.click)

    def order_tabs(self) -> None:
        """Set the tab order: the content in the order it was added, then the buttons of `set_ways`.

        Call it when all is in its window. By itself Qt would put content made after the foot behind
        it.
        """
        content = self._scroll.findChildren(QWidget)
        stops = [one for one in content if _is_stop(one) and one.window() is self.window()]
        for one, following in pairwise([*stops, *self._ways]):
            QWidget.setTabOrder(one, following)

    def reveal(self, widget: QWidget) -> None:
        """Scroll the content at once until this widget of it is visible."""
        self._scroll.ensureWidgetVisible(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _SCROLLS and not isinstance(focused, QLineEdit):
            bar = self._scroll.verticalScrollBar()
            bar.triggerAction(_SCROLLS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Scroll(SteadyScrollArea):
    """Scrolls down, never sideways; its bar stands in the margin, so that nothing moves for it."""

    resized = Signal()
    """Emitted in the next turn of the event loop when the height is another."""

    def __init__(self, rows: QVBoxLayout) -> None:
        super().__init__()
        self.inner = QWidget()
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(rows)
        self._rows = rows
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(self.inner)
        self._keep_edges()

    def take_top(self, top: QWidget) -> None:
        """Put this widget above the rows; it scrolls with them."""
        self._column.insertWidget(0, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_edges()
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            QTimer.singleShot(0, self, self.resized.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """It has its bar by now, where it needs one."""
        self._keep_edges()
        super().showEvent(event)

    def _keep_edges(self) -> None:
        bar = self.width() - self.viewport().width()
        right = max(_margin() - bar, grid_space(_RING))
        self._rows.setContentsMargins(_margin(), grid_space(_RING), right, grid_space(_RING))


def _head(texts: QWidget, controls: QWidget) -> QWidget:
    """The heading, and at the right end of its line what fits there."""
    box = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    texts.setSizePolicy(policy)
    flow = FlowLayout(box, gap=grid_space(3), spread=SpareWidth.BEFORE_LAST)
    flow.addWidget(texts)
    flow.addWidget(controls)
    return box


def _stacked(*labels: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for label in labels:
        column.addWidget(label)
    return box


def _inside(part: QWidget | QHBoxLayout) -> QHBoxLayout:
    """Between the margins of the page."""
    row = QHBoxLayout()
    row.setContentsMargins(_margin(), 0, _margin(), 0)
    if isinstance(part, QWidget):
        row.addWidget(part)
    else:
        row.addLayout(part)
    return row


def _is_stop(widget: QWidget) -> bool:
    """Whether the tab key stops here."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _margin() -> int:
    return grid_space(_NARROW_MARGIN if current_look().text_scale >= _LARGE else _MARGIN)
