"""Every refusal is an OperationOutcome that repeats nothing of what was sent."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import requests

from ptc_central.server import ServerAddress, ServerSettings, serve
from tests.central.central_client import CentralClient
from tests.support.fhir_json import Json

MARK = "Mustermann"


def _require_outcome(response: requests.Response, status: int) -> None:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/fhir+json"
    outcome = response.json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert outcome["issue"][0]["severity"] == "error"
    assert MARK not in response.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{" + MARK.encode(),
        b"[]",
        b'{"resourceType": "Patient", "id": NaN}',
        b'{"resourceType": "Patient", "name": "\\u0000"}',
        b'{"resourceType": "Patient", "name": "\xff"}',
        b"[" * 100_000,
        b'{"resourceType": "Patient", "id": "x", "a": ' + b"[" * 700 + b"]" * 700 + b"}",
        b'{"name": "' + MARK.encode() + b'"}',
        b'{"resourceType": "' + MARK.encode() + b'"}',
        b'{"resourceType": "Observation", "status": "final"}',
        b'{"resourceType": "Patient", "id": "' + MARK.encode() + b'"}',
    ],
    ids=range(12),
)
def test_bodies_that_are_no_such_resource(client: CentralClient, body: object) -> None:
    _require_outcome(client.call("PUT", "/fhir/Patient/x", data=body), 400)


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Observation", "note": MARK},
        {"resourceType": "Observation", "status": ""},
        {"resourceType": "Observation", "status": "final", "subject": {"reference": MARK}},
        {"resourceType": "Observation", "status": "final", "subject": {"reference": "urn:uuid:1"}},
        {"resourceType": "Observation", "status": "final", "subject": {"reference": "Patient?a=b"}},
        {"resourceType": "Observation", "status": "final", "focus": [{"reference": None}]},
        {"resourceType": "Observation", "status": "final", "meta": MARK},
        {"resourceType": "Observation", "status": "final", "identifier": [{"value": "1" * 501}]},
    ],
)
def test_resources_that_break_a_rule(client: CentralClient, resource: Json) -> None:
    _require_outcome(client.post("Observation", resource), 422)


@pytest.mark.parametrize(
    "reference",
    [
        "#contained",
        "https://other.example/fhir/Patient/1",
        "Patient/1",
        "Patient/1/_history/2",
        "urn:oid:1.2.3",
    ],
)
def test_well_formed_references_are_kept(client: CentralClient, reference: str) -> None:
    resource = {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": reference},
    }
    assert client.post("Observation", resource).json()["subject"]["reference"] == reference


def test_a_reference_inside_a_reference_element(client: CentralClient) -> None:
    consent = {
        "resourceType": "Consent",
        "status": "active",
        "provision": {"data": [{"meaning": "instance", "reference": {"reference": "Patient/1"}}]},
    }
    assert client.post("Consent", consent).status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/fhir/Spaceship", 404),
        ("GET", "/fhir/Spaceship/1", 404),
        ("GET", "/fhir/Patient/never-stored", 404),
        ("GET", "/fhir/Patient/never-stored/_history", 404),
        ("GET", "/fhir/Patient/never-stored/_history/1", 404),
        ("GET", "/fhir/Patient/never-stored/_history/one", 404),
        ("GET", "/fhir/Patient/1/2/3/4", 404),
        ("GET", "/fhir/Patient/not%20an%20id", 400),
        ("GET", "/fhir/Patient/caf%C3%A9", 400),
        ("GET", f"/elsewhere/{MARK}", 404),
        ("GET", "/fhir", 405),
        ("POST", "/fhir/Patient/1", 405),
        ("PUT", "/fhir/Patient/1/_history/1", 405),
        ("DELETE", "/fhir/Patient/1", 405),
        ("PATCH", "/fhir/Patient/1", 405),
        ("DELETE", "/token", 405),
    ],
)
def test_paths_and_methods(client: CentralClient, method: str, path: str, status: int) -> None:
    _require_outcome(client.call(method, path), status)


def test_an_unknown_encoding(client: CentralClient) -> None:
    headers = {"Content-Encoding": "zstd"}
    _require_outcome(client.call("POST", "/fhir", data=b"x", headers=headers), 415)


def test_too_long_a_body(
    data_dir: Path, register: Callable[[ServerAddress], CentralClient]
) -> None:
    with serve(data_dir, settings=ServerSettings(body_limit=1000)) as central:
        client = register(central)
        _require_outcome(client.call("POST", "/fhir", data=b" " * 5_000_000), 413)
        headers = {"Content-Encoding": "gzip"}
        small = gzip.compress(b" " * 100_000)
        _require_outcome(client.call("POST", "/fhir", data=small, headers=headers), 413)
        assert client.get("Patient").status_code == 200


def test_a_broken_server_says_no_more_than_that(
    data_dir: Path,
    register: Callable[[ServerAddress], CentralClient],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with serve(data_dir) as central:
        client = register(central)
        with closing(sqlite3.connect(data_dir / "central.sqlite3")) as database:
            database.execute("DROP TABLE token")
        response = client.post(
            "Patient", {"resourceType": "Patient", "identifier": [{"value": MARK}]}
        )
        _require_outcome(response, 500)
    assert MARK not in caplog.text


@pytest.mark.parametrize(
    "element",
    [
        {"identifier": ["text"]},
        {"subject": "text"},
        {"meta": {"tag": "text"}},
        {"identifier": [{"system": 7, "value": 7}]},
    ],
)
def test_elements_of_a_wrong_shape_are_kept_and_not_found(
    client: CentralClient, element: Json
) -> None:
    resource = {"resourceType": "Observation", "status": "final", **element}
    assert client.post("Observation", resource).status_code == 201
