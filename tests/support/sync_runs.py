"""A run of the sync engine from its first request to its last."""

from __future__ import annotations

from ptc_app.domain.outbox import SyncReport
from ptc_app.sync.engine import SyncEngine


def run_once(engine: SyncEngine) -> SyncReport:
    """Send what is due, and what becomes due by it; the last report of `SyncEngine.rounds`."""
    *_, report = engine.rounds()
    return report
