"""Watches for central: while it is away one small question at a time, then all that waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted, SignInNeeded
from ptc_app.domain.outbox import SyncReport, WaitReason
from ptc_app.sync.central_response import CentralResponse

_QUESTION = "/fhir/metadata"
"""Every FHIR server answers it (R4, capabilities interaction), and it changes nothing."""

_WORTH_ASKING = frozenset(
    {
        WaitReason.NOT_TRIED,
        WaitReason.CENTRAL_AWAY,
        WaitReason.CENTRAL_UNTRUSTED,
        WaitReason.SIGN_IN,
    }
)
"""What a small question can find ended; a busy central is left alone."""


class Central(Protocol):
    """Central, as far as being there goes."""

    def get(self, path: str) -> CentralResponse: ...
    def close(self) -> None: ...


class Outbox(Protocol):
    """The store, as far as waiting goes."""

    def wake(self, now: datetime) -> None: ...


class Engine(Protocol):
    """What sends."""

    def run_once(self) -> SyncReport: ...


class SyncRunner:
    """Waits that grew long while central was away end as soon as it answers."""

    def __init__(
        self,
        outbox: Outbox,
        central: Central,
        engine: Engine,
        now: Callable[[], datetime],
        close_store: Callable[[], None],
    ) -> None:
        self._outbox = outbox
        self._central = central
        self._engine = engine
        self._now = now
        self._close_store = close_store
        self._away: WaitReason | None = WaitReason.NOT_TRIED

    def look(self) -> SyncReport:
        """Send what is due; after an absence, first ask whether central is back.

        Where nothing was due, what was known of central before is still all that is known.
        """
        if self._away in _WORTH_ASKING:
            self._away = self._asked()
            if self._away is WaitReason.CENTRAL_AWAY:
                return SyncReport(away=self._away)
            if self._away is None:
                self._outbox.wake(self._now())
        report = self._engine.run_once()
        if report == SyncReport():
            return SyncReport(away=self._away)
        self._away = report.away
        return report

    def close(self) -> None:
        """Let go of central and of the store."""
        self._central.close()
        self._close_store()

    def _asked(self) -> WaitReason | None:
        """What stands between us and central; any answer under the pinned certificate is one."""
        try:
            self._central.get(_QUESTION)
        except CentralUntrusted:
            return WaitReason.CENTRAL_UNTRUSTED
        except SignInNeeded:
            return WaitReason.SIGN_IN
        except CentralUnreachable:
            return WaitReason.CENTRAL_AWAY
        return None
