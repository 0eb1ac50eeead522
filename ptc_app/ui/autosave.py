"""Saves an entry while it is typed, and shows that it is saved once it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.widgets.save_indicator import SaveState

_T = TypeVar("_T")

_PATIENCE = timedelta(milliseconds=500)
"""How long a save may take before the indicator says that it is under way."""


class Indicator(Protocol):
    """Shows whether the last entry is saved; provided by SaveIndicator and SaveIndicatorSlot."""

    def show_state(self, state: SaveState, text: str = "") -> None:
        """Show this state with its translated text; NOTHING has an empty text."""


class Autosave(QObject, Generic[_T]):
    """Saves complete snapshots of a page's entries, in order, on the store thread.

    Each snapshot replaces the ones before it, so indicator and signals speak of the newest alone. A
    snapshot that could not be saved is not tried again here: the page may `save` it again.

    - store: the queue of the store thread, which calls `write` with each snapshot
    - indicator: shows the state of the newest snapshot; `state_text` gives the text of a state
    - page: the Qt parent; once it is deleted, snapshots are still written but nothing is emitted
    - has_entry: whether the part of the page shown holds an entry that a snapshot has; SAVED is
      shown only then
    """

    saved = Signal()
    """Emitted on the UI thread when the newest snapshot is on disk."""

    failed = Signal(object)
    """Emitted with the PtcError when the newest snapshot could not be written."""

    def __init__(
        self,
        store: TaskQueue,
        write: Callable[[_T], None],
        indicator: Indicator,
        state_text: Callable[[SaveState], str],
        *,
        page: QObject,
        has_entry: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(page)
        self._store = store
        self._write = write
        self._indicator = indicator
        self._state_text = state_text
        self._has_entry = has_entry
        self._asked = 0
        self._kept = 0
        self.has_failed = False
        """Whether the newest snapshot was refused."""
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE // timedelta(milliseconds=1))
        self._slow.timeout.connect(partial(self.show_state, SaveState.SAVING))

    @property
    def is_safe(self) -> bool:
        """Whether the newest snapshot is on disk; True also before the first call of `save`."""
        return self._kept == self._asked

    def save(self, snapshot: _T) -> None:
        """Queue this snapshot for the store thread and return at once.

        The indicator is empty until the snapshot is on disk; after half a second it shows SAVING.
        `saved` or `failed` follows, unless a newer snapshot was queued meanwhile.
        """
        self._asked += 1
        self.show_state(SaveState.NOTHING)
        if not self._slow.isActive():
            self._slow.start()
        number, work = self._asked, partial(self._write, snapshot)
        self._store.run(self, work, partial(self._saved, number), partial(self._failed, number))

    def show_again(self) -> None:
        """Show SAVED where the part of the page now shown has an entry, else NOTHING.

        For a page with several parts, when it turns to another part or says that an entry is wrong.
        Does nothing while the newest snapshot is not on disk, or after it failed.
        """
        if self.is_safe and not self.has_failed:
            self.show_state(SaveState.SAVED if self._has_entry() else SaveState.NOTHING)

    def show_state(self, state: SaveState) -> None:
        """Show a state on the indicator, with the text `state_text` gives it.

        NOTHING has no text.
        """
        text = "" if state is SaveState.NOTHING else self._state_text(state)
        self._indicator.show_state(state, text)

    def _saved(self, number: int, _nothing: None) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self._kept = number
        self.has_failed = False
        self.show_again()
        self.saved.emit()

    def _failed(self, number: int, error: PtcError) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self.has_failed = True
        self.show_state(SaveState.NOT_SAVED)
        self.failed.emit(error)
