"""The frame of a kiosk page: head with progress and help, scrolling page, foot with buttons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui.kiosk.keyboard.keyboard_placement import KeyboardPlacement
from ptc_app.ui.kiosk.keyboard.touch_keyboard import TouchKeyboard
from ptc_app.ui.kiosk.kiosk_head import KioskHead
from ptc_app.ui.kiosk.kiosk_text_size import LARGE_TEXT
from ptc_app.ui.kiosk.save_indicator_slot import SaveIndicatorSlot
from ptc_app.ui.layouts.flow_layout import FlowLayout, SpareWidth
from ptc_app.ui.layouts.steady_scroll_area import SteadyScrollArea
from ptc_app.ui.press_guard import announce_content
from ptc_app.ui.theme import Audience, current_look, grid_space, set_style_properties
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import (
    Button,
    IconPosition,
    link_button,
    primary_button,
    secondary_button,
)
from ptc_app.ui.widgets.labels import Tone, body_label, heading_label
from ptc_app.ui.widgets.object_names import with_object_name

_WIDEST = 1126
"""Pixels of the column in the middle."""
_SCROLLED = 0.75
"""The part of the visible page by which `scroll_on` scrolls."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SYSTEM_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class KioskFrame(QFrame):
    """The frame of all kiosk pages: head and foot stay in place, the page scrolls between them.

    Esc presses the Back button; Enter presses the focused button, else the one given to `offer`.
    Its owner connects the buttons `back`, `skip` and `next` and the controls of `head`; `tick`
    takes the save indicator, `banner` shows messages above the page.
    """

    language_asked = Signal(object)
    """Emitted with the Localizer of the language that was asked for; `say_in` then shows it."""

    def __init__(self, tr: Localizer, languages: Sequence[Language]) -> None:
        """`languages` are those the content of the pages can be shown in."""
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self.back = with_object_name(
            secondary_button("", icon="chevron-left", scale=Audience.KIOSK), "kiosk.back"
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
        self._ended: QWidget | None = None  # the page whose end was in view
        # The foot is made first and the page last: round the circle of the tab key that reads
        # head, page, foot, however often the page between them is another one.
        self._foot = QFrame()
        self._foot.setProperty("look", "bar-bottom")
        self._foot_row = FlowLayout(self._foot, gap=grid_space(1.5), spread=SpareWidth.BEFORE_LAST)
        self._foot_row.addWidget(self.back)
        self._foot_row.addWidget(self.tick)
        self.head = KioskHead(tr, languages)
        self.head.language_asked.connect(self.language_asked)
        self.head.staff.clicked.connect(self.head.voice.stop)
        self._column = QVBoxLayout()
        self._middle = _middle(self._column)
        self._area = _scrolling(self._middle)
        self._column.addWidget(self.banner)
        self._column.addStretch(1)
        self._keys = TouchKeyboard(tr, after=(self.back, self.skip, self.next))
        self._arrange()
        self.offer(self.skip, self.next, enter=self.next)
        self.say_in(tr)

    def _arrange(self) -> None:
        """Head, idle warning, page, keys and foot, from top to bottom."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._foot)
        column.insertWidget(0, self.head)
        column.insertWidget(1, self._idle)
        column.insertWidget(2, self._area, 1)
        column.insertWidget(3, self._keys)
        KeyboardPlacement(self, self._keys, self._area, self.head, self._foot)

    def say_in(self, tr: Localizer) -> None:
        """Show the texts of head and foot in the language of `tr`; the page is not changed."""
        self.back.setText(tr("Back"))
        self.skip.setText(tr("Skip"))
        self.next.setText(tr("Next"))
        self.head.say_in(tr)
        self._keys.say_in(tr)

    def show_page(self, page: QWidget, spoken: str) -> None:
        """Show this page from its top in place of the one before, and give it the focus.

        `spoken` is what "Read aloud" reads; reading stops and the banner is cleared. The page
        before is deleted unless it was given to `keep`. To show the same page again is allowed.
        """
        before, self._page = self._page, page
        self.head.voice.stop()
        self.head.spoken = spoken
        self.banner.clear()
        self._column.insertWidget(1, page)
        if before is not None and before is not page:
            before.hide()
            if before is not self._kept:
                before.deleteLater()
        page.show()
        self._keys.watch(page)
        page.setFocus()
        self._area.verticalScrollBar().setValue(0)
        self._let_fingers_scroll()
        announce_content(self)

    def reveal(self, part: QWidget) -> None:
        """Scroll this widget of the page into view after the next layout."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part, 0, grid_space(3)))

    def scroll_on(self) -> bool:
        """Scroll the page down to what is below the window; False where its end is in view.

        Also False where it was at an earlier call for this page: a banner may have pushed it out.
        What was at the bottom is at the top then, so that no line is lost between the two.
        """
        bar = self._area.verticalScrollBar()
        if self._page is self._ended or bar.value() >= bar.maximum():
            self._ended = self._page
            return False
        bar.setValue(bar.value() + round(bar.pageStep() * _SCROLLED))
        announce_content(self)
        return True

    def keep(self, page: QWidget) -> None:
        """Do not delete this page when another is shown, so that it comes back as it was left.

        One page at most is kept. While it is shown, a finger does not scroll but draws.
        """
        self._kept = page

    def offer(self, *ways: Button, enter: Button | None = None) -> None:
        """Show these buttons at the right of the foot, in this order, in place of those before.

        Enter presses `enter`; where it is None, only a focused button.
        """
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
        announce_content(self)

    def refuse(self, title_text: str, text: str, tr: Localizer) -> None:
        """Show in place of the page why it cannot be shown, with one button, which calls the staff.

        It does what the head's button `staff` does; Back is hidden. The texts are translated.
        """
        way = with_object_name(
            primary_button(tr("Back to staff"), scale=Audience.KIOSK), "kiosk.to-staff"
        )
        way.clicked.connect(self.head.staff.click)
        self.back.hide()
        notice = KioskNotice(title_text, text)
        self.show_page(notice, notice.spoken)
        self.offer(way, enter=way)

    def show_idle_warning(self, text: str) -> None:
        """Show this translated warning of the idle lock above the page, until it is cleared."""
        self._idle.show_message(Tone.WARN, text)

    def clear_idle_warning(self) -> None:
        """Remove the warning of the idle lock; does nothing where none is shown."""
        self._idle.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()
            announce_content(self)

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
        self._middle.setContentsMargins(side, grid_space(3), side, grid_space(2))
        self._foot_row.setContentsMargins(side, grid_space(2), side, grid_space(2))
        for button in self._foot.findChildren(Button):
            if button.property("look") == "plain":
                set_style_properties(button, compact="true" if is_large else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc presses Back; Enter presses the focused button, else the one given to `offer`.

        With Ctrl, Alt or the system's key they do nothing: those are for leaving programs.
        """
        if event.modifiers() & _SYSTEM_MODIFIERS:
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            _press(self.back)
        elif event.key() in _ENTER:
            focused = self.window().focusWidget()
            _press(focused if isinstance(focused, QPushButton) else self._enter)
        else:
            super().keyPressEvent(event)


class KioskNotice(QWidget):
    """A kiosk page with a heading and, below it, texts and perhaps a button.

    `spoken` is all texts, one a line. The button becomes a child of this widget.
    """

    def __init__(self, title_text: str, *texts: str, button: Button | None = None) -> None:
        super().__init__()
        self.spoken = "\n".join((title_text, *texts))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid_space(2))
        column.addWidget(heading_label(title_text, scale=Audience.KIOSK))
        for text in texts:
            column.addWidget(body_label(text, scale=Audience.KIOSK))
        if button is not None:
            column.addSpacing(grid_space(2))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


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


def _scrolling(row: QHBoxLayout) -> SteadyScrollArea:
    outer = QWidget()
    outer.setLayout(row)
    area = SteadyScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(outer)
    return area


def _press(button: QWidget | None) -> None:
    if isinstance(button, QPushButton) and button.isVisible() and button.isEnabled():
        button.click()
