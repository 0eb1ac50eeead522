"""Table of practitioners, with hashed kiosk codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import PractitionerId
from ptc_app.domain.practitioner import Practitioner, StaffRole
from ptc_app.storage.audit import append_audit_event
from ptc_app.storage.keys.key_file import normalized_sign_in_name

if TYPE_CHECKING:
    from sqlite3 import Connection, Row

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.storage.database import Database

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's lower costs: a code of a few digits is kept safe by the store's own encryption, and
each of a site's codes may have to be tried while a participant waits."""

_INSERT = """
INSERT INTO practitioner (id, sign_in_name, known_as, name, role, kiosk_code_hash)
VALUES (?, ?, ?, ?, ?, ?)
"""
_SELECT = "SELECT id, sign_in_name, name, role FROM practitioner"


class Practitioners:
    """Table of the practitioners of this site; nobody is ever removed.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, practitioner: Practitioner, kiosk_code: str, audit: AuditEvent) -> None:
        """Insert a practitioner, a hash of their kiosk code, and the audit event: one transaction.

        The kiosk code leads back from the pages a participant uses. RuleBroken `sign-in-name-taken`
        where another has that sign-in name (compared without case). StoreUnusable where SQLite
        fails.
        """
        with self._database.transaction() as connection:
            insert_practitioner(connection, practitioner, kiosk_code)
            append_audit_event(connection, audit)

    def by_sign_in_name(self, sign_in_name: str) -> Practitioner | None:
        """The practitioner of that sign-in name, compared without case; None if unknown.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one(
            f"{_SELECT} WHERE known_as = ?", (normalized_sign_in_name(sign_in_name),)
        )
        return _practitioner(row) if row else None

    def all(self) -> list[Practitioner]:
        """All practitioners of this site, ordered by name; StoreUnusable where SQLite fails."""
        return [_practitioner(row) for row in self._database.read(f"{_SELECT} ORDER BY name, id")]

    def whose_kiosk_code(self, code: str) -> PractitionerId | None:
        """The id of the practitioner whose kiosk code this is; None where it is nobody's.

        It is the code by which staff take the window back from a participant. Slow: it is compared
        with one Argon2id hash after the other. StoreUnusable where SQLite fails.
        """
        rows = self._database.read("SELECT id, kiosk_code_hash FROM practitioner")
        whose = (PractitionerId(row["id"]) for row in rows if _holds(row["kiosk_code_hash"], code))
        return next(whose, None)


def insert_practitioner(
    connection: Connection, practitioner: Practitioner, kiosk_code: str
) -> None:
    """Insert a practitioner, with a hash of their kiosk code, in the open transaction.

    RuleBroken `sign-in-name-taken` where another has that sign-in name (compared without case).
    """
    name = normalized_sign_in_name(practitioner.sign_in_name)
    if connection.execute("SELECT 1 FROM practitioner WHERE known_as = ?", (name,)).fetchone():
        raise RuleBroken("sign-in-name-taken")
    row = (
        practitioner.id,
        practitioner.sign_in_name,
        name,
        practitioner.name,
        practitioner.role,
        _HASHER.hash(kiosk_code),
    )
    connection.execute(_INSERT, row)


def _holds(kept: str, code: str) -> bool:
    try:
        return _HASHER.verify(kept, code)
    except VerifyMismatchError:
        return False


def _practitioner(row: Row) -> Practitioner:
    return Practitioner(
        PractitionerId(row["id"]), row["sign_in_name"], row["name"], StaffRole(row["role"])
    )
