"""Runs sync in the background: every five seconds, and at once when asked to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.outbox import SyncReport
from ptc_app.ui.tasks import TaskQueue

_EVERY = timedelta(seconds=5)


class SyncScheduler(QObject):
    """Starts a sync run on the sync thread every five seconds, and when `sync_now` is called.

    `run_round` makes one request of a run and returns the SyncReport so far; while that says
    `has_more` it is called again. There is never more than one run at a time; `reported` or
    `failed` is emitted after each call.
    """

    reported = Signal(object)
    """Emitted with the SyncReport of a run so far, and when it has ended.

    It says what was sent, or why central was not reached.
    """

    failed = Signal(object)
    """Emitted with the PtcError that a run raised, such as StoreUnusable."""

    def __init__(self, sync: TaskQueue, run_round: Callable[[], SyncReport]) -> None:
        super().__init__()
        self._sync = sync
        self._run_round = run_round
        self._is_running = False
        self._is_asked_again = False
        self._is_stopped = False
        self._timer = QTimer(self, interval=_EVERY // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.sync_now)

    def start(self) -> None:
        """Run a sync now, and from now on one every five seconds."""
        self._is_stopped = False
        self._timer.start()
        self.sync_now()

    def stop(self) -> None:
        """Start no run by itself any more; a run under way ends after its present request."""
        self._timer.stop()
        self._is_asked_again = False
        self._is_stopped = True

    def sync_now(self) -> None:
        """Start a sync run now and return at once.

        While a run is under way, one more is started after it has ended, however often this was
        called meanwhile.
        """
        if self._is_running:
            self._is_asked_again = True
            return
        self._is_running = True
        self._start_round()

    def _start_round(self) -> None:
        self._sync.run(self, self._run_round, self._round_ended, self._round_failed)

    def _round_ended(self, report: SyncReport) -> None:
        self._is_running = report.has_more and not self._is_stopped
        self.reported.emit(report)
        if self._is_running:
            self._start_round()
        elif self._is_asked_again:
            self._is_asked_again = False
            self.sync_now()

    def _round_failed(self, error: PtcError) -> None:
        self._is_running = False
        self.failed.emit(error)
