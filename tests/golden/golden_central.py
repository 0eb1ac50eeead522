"""The data folder of a practice central as an earlier one wrote it, and what is read from it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from ptc_central.server import ServerAddress, ServerSettings, serve
from tests.golden import golden_files

Json = Any

FOLDER = golden_files.FOLDER / "central"
EXPECTED = FOLDER / "central.expected.json"
DATABASE = "central.sqlite3"
_KEPT = (DATABASE, "registration_code")
_SYSTEM = "https://clinic.example/id"
_WHEN = datetime(2026, 3, 12, 15, tzinfo=UTC)
_TIMEOUT_SECONDS = 30
SEARCHES = (
    "Patient",
    f"Patient?identifier={_SYSTEM}|one",
    "Patient?identifier=none",
    "Observation?patient={patient}",
)


@dataclass(frozen=True)
class Device:
    """A registered device of a central that runs, with its access token."""

    address: ServerAddress
    session: requests.Session

    def get(self, path: str) -> Json:
        """The JSON answered to a GET below the root URL."""
        answer = self.session.get(f"{self.address.url}{path}", timeout=_TIMEOUT_SECONDS)
        assert answer.status_code == requests.codes.ok, answer.text
        return answer.json()

    def post(self, path: str, body: Json) -> requests.Response:
        """The answer to JSON posted below the root URL."""
        url = f"{self.address.url}{path}"
        return self.session.post(url, json=body, timeout=_TIMEOUT_SECONDS)


@contextmanager
def running(folder: Path) -> Iterator[ServerAddress]:
    """A central on this folder, whose clock stands still."""
    with serve(folder, settings=ServerSettings(now=lambda: _WHEN)) as address:
        yield address


@contextmanager
def signed_in(address: ServerAddress, client_id: str, client_secret: str) -> Iterator[Device]:
    """The device with these credentials, once central gave it an access token."""
    with _session(address) as session:
        granted = session.post(
            f"{address.url}/token",
            data={"grant_type": "client_credentials"},
            auth=(client_id, client_secret),
            timeout=_TIMEOUT_SECONDS,
        )
        assert granted.status_code == requests.codes.ok, granted.text
        session.headers["Authorization"] = f"Bearer {granted.json()['access_token']}"
        yield Device(address, session)


def read(device: Device) -> Json:
    """All that a device reads: counts, each version of each resource, and what is found."""
    ids = {kind: _ids(device.get(f"/fhir/{kind}")) for kind in ("Patient", "Observation")}
    (patient,) = _ids(device.get(f"/fhir/{SEARCHES[1]}"))
    resources = [f"{kind}/{one}" for kind, found in ids.items() for one in found]
    return {
        "counts": device.get("/counts"),
        "current": {one: device.get(f"/fhir/{one}") for one in resources},
        "versions": {one: _versions(device.get(f"/fhir/{one}/_history")) for one in resources},
        "found": {
            search: _ids(device.get(f"/fhir/{search.format(patient=patient)}"))
            for search in SEARCHES
        },
    }


def copied(folder: Path) -> Path:
    """A copy of the golden folder, for a central to run on."""
    folder.mkdir(parents=True)
    for name in _KEPT:
        shutil.copyfile(FOLDER / name, folder / name)
    return folder


def schema(database: Path) -> set[tuple[str, str]]:
    """Name and SQL of each table and index of a central's database."""
    with closing(sqlite3.connect(database)) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_schema"))


def write(temporary: Path) -> None:
    """Write the golden folder: a registered device and what it sent."""
    with running(temporary) as address:
        with _session(address) as session:
            registration = {
                "registration_code": address.registration_code,
                "site": "north",
                "device": "desk 1",
            }
            url = f"{address.url}/register"
            credentials = session.post(url, json=registration, timeout=_TIMEOUT_SECONDS).json()
        with signed_in(address, **credentials) as device:
            _send(device)
            content = {"device": credentials, **read(device)}
    FOLDER.mkdir(exist_ok=True)
    for name in _KEPT:
        shutil.copyfile(temporary / name, FOLDER / name)
    golden_files.write_json(EXPECTED, content)


def _send(device: Device) -> None:
    """Two people, one of them changed, and a reading of the first."""
    one, _ = (device.post("/fhir/Patient", _patient(who)).json()["id"] for who in ("one", "two"))
    changed = {**_patient("one"), "id": one, "gender": "female"}
    url = f"{device.address.url}/fhir/Patient/{one}"
    device.session.put(url, json=changed, timeout=_TIMEOUT_SECONDS)
    reading = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Height"},
        "subject": {"reference": f"Patient/{one}"},
        "valueQuantity": {"value": 170.50, "unit": "cm"},
    }
    assert device.post("/fhir/Observation", reading).status_code == requests.codes.created


def _patient(who: str) -> Json:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": _SYSTEM, "value": who}],
        "name": [{"family": "Zqxmark ñ"}],
    }


def _ids(bundle: Json) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", [])]


def _versions(history: Json) -> list[Json]:
    return [entry["resource"] for entry in history["entry"]]


def _session(address: ServerAddress) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.verify = str(address.ca_path)
    return session
