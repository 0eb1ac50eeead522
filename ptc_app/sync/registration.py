"""Connects a site to a central: registers the device once and keeps the credentials it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ptc_app.domain.central_connection import CentralConnection, CentralInvitation
from ptc_app.sync.pinned_session import CentralAddress
from ptc_app.sync.transport import register_device

if TYPE_CHECKING:
    from ptc_app.domain.workstation import Workstation


class ConnectionSettings(Protocol):
    """Port to the settings that joining a central reads and writes; `Settings` provides it."""

    def central(self) -> CentralConnection | None:
        """The stored connection to central; None where none was joined yet.

        Raises StoreUnusable.
        """

    def workstation(self) -> Workstation:
        """The site and device id given at set-up; StoreUnusable (`corrupt`) without them."""

    def connect(self, central: CentralConnection) -> None:
        """Store this connection in place of an earlier one, in one transaction.

        Raises StoreUnusable.
        """


def join_central(settings: ConnectionSettings, invitation: CentralInvitation) -> None:
    """Register this device at a central and store the connection, in place of an earlier one.

    Where the certificate authority is the stored one, nothing is sent and only the URL changes:
    central moved, and the device keeps its credentials. Raises SignInNeeded (`registration`) when
    the code is refused, CentralUnreachable when central does not answer or not as it should,
    CentralUntrusted when its certificate is not of that authority or the PEM text holds none, and
    StoreUnusable.
    """
    address = CentralAddress(invitation.url, invitation.ca_pem)
    known = settings.central()
    if known is not None and known.ca_pem == address.ca_pem:
        settings.connect(replace(known, url=address.url))
        return
    workstation = settings.workstation()
    credentials = register_device(
        address,
        registration_code=invitation.registration_code,
        site=workstation.site,
        device=workstation.device_id,
    )
    settings.connect(
        CentralConnection(
            address.url, address.ca_pem, credentials.client_id, credentials.client_secret
        )
    )
