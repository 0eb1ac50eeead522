"""How a site is invited to a central, and its connection to the central it has joined."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CentralInvitation:
    """What an administrator is given to join: URL, certificate authority (PEM), a one-time code."""

    url: str
    ca_pem: str = field(repr=False)
    registration_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CentralConnection:
    """A joined central: URL, pinned certificate authority (PEM), this device's credentials."""

    url: str
    ca_pem: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
