"""Keeps the window full screen and in front while a participant has it."""

from __future__ import annotations

import warnings

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from ptc_app.domain.stages.kiosk_exits import KioskExit

_LOOKED_AT = frozenset(
    {
        QEvent.Type.WindowStateChange,
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.Move,
        QEvent.Type.Resize,
    }
)
_LOOK_MS = 500
"""Milliseconds between two looks where no event asks for one: some window managers take a window
from the screen without a word."""
_RETRIES_MS = (150, 300, 600, 1000)
"""Milliseconds until each new attempt to bring the window back; the last for all that follow."""
_FILLING = frozenset({"xcb", "windows", "offscreen"})
"""Platforms on which a full screen window covers its screen to the edges; elsewhere the system may
keep a strip of it."""
_ROUNDING = 2
"""Pixels by which window and screen may differ where the system scales by a fraction."""


class KioskWindowGuard(QObject):
    """Holds a window full screen, in front and active between `hold` and `release`.

    Where it is minimized, hidden, moved, deactivated or no longer full screen, the guard brings it
    back, again and again until it is back. It fills the screen it was on when `hold` was called, or
    the one that the system moves it to where that screen is gone. A window system that lets no
    program come to the front by itself (Wayland) needs its own kiosk mode as well.
    """

    left = Signal(object)
    """Emitted with the KioskExit when the window was left, once until it is back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._screen: QScreen | None = None
        self._was_whole = False
        self._attempts = 0
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._check)
        self._watch = QTimer(self, interval=_LOOK_MS)
        self._watch.timeout.connect(self._check)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._bring_back)
        window.installEventFilter(self)

    @property
    def is_held(self) -> bool:
        """Whether the window is held full screen now."""
        return self._screen is not None

    def hold(self) -> None:
        """Make the window full screen on the screen it is on, and keep it so; again is allowed."""
        if self.is_held:
            return
        self._screen = self._window.screen()
        self._was_whole = False
        self._attempts = 0
        self._keep_on_top(is_on=True)
        self._window.setWindowState(_full_screen(self._window.windowState()))
        self._look.start()
        self._watch.start()

    def release(self) -> None:
        """Give the window its earlier state back; does nothing where it is not held."""
        if not self.is_held:
            return
        self._screen = None
        self._retry.stop()
        self._watch.stop()
        self._keep_on_top(is_on=False)
        state = self._window.windowState()
        self._window.setWindowState(state & ~Qt.WindowState.WindowFullScreen)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self.is_held and event.type() in _LOOKED_AT:
            self._look.start()
        return False

    def _check(self) -> None:
        """Emit `left` where the window was whole and is no longer, and bring it back."""
        if not self.is_held:
            return
        self._activate_focused()
        kind = self._exit()
        if kind is None:
            self._was_whole = True
            self._attempts = 0
            self._retry.stop()
            return
        if self._was_whole:
            self._was_whole = False
            self.left.emit(kind)
            self._bring_back()
        elif not self._retry.isActive():
            self._retry.start(self._pause())

    def _exit(self) -> KioskExit | None:
        """How the window is not as it is to be held; None where it is."""
        window = self._window
        if not window.isVisible():
            return KioskExit.HIDDEN
        if window.isMinimized():
            return KioskExit.MINIMIZED
        if not window.isFullScreen():
            return KioskExit.FULL_SCREEN_ENDED
        if self._is_elsewhere() or not _fills_screen(window):
            return KioskExit.MOVED
        return None if _is_in_front(window) else KioskExit.DEACTIVATED

    def _is_elsewhere(self) -> bool:
        """Whether it is on another screen, though the one it is to fill is still there."""
        screen = self._screen
        return self._window.screen() is not screen and screen in QGuiApplication.screens()

    def _bring_back(self) -> None:
        """One attempt; the window system answers later, so that the next look says whether it did.

        X11 shows a window on the present desktop, in front of those there, where it was hidden.
        """
        if not self.is_held:
            return
        window = self._window
        if self._attempts and QGuiApplication.platformName() == "xcb":
            window.hide()
        self._attempts += 1
        self._to_its_screen()
        window.setWindowState(_full_screen(window.windowState()))
        window.show()
        window.raise_()
        window.activateWindow()
        self._retry.start(self._pause())

    def _activate_focused(self) -> None:
        """Let Qt know that the window is active, where it has the system's focus.

        Qt takes a window that was hidden for inactive, and does not notice on X11 when it has the
        focus again at once.
        """
        handle = self._window.windowHandle()
        if QGuiApplication.focusWindow() is handle and QApplication.activeWindow() is None:
            with warnings.catch_warnings():
                # Deprecated, as it does not ask the window system; nothing else tells Qt.
                warnings.simplefilter("ignore", DeprecationWarning)
                QApplication.setActiveWindow(self._window)

    def _to_its_screen(self) -> None:
        handle, screen = self._window.windowHandle(), self._screen
        if screen is not None and screen in QGuiApplication.screens():
            handle.setScreen(screen)
            if not _fills_screen(self._window):
                handle.setGeometry(screen.geometry())

    def _pause(self) -> int:
        return _RETRIES_MS[min(self._attempts, len(_RETRIES_MS) - 1)]

    def _keep_on_top(self, *, is_on: bool) -> None:
        """By the native window: a QWidget would be hidden for it."""
        handle = self._window.windowHandle()
        if self._window.isWindow() and handle is not None:
            handle.setFlag(Qt.WindowType.WindowStaysOnTopHint, is_on)


def _full_screen(state: Qt.WindowState) -> Qt.WindowState:
    return (state | Qt.WindowState.WindowFullScreen) & ~Qt.WindowState.WindowMinimized


def _fills_screen(window: QWidget) -> bool:
    if QGuiApplication.platformName() not in _FILLING:
        return True
    here, screen = window.geometry(), window.screen().geometry()
    corners = ((here.topLeft(), screen.topLeft()), (here.bottomRight(), screen.bottomRight()))
    return all((one - other).manhattanLength() <= _ROUNDING for one, other in corners)


def _is_in_front(window: QWidget) -> bool:
    """Whether the window, or a list that is dropped down over it, has the keyboard.

    X11 may leave the keyboard with a window on a desktop that is not shown.
    """
    if QGuiApplication.platformName() == "xcb" and not window.windowHandle().isExposed():
        return False
    return QApplication.activeWindow() is window or QApplication.activePopupWidget() is not None
