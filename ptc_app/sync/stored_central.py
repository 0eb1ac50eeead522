"""Central by the connection in the settings: a client that follows when the site is reconnected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.sync.raw_central_response import RawCentralResponse
from ptc_app.sync.transport import central_client


class StoredConnection(Protocol):
    """Port to the settings of an open store; `Settings` of the storage provides it."""

    def central(self) -> CentralConnection | None:
        """The stored connection to central; None where none was joined. Raises StoreUnusable."""


class StoredCentral:
    """Sends requests by the stored connection, as it was at the last `follow`.

    Another process may connect the site to another central (`ptc-app connect`) while this one
    sends. `connection` is the stored one, `now` the clock (UTC); CentralUntrusted (`authority`)
    where its certificate authority cannot be read.
    """

    def __init__(
        self,
        settings: StoredConnection,
        connection: CentralConnection,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._connection = connection
        self._now = now
        self._client = central_client(connection, now)
        self._is_aborted = False

    def follow(self) -> bool:
        """Use the connection that is stored now; whether it is another than that of the client.

        A connection that is no longer stored, or was aborted, is used on. CentralUntrusted
        (`authority`), StoreUnusable; then the client stays.
        """
        stored = self._settings.central()
        if stored is None or stored == self._connection or self._is_aborted:
            return False
        client = central_client(stored, self._now)
        self._client.close()
        self._client, self._connection = client, stored
        return True

    def send(self, bundle: bytes) -> RawCentralResponse:
        """POST a transaction Bundle, as `CentralClient.send`."""
        return self._client.send(bundle)

    def get(self, path: str) -> RawCentralResponse:
        """GET a path, as `CentralClient.get`."""
        return self._client.get(path)

    def abort(self) -> None:
        """Break off the request under way, as `CentralClient.abort`; called on any thread."""
        self._is_aborted = True
        self._client.abort()

    def close(self) -> None:
        """Close the connections to central; not used after it."""
        self._client.close()
