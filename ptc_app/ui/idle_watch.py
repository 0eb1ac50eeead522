"""Watches for keyboard, mouse and touch events, and signals when there were none for a time."""

from __future__ import annotations

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


class IdleWatch(QObject):
    """Emits signals when nobody has touched the workstation for a time; locks nothing by itself.

    It counts from `start`, and again from each key, mouse, wheel, touch, pen or input method event
    of the application `app`. `warned` is emitted after `warn_after` without such an event, `ended`
    after `lock_after`, and `resumed` at the first event between the two.
    """

    warned = Signal()
    """Emitted once when there was no event for `warn_after`."""

    ended = Signal()
    """Emitted once when there was no event for `lock_after`; then nothing more until `start`."""

    resumed = Signal()
    """Emitted at the first event after `warned` and before `ended`; counting begins again."""

    def __init__(
        self, app: QCoreApplication, *, warn_after: timedelta, lock_after: timedelta
    ) -> None:
        super().__init__()
        self._warned = False
        self._warn = _timer(self, warn_after)
        self._warn.timeout.connect(self._on_warn)
        self._lock = _timer(self, lock_after)
        self._lock.timeout.connect(self.ended)
        app.installEventFilter(self)

    def start(self) -> None:
        """Begin to count both times from now; begins again if it is counting already."""
        self._warned = False
        self._warn.start()
        self._lock.start()

    def stop(self) -> None:
        """Stop counting, because no one is signed in: no signal is emitted until `start`."""
        self._warn.stop()
        self._lock.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVE and self._lock.isActive():
            was_warned = self._warned
            self.start()
            if was_warned:
                self.resumed.emit()
        return False

    def _on_warn(self) -> None:
        self._warned = True
        self.warned.emit()


def _timer(parent: QObject, after: timedelta) -> QTimer:
    return QTimer(parent, singleShot=True, interval=after // timedelta(milliseconds=1))
