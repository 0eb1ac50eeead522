"""Registration, tokens, and what is refused without them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from ptc_central.data_directory import DataDirectory
from ptc_central.server import ServerAddress, ServerSettings, serve
from ptc_central.storage.device_registry import DeviceRegistry
from ptc_central.storage.server_database import ServerDatabase, access_tokens
from tests.central.central_client import CentralClient


def _register(anonymous_client: CentralClient) -> requests.Response:
    registration = {
        "registration_code": anonymous_client.address.registration_code,
        "site": "north",
        "device": "desk 2",
    }
    return anonymous_client.call("POST", "/register", json=registration)


def _fetch_token(anonymous_client: CentralClient, **arguments: Any) -> requests.Response:
    return anonymous_client.call("POST", "/token", **arguments)


def test_a_device_registers_with_the_code(anonymous_client: CentralClient) -> None:
    response = _register(anonymous_client)
    assert response.status_code == 201
    assert set(response.json()) == {"client_id", "client_secret"}
    assert len(base64.urlsafe_b64decode(response.json()["client_secret"] + "=")) == 32


def test_a_wrong_code_is_forbidden(anonymous_client: CentralClient) -> None:
    registration = {"registration_code": "guess é", "site": "north", "device": "desk"}
    response = anonymous_client.call("POST", "/register", json=registration)
    assert response.status_code == 403
    assert response.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize(
    "registration", [[], {}, {"registration_code": 1}, {"registration_code": ""}]
)
def test_an_incomplete_registration_is_refused(
    anonymous_client: CentralClient, registration: object
) -> None:
    assert anonymous_client.call("POST", "/register", json=registration).status_code == 400


@pytest.mark.parametrize("key", ["site", "device"])
def test_a_name_has_at_most_200_characters(anonymous_client: CentralClient, key: str) -> None:
    names = {"site": "north", "device": "desk"}
    code = {"registration_code": anonymous_client.address.registration_code}
    for length, status in ((200, 201), (201, 400)):
        registration = {**code, **names, key: "é" * length}
        response = anonymous_client.call("POST", "/register", json=registration)
        assert response.status_code == status


def test_two_servers_have_codes_of_their_own(central: ServerAddress, tmp_path: Path) -> None:
    code = DataDirectory.create(tmp_path).registration_code()
    assert code != central.registration_code
    assert len(base64.urlsafe_b64decode(code)) == 9


def test_a_secret_is_not_kept_in_the_clear(
    anonymous_client: CentralClient, central: ServerAddress
) -> None:
    secret = _register(anonymous_client).json()["client_secret"].encode()
    files = [path for path in central.ca_path.parent.iterdir() if "sqlite" in path.name]
    assert files
    assert all(secret not in path.read_bytes() for path in files)


def test_a_token_for_basic_authentication(anonymous_client: CentralClient) -> None:
    credentials = _register(anonymous_client).json()
    response = _fetch_token(
        anonymous_client,
        data={"grant_type": "client_credentials"},
        auth=(credentials["client_id"], credentials["client_secret"]),
    )
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json()["token_type"] == "Bearer"
    assert response.json()["expires_in"] == 3600
    assert response.json()["scope"] == "system/*.*"


def test_a_token_for_credentials_in_the_form(anonymous_client: CentralClient) -> None:
    credentials = _register(anonymous_client).json()
    response = _fetch_token(
        anonymous_client, data={"grant_type": "client_credentials", **credentials}
    )
    assert response.status_code == 200


@pytest.mark.parametrize("authorization", ["Basic !", "Basic eDp5", "Basic /w==", "Basic eA=="])
def test_unknown_clients_get_no_token(anonymous_client: CentralClient, authorization: str) -> None:
    response = _fetch_token(
        anonymous_client,
        data={"grant_type": "client_credentials"},
        headers={"Authorization": authorization},
    )
    assert response.status_code == 401
    assert response.json() == {"error": "invalid_client"}
    assert response.headers["WWW-Authenticate"].startswith("Basic")


def test_a_wrong_secret_gets_no_token(anonymous_client: CentralClient) -> None:
    credentials = {**_register(anonymous_client).json(), "client_secret": "guess"}
    response = _fetch_token(
        anonymous_client, data={"grant_type": "client_credentials", **credentials}
    )
    assert (response.status_code, response.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize(
    ("form", "error"),
    [({}, "invalid_request"), ({"grant_type": "password"}, "unsupported_grant_type")],
)
def test_other_grants_are_refused(
    anonymous_client: CentralClient, form: dict[str, str], error: str
) -> None:
    response = _fetch_token(anonymous_client, data=form)
    assert (response.status_code, response.json()) == (400, {"error": error})


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer guess", "Basic eDp5"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "Patient"), ("POST", ""), ("PUT", "Patient/1")]
)
def test_fhir_needs_a_token(
    anonymous_client: CentralClient, authorization: str, method: str, path: str
) -> None:
    headers = {"Authorization": authorization}
    response = anonymous_client.call(method, f"/fhir/{path}", headers=headers, json={})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.headers["Content-Type"] == "application/fhir+json"
    assert response.json()["issue"][0]["code"] == "login"


def test_the_capability_statement_needs_none(anonymous_client: CentralClient) -> None:
    statement = anonymous_client.get("metadata").json()
    assert statement["resourceType"] == "CapabilityStatement"
    assert statement["fhirVersion"] == "4.0.1"
    kinds = {resource["type"]: resource for resource in statement["rest"][0]["resource"]}
    assert kinds["Patient"]["conditionalCreate"]
    assert {"name": "identifier", "type": "token"} in kinds["Patient"]["searchParam"]


def test_a_token_expires(
    data_dir: Path, register: Callable[[ServerAddress], CentralClient]
) -> None:
    moments = [datetime(2025, 1, 1, tzinfo=UTC)]
    settings = ServerSettings(token_lifetime=timedelta(minutes=5), now=lambda: moments[-1])
    with serve(data_dir, settings=settings) as central:
        client = register(central)
        moments.append(moments[0] + timedelta(minutes=5, milliseconds=-1))
        assert client.get("Patient").status_code == 200
        moments.append(moments[0] + timedelta(minutes=5))
        assert client.get("Patient").status_code == 401
        assert register(central).get("Patient").status_code == 200


def test_expired_tokens_are_deleted_when_the_next_is_issued(data_dir: Path) -> None:
    moments = [datetime(2025, 1, 1, tzinfo=UTC)]
    devices = DeviceRegistry("code", timedelta(minutes=5), lambda: moments[-1])
    data_dir.mkdir()
    with closing(ServerDatabase(f"sqlite:///{data_dir / 'central.sqlite3'}")) as database:
        for minutes in (0, 4, 6):
            moments.append(moments[0] + timedelta(minutes=minutes))
            with database.write_transaction() as connection:
                devices.issue_token(connection, "client")
        with database.read_transaction() as connection:
            kept = connection.execute(select(func.count()).select_from(access_tokens)).scalar_one()
    assert kept == 2
