"""The settings of this site and machine, as text by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.practitioner import Desk

if TYPE_CHECKING:
    from sqlite3 import Connection

    from ptc_app.storage.database import Database

_PUT = """
INSERT INTO setting (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_SITE, _MACHINE, _DEVICE = "desk.site", "desk.machine", "desk.device-id"


class Settings:
    """What was set for this desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The text under that key, or nothing where none was put."""
        row = self._database.one("SELECT value FROM setting WHERE key = ?", (key,))
        return row["value"] if row else None

    def put(self, key: str, value: str) -> None:
        self._database.write(_PUT, (key, value))

    def desk(self) -> Desk:
        """Where this is, as named on the first day."""
        site, machine, device = map(self.get, (_SITE, _MACHINE, _DEVICE))
        if site is None or machine is None or device is None:
            raise StoreUnusable("corrupt")
        return Desk(site, machine, device)


def put_desk(connection: Connection, desk: Desk) -> None:
    """Name the desk, in the open transaction."""
    rows = ((_SITE, desk.site), (_MACHINE, desk.machine), (_DEVICE, desk.device_id))
    connection.executemany(_PUT, rows)
