"""Registered devices, their client credentials, and the access tokens issued to them."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from ptc_central.fhir.milliseconds import floor_milliseconds
from ptc_central.storage.server_database import access_tokens, registered_devices

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class DeviceCredentials:
    """OAuth 2.0 client credentials of one device; the server stores only a hash of the secret."""

    client_id: str
    client_secret: str = field(repr=False)


class DeviceRegistry:
    """Registers devices, checks their credentials, issues and checks their access tokens.

    `registration_code` is what a device must show; `token_lifetime` is how long an access token is
    valid; `now` returns an aware time. Methods take the open transaction they run in.
    """

    def __init__(
        self, registration_code: str, token_lifetime: timedelta, now: Callable[[], datetime]
    ) -> None:
        self._registration_code = registration_code
        self._now = now
        self.token_lifetime = token_lifetime

    def is_registration_code(self, code: str) -> bool:
        """Return whether the code is the one that a device must show to be registered.

        It is not used up: any number of devices register with it.
        """
        return hmac.compare_digest(_hash(code), _hash(self._registration_code))

    def register(self, connection: Connection, site: str, device: str) -> DeviceCredentials:
        """Store a device of a site (both are free names) and return its new credentials.

        The same names may register again, as another device. The secret is stored as a hash only.
        """
        credentials = DeviceCredentials(str(uuid4()), secrets.token_urlsafe(_SECRET_BYTES))
        row = {
            "client_id": credentials.client_id,
            "secret_hash": _hash(credentials.client_secret),
            "site": site,
            "device": device,
        }
        connection.execute(insert(registered_devices), row)
        return credentials

    def is_valid_client(self, connection: Connection, credentials: DeviceCredentials) -> bool:
        """Return whether a device with this client id and secret is registered."""
        query = select(registered_devices.c.secret_hash).where(
            registered_devices.c.client_id == credentials.client_id
        )
        stored_hash = connection.execute(query).scalar_one_or_none()
        return hmac.compare_digest(_hash(credentials.client_secret), stored_hash or "")

    def issue_token(self, connection: Connection, client_id: str) -> str:
        """Store and return a new access token of the device; delete all expired tokens.

        The device's other tokens stay valid. `client_id` is not checked, see `is_valid_client`.
        """
        token = secrets.token_urlsafe(_SECRET_BYTES)
        now = self._now()
        expired = access_tokens.c.expires_at <= floor_milliseconds(now)
        connection.execute(delete(access_tokens).where(expired))
        row = {
            "token_hash": _hash(token),
            "client_id": client_id,
            "expires_at": floor_milliseconds(now + self.token_lifetime),
        }
        connection.execute(insert(access_tokens), row)
        return token

    def is_valid_token(self, connection: Connection, token: str) -> bool:
        """Return whether the access token was issued here and has not expired."""
        query = select(access_tokens.c.client_id).where(
            access_tokens.c.token_hash == _hash(token),
            access_tokens.c.expires_at > floor_milliseconds(self._now()),
        )
        return connection.execute(query).first() is not None


def _hash(secret: str) -> str:
    # A plain hash is enough for secrets of 256 random bits. The registration code is shorter, but
    # it lies in the clear in the data directory anyway.
    return hashlib.sha256(secret.encode()).hexdigest()
