"""Sync of one open store: its runner and its delivery check, by the central in its settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Protocol

from ptc_app.domain.errors import PtcError
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.sync.engine import EnvelopeQueue, SyncEngine
from ptc_app.sync.exactly_once_check import ExactlyOnceCheck, check_delivery
from ptc_app.sync.stored_central import StoredCentral, StoredConnection
from ptc_app.sync.sync_runner import PostponedEnvelopes, SyncRunner
from ptc_app.sync.transport import central_client


class _Outbox(EnvelopeQueue, PostponedEnvelopes, Protocol):
    """The outbox as engine and runner need it."""


class _Records(Protocol):
    def each(self) -> Iterator[SignedRecord]:
        """All signed records one at a time, in the order of signing; corrections are among them."""


class SyncStore(Protocol):
    """Port to an open store, as sync needs it; `Store` of the storage provides it."""

    @property
    def settings(self) -> StoredConnection:
        """The settings, with the connection to central."""

    @property
    def outbox(self) -> _Outbox:
        """The envelopes, to be sent and settled."""

    @property
    def records(self) -> _Records:
        """The signed records, whose bytes are sent."""

    def close(self) -> None:
        """Close the connection to the database."""


def open_sync_runner(store: SyncStore, now: Callable[[], datetime]) -> SyncRunner | None:
    """A sync runner for the central in the store's settings; it owns the store and closes it.

    It follows the settings: once the site is connected to another central, it sends there. `now` is
    the clock (UTC). None where no central was joined. StoreUnusable, or CentralUntrusted
    (`authority`) where the stored certificate authority cannot be read. In all these cases the
    store is closed at once. Nothing is sent yet.
    """
    try:
        connection = store.settings.central()
        central = StoredCentral(store.settings, connection, now) if connection else None
    except PtcError:
        store.close()
        raise
    if central is None:
        store.close()
        return None
    engine = SyncEngine(store.outbox, central, now)
    return SyncRunner(store.outbox, central, engine, now, store.close)


def check_store_delivery(store: SyncStore, now: Callable[[], datetime]) -> ExactlyOnceCheck | None:
    """Search central for all resources of the store's records; the store stays open.

    `now` is the clock (UTC). None where no central was joined, else as `check_delivery`, which also
    names what it raises; StoreUnusable passes.
    """
    connection = store.settings.central()
    if connection is None:
        return None
    with closing(central_client(connection, now)) as client:
        return check_delivery(client, (record.body for record in store.records.each()))
