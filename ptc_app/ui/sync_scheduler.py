"""Timer that starts a sync run every few seconds, and at once when something was committed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.outbox import SyncReport
from ptc_app.ui.tasks import Tasks

_EVERY = timedelta(seconds=5)


class SyncScheduler(QObject):
    """Runs one sync at a time on the sync thread; what is asked for meanwhile is one more run."""

    reported = Signal(object)
    """SyncReport of a run: what was sent, or why central could not be reached."""

    failed = Signal(object)
    """PtcError: the run could not read or write the store."""

    def __init__(self, sync: Tasks, carry: Callable[[], SyncReport]) -> None:
        super().__init__()
        self._sync = sync
        self._carry = carry
        self._is_running = False
        self._is_asked_again = False
        self._timer = QTimer(self, interval=_EVERY // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Run now, and from now on every five seconds."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Start no more runs; one under way ends by itself."""
        self._timer.stop()
        self._is_asked_again = False

    def look(self) -> None:
        """Start a run, or remember to do so when the one under way has ended."""
        if self._is_running:
            self._is_asked_again = True
            return
        self._is_running = True
        self._sync.run(self, self._carry, self._report, self._fail)

    def _report(self, report: SyncReport) -> None:
        self._is_running = False
        self.reported.emit(report)
        if self._is_asked_again:
            self._is_asked_again = False
            self.look()

    def _fail(self, error: PtcError) -> None:
        self._is_running = False
        self.failed.emit(error)
