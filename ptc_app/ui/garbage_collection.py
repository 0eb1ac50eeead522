"""Garbage is collected on the UI thread alone.

Python collects on whichever thread happens to allocate. On a worker's it would destroy widgets and
timers from the wrong thread, which Qt forbids.
"""

from __future__ import annotations

import gc
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

_EVERY = timedelta(seconds=1)


class GarbageCollection(QObject):
    """Takes the collector's own decisions, at moments of the UI thread, for as long as it lives."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """The workers are gone: Python may collect as it likes."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
