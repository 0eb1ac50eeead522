"""HTTP client of a practice central for tests: registered device or anonymous."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from ptc_central.server import ServerAddress
from tests.support.fhir_json import Json

SYSTEM = "https://clinic.example/id"
_TIMEOUT_SECONDS = 30


@dataclass
class CentralClient:
    """A session with the server at `address`; with an access token if `register` made it."""

    address: ServerAddress
    session: requests.Session

    def call(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """Send a request to the path below the root URL; `arguments` are those of requests."""
        url = f"{self.address.url}{path}"
        return self.session.request(method, url, timeout=_TIMEOUT_SECONDS, **arguments)

    def follow(self, url: str) -> Json:
        """GET the absolute URL and return the JSON of the response."""
        response: Json = self.session.get(url, timeout=_TIMEOUT_SECONDS).json()
        return response

    def get(self, path: str, **arguments: Any) -> requests.Response:
        """GET the path below /fhir."""
        return self.call("GET", f"/fhir/{path}", **arguments)

    def post(self, path: str, resource: Json, **arguments: Any) -> requests.Response:
        """POST a resource to the path below /fhir."""
        return self.call("POST", f"/fhir/{path}", json=resource, **arguments)

    def put(self, path: str, resource: Json, **arguments: Any) -> requests.Response:
        """PUT a resource to the path below /fhir."""
        return self.call("PUT", f"/fhir/{path}", json=resource, **arguments)

    def transaction(self, *entries: object) -> requests.Response:
        """POST a transaction bundle of the entries."""
        return self._post_bundle("transaction", entries)

    def batch(self, *entries: object) -> requests.Response:
        """POST a batch bundle of the entries."""
        return self._post_bundle("batch", entries)

    def total(self, search: str) -> int:
        """Return the number of matches of a search such as `Patient?identifier=1`."""
        total: int = self.get(search).json()["total"]
        return total

    def second_connection(self) -> CentralClient:
        """Return a client with a connection of its own and the same access token."""
        session = _session(self.address)
        session.headers.update(self.session.headers)
        return CentralClient(self.address, session)

    def _post_bundle(self, bundle_type: str, entries: tuple[object, ...]) -> requests.Response:
        bundle = {"resourceType": "Bundle", "type": bundle_type, "entry": list(entries)}
        return self.call("POST", "/fhir", json=bundle)


def anonymous(address: ServerAddress) -> CentralClient:
    """Return a client without an access token."""
    return CentralClient(address, _session(address))


def registered(address: ServerAddress) -> CentralClient:
    """Register a device with the server and return a client with its access token."""
    client = anonymous(address)
    registration = {
        "registration_code": address.registration_code,
        "site": "north",
        "device": "desk 1",
    }
    credentials = client.call("POST", "/register", json=registration).json()
    granted = client.call(
        "POST",
        "/token",
        data={"grant_type": "client_credentials"},
        auth=(credentials["client_id"], credentials["client_secret"]),
    ).json()
    client.session.headers["Authorization"] = f"Bearer {granted['access_token']}"
    return client


def _session(address: ServerAddress) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = str(address.ca_path)
    return session
