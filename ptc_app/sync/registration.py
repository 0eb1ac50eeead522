"""Establishes a connection to a central: registers the device where needed, and tries it out."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

import msgspec

from ptc_app.domain.central_connection import CentralConnection, CentralInvitation
from ptc_app.domain.errors import CentralUnreachable, RuleBroken, SignInNeeded
from ptc_app.sync.network_errors import translated_decoding_errors
from ptc_app.sync.pinned_session import CAPABILITIES_PATH, CentralAddress
from ptc_app.sync.raw_central_response import RawCentralResponse
from ptc_app.sync.transport import central_client, register_device

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ptc_app.domain.workstation import Workstation


def establish_connection(
    invitation: CentralInvitation,
    known: CentralConnection | None,
    workstation: Workstation,
    now: Callable[[], datetime],
) -> CentralConnection:
    """A connection to the central of this invitation, which answered through it; stores nothing.

    `known` is the stored connection, `now` the clock (UTC). Where it has the same certificate
    authority, central may have moved, and its credentials are tried first; where central does not
    take them, or there are none, the device is registered. Then CAPABILITIES_PATH must be
    answered with a CapabilityStatement.

    Raises SignInNeeded (`registration`) when the registration code is refused, RuleBroken
    (`registration-code-missing`) when one is needed and the invitation has none, CentralUnreachable
    when central does not answer or not as it should, and CentralUntrusted when its certificate is
    not of that authority or the PEM text holds none, ClockWrong when this computer's date is why.
    """
    if known is not None and known.ca_pem == invitation.ca_pem:
        with suppress(SignInNeeded):
            return _tried(replace(known, url=invitation.url), now)
    return _tried(_registered(invitation, workstation, now), now)


def _registered(
    invitation: CentralInvitation, workstation: Workstation, now: Callable[[], datetime]
) -> CentralConnection:
    if not invitation.registration_code:
        raise RuleBroken("registration-code-missing")
    credentials = register_device(
        CentralAddress(invitation.url, invitation.ca_pem),
        now,
        registration_code=invitation.registration_code,
        site=workstation.site,
        device=workstation.device_id,
    )
    return CentralConnection(
        invitation.url, invitation.ca_pem, credentials.client_id, credentials.client_secret
    )


def _tried(connection: CentralConnection, now: Callable[[], datetime]) -> CentralConnection:
    """The connection, after central answered a signed-in request through it."""
    with closing(central_client(connection, now)) as client:
        _check_capabilities(client.get(CAPABILITIES_PATH))
    return connection


class _CapabilityStatement(msgspec.Struct):
    """What every FHIR server answers to the capabilities interaction, as far as it matters here."""

    resource_type: Literal["CapabilityStatement"] = msgspec.field(name="resourceType")


def _check_capabilities(response: RawCentralResponse) -> None:
    """CentralUnreachable, `busy` or `nonsense`, where this is no CapabilityStatement."""
    if response.is_busy:
        raise CentralUnreachable("busy")
    if response.status != HTTPStatus.OK:
        raise CentralUnreachable("nonsense")
    with translated_decoding_errors():
        msgspec.json.decode(response.body, type=_CapabilityStatement)
