"""The frame of a kiosk page: head with progress and help, scrolling page, foot with buttons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.kiosk_head import KioskHead
from ptc_app.ui.kiosk.kiosk_text_size import LARGE_TEXT
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.theme import Audience, current_look, grid_space, set_style_properties
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import (
    Button,
    IconPosition,
    link_button,
    plain_button,
    primary_button,
)
from ptc_app.ui.widgets.labels import Tone, body_label, caption_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name
from ptc_app.ui.widgets.save_indicator import SaveIndicator, SaveState

_WIDEST = 1126
"""Pixels of the column in the middle."""
_TWO_LINES = 0.6
"""How much of its width a sentence takes in two lines."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KioskFrame(QFrame):
    """Head and foot stay in place while the page scrolls between them.

    Esc goes back, Enter presses the default button or the one that has focus.
    """

    language_asked = Signal(object)
    """Localizer of the language asked for."""

    def __init__(self, tr: Localizer, languages: Sequence[Language]) -> None:
        """`languages` are those the content of the pages can be shown in."""
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self.back = with_object_name(
            plain_button("", icon="chevron-left", scale=Audience.KIOSK), "kiosk.back"
        )
        self.skip = with_object_name(link_button("", scale=Audience.KIOSK), "kiosk.skip")
        self.next = with_object_name(
            primary_button("", icon="chevron-right", scale=Audience.KIOSK, side=IconPosition.AFTER),
            "kiosk.next",
        )
        self.tick = SaveIndicatorSlot()
        self.banner = Banner(scale=Audience.KIOSK)
        self._idle = Banner(scale=Audience.KIOSK)
        self._ways: tuple[Button, ...] = ()
        self._enter: Button | None = None
        self._page: QWidget | None = None
        self._kept: QWidget | None = None
        # The foot is made first and the page last: round the circle of the tab key that reads
        # head, page, foot, however often the page between them is another one.
        self._foot = QFrame()
        self._foot.setProperty("look", "bar-bottom")
        self._foot_row = FlowLayout(self._foot, gap=grid_space(1.5), spread=SpareWidth.BEFORE_LAST)
        self._foot_row.addWidget(self.back)
        self._foot_row.addWidget(self.tick)
        self.head = KioskHead(tr, languages)
        self.head.language_asked.connect(self.language_asked)
        self._column = QVBoxLayout()
        self._middle = _middle(self._column)
        self._area = _scrolling(self._middle)
        self._column.addWidget(self.banner)
        self._column.addStretch(1)
        self._arrange()
        self.offer(self.skip, self.next, enter=self.next)
        self.say_in(tr)

    def _arrange(self) -> None:
        """Head, idle warning, page and foot, from top to bottom."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._foot)
        column.insertWidget(0, self.head)
        column.insertWidget(1, self._idle)
        column.insertWidget(2, self._area, 1)

    def say_in(self, tr: Localizer) -> None:
        """Show head and foot in another language."""
        self.back.setText(tr("Back"))
        self.skip.setText(tr("Skip"))
        self.next.setText(tr("Next"))
        self.head.say_in(tr)

    def show_page(self, page: QWidget, spoken: str) -> None:
        """Show a page from its top; `spoken` is what "Read aloud" reads; deletes the one before."""
        before, self._page = self._page, page
        self.head.voice.be_quiet()
        self.head.spoken = spoken
        self.banner.clear()
        self._column.insertWidget(1, page)
        if before is not None and before is not page:
            before.hide()
            if before is not self._kept:
                before.deleteLater()
        page.show()
        page.setFocus()
        self._area.verticalScrollBar().setValue(0)
        self._let_fingers_scroll()

    def reveal(self, part: QWidget) -> None:
        """Scroll a widget of the page into view, after layout."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part, 0, grid_space(3)))

    def keep(self, page: QWidget) -> None:
        """Keep this page when another is shown, so that it comes back as it was left."""
        self._kept = page

    def offer(self, *ways: Button, enter: Button | None = None) -> None:
        """Set the buttons at the right of the foot and the one that Enter presses."""
        for way in self._ways:
            way.hide()
        for way in ways:
            if self._foot_row.indexOf(way) < 0:
                self._foot_row.addWidget(way)
            way.show()
        for before, way in pairwise((self.back, *ways)):
            QWidget.setTabOrder(before, way)
        self._ways = ways
        self._enter = enter
        self._fit()

    def refuse(self, title_text: str, text: str, tr: Localizer) -> None:
        """Show why the page cannot be shown, with the way back to the staff."""
        way = with_object_name(
            primary_button(tr("Back to staff"), scale=Audience.KIOSK), "kiosk.to-staff"
        )
        way.clicked.connect(self.head.staff.click)
        self.back.hide()
        notice = KioskNotice(title_text, text)
        self.show_page(notice, notice.spoken)
        self.offer(way, enter=way)

    def show_idle_warning(self, text: str) -> None:
        """Show the lock warning above the page until someone touches the machine."""
        self._idle.show_message(Tone.WARN, text)

    def clear_idle_warning(self) -> None:
        """Remove the lock warning."""
        self._idle.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _let_fingers_scroll(self) -> None:
        """Let a finger scroll the page, except on the signature pad."""
        paper = self._area.viewport()
        if self._page is self._kept:
            QScroller.ungrabGesture(paper)
        else:
            QScroller.grabGesture(paper, QScroller.ScrollerGestureType.TouchGesture)

    def _fit(self) -> None:
        """At large text, give margins and all buttons but the first to the page."""
        is_large = current_look().text_scale >= LARGE_TEXT
        side = grid_space(2 if is_large else 6)
        self.head.row.setContentsMargins(side, grid_space(1.5), side, grid_space(1.5))
        self._middle.setContentsMargins(side, grid_space(5), side, grid_space(3))
        self._foot_row.setContentsMargins(side, grid_space(2), side, grid_space(2))
        for button in self._foot.findChildren(Button):
            if button.property("look") == "plain":
                set_style_properties(button, compact="true" if is_large else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            _press(self.back)
        elif event.key() in _ENTER:
            focused = self.window().focusWidget()
            _press(focused if isinstance(focused, QPushButton) else self._enter)
        else:
            super().keyPressEvent(event)


class SaveIndicatorSlot(QWidget):
    """The space in the foot that the save indicator takes, reserved so nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self._tick = SaveIndicator(scale=Audience.KIOSK)
        self._tick.setParent(self)
        self._usual = caption_label("", scale=Audience.KIOSK)
        self._usual.setParent(self)
        self._usual.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        look = current_look()
        text, mark = self._usual.sizeHint().width(), look.icon(Audience.KIOSK) + grid_space()
        width = round(text * _TWO_LINES) + mark if self._usual.text() else 0
        return QSize(width, look.target(Audience.KIOSK))

    def show_state(self, state: SaveState, text: str = "") -> None:
        """Show whether the last answer is saved."""
        self._tick.show_state(state, text)
        self._place()

    def text(self) -> str:
        """The text shown."""
        return self._tick.text()

    def reserve(self, text: str) -> None:
        """Reserve the width of this text."""
        self._usual.setText(text)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        width = min(self._tick.sizeHint().width(), self.width())
        self._tick.setGeometry((self.width() - width) // 2, 0, width, self.height())


class KioskNotice(QWidget):
    """A kiosk page with one message."""

    def __init__(self, title_text: str, *texts: str) -> None:
        super().__init__()
        self.spoken = "\n".join((title_text, *texts))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        column.addWidget(heading_label(title_text, scale=Audience.KIOSK))
        for text in texts:
            column.addWidget(body_label(text, scale=Audience.KIOSK))


def _middle(column: QVBoxLayout) -> QHBoxLayout:
    """A row with the column in its middle."""
    inner = QWidget()
    inner.setMaximumWidth(_WIDEST)
    inner.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(grid_space(2))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner, _WIDEST)
    row.addStretch(1)
    return row


def _scrolling(row: QHBoxLayout) -> QScrollArea:
    outer = QWidget()
    outer.setLayout(row)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(outer)
    return area


def _press(button: QWidget | None) -> None:
    if isinstance(button, QPushButton) and button.isVisible() and button.isEnabled():
        button.click()
