"""What a response says of the server, and what a cache or a browser may do with it."""

from __future__ import annotations

import logging

import pytest

from tests.central.central_client import CentralClient


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_the_routes_are_described_to_nobody(anonymous_client: CentralClient, path: str) -> None:
    assert anonymous_client.call("GET", path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/fhir/metadata", "/fhir/Patient"])
def test_no_server_is_named(anonymous_client: CentralClient, path: str) -> None:
    assert "Server" not in anonymous_client.call("GET", path).headers


def test_the_status_page_runs_no_script_and_is_not_kept(anonymous_client: CentralClient) -> None:
    headers = anonymous_client.call("GET", "/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/register", "/token"])
def test_no_answer_about_credentials_is_kept(client: CentralClient, path: str) -> None:
    registration = {
        "registration_code": client.address.registration_code,
        "site": "north",
        "device": "desk 1",
    }
    body = {"json": registration} if path == "/register" else {"data": {"grant_type": "x"}}
    assert client.call("POST", path, **body).headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("central")
def test_no_request_reaches_a_log() -> None:
    """A search names the participant it is for."""
    assert not logging.getLogger("uvicorn.access").propagate


def test_what_a_proxy_would_say_is_not_believed(anonymous_client: CentralClient) -> None:
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http"}
    assert anonymous_client.call("GET", "/", headers=headers).status_code == 200
    statement = anonymous_client.get("metadata", headers=headers).json()
    assert statement["implementation"]["url"].startswith("https://")
