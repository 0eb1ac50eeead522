"""What the tests of sending share: one authority, one faulty central, one outbox in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.sync.transport import CentralClient
from tests.support.central_faults import CLIENT, FaultyCentral, Served, serving
from tests.sync.memory import Clock, MemoryOutbox

_SILENCE = 5.0
"""Seconds after which a central is silent: on a loaded machine an answer takes a while."""


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[Served]:
    with serving(authority) as served:
        yield served


@pytest.fixture
def faulty(served: Served) -> FaultyCentral:
    return served.central


@pytest.fixture
def central(served: Served) -> Iterator[CentralClient]:
    central = CentralClient(served.address, CLIENT, utc_now, timeouts=(60.0, _SILENCE))
    yield central
    central.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> MemoryOutbox:
    return MemoryOutbox()
