"""Saves what is being typed as it is typed, and says so only when it is on disk."""

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
    """Shows whether what was typed is on disk."""

    def show_state(self, state: SaveState, text: str = "") -> None: ...


class Autosave(QObject, Generic[_T]):
    """Saves complete snapshots in order on the store thread.

    Each snapshot holds all of those before it, so the indicator and the signals speak of the
    newest alone. One that could not be saved stays with `page`, which may save it again.
    `state_text` words a state in the language shown.
    """

    saved = Signal()
    """The newest snapshot is on disk."""

    failed = Signal(object)
    """PtcError: the newest snapshot is not on disk."""

    def __init__(
        self,
        store: TaskQueue,
        write: Callable[[_T], None],
        indicator: Indicator,
        state_text: Callable[[SaveState], str],
        *,
        page: QObject,
    ) -> None:
        super().__init__(page)
        self._store = store
        self._write = write
        self._indicator = indicator
        self._state_text = state_text
        self._asked = 0
        self._kept = 0
        self.has_failed = False
        """Whether the newest snapshot was refused."""
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE // timedelta(milliseconds=1))
        self._slow.timeout.connect(partial(self.show_state, SaveState.SAVING))

    @property
    def is_safe(self) -> bool:
        """Whether the newest snapshot is on disk, or none was asked for."""
        return self._kept == self._asked

    def save(self, snapshot: _T) -> None:
        """Write the snapshot soon; the indicator is empty until it is known to be on disk."""
        self._asked += 1
        self.show_state(SaveState.NOTHING)
        if not self._slow.isActive():
            self._slow.start()
        number, work = self._asked, partial(self._write, snapshot)
        self._store.run(self, work, partial(self._saved, number), partial(self._failed, number))

    def show_page(self, *, is_answered: bool) -> None:
        """Show of another part of the page whether its value is saved, or nothing without a value.

        While the newest snapshot is not on disk the indicator stays as it is.
        """
        if self.is_safe and not self.has_failed:
            self.show_state(SaveState.SAVED if is_answered else SaveState.NOTHING)

    def show_state(self, state: SaveState) -> None:
        """Show a state in its words."""
        text = "" if state is SaveState.NOTHING else self._state_text(state)
        self._indicator.show_state(state, text)

    def _saved(self, number: int, _nothing: None) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self._kept = number
        self.has_failed = False
        self.show_state(SaveState.SAVED)
        self.saved.emit()

    def _failed(self, number: int, error: PtcError) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self.has_failed = True
        self.show_state(SaveState.NOT_SAVED)
        self.failed.emit(error)
