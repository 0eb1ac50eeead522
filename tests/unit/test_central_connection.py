"""Secrets of a connection are not shown where a value is printed or logged."""

from __future__ import annotations

from ptc_app.domain.central_connection import CentralConnection, CentralInvitation

URL = "https://central.example"


def test_an_invitation_shows_where_it_leads_and_nothing_secret() -> None:
    invitation = CentralInvitation(URL, ca_pem="PEM", registration_code="CODE")
    assert repr(invitation) == f"CentralInvitation(url='{URL}')"


def test_a_connection_shows_central_and_the_device_and_nothing_secret() -> None:
    connection = CentralConnection(URL, "PEM", client_id="device-1", client_secret="SECRET")
    assert repr(connection) == f"CentralConnection(url='{URL}', client_id='device-1')"
