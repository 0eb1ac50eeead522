"""The numbered scripts that make a store, and bring an older one up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreUnusable
from ptc_app.storage import durable_files
from ptc_app.storage.transactions import transaction

if TYPE_CHECKING:
    from sqlite3 import Connection

Scripts = Mapping[int, str]


@cache
def migration_scripts() -> Scripts:
    """Each script by the version it leads to, in order."""
    folder = resources.files("ptc_app.storage") / "migrations"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {int(file.name[:4]): file.read_text(encoding="utf-8") for file in found}


def newest_version() -> int:
    """The version this program works with."""
    return max(migration_scripts())


def schema_version(connection: Connection) -> int:
    """The version a store is of."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def build_schema(connection: Connection) -> None:
    """All scripts, inside the open transaction that makes a new store."""
    for version, script in migration_scripts().items():
        _run(connection, version, script)


def migrate(connection: Connection, path: Path, known: Scripts | None = None) -> None:
    """Bring an existing store up to date: one transaction each, after a copy of the file."""
    known = migration_scripts() if known is None else known
    before = schema_version(connection)
    if before == max(known):
        return
    _copy(connection, path, path.with_name(f"{path.name}.v{before}"))
    for version, script in known.items():
        with transaction(connection):
            if version > schema_version(connection):
                _run(connection, version, script)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, triggers whole."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""


def _run(connection: Connection, version: int, script: str) -> None:
    for statement in statements(script):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")


def _copy(connection: Connection, path: Path, copy: Path) -> None:
    """The encrypted file as it is, beside itself; a copy of an earlier try is kept instead."""
    if copy.exists():
        return
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreUnusable("busy")
    durable_files.copy_file(path, copy)
