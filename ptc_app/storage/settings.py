"""Table of settings of this site and workstation: texts by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.central_connection import CentralConnection
from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.workstation import SiteSupport, Workstation
from ptc_app.storage.audit import append_audit_event
from ptc_app.storage.outbox import wake_envelopes

if TYPE_CHECKING:
    from sqlite3 import Connection

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.storage.database import Database

_PUT = """
INSERT INTO setting (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""
_SITE, _MACHINE, _DEVICE = "desk.site", "desk.machine", "desk.device-id"
_PRACTICE = "desk.is-practice"
_SUPPORT_NAME, _SUPPORT_PHONE = "support.name", "support.phone"
_CENTRAL_URL, _CENTRAL_CA = "central.url", "central.ca"
_CLIENT_ID, _CLIENT_SECRET = "central.client-id", "central.client-secret"


class Settings:
    """Table of settings: texts by key, among them the workstation and the connection to central.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The text of that key; None where nothing was stored under it.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one("SELECT value FROM setting WHERE key = ?", (key,))
        return row["value"] if row else None

    def put(self, key: str, value: str) -> None:
        """Store a text under that key, in place of an earlier one, as a transaction of its own.

        StoreUnusable where SQLite fails.
        """
        self._database.write(_PUT, (key, value))

    def workstation(self) -> Workstation:
        """The workstation as named at set-up.

        StoreUnusable: `corrupt` where a part is missing, or where SQLite fails.
        """
        site, machine, device = map(self.get, (_SITE, _MACHINE, _DEVICE))
        if site is None or machine is None or device is None:
            raise StoreUnusable("corrupt")
        return Workstation(site, machine, device, is_practice=self.get(_PRACTICE) is not None)

    def site_support(self) -> SiteSupport:
        """The contact of site support.

        StoreUnusable: `corrupt` where a part is missing, or where SQLite fails.
        """
        name, phone = map(self.get, (_SUPPORT_NAME, _SUPPORT_PHONE))
        if name is None or phone is None:
            raise StoreUnusable("corrupt")
        return SiteSupport(name, phone)

    def change_site_support(self, support: SiteSupport, audit: AuditEvent) -> None:
        """Store this contact in place of the earlier one, and append an audit event.

        One transaction. StoreUnusable where SQLite fails.
        """
        with self._database.transaction() as connection:
            put_site_support(connection, support)
            append_audit_event(connection, audit)

    def central_url(self) -> str:
        """The URL of the central this site has joined; "" where it has joined none.

        StoreUnusable where SQLite fails.
        """
        return self.get(_CENTRAL_URL) or ""

    def central(self) -> CentralConnection | None:
        """The connection to the central this site has joined.

        None where it has joined none, or where a part of the connection is missing. StoreUnusable
        where SQLite fails.
        """
        kept = map(self.get, (_CENTRAL_URL, _CENTRAL_CA, _CLIENT_ID, _CLIENT_SECRET))
        url, ca_pem, client_id, client_secret = (text or "" for text in kept)
        if not (url and ca_pem and client_id and client_secret):
            return None
        return CentralConnection(url, ca_pem, client_id, client_secret)

    def connect(self, central: CentralConnection, audit: AuditEvent) -> None:
        """Store the connection to central in place of an earlier one, and append an audit event.

        One transaction, in which every waiting envelope is made due at the time of the event: the
        waits were those of the earlier central. StoreUnusable where SQLite fails.
        """
        rows = (
            (_CENTRAL_URL, central.url),
            (_CENTRAL_CA, central.ca_pem),
            (_CLIENT_ID, central.client_id),
            (_CLIENT_SECRET, central.client_secret),
        )
        with self._database.transaction() as connection:
            connection.executemany(_PUT, rows)
            wake_envelopes(connection, audit.at)
            append_audit_event(connection, audit)


def put_workstation(connection: Connection, workstation: Workstation) -> None:
    """Store names and device id, and whether it is for practice, in the open transaction."""
    rows = [
        (_SITE, workstation.site),
        (_MACHINE, workstation.machine),
        (_DEVICE, workstation.device_id),
    ]
    if workstation.is_practice:
        rows.append((_PRACTICE, "yes"))
    connection.executemany(_PUT, rows)


def put_site_support(connection: Connection, support: SiteSupport) -> None:
    """Store the contact of site support, in the open transaction."""
    rows = ((_SUPPORT_NAME, support.name), (_SUPPORT_PHONE, support.phone))
    connection.executemany(_PUT, rows)
