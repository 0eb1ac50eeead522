"""Sync of one open store: its runner and its delivery check, by the central in its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Protocol

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.record import Record
from ptc_app.sync.engine import EnvelopeQueue, SyncEngine
from ptc_app.sync.exactly_once_check import ExactlyOnceCheck, check_delivery
from ptc_app.sync.probing_sync import PostponedEnvelopes, ProbingSync
from ptc_app.sync.transport import central_client


class _Settings(Protocol):
    def central(self) -> CentralConnection | None:
        """The connection there is; None before the first."""


class _Outbox(EnvelopeQueue, PostponedEnvelopes, Protocol):
    """The outbox as engine and runner need it."""


class _Records(Protocol):
    def each(self) -> Iterator[Record]:
        """All records, one after another."""


class SyncStore(Protocol):
    """An open store as sync needs it."""

    @property
    def settings(self) -> _Settings: ...
    @property
    def outbox(self) -> _Outbox: ...
    @property
    def records(self) -> _Records: ...
    def close(self) -> None: ...


def open_sync_runner(store: SyncStore, now: Callable[[], datetime]) -> ProbingSync | None:
    """A runner that closes the store when it is closed.

    Where no central is connected the store is closed at once and the result is None.
    """
    connection = store.settings.central()
    if connection is None:
        store.close()
        return None
    client = central_client(connection)
    engine = SyncEngine(store.outbox, client, now)
    return ProbingSync(store.outbox, client, engine, now, store.close)


def check_store_delivery(store: SyncStore) -> ExactlyOnceCheck | None:
    """Search central for all resources of the store; None where no central is connected."""
    connection = store.settings.central()
    if connection is None:
        return None
    with closing(central_client(connection)) as client:
        return check_delivery(client, (record.body for record in store.records.each()))
