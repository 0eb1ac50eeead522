"""Runs work on a worker thread, and brings its result and what it changed to the UI thread.

The only connections between threads of the application are here.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ptc_app.domain.errors import PtcError, Unexpected

if TYPE_CHECKING:
    from ptc_app.domain.store_change import StoreChange

_T = TypeVar("_T")


class _Ended(NamedTuple):
    session: int
    owner: weakref.ref[QObject]
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[PtcError], None]


class SessionUpdates(QObject):
    """Signals on the UI thread what a session changed in the store.

    Pages connect to it and load again what they show: `changed` follows each commit, `delivered`
    each sync run in which central received or rejected an envelope, `progressed` each of its
    requests.

    StaffSession makes one for each session and subscribes `publish` to the services' ChangeFeed,
    which calls it on the store thread.
    """

    changed = Signal(object)
    """Emitted on the UI thread with the StoreChange after each commit."""

    progressed = Signal()
    """Emitted after each request of a sync run that has more to send, once central has received or
    rejected an envelope in that run.
    """

    delivered = Signal()
    """Emitted after a sync run in which central received or rejected at least one envelope."""

    _published = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._published.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def publish(self, change: StoreChange) -> None:
        """Emit `changed` with this change on the UI thread, later; may be called on any thread."""
        self._published.emit(change)

    def _tell(self, change: StoreChange) -> None:
        self.changed.emit(change)


class TaskQueue(QObject):
    """Runs work on one worker thread, in the order asked; callbacks run on the UI thread.

    Made on the UI thread. `executor` has one thread, which its owner shuts down. `idle` is emitted
    each time the last work asked for has ended.
    """

    idle = Signal()
    """Emitted on the UI thread, after the callback, when no work is queued or running any more."""

    _ended = Signal(object)

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self._executor = executor
        self._under_way = 0
        self._session = 0
        self._is_closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether no work is queued or running and no callback is outstanding."""
        return self._under_way == 0

    def run(
        self,
        owner: QObject,
        work: Callable[[], _T],
        done: Callable[[_T], None],
        failed: Callable[[PtcError], None],
    ) -> None:
        """Queue `work` for the worker thread and return at once; call on the UI thread.

        Then one callback runs on the UI thread: `done` with the result of `work`, or `failed` with
        the PtcError it raised. Any other exception gives `failed` an Unexpected, and is raised
        again on the UI thread for the crash hook. No callback runs if `owner` was deleted or
        `forget` was called meanwhile; the work is done all the same. Nothing is queued after
        `close`.
        """
        if self._is_closed:
            return
        self._under_way += 1
        session, asker = self._session, weakref.ref(owner)
        future = self._executor.submit(work)
        future.add_done_callback(
            lambda ended: self._ended.emit(_Ended(session, asker, ended, done, failed))
        )

    def forget(self) -> None:
        """Drop the callbacks of all work queued or running so far.

        The work itself is still done.
        """
        self._session += 1

    def close(self) -> None:
        """Take no more work: a page of a closing window may still ask for some."""
        self._is_closed = True

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
