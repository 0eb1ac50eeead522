"""What the page and the counts show."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import cast

import pytest
from starlette.requests import Request

from ptc_central.fhir.operation_outcome import RequestRefused
from ptc_central.web.server_context import ServerContext
from ptc_central.web.status_page_routes import status_page
from tests.central.central_client import CentralClient

SITE = "https://clinic.example/site"


def test_the_page_shows_what_arrived_and_no_names(
    client: CentralClient, anonymous_client: CentralClient, unique: str
) -> None:
    patient = {
        "resourceType": "Patient",
        "id": unique,
        "meta": {"tag": [{"system": SITE, "code": "north <1>"}, {"code": "desk"}]},
        "name": [{"family": "Mustermann"}],
    }
    client.put(f"Patient/{unique}", patient)
    response = anonymous_client.call("GET", "/")
    assert response.headers["Content-Type"].startswith("text/html")
    assert "script" not in response.text
    assert unique in response.text
    assert "north &lt;1&gt;, desk" in response.text
    assert "Mustermann" not in response.text


def test_the_page_shows_the_latest_fifty(
    client: CentralClient, anonymous_client: CentralClient
) -> None:
    entry = {
        "resource": {"resourceType": "Location"},
        "request": {"method": "POST", "url": "Location"},
    }
    client.transaction(*[entry] * 51)
    assert len(re.findall(r'<td class="id">', anonymous_client.call("GET", "/").text)) == 50


def test_counts_need_a_token(client: CentralClient, anonymous_client: CentralClient) -> None:
    client.post("Organization", {"resourceType": "Organization"})
    assert client.call("GET", "/counts").json()["Organization"] >= 1
    assert anonymous_client.call("GET", "/counts").status_code == 401


@pytest.mark.parametrize("client", [("192.0.2.7", 50_000), ("2001:db8::7", 50_000), None])
def test_the_page_is_for_this_machine_alone(client: tuple[str, int] | None) -> None:
    request = Request({"type": "http", "client": client, "headers": []})
    with pytest.raises(RequestRefused) as refused:
        status_page(request, cast(ServerContext, None))
    assert refused.value.issue.status is HTTPStatus.FORBIDDEN
