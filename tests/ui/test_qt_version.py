"""The Qt binding in use keeps its accounts: see the decision on its version."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer

_CALLS = 1_000


def test_a_call_that_returns_nothing_takes_nothing() -> None:
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        timer.stop()
    assert sys.getrefcount(None) > before - _CALLS // 10
