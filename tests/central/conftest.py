"""A practice central on loopback, and clients of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from ptc_central.server import ServerAddress, serve
from tests.central.central_client import SYSTEM, CentralClient, anonymous, registered
from tests.support.fhir_json import Json


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    """A server for all tests that need no settings or data directory of their own."""
    with serve(tmp_path_factory.mktemp("central")) as address:
        yield address


@pytest.fixture(scope="session")
def client(central: ServerAddress) -> Iterator[CentralClient]:
    """A registered client of `central`."""
    client = registered(central)
    yield client
    client.session.close()


@pytest.fixture
def anonymous_client(central: ServerAddress) -> Iterator[CentralClient]:
    """A client of `central` that has no access token."""
    client = anonymous(central)
    yield client
    client.session.close()


@pytest.fixture
def register() -> Iterator[Callable[[ServerAddress], CentralClient]]:
    """Return a registered client of any server; it is closed at the end of the test."""
    clients: list[CentralClient] = []

    def register(address: ServerAddress) -> CentralClient:
        clients.append(registered(address))
        return clients[-1]

    yield register
    for client in clients:
        client.session.close()


@pytest.fixture
def unique() -> str:
    """An id that no other test uses."""
    return uuid4().hex


@pytest.fixture
def patient(unique: str) -> Json:
    """A Patient with the identifier `unique`."""
    return {"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": unique}]}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The path of a data directory that does not exist yet."""
    return tmp_path / "central"
