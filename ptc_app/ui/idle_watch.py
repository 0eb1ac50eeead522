"""Watches for keyboard, mouse and touch events, and signals when there were none for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_ACTIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
        QEvent.Type.Wheel,
    }
)

_BEAT = timedelta(seconds=1)
"""How often the clocks are read while nothing happens."""

_SLEPT = timedelta(seconds=60)
"""The clocks were not read for so long only where the computer slept, or its processes stood."""

Clock = Callable[[], float]
"""Seconds since any moment, as a float."""


def clock_through_sleep() -> float:
    """Seconds since the computer started, also those it slept; no one can set it.

    `time.monotonic` stands still meanwhile on Linux and macOS: there CLOCK_BOOTTIME and
    CLOCK_MONOTONIC of the system are read. Windows has neither, and its monotonic clock goes on.
    """
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class IdleWatch(QObject):
    """Emits signals when nobody has touched the workstation for a time; locks nothing by itself.

    It counts from `start`, and again from each key, mouse, wheel, touch, pen or input method event
    of the application `app`. `warned` is emitted after `warn_after` without such an event, `ended`
    after `lock_after`, and `resumed` at the first event between the two.

    Timers stand still while the computer sleeps. So before each event, what draws the window
    included, and every second, the clocks are asked too: `ended` comes at once where `lock_after`
    has passed by `awake` (see `clock_through_sleep`) or by `wall`, the seconds of the date, and
    where the computer slept for a minute or more.
    """

    warned = Signal()
    """Emitted once when there was no event for `warn_after`."""

    ended = Signal()
    """Emitted once when there was no event for `lock_after`; then nothing more until `start`."""

    resumed = Signal()
    """Emitted at the first event after `warned` and before `ended`; counting begins again."""

    def __init__(
        self,
        app: QCoreApplication,
        *,
        warn_after: timedelta,
        lock_after: timedelta,
        awake: Clock = clock_through_sleep,
        wall: Clock = time.time,
    ) -> None:
        super().__init__()
        self._limit = lock_after.total_seconds()
        self._awake = awake
        self._wall = wall
        self._read_awake = self._began_awake = awake()
        self._began_wall = wall()
        self._warned = False
        self._warn = _timer(self, warn_after)
        self._warn.timeout.connect(self._on_warn)
        self._lock = _timer(self, lock_after)
        self._lock.timeout.connect(self._end)
        self._beat = QTimer(self, interval=_BEAT // timedelta(milliseconds=1))
        self._beat.timeout.connect(self._end_if_late)
        app.installEventFilter(self)

    def start(self) -> None:
        """Begin to count both times from now; begins again if it is counting already."""
        self._warned = False
        self._read_awake = self._began_awake = self._awake()
        self._began_wall = self._wall()
        self._warn.start()
        self._lock.start()
        if not self._beat.isActive():
            self._beat.start()

    def stop(self) -> None:
        """Stop counting, because no one is signed in: no signal is emitted until `start`."""
        for timer in (self._warn, self._lock, self._beat):
            timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """An event after too long a time does nothing but end it: it was not meant for the lock."""
        if not self._lock.isActive():
            return False
        self._end_if_late()
        if event.type() not in _ACTIVE:
            return False
        if not self._lock.isActive():
            return True
        was_warned = self._warned
        self.start()
        if was_warned:
            self.resumed.emit()
        return False

    def _end_if_late(self) -> None:
        """End where the computer slept, or where more time has passed than the timers counted."""
        awake = self._awake()
        has_slept = awake - self._read_awake >= _SLEPT.total_seconds()
        self._read_awake = awake
        idle = max(awake - self._began_awake, self._wall() - self._began_wall)
        if has_slept or idle >= self._limit:
            self._end()

    def _end(self) -> None:
        self.stop()
        self.ended.emit()

    def _on_warn(self) -> None:
        self._warned = True
        self.warned.emit()


def _timer(parent: QObject, after: timedelta) -> QTimer:
    return QTimer(parent, singleShot=True, interval=after // timedelta(milliseconds=1))
