"""Sync of one open store: its runner and its delivery check, by the central in its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Protocol

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.record import Record
from ptc_app.sync import engine, sync_runner
from ptc_app.sync.delivery_check import DeliveryCheck, check_delivery
from ptc_app.sync.transport import central_client


class _Settings(Protocol):
    def central(self) -> CentralConnection | None: ...


class _Outbox(engine.Outbox, sync_runner.Outbox, Protocol):
    """The outbox as engine and runner need it."""


class _Records(Protocol):
    def each(self) -> Iterator[Record]: ...


class SyncStore(Protocol):
    """An open store as sync needs it."""

    @property
    def settings(self) -> _Settings: ...
    @property
    def outbox(self) -> _Outbox: ...
    @property
    def records(self) -> _Records: ...
    def close(self) -> None: ...


def open_sync_runner(
    store: SyncStore, now: Callable[[], datetime]
) -> sync_runner.SyncRunner | None:
    """A runner that closes the store with itself; None, store closed, where no central is known."""
    connection = store.settings.central()
    if connection is None:
        store.close()
        return None
    client = central_client(connection)
    sync_engine = engine.SyncEngine(store.outbox, client, now)
    return sync_runner.SyncRunner(store.outbox, client, sync_engine, now, store.close)


def check_store_delivery(store: SyncStore) -> DeliveryCheck | None:
    """Ask central for each record of the store; None where no central is known."""
    connection = store.settings.central()
    if connection is None:
        return None
    with closing(central_client(connection)) as client:
        return check_delivery(client, (record.body for record in store.records.each()))
