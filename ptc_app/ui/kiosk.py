"""The frame of a page in a participant's hands: how far, in which words and size, where to go."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ptc_app.ui import theme
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.naming import named
from ptc_app.ui.theme import Look, Scale, current, space
from ptc_app.ui.widgets.banner import Banner
from ptc_app.ui.widgets.buttons import (
    Button,
    Side,
    link_button,
    plain_button,
    primary_button,
    small_button,
)
from ptc_app.ui.widgets.flow import FlowLayout
from ptc_app.ui.widgets.progress_words import ProgressWords
from ptc_app.ui.widgets.saved_tick import SavedTick
from ptc_app.ui.widgets.text import body, heading

TEXT_SIZES = (1.0, 1.25, 1.5, 2.0)

_WIDEST = 1126
"""Pixels of the column in the middle."""
_ROOMY = 1000
"""Pixels, at 100 % text, from which on every button at the top has its words."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KioskFrame(QFrame):
    """Head and foot stay in place, the page between them scrolls.

    Esc goes back and Enter goes on; a button that has the keyboard is pressed by Enter.
    """

    language_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("look", "page-kiosk")
        self.back = named(plain_button("", icon="chevron-left", scale=Scale.KIOSK), "kiosk.back")
        self.skip = named(link_button("", scale=Scale.KIOSK), "kiosk.skip")
        self.next = named(
            primary_button("", icon="chevron-right", scale=Scale.KIOSK, side=Side.AFTER),
            "kiosk.next",
        )
        self.tick = SavedTick(scale=Scale.KIOSK)
        self.banner = Banner(scale=Scale.KIOSK)
        self._ways: tuple[Button, ...] = ()
        self._enter: Button | None = None
        self._page: QWidget | None = None
        self._kept: QWidget | None = None
        # The foot is made first and the page last: round the circle of the tab key that reads
        # head, page, foot, however often the page between them is another one.
        self._foot_row = FlowLayout(gap=space(2))
        foot = _foot(self._foot_row, self.back, self.tick)
        self.head = KioskHead(words)
        self.head.language.clicked.connect(self.language_asked)
        self._column = QVBoxLayout()
        self._area = _scrolling(self._column)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(foot)
        column.insertWidget(0, self.head)
        column.insertWidget(1, self._area, 1)
        self._column.addWidget(self.banner)
        self._column.addStretch(1)
        self.offer(self.skip, self.next, enter=self.next)
        self.say_in(words)

    def say_in(self, words: Words) -> None:
        """All that is always there, in another language."""
        self.back.setText(words("Back"))
        self.skip.setText(words("Skip"))
        self.next.setText(words("Next"))
        self.head.say_in(words)

    def show_page(self, page: QWidget, spoken: str) -> None:
        """This page from its top, and what is read aloud of it; the one before is let go."""
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

    def keep(self, page: QWidget) -> None:
        """This page comes back as it was left."""
        self._kept = page

    def offer(self, *ways: Button, enter: Button | None = None) -> None:
        """The buttons at the right of the foot, and the one that Enter presses."""
        for way in self._ways:
            way.hide()
        for way in ways:
            if self._foot_row.indexOf(way) < 0:
                self._foot_row.addWidget(way)
            way.show()
        self._ways = ways
        self._enter = enter

    def refuse(self, title_text: str, text: str, words: Words) -> None:
        """What was to be shown cannot be: say why, and lead back to the staff."""
        way = named(primary_button(words("Back to staff"), scale=Scale.KIOSK), "kiosk.to-staff")
        way.clicked.connect(self.head.staff.click)
        self.back.hide()
        notice = Notice(title_text, text)
        self.show_page(notice, notice.spoken)
        self.offer(way, enter=way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            _press(self.back)
        elif event.key() in _ENTER:
            focused = self.window().focusWidget()
            _press(focused if isinstance(focused, QPushButton) else self._enter)
        else:
            super().keyPressEvent(event)


class KioskHead(QFrame):
    """How far one is, and the help that is always in reach."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("look", "bar-top")
        self.spoken = ""
        self.voice = Voice(self)
        self.progress = ProgressWords(scale=Scale.KIOSK)
        self._aloud = named(small_button("", icon="volume-2"), "kiosk.read-aloud")
        self._aloud.setVisible(self.voice.is_there)
        self._size = named(small_button("", icon="a-large-small"), "kiosk.text-size")
        self.language = named(small_button(""), "kiosk.language")
        self.staff = named(link_button("", scale=Scale.KIOSK), "kiosk.staff")
        self.staff.setProperty("compact", "true")
        self._words = words
        row = FlowLayout(self, gap=space(3))
        row.setContentsMargins(space(6), space(1.5), space(6), space(1.5))
        for part in (self.progress, self._aloud, self._size, self.language, self.staff):
            row.addWidget(part)
        self._aloud.clicked.connect(self._read_aloud)
        self._size.clicked.connect(_make_larger)
        self.destroyed.connect(partial(_restore, current()))

    def say_in(self, words: Words) -> None:
        self._words = words
        self.language.setText(words.other().language_name())
        self.staff.setText(words("Staff"))
        self._aloud.setAccessibleName(words("Read aloud"))
        self._size.setAccessibleName(words("Text size"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, what has an icon keeps to it."""
        is_roomy = self.width() >= current().scaled(_ROOMY)
        for button in (self._aloud, self._size):
            button.setText(button.accessibleName() if is_roomy else "")

    def _read_aloud(self) -> None:
        self.voice.read(self.spoken, self._words.language)


class Notice(QWidget):
    """A page that says one thing."""

    def __init__(self, title_text: str, *texts: str) -> None:
        super().__init__()
        self.spoken = "\n".join((title_text, *texts))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(heading(title_text, scale=Scale.KIOSK))
        for text in texts:
            column.addWidget(body(text, scale=Scale.KIOSK))


class Voice:
    """Reads a text aloud, where this computer can speak."""

    def __init__(self, owner: QObject) -> None:
        self._speech = QTextToSpeech(_engine(), owner) if _engine() else None

    @property
    def is_there(self) -> bool:
        return self._speech is not None and self._speech.state() is not QTextToSpeech.State.Error

    def read(self, text: str, language: Language) -> None:
        """Begin to read; who presses again has it stop."""
        if self._speech is None:
            return
        if self._speech.state() is QTextToSpeech.State.Speaking:
            self._speech.stop()
            return
        self._speech.setLocale(QLocale(f"{language}_US"))
        self._speech.say(text)

    def be_quiet(self) -> None:
        if self._speech is not None:
            self._speech.stop()


@cache
def _engine() -> str:
    """A speech engine of this computer; Qt's own mock says nothing, and without a screen no one
    listens."""
    if QGuiApplication.platformName() == "offscreen":
        return ""
    return next((name for name in QTextToSpeech.availableEngines() if name != "mock"), "")


def _make_larger() -> None:
    """The next larger text, and after the largest the smallest."""
    look = current()
    larger = (size for size in TEXT_SIZES if size > look.text_scale)
    _apply(Look(look.theme, next(larger, TEXT_SIZES[0])))


def _restore(look: Look, _gone: object = None) -> None:
    """As the staff had it."""
    if current() != look:
        _apply(look)


def _apply(look: Look) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, look.theme, look.text_scale)


def _foot(row: FlowLayout, back: Button, tick: SavedTick) -> QFrame:
    foot = QFrame()
    foot.setProperty("look", "bar-bottom")
    middle = QWidget()
    middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    around = QHBoxLayout(middle)
    around.setContentsMargins(0, 0, 0, 0)
    around.addStretch(1)
    around.addWidget(tick)
    around.addStretch(1)
    foot.setLayout(row)
    row.setContentsMargins(space(6), space(2), space(6), space(2))
    row.addWidget(back)
    row.addWidget(middle)
    return foot


def _scrolling(column: QVBoxLayout) -> QScrollArea:
    """Around the column, in the middle of what is there, room for the focus ring."""
    inner = QWidget()
    inner.setMaximumWidth(_WIDEST)
    inner.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space(2))
    outer = QWidget()
    row = QHBoxLayout(outer)
    row.setContentsMargins(space(6), space(5), space(6), space(3))
    row.addStretch(1)
    row.addWidget(inner, _WIDEST)
    row.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(outer)
    return area


def _press(button: QWidget | None) -> None:
    if isinstance(button, QPushButton) and button.isVisible() and button.isEnabled():
        button.click()
