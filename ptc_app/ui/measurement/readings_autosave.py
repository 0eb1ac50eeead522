"""Keeping readings on disk as they are typed, and saying so only when they are there."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ptc_app.domain.errors import PtcError
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.readings import Readings
from ptc_app.ui.page_context import PageContext
from ptc_app.ui.widgets.save_indicator import SaveIndicator, SaveState

_PATIENCE = timedelta(milliseconds=500)
"""How long a save may take before the tick says that it is under way."""


class ReadingsAutosave(QObject):
    """Saves in order; the tick speaks of the last thing typed, never of one before."""

    saved = Signal()
    failed = Signal(object)
    """PtcError: what was typed last is not on disk."""

    def __init__(
        self, context: PageContext, visit_id: VisitId, stage: str, tick: SaveIndicator
    ) -> None:
        super().__init__(tick)
        self._context = context
        self._visit_id = visit_id
        self._stage = stage
        self._tick = tick
        self._asked = 0
        self._kept = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE // timedelta(milliseconds=1))
        self._slow.timeout.connect(self._say_saving)

    @property
    def is_safe(self) -> bool:
        """Whether all that was typed is on disk."""
        return self._kept == self._asked

    def save(self, readings: Readings) -> None:
        """Have it on disk soon; each later save holds all of this one."""
        self._asked += 1
        if not self._slow.isActive():
            self._slow.start()
        work = partial(
            self._context.services.measurements.save, self._visit_id, self._stage, readings
        )
        number = self._asked
        self._context.store.run(
            self, work, partial(self._saved, number), partial(self._failed, number)
        )

    def _saved(self, number: int, _nothing: None) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self._kept = number
        tr, context = self._context.tr, self._context
        time = tr.seconds_text(context.local(context.services.measurements.act_context.now()))
        self._tick.show_state(SaveState.SAVED, tr("Saved {time}", time=time))
        self.saved.emit()

    def _failed(self, number: int, error: PtcError) -> None:
        if number != self._asked:
            return
        self._slow.stop()
        self._tick.show_state(SaveState.NOT_SAVED, self._context.tr("Not saved"))
        self.failed.emit(error)

    def _say_saving(self) -> None:
        self._tick.show_state(SaveState.SAVING, self._context.tr("Saving…"))
