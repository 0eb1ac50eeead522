"""The main window: a sign-in page, the staff frame with its page, or a kiosk page alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ptc_app.domain.stages.kiosk_exits import KioskExit
from ptc_app.ui.clipboard import Clipboard, clear_all, clear_own
from ptc_app.ui.kiosk.kiosk_window_guard import KioskWindowGuard
from ptc_app.ui.layouts.practice_band import PracticeBand
from ptc_app.ui.press_guard import PressGuard, announce_content

if TYPE_CHECKING:
    from ptc_app.ui.staff_frame import StaffFrame


_TITLE = "Participant Technology Center"

_SCREENLESS = frozenset({"offscreen", "minimal"})
"""Platforms that draw into memory: what they call a screen has a size of its own."""

_TITLE_BAR = 40
"""Pixels of height that the title bars of desktops take at most."""


class MainWindow(QMainWindow):
    """The one window of the application: shows one widget at a time and deletes the one before.

    The staff frame is kept, hidden, while a kiosk page is shown. While a kiosk page is shown to a
    participant, the window is full screen, comes back where it is left, and refuses to close; the
    page may be covered by another, and is then as it was left. Its title never names a participant.
    A press made before a page was seen does not count on it, see PressGuard. `platform` is the Qt
    platform name, that of the application unless given; on `offscreen` and `minimal` the window
    never becomes full screen. `clipboard` is that of the application unless given. `now` is the
    clock of the PressGuard. Where `is_practice`, each page has the band of a practice site above
    it, which `say_practice` fills. It passes on what the staff frame emits: `chosen` (a rail
    entry), `lock_asked` and `search_asked`; `kiosk_left` tells of each exit.
    """

    chosen = Signal(str)
    """Emitted with the key of a navigation rail entry that was pressed, such as `today`."""

    lock_asked = Signal()
    """Emitted when the lock button or Ctrl+L is pressed, or a page asks for the lock."""

    search_asked = Signal()
    """Emitted when a search is begun on a staff page that has no search box."""

    kiosk_left = Signal(object)
    """Emitted with the KioskExit when the window was left, or asked to close, at the kiosk."""

    handed_over = Signal(bool)
    """Emitted with True when a participant has the window, and with False when staff have it."""

    def __init__(
        self,
        platform: str | None = None,
        clipboard: Clipboard | None = None,
        now: Callable[[], float] = time.monotonic,
        *,
        is_practice: bool = False,
    ) -> None:
        super().__init__()
        self._clipboard = clipboard or QGuiApplication.clipboard()
        self._has_screen = (platform or QGuiApplication.platformName()) not in _SCREENLESS
        if is_practice:
            self.setMenuWidget(PracticeBand())
        self.setWindowTitle(_TITLE)
        self.resize(1366, 768)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._frame: StaffFrame | None = None
        self._covered: QWidget | None = None
        self._was_handed_over = False
        self._guard = PressGuard(self, now)
        self._kiosk = KioskWindowGuard(self)
        self._kiosk.left.connect(self.kiosk_left)

    @property
    def page(self) -> QWidget | None:
        """The page shown now, without the staff frame around it; None before the first."""
        if self._frame is not None and self._stack.currentWidget() is self._frame:
            return self._frame.page
        return self._stack.currentWidget()

    @property
    def frame(self) -> StaffFrame | None:
        """The staff frame while someone is signed in, also behind a kiosk page; else None."""
        return self._frame

    def use_size(self, width: int, height: int) -> None:
        """Open at this size (logical pixels), or maximized where the screen has no room for it.

        On a screen of just this size, title bar and task bar would push the status line off it.
        """
        self.resize(width, height)
        room = self.screen().availableSize() - QSize(0, _TITLE_BAR)
        if self._has_screen and not _fits(QSize(width, height), room):
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def show_alone(self, widget: QWidget) -> None:
        """Show a sign-in or kiosk page without the staff frame, and give it the focus.

        Deletes the page shown alone before; a cover of that one stays, now over this one. While
        someone is signed in the staff frame is kept, and the page is a kiosk page: the window
        becomes full screen, and clipboard and selection are emptied. Without a staff frame only
        what this application copied or selected is.
        """
        cover = self._stack.currentWidget() if self._frame and self._covered else None
        _drop_all_but(self._stack, self._frame, cover)
        self._covered = widget if cover is not None else None
        self._show(widget if cover is None else cover)
        clear = clear_all if self.is_handed_over else clear_own
        clear(self._clipboard)

    def show_over(self, cover: QWidget) -> None:
        """Show this kiosk page over the one shown alone, which is kept as it is for `uncover`.

        Deletes the cover before. RuntimeError where no kiosk page is shown to a participant.
        """
        if not self.is_handed_over:
            raise RuntimeError("the staff have the window")
        self._covered = self._covered or self._stack.currentWidget()
        _drop_all_but(self._stack, self._frame, self._covered)
        self._show(cover)

    def uncover(self) -> None:
        """Show the covered kiosk page again, with the focus where it was, and delete its cover.

        Does nothing where none is covered.
        """
        covered, self._covered = self._covered, None
        if covered is not None:
            _drop_all_but(self._stack, self._frame, covered)
            self._show(covered)

    def open_frame(self, frame: StaffFrame) -> None:
        """Show this staff frame in place of all else; called once for each sign-in."""
        self._frame = frame
        frame.rail.chosen.connect(self.chosen)
        frame.lock_asked.connect(self.lock_asked)
        frame.search_asked.connect(self.search_asked)
        self._covered = None
        _drop_all_but(self._stack, frame)
        self._show(frame)
        clear_own(self._clipboard)

    def show_page(self, page: QWidget, key: str) -> None:
        """Show a staff page in the frame, delete the page before, and mark the rail entry `key`.

        After a kiosk page, what was copied or selected on it is taken from clipboard and selection.
        RuntimeError while no one is signed in; KeyError for a key the rail does not have.
        """
        if self._frame is None:
            raise RuntimeError("no one is signed in")
        was_handed_over = self.is_handed_over
        self._frame.show_page(page, key)
        self._covered = None
        _drop_all_but(self._stack, self._frame)
        self._show(self._frame)
        if was_handed_over:
            clear_own(self._clipboard)

    def close_frame(self) -> None:
        """Give up the staff frame, as no one is signed in; the next `show_alone` deletes it."""
        self._frame = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._guard.watch_native_window()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse to close while a kiosk page is shown to a participant.

        Else nothing that was copied or selected stays behind: desktops keep it for other programs.
        """
        event.setAccepted(not self.is_handed_over)
        if event.isAccepted():
            clear_own(self._clipboard)
        else:
            self.kiosk_left.emit(KioskExit.CLOSE_REFUSED)

    @property
    def is_handed_over(self) -> bool:
        """Whether someone is signed in and a kiosk page is shown."""
        return self._frame is not None and self._stack.currentWidget() is not self._frame

    def _show(self, widget: QWidget) -> None:
        first = widget.focusWidget()
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._tell_hand_over()
        if first is not None:
            first.setFocus()
        announce_content(self)

    def _tell_hand_over(self) -> None:
        """Full screen for the kiosk, where there is a screen; else the earlier window state."""
        is_now = self.is_handed_over
        if is_now != self._was_handed_over:
            self._was_handed_over = is_now
            self.handed_over.emit(is_now)
        if self._has_screen:
            (self._kiosk.hold if is_now else self._kiosk.release)()


def _drop_all_but(stack: QStackedWidget, *kept: QWidget | None) -> None:
    """Delete the pages of a stack except these."""
    for index in reversed(range(stack.count())):
        widget = stack.widget(index)
        if widget is not None and widget not in kept:
            stack.removeWidget(widget)
            widget.deleteLater()


def _fits(size: QSize, room: QSize) -> bool:
    return size.boundedTo(room) == size
