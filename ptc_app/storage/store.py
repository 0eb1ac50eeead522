"""One open store: its database connection and the object of each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.consent_decisions import ConsentDecisions
from ptc_app.storage.database import Database
from ptc_app.storage.documents import Documents
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.entry_drafts import EntryDrafts
from ptc_app.storage.integrity_check import IntegrityReport, check_integrity
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.participants import Participants
from ptc_app.storage.practitioners import Practitioners
from ptc_app.storage.programs import Programs
from ptc_app.storage.records import Records
from ptc_app.storage.settings import Settings
from ptc_app.storage.visits import Visits

if TYPE_CHECKING:
    from pathlib import Path


class Store:
    """One open store: an object for each table over one connection (`database`), which it owns.

    All of them belong to the thread that opened the connection.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.audit_trail = AuditTrail(database)
        self.consent_decisions = ConsentDecisions(database)
        self.documents = Documents(database)
        self.drafts = Drafts(database)
        self.entry_drafts = EntryDrafts(database)
        self.outbox = Outbox(database)
        self.participants = Participants(database)
        self.practitioners = Practitioners(database)
        self.programs = Programs(database)
        self.records = Records(database)
        self.settings = Settings(database)
        self.visits = Visits(database)

    def check_integrity(self) -> IntegrityReport:
        """Check the whole store and report what fails (`integrity_check`); slow on a large store.

        StoreUnusable where not even the records can be counted.
        """
        return check_integrity(self.database)

    def close(self) -> None:
        """Close the database connection; its tables cannot be used after it."""
        self.database.close()


def open_store(path: Path, store_key: bytes) -> Store:
    """Open an existing store file with its 32-byte key, and migrate its schema.

    StoreUnusable: `missing`, `corrupt`, `wrong-key`, `too-new`, `busy`, `io`, `full`, `read-only`,
    see `Database`.
    """
    return Store(Database(path, store_key))
