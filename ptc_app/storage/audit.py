"""The audit trail table: entries appended inside the transaction of what they record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.audit import GENESIS_HASH, AuditAction, AuditEntry, AuditEvent, next_audit_entry
from ptc_app.domain.utc_text import parse_utc_text, utc_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection, Row

    from ptc_app.storage.database import Database

_INSERT = """
INSERT INTO audit (sequence, at, action, practitioner, device, subject, detail, hash)
VALUES (:sequence, :at, :action, :practitioner, :device, :subject, :detail, :hash)
"""


def append_audit_event(connection: Connection, event: AuditEvent) -> AuditEntry:
    """Append an event to the trail with its sequence number and chained hash; returns the entry.

    It is written in the open transaction of `connection`, with what it records, or not at all.
    """
    last = connection.execute(
        "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    sequence, previous = last or (0, GENESIS_HASH)
    entry = next_audit_entry(previous, sequence + 1, event)
    row = {
        "sequence": entry.sequence,
        "at": utc_text(event.at),
        "action": event.action,
        "practitioner": event.practitioner,
        "device": event.device,
        "subject": event.subject,
        "detail": event.detail,
        "hash": entry.hash,
    }
    connection.execute(_INSERT, row)
    return entry


class AuditTrail:
    """Table of the audit trail: reads it, and appends events that change nothing else.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, event: AuditEvent) -> AuditEntry:
        """Append an event, such as a refused sign-in, in its own transaction; returns its entry.

        StoreUnusable where SQLite fails.
        """
        with self._database.transaction() as connection:
            return append_audit_event(connection, event)

    def entries(self) -> Iterator[AuditEntry]:
        """All entries, oldest first, read one at a time while they are asked for.

        StoreUnusable where SQLite fails.
        """
        return map(_entry, self._database.each("SELECT * FROM audit ORDER BY sequence"))

    def verify(self) -> bool:
        """Whether the chain is whole: numbered from 1 without gaps, each hash by the entry before.

        True for an empty trail; entries missing at its end are not detected. StoreUnusable where
        SQLite fails.
        """
        previous = GENESIS_HASH
        for sequence, entry in enumerate(self.entries(), start=1):
            if entry != next_audit_entry(previous, sequence, entry.event):
                return False
            previous = entry.hash
        return True


def _entry(row: Row) -> AuditEntry:
    event = AuditEvent(
        parse_utc_text(row["at"]),
        AuditAction(row["action"]),
        row["practitioner"],
        row["device"],
        row["subject"],
        row["detail"],
    )
    return AuditEntry(row["sequence"], event, row["hash"])
