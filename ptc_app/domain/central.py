"""The central of a site, as the site knows it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownCentral:
    """Where central is, the PEM of the authority it is known by, and who this device is to it."""

    url: str
    ca_pem: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)
