"""How a site is invited to a central, and its connection to the central it has joined."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CentralInvitation:
    """What central's operator gives an administrator of a site, so that the site can join central.

    `url`: central's root, `https://host:port`, without `/fhir` or a slash at its end. `ca_pem`: the
    certificate authority to trust, as PEM.
    `registration_code`: accepted once, for the credentials of the device; "" where the device has
    them already.
    """

    url: str
    ca_pem: str = field(repr=False)
    registration_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CentralConnection:
    """How a site that has joined a central reaches it.

    `url`: central's root, `https://host:port`, without `/fhir` or a slash at its end. `ca_pem`: the
    only certificate authority that is trusted, as PEM. `client_id`, `client_secret`: the OAuth
    credentials of this site's device.
    """

    url: str
    ca_pem: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
