"""A sync runner owns its store: where none can be made, the store is closed at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import CentralUntrusted, StoreUnusable
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.sync.sync_composition import open_sync_runner
from tests.support.builders import MORNING


@dataclass
class StoredCentral:
    """Settings that hold a connection, or cannot be read."""

    connection: CentralConnection | None
    error: StoreUnusable | None = None

    def central(self) -> CentralConnection | None:
        if self.error:
            raise self.error
        return self.connection


class NoRecords:
    def each(self) -> Iterator[SignedRecord]:
        return iter(())


@dataclass
class ClosableStore:
    """A store that notes whether it was closed."""

    settings: StoredCentral
    outbox: Any = None
    records: NoRecords = field(default_factory=NoRecords)
    is_closed: bool = False

    def close(self) -> None:
        self.is_closed = True


def test_without_a_central_the_store_is_closed() -> None:
    store = ClosableStore(StoredCentral(None))
    assert open_sync_runner(store, lambda: MORNING) is None
    assert store.is_closed


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        (
            StoredCentral(CentralConnection("https://central.example", "no PEM", "id", "secret")),
            CentralUntrusted,
        ),
        (StoredCentral(None, StoreUnusable("io")), StoreUnusable),
    ],
)
def test_where_it_cannot_be_made_the_store_is_closed(
    settings: StoredCentral, error: type[Exception]
) -> None:
    store = ClosableStore(settings)
    with pytest.raises(error):
        open_sync_runner(store, lambda: MORNING)
    assert store.is_closed
