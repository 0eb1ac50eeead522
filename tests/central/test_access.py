"""Registration, tokens, and what is refused without them."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from ptc_central.server import ServerSettings, serve


def _made(stranger):
    asked = {
        "registration_code": stranger.central.registration_code,
        "site": "north",
        "device": "desk 2",
    }
    return stranger.call("POST", "/register", json=asked)


def _fetch(stranger, **more):
    return stranger.call("POST", "/token", **more)


def test_a_device_registers_with_the_code(stranger):
    response = _made(stranger)
    assert response.status_code == 201
    assert set(response.json()) == {"client_id", "client_secret"}
    assert len(base64.urlsafe_b64decode(response.json()["client_secret"] + "=")) == 32


def test_a_wrong_code_is_forbidden(stranger):
    asked = {"registration_code": "guess é", "site": "north", "device": "desk"}
    response = stranger.call("POST", "/register", json=asked)
    assert response.status_code == 403
    assert response.json()["resourceType"] == "OperationOutcome"


@pytest.mark.parametrize("asked", [[], {}, {"registration_code": 1}, {"registration_code": ""}])
def test_an_incomplete_registration_is_refused(stranger, asked):
    assert stranger.call("POST", "/register", json=asked).status_code == 400


def test_a_secret_is_not_kept_in_the_clear(stranger, central):
    secret = _made(stranger).json()["client_secret"].encode()
    files = [path for path in central.ca_path.parent.iterdir() if "sqlite" in path.name]
    assert files
    assert all(secret not in path.read_bytes() for path in files)


def test_a_token_for_basic_authentication(stranger):
    made = _made(stranger).json()
    response = _fetch(
        stranger,
        data={"grant_type": "client_credentials"},
        auth=(made["client_id"], made["client_secret"]),
    )
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json()["token_type"] == "Bearer"
    assert response.json()["expires_in"] == 3600
    assert response.json()["scope"] == "system/*.*"


def test_a_token_for_credentials_in_the_form(stranger):
    made = _made(stranger).json()
    response = _fetch(stranger, data={"grant_type": "client_credentials", **made})
    assert response.status_code == 200


@pytest.mark.parametrize("authorization", ["Basic !", "Basic eDp5", "Basic /w==", "Basic eA=="])
def test_unknown_clients_get_no_token(stranger, authorization):
    response = _fetch(
        stranger,
        data={"grant_type": "client_credentials"},
        headers={"Authorization": authorization},
    )
    assert response.status_code == 401
    assert response.json() == {"error": "invalid_client"}
    assert response.headers["WWW-Authenticate"].startswith("Basic")


def test_a_wrong_secret_gets_no_token(stranger):
    made = {**_made(stranger).json(), "client_secret": "guess"}
    response = _fetch(stranger, data={"grant_type": "client_credentials", **made})
    assert (response.status_code, response.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize(
    ("form", "error"),
    [({}, "invalid_request"), ({"grant_type": "password"}, "unsupported_grant_type")],
)
def test_other_grants_are_refused(stranger, form, error):
    response = _fetch(stranger, data=form)
    assert (response.status_code, response.json()) == (400, {"error": error})


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer guess", "Basic eDp5"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "Patient"), ("POST", ""), ("PUT", "Patient/1")]
)
def test_fhir_needs_a_token(stranger, authorization, method, path):
    headers = {"Authorization": authorization}
    response = stranger.call(method, f"/fhir/{path}", headers=headers, json={})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.headers["Content-Type"] == "application/fhir+json"
    assert response.json()["issue"][0]["code"] == "login"


def test_the_capability_statement_needs_none(stranger):
    statement = stranger.get("metadata").json()
    assert statement["resourceType"] == "CapabilityStatement"
    assert statement["fhirVersion"] == "4.0.1"
    kinds = {resource["type"]: resource for resource in statement["rest"][0]["resource"]}
    assert kinds["Patient"]["conditionalCreate"]
    assert {"name": "identifier", "type": "token"} in kinds["Patient"]["searchParam"]


def test_a_token_expires(data_dir, register):
    moments = [datetime(2025, 1, 1, tzinfo=UTC)]
    settings = ServerSettings(token_lifetime=timedelta(minutes=5), now=lambda: moments[-1])
    with serve(data_dir, settings=settings) as central:
        device = register(central)
        moments.append(moments[0] + timedelta(minutes=5, milliseconds=-1))
        assert device.get("Patient").status_code == 200
        moments.append(moments[0] + timedelta(minutes=5))
        assert device.get("Patient").status_code == 401
        assert register(central).get("Patient").status_code == 200
