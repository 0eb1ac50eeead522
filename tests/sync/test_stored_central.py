"""The site is connected to another central while a run goes on: the rest goes to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import CentralUntrusted
from ptc_app.domain.outbox import SyncReport
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.stored_central import StoredCentral
from tests.support.central_faults import CLIENT, Served, serving
from tests.sync.memory import Clock, MemoryOutbox, envelope


class ChangingSettings:
    """Says each stored connection in turn, and the last one from then on."""

    def __init__(self, *connections: CentralConnection | None) -> None:
        self.connections = list(connections)

    def central(self) -> CentralConnection | None:
        if len(self.connections) > 1:
            return self.connections.pop(0)
        return self.connections[0]


@pytest.fixture
def other(authority: trustme.CA) -> Iterator[Served]:
    with serving(authority) as other:
        yield other


def connection(served: Served) -> CentralConnection:
    address = served.address
    return CentralConnection(address.url, address.ca_pem, CLIENT.client_id, CLIENT.client_secret)


def test_the_next_request_of_a_run_goes_to_the_new_central(
    served: Served, other: Served, outbox: MemoryOutbox, clock: Clock
) -> None:
    old, new = connection(served), connection(other)
    central = StoredCentral(ChangingSettings(old, new), old, utc_now)
    outbox.add(envelope("a", 0), envelope("a", 1), envelope("a", 2))
    assert SyncEngine(outbox, central, clock).run_once() == SyncReport(delivered=3)
    assert len(served.central.requests) == 1
    assert len(other.central.requests) == 2
    central.close()


def test_a_connection_that_is_gone_or_no_good_is_not_followed(served: Served) -> None:
    kept = connection(served)
    settings = ChangingSettings(None, replace(kept, ca_pem="no PEM"), kept)
    central = StoredCentral(settings, kept, utc_now)
    assert not central.follow()
    with pytest.raises(CentralUntrusted):
        central.follow()
    assert central.get("/fhir/metadata").status == 200
    central.close()
