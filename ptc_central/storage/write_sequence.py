"""The sequence number and time of the next write."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, select

from ptc_central.fhir.milliseconds import floor_milliseconds
from ptc_central.storage.server_database import resource_versions


class WriteSequence:
    """Numbers the writes of one transaction: position and time of each, after those stored.

    `connection` has the open write transaction; `now` returns an aware time.
    """

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now
        self._last: tuple[int, int] | None = None

    def advance(self) -> tuple[int, int]:
        """Return (position, milliseconds since 1970) of the next write.

        The position grows by 1; the time never decreases, even if the clock went back.
        """
        position, updated = self._last or self._last_stored()
        self._last = position + 1, max(floor_milliseconds(self._now()), updated)
        return self._last

    def _last_stored(self) -> tuple[int, int]:
        position, updated = resource_versions.c.position, resource_versions.c.updated
        query = select(position, updated).order_by(position.desc()).limit(1)
        row = self._connection.execute(query).first()
        return (0, 0) if row is None else (row[0], row[1])
