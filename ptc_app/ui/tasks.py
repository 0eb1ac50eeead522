"""Runs work on a worker thread and delivers its result, and what it published, on the UI thread.

The only connections between threads of the program are here.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ptc_app.domain.errors import PtcError, Unexpected
from ptc_app.domain.store_change import StoreChange

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Ended:
    session: int
    owner: weakref.ref[QObject]
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[PtcError], None]


class SessionUpdates(QObject):
    """What happened in the store, told on the UI thread to the pages that show it.

    Its `publish` is a listener of the services' change feed, which calls it on the store thread.
    """

    changed = Signal(object)
    """StoreChange: something was committed."""

    delivered = Signal()
    """Central has confirmed or rejected envelopes."""

    _published = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._published.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def publish(self, change: StoreChange) -> None:
        """Emit `changed` on the UI thread soon; may be called on any thread."""
        self._published.emit(change)

    def _tell(self, change: StoreChange) -> None:
        self.changed.emit(change)


class TaskQueue(QObject):
    """Runs work in order on one worker thread; callbacks run on the UI thread.

    A result whose owner is gone is dropped, but its work is always done. An error that is not a
    PtcError is delivered as Unexpected and raised on the UI thread for the crash hook.
    """

    idle = Signal()
    """Nothing is under way any more."""

    _ended = Signal(object)

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self._executor = executor
        self._under_way = 0
        self._session = 0
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no work is queued or running."""
        return self._under_way == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], _T],
        done: Callable[[_T], None],
        failed: Callable[[PtcError], None],
    ) -> None:
        """Queue `work`; then call `done` with its result or `failed` with its PtcError."""
        self._under_way += 1
        session, asker = self._session, weakref.ref(owner)
        future = self._executor.submit(work)
        future.add_done_callback(
            lambda ended: self._ended.emit(_Ended(session, asker, ended, done, failed))
        )

    def forget(self) -> None:
        """Drop the callbacks of everything queued; the work itself is still done."""
        self._session += 1

    def _deliver(self, ended: _Ended) -> None:
        self._under_way -= 1
        try:
            self._tell(ended)
        finally:
            if self.is_idle:
                self.idle.emit()

    def _tell(self, ended: _Ended) -> None:
        owner = ended.owner()
        is_here = owner is not None and shiboken6.isValid(owner) and ended.session == self._session
        try:
            result = ended.future.result()
        except CancelledError:
            return
        except PtcError as error:
            if is_here:
                ended.failed(error)
        except Exception:
            if is_here:
                ended.failed(Unexpected())
            raise
        else:
            if is_here:
                ended.done(result)
