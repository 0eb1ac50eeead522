"""A practice central that listens on loopback, and a device that has registered with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from ptc_central.server import ServerAddress, serve

SYSTEM = "https://clinic.example/id"


@dataclass
class Device:
    """A client with a token of its own, and the few calls that the tests make."""

    central: ServerAddress
    session: requests.Session

    def call(self, method, path, **more):
        return self.session.request(method, f"{self.central.url}{path}", timeout=30, **more)

    def get(self, path, **more):
        return self.call("GET", f"/fhir/{path}", **more)

    def post(self, path, resource, **more):
        return self.call("POST", f"/fhir/{path}", json=resource, **more)

    def put(self, path, resource, **more):
        return self.call("PUT", f"/fhir/{path}", json=resource, **more)

    def bundle(self, kind, *entries):
        body = {"resourceType": "Bundle", "type": kind, "entry": list(entries)}
        return self.call("POST", "/fhir", json=body)

    def transaction(self, *entries):
        return self.bundle("transaction", *entries)

    def batch(self, *entries):
        return self.bundle("batch", *entries)

    def total(self, search):
        return self.get(search).json()["total"]

    def sibling(self):
        """Another connection of the same device."""
        session = _session(self.central)
        session.headers.update(self.session.headers)
        return Device(self.central, session)


def _session(central):
    session = requests.Session()
    session.trust_env = False
    session.verify = str(central.ca_path)
    return session


def _registered(central):
    session = _session(central)
    asked = {"registration_code": central.registration_code, "site": "north", "device": "desk 1"}
    made = session.post(f"{central.url}/register", json=asked, timeout=30).json()
    granted = session.post(
        f"{central.url}/token",
        data={"grant_type": "client_credentials"},
        auth=(made["client_id"], made["client_secret"]),
        timeout=30,
    ).json()
    session.headers["Authorization"] = f"Bearer {granted['access_token']}"
    return Device(central, session)


@pytest.fixture(scope="session")
def central(tmp_path_factory) -> Iterator[ServerAddress]:
    with serve(tmp_path_factory.mktemp("central")) as running:
        yield running


@pytest.fixture(scope="session")
def device(central) -> Iterator[Device]:
    one = _registered(central)
    yield one
    one.session.close()


@pytest.fixture
def stranger(central) -> Iterator[Device]:
    """A client that has no token."""
    session = _session(central)
    yield Device(central, session)
    session.close()


@pytest.fixture
def register():
    """Register a device with any practice central; closed at the end of the test."""
    devices = []

    def registered(central):
        devices.append(_registered(central))
        return devices[-1]

    yield registered
    for one in devices:
        one.session.close()


@pytest.fixture
def number() -> str:
    """A number that no other test gives to a participant."""
    return uuid4().hex


@pytest.fixture
def patient(number):
    return {"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": number}]}


@pytest.fixture
def data_dir(tmp_path) -> Path:
    return tmp_path / "central"
