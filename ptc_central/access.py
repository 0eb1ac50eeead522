"""Who may send: devices register with a code, and fetch tokens with the secret they got."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from ptc_central.database import access_tokens, clients

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a registered device keeps; the secret is known here by its hash alone."""

    client_id: str
    client_secret: str


class Access:
    """The registered devices and the tokens they hold."""

    def __init__(
        self, registration_code: str, lifetime: timedelta, now: Callable[[], datetime]
    ) -> None:
        self._code = registration_code
        self._now = now
        self.lifetime = lifetime

    def is_code(self, code: str) -> bool:
        """Whether the code is the one that registration needs."""
        return hmac.compare_digest(_hash(code), _hash(self._code))

    def register(self, connection: Connection, site: str, device: str) -> Credentials:
        """Credentials of their own for one device."""
        made = Credentials(str(uuid4()), secrets.token_urlsafe(_SECRET_BYTES))
        row = {
            "client_id": made.client_id,
            "secret_hash": _hash(made.client_secret),
            "site": site,
            "device": device,
        }
        connection.execute(insert(clients), row)
        return made

    def knows(self, connection: Connection, client_id: str, secret: str) -> bool:
        """Whether the device is registered and the secret is its own."""
        query = select(clients.c.secret_hash).where(clients.c.client_id == client_id)
        row = connection.execute(query).first()
        expected = "" if row is None else row[0]
        return hmac.compare_digest(_hash(secret), expected)

    def issue(self, connection: Connection, client_id: str) -> str:
        """A new token; those that have expired are forgotten."""
        token = secrets.token_urlsafe(_SECRET_BYTES)
        now = self._milliseconds()
        connection.execute(delete(access_tokens).where(access_tokens.c.expires_at <= now))
        row = {
            "token_hash": _hash(token),
            "client_id": client_id,
            "expires_at": now + self.lifetime // _MILLISECOND,
        }
        connection.execute(insert(access_tokens), row)
        return token

    def admits(self, connection: Connection, token: str) -> bool:
        """Whether the token was issued here and has not expired."""
        query = select(access_tokens.c.client_id).where(
            access_tokens.c.token_hash == _hash(token),
            access_tokens.c.expires_at > self._milliseconds(),
        )
        return connection.execute(query).first() is not None

    def _milliseconds(self) -> int:
        return (self._now() - _EPOCH) // _MILLISECOND


def _hash(secret: str) -> str:
    """Enough for secrets of 256 random bits; the code is kept in the clear for the operator."""
    return hashlib.sha256(secret.encode()).hexdigest()
