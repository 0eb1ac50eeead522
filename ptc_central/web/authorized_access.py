"""Access to the resource store for requests that bear a valid OAuth 2.0 access token."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection

from ptc_central.fhir.operation_outcome import unauthorized
from ptc_central.storage.resource_store import ResourceTransaction
from ptc_central.web.server_context import Context, ServerContext

_BearerCredentials = Annotated[
    HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))
]


@dataclass(frozen=True, slots=True)
class AuthorizedAccess:
    """Opens the transactions of one request, once its access token (RFC 6750) is checked.

    Both methods raise RequestRefused (401) as their block begins, if `token` is None, unknown or
    expired.
    """

    context: ServerContext
    token: str | None = field(repr=False)

    @contextmanager
    def read(self) -> Iterator[ResourceTransaction]:
        """Context manager: yields the resources in a read transaction, after the token is checked.

        Raises RequestRefused (401) without a valid token.
        """
        with self.context.database.read_transaction() as connection:
            self._require_valid_token(connection)
            yield self.context.resource_store(connection)

    @contextmanager
    def write(self) -> Iterator[ResourceTransaction]:
        """Context manager: yields the resources in the write transaction, with the token checked.

        It commits at the end, or rolls back on an error. Raises RequestRefused (401) without a
        valid token.
        """
        # Checked first: a client without a valid token must not make other writers wait.
        with self.context.database.read_transaction() as connection:
            self._require_valid_token(connection)
        with self.context.database.write_transaction() as connection:
            store = self.context.resource_store(connection)
            yield store
            store.flush()

    def _require_valid_token(self, connection: Connection) -> None:
        if self.token is None or not self.context.devices.is_valid_token(connection, self.token):
            raise unauthorized("A valid Bearer token is needed")


async def _authorized_access(context: Context, bearer: _BearerCredentials) -> AuthorizedAccess:
    return AuthorizedAccess(context, None if bearer is None else bearer.credentials)


Access = Annotated[AuthorizedAccess, Depends(_authorized_access)]
