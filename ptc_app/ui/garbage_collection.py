"""Keeps Python's garbage collection on the UI thread.

Python collects on whichever thread allocates. On a worker it would destroy widgets and timers
from the wrong thread, which Qt forbids.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds from one check to the next."""


class GarbageCollection(QObject):
    """Turns Python's automatic collection off and collects on the UI thread, on a timer.

    Created on the UI thread, it checks once a second and collects the oldest generation whose count
    is over Python's threshold, or nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def close(self) -> None:
        """Stop the timer and turn automatic collection on again, if it was on before."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()

    def _collect(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
