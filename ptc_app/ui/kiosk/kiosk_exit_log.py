"""Writes to the audit trail how a window in a participant's hands was left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from ptc_app.domain.ids import VisitId
from ptc_app.domain.stages.kiosk_exits import ExitTally, KioskExit, count_exit
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.page_context import PageContext


class KioskExitLog(QObject):
    """Records the exits of `main_window` for one session; many in a minute are one entry.

    What was only counted is recorded when the staff have the window again.
    """

    def __init__(self, main_window: MainWindow, context: PageContext) -> None:
        super().__init__()
        self._main_window = main_window
        self._context = context
        self._visit_id: VisitId | None = None
        self._tally = ExitTally()
        main_window.kiosk_left.connect(self._count)
        main_window.handed_over.connect(self._end)

    def begin(self, visit_id: VisitId) -> None:
        """Note that the window is handed over for this visit."""
        self._visit_id, self._tally = visit_id, ExitTally()

    def close(self) -> None:
        """End with the session: nothing is recorded any more."""
        self._main_window.kiosk_left.disconnect(self._count)
        self._main_window.handed_over.disconnect(self._end)

    def _count(self, kind: KioskExit) -> None:
        self._tally, times = count_exit(self._tally, kind, self._context.now())
        self._record(kind, times)

    def _end(self, is_handed_over: bool) -> None:  # noqa: FBT001 - what the signal tells
        if is_handed_over:
            return
        tally, self._tally = self._tally, ExitTally()
        for kind, times in tally.unwritten.items():
            self._record(kind, times)

    def _record(self, kind: KioskExit, times: int) -> None:
        if times and self._visit_id is not None:
            record = self._context.services.kiosk.record_exit
            work = partial(record, self._visit_id, kind, times)
            self._context.store.run(self, work, _ignore, _ignore)


def _ignore(_result: object) -> None:
    """For results that nobody waits for."""
