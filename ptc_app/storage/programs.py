"""Table of the versions of the study program installed at this site, each with its files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ptc_app.domain.programs.program_versions import InstalledProgram
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.storage.audit import append_audit_event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Row

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.storage.database import Database

_INSERT = """
INSERT INTO program (version, id, sha256, in_force_from, installed_at) VALUES (?, ?, ?, ?, ?)
"""
_INSERT_FILE = "INSERT INTO program_file (version, path, body) VALUES (?, ?, ?)"


class Programs:
    """Table of installed program versions, side by side; none is ever changed or removed.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, program: InstalledProgram, files: Mapping[str, bytes], audit: AuditEvent) -> None:
        """Insert a program version, its files and the audit event, in one transaction.

        `files`: their bytes by path. RuleBroken `conflict` where the version is there already.
        StoreUnusable where SQLite fails.
        """
        row = (
            program.version,
            program.id,
            program.sha256,
            program.in_force_from.isoformat(),
            utc_text(program.installed_at),
        )
        with self._database.transaction() as connection:
            connection.execute(_INSERT, row)
            rows = ((program.version, path, body) for path, body in files.items())
            connection.executemany(_INSERT_FILE, rows)
            append_audit_event(connection, audit)

    def all(self) -> list[InstalledProgram]:
        """All installed versions without their files, in the order they were installed.

        StoreUnusable where SQLite fails.
        """
        rows = self._database.read("SELECT * FROM program ORDER BY rowid")
        return [_installed_program(row) for row in rows]

    def files(self, version: str) -> dict[str, bytes]:
        """The bytes of a version's files by path; empty where the version is not installed.

        StoreUnusable where SQLite fails.
        """
        sql = "SELECT path, body FROM program_file WHERE version = ?"
        return {row["path"]: row["body"] for row in self._database.read(sql, (version,))}


def _installed_program(row: Row) -> InstalledProgram:
    return InstalledProgram(
        id=row["id"],
        version=row["version"],
        sha256=row["sha256"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        installed_at=parse_utc_text(row["installed_at"]),
    )
