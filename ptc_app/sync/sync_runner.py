"""Runs the sync engine; while central is away it only probes whether central answers again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from ptc_app.domain.outbox import SyncReport, WaitingReason
from ptc_app.sync.network_errors import CONNECTION_ERRORS, waiting_reason
from ptc_app.sync.pinned_session import CAPABILITIES_PATH
from ptc_app.sync.raw_central_response import RawCentralResponse

_PROBED_FIRST = frozenset(
    {
        WaitingReason.NOT_TRIED,
        WaitingReason.CENTRAL_AWAY,
        WaitingReason.CENTRAL_UNTRUSTED,
        WaitingReason.SIGN_IN,
        WaitingReason.CLOCK_WRONG,
        WaitingReason.CERTIFICATE_DATES,
    }
)
"""What a probe can find ended; a busy central is not asked for more than what is due."""


class ProbedCentral(Protocol):
    """Port to central that can be probed; `StoredCentral` provides it."""

    def follow(self) -> bool:
        """Use the connection that is stored now; whether it is another than before.

        Raises StoreUnusable, or CentralUntrusted (`authority`).
        """

    def get(self, path: str) -> RawCentralResponse:
        """GET a path such as CAPABILITIES_PATH; the response, whatever its status.

        Raises one of CONNECTION_ERRORS.
        """

    def abort(self) -> None:
        """Break off the request under way, and refuse later ones; called on any thread."""

    def close(self) -> None:
        """Close the connections to central."""


class PostponedEnvelopes(Protocol):
    """Port to the outbox that ends waits; `Outbox` of the storage provides it."""

    def wake(self, now: datetime) -> None:
        """Make every waiting envelope due at `now` (UTC).

        Those that need attention stay as they are. Raises StoreUnusable.
        """


class EngineRun(Protocol):
    """Port to the sync engine; `SyncEngine` provides it."""

    def rounds(self) -> Iterator[SyncReport]:
        """Send what is due and yield the report so far after each request, and one at the end.

        The last says in `away` why the run stopped early, and is equal to `SyncReport()` where
        nothing was due. Raises StoreUnusable.
        """


class SyncRunner:
    """Runs the engine, and ends all waits as soon as central answers after an absence.

    It remembers between runs why central could not be used, at first `not-tried`. `now` is the
    clock (UTC); `close_store` closes the connection to the store that `outbox` and `engine` use.
    """

    def __init__(
        self,
        outbox: PostponedEnvelopes,
        central: ProbedCentral,
        engine: EngineRun,
        now: Callable[[], datetime],
        close_store: Callable[[], None],
    ) -> None:
        self._outbox = outbox
        self._central = central
        self._engine = engine
        self._now = now
        self._close_store = close_store
        self._away: WaitingReason | None = WaitingReason.NOT_TRIED
        self._run: Iterator[SyncReport] | None = None

    def probe_and_sync(self) -> SyncReport:
        """Run the engine once; where central was not tried or was away, probe it first.

        The probe is GET /fhir/metadata. If nothing answers, the engine does not run. A response of
        any status makes all waiting envelopes due; a central that is not trusted or refuses the
        sign-in, and a clock that is wrong, do not. Where nothing was due, `away` of the report says
        what was last known to be wrong with central, None for nothing. Where the site is connected
        to another central meanwhile, nothing is known of it: the run begins anew there, and its
        report counts from there. Errors of the connection become `away`; StoreUnusable passes, and
        CentralUntrusted (`authority`) where the certificate authority that was stored meanwhile
        cannot be read.
        """
        while (report := self.run_round()).has_more:
            pass
        return report

    def run_round(self) -> SyncReport:
        """One request of a run as in `probe_and_sync`: the probe, or what fits in one request.

        A record too large for one request is sent whole, in several: all of it to one central.
        Returns the report of the run so far. Where it says `has_more`, the next call goes on with
        the run; else, or where this raised an error, or once the site was connected to another
        central, the next call begins a new one. Raises what `probe_and_sync` raises.
        """
        run, self._run = self._run, None
        if self._follow() or run is None:
            run = self._rounds()
        report = next(run)
        if report.has_more:
            self._run = run
        return report

    def abort(self) -> None:
        """Break off the request under way, so that its round ends; called on any thread.

        Its envelopes are postponed; central may have stored them all the same, and stores them once
        when they are sent again. Only `close` may follow.
        """
        self._central.abort()

    def close(self) -> None:
        """Close the connections to central, then the sync thread's connection to the store.

        A run under way is not gone on with: what it has not sent is still due.
        """
        self._run = None
        self._central.close()
        self._close_store()

    def _follow(self) -> bool:
        """Whether the site was connected to another central since, of which nothing is known."""
        is_another = self._central.follow()
        if is_another:
            self._away = WaitingReason.NOT_TRIED
        return is_another

    def _rounds(self) -> Iterator[SyncReport]:
        """A run with its probe; yields after each request, the report of the whole run last."""
        if self._away in _PROBED_FIRST:
            self._away = self._probe()
            if self._away is WaitingReason.CENTRAL_AWAY:
                yield SyncReport(away=self._away)
                return
            if self._away is None:
                self._outbox.wake(self._now())
            yield SyncReport(away=self._away, has_more=True)
        for report in self._engine.rounds():
            if report == SyncReport():
                yield SyncReport(away=self._away)
            else:
                self._away = report.away
                yield report

    def _probe(self) -> WaitingReason | None:
        """Why central cannot be used; None when it answers, with whatever status."""
        try:
            self._central.get(CAPABILITIES_PATH)
        except CONNECTION_ERRORS as error:
            return waiting_reason(error)
        return None
