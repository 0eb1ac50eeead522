"""The site is connected to another central while a run goes on: the rest goes to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import CentralUntrusted
from ptc_app.domain.outbox import DeliveryState
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.stored_central import StoredCentral
from ptc_app.sync.sync_runner import SyncRunner
from tests.support.central_faults import CLIENT, Served, serving
from tests.sync.memory import Clock, MemoryOutbox, envelope, name


class ChangingSettings:
    """Says each stored connection in turn, and the last one from then on."""

    def __init__(self, *connections: CentralConnection | None) -> None:
        self.connections = list(connections)

    def central(self) -> CentralConnection | None:
        if len(self.connections) > 1:
            return self.connections.pop(0)
        return self.connections[0]


class ReplacedSettings:
    """Says another connection as soon as the first central holds something."""

    def __init__(self, first: Served, other: Served) -> None:
        self._first, self._other = first, other

    def central(self) -> CentralConnection:
        return connection(self._other if self._first.central.names else self._first)


class WokenOutbox(MemoryOutbox):
    """An outbox in which nothing waits for its due time."""

    def wake(self, now: datetime) -> None:
        """Nothing: everything is due already."""


@pytest.fixture
def other(authority: trustme.CA) -> Iterator[Served]:
    with serving(authority) as other:
        yield other


def connection(served: Served) -> CentralConnection:
    address = served.address
    return CentralConnection(address.url, address.ca_pem, CLIENT.client_id, CLIENT.client_secret)


def test_the_next_request_of_a_run_goes_to_the_new_central(
    served: Served, other: Served, clock: Clock
) -> None:
    outbox = WokenOutbox()
    outbox.add(envelope("a", 0), envelope("a", 1), envelope("a", 2))
    run_to_its_end(outbox, ReplacedSettings(served, other), clock)
    assert served.central.names == [name("a", 0)]
    assert other.central.names == [name("a", 1), name("a", 2)]


def test_a_record_that_is_sent_in_parts_is_whole_at_one_central(
    served: Served, other: Served, clock: Clock
) -> None:
    served.central.most_entries = other.central.most_entries = 8
    outbox = WokenOutbox()
    outbox.add(envelope("a", entries=12), envelope("a", 1))
    run_to_its_end(outbox, ReplacedSettings(served, other), clock)
    assert served.central.names == [name("a", 0, entry) for entry in range(12)]
    assert other.central.names == [name("a", 1)]


def run_to_its_end(outbox: WokenOutbox, settings: ReplacedSettings, clock: Clock) -> None:
    """Send all that is due, and have it received."""
    central = StoredCentral(settings, settings.central(), utc_now)
    with closing(
        SyncRunner(outbox, central, SyncEngine(outbox, central, clock), clock, lambda: None)
    ) as runner:
        runner.probe_and_sync()
    assert set(outbox.deliveries()) == {DeliveryState.RECEIVED}


def test_a_connection_that_is_gone_or_no_good_is_not_followed(served: Served) -> None:
    kept = connection(served)
    settings = ChangingSettings(None, replace(kept, ca_pem="no PEM"), kept)
    central = StoredCentral(settings, kept, utc_now)
    assert not central.follow()
    with pytest.raises(CentralUntrusted):
        central.follow()
    assert central.get("/fhir/metadata").status == 200
    central.close()
