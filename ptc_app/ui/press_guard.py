"""Refuses presses that began before the page they reach was shown."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

SETTLE_SECONDS = 0.3
"""How long a page is shown before a press counts on it: about the time a person takes to react."""

_ONE_PIXEL = QRect(0, 0, 1, 1)
"""What is painted where the content announced looks as before."""

_OUTSIDE = QPointF(-30_000, -30_000)
"""A place in no window: a button released there is not pressed."""

_CONTENT_SHOWN = QEvent.Type(QEvent.registerEventType())
_PRESSES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_DRAGS = frozenset(
    {QEvent.Type.MouseMove, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove},
)
_RELEASES = frozenset(
    {
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
        QEvent.Type.TabletRelease,
    }
)
_PAINTED = frozenset({QEvent.Type.UpdateRequest, QEvent.Type.Expose})
"""After these events of the window and of its native window the content is painted."""

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ACTIVATING = _ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Escape}


def announce_content(shown: QWidget) -> None:
    """Tell the press guard of this widget's window that other content is shown now.

    Called by what shows a page, a step of a page or a panel. Does nothing without a guard.
    """
    QCoreApplication.sendEvent(shown.window(), QEvent(_CONTENT_SHOWN))


class PressGuard(QObject):
    """Refuses the presses of a window that a person made before seeing what they reach.

    Content counts as shown once it is painted after `announce_content`. A mouse button, a touch, a
    pen, or a key that activates controls is refused until SETTLE_SECONDS after that, and in a
    series, each press within the system's double-click time of the one before, that began before
    the content was shown. What is held down while other content is announced presses nothing when
    it is let go. Repeats of a held key never activate. Text typed into a field, Ctrl shortcuts and
    Tab always count. `now` returns seconds of a clock that never goes back.
    """

    def __init__(self, window: QWidget, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window = window
        self._now = now
        self._shown_at: float | None = None
        self._is_painted = False
        self._series_began = self._last_press = float("-inf")
        self._is_press_refused = False
        self._is_held = self._is_outdated = False
        window.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the content announced last is painted."""
        return self._shown_at is not None

    def watch_native_window(self) -> None:
        """Filter the native window's input; called when the window is shown. Again is allowed."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window or kind in _PAINTED:
            self._note_content(kind)
            return False
        if kind in _KEYS and isinstance(event, QKeyEvent) and self._filter_key(event):
            event.accept()  # an accepted ShortcutOverride is no shortcut
            return True
        if self._filter_pointer(kind):
            return True
        return isinstance(event, QMouseEvent) and self._filter_outdated(watched, event)

    def _filter_outdated(self, native: QObject, event: QMouseEvent) -> bool:
        """Whether to refuse the release of a button that was pressed on other content.

        What was pressed, for whose release Qt waits, is sent one that is outside of it.
        """
        kind = event.type()
        if kind in _PRESSES:
            self._is_held, self._is_outdated = True, False
        if kind not in _RELEASES:
            return False
        is_outdated = self._is_outdated
        self._is_held = self._is_outdated = False
        if is_outdated:
            QCoreApplication.sendEvent(native, _release_outside(event))
        return is_outdated

    def _filter_pointer(self, kind: QEvent.Type) -> bool:
        """Whether to refuse a pointer's event: a press, or what follows one that was refused."""
        if kind in _PRESSES:
            self._is_press_refused = not self._take_press()
            return self._is_press_refused
        was_refused = self._is_press_refused
        if kind in _RELEASES:
            self._is_press_refused = False
        return was_refused and kind in _RELEASES | _DRAGS

    def _note_content(self, kind: QEvent.Type) -> None:
        """Content counts from the first turn of the event loop after it was painted.

        It is painted anew also where it looks as before, or where the window was hidden.
        """
        if kind == _CONTENT_SHOWN:
            self._shown_at, self._is_painted = None, False
            self._drop_held_presses()
            self._window.update(_ONE_PIXEL)
        elif kind in _PAINTED and self._shown_at is None and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._mark_shown)

    def _drop_held_presses(self) -> None:
        """Let no button be pressed by letting go what was pressed on the content before.

        A key holds down the button that has the focus; only for a pointer's are all looked through.
        """
        self._is_outdated = self._is_held
        focused = QApplication.focusWidget()
        buttons = self._window.findChildren(QAbstractButton) if self._is_held else [focused]
        for button in buttons:
            if isinstance(button, QAbstractButton) and button.isDown():
                button.setDown(False)

    def _mark_shown(self) -> None:
        if self._is_painted and self._shown_at is None:
            self._shown_at = self._now()

    def _take_press(self) -> bool:
        """Note a press made now, in its series or as a new one; whether it counts."""
        now, again = self._now(), QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        if now - self._last_press > again:
            self._series_began = now
        self._last_press = now
        shown_at = self._shown_at
        return (
            shown_at is not None
            and self._series_began >= shown_at
            and now - shown_at >= SETTLE_SECONDS
        )

    def _filter_key(self, event: QKeyEvent) -> bool:
        """Whether to refuse a key: one that activates, and is held down or does not count."""
        focused = QApplication.focusWidget()
        if not _activates(event, focused):
            return False
        return event.isAutoRepeat() or not self._take_press()


def _release_outside(event: QMouseEvent) -> QMouseEvent:
    """The same release, but outside of all windows."""
    buttons = event.button(), event.buttons()
    return QMouseEvent(event.type(), _OUTSIDE, _OUTSIDE, *buttons, event.modifiers())


def _activates(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Whether a key may press a button or choose something, and is no text of a field."""
    key, modifiers = event.key(), event.modifiers()
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return key != Qt.Key.Key_Alt
    if key in _ACTIVATING:
        return not _is_text(key, focused)
    return _is_a(focused, "QComboBox") and bool(event.text().strip())


def _is_text(key: int, focused: QWidget | None) -> bool:
    if _is_a(focused, "QPlainTextEdit"):
        return key != Qt.Key.Key_Escape
    return _is_a(focused, "QLineEdit", "QAbstractSpinBox") and key == Qt.Key.Key_Space


def _is_a(widget: QWidget | None, *names: str) -> bool:
    """Whether a widget is of one of these Qt classes; by name, as imports would delay start-up."""
    return widget is not None and any(widget.inherits(name) for name in names)
