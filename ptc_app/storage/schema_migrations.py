"""Runs the numbered SQL scripts that create the schema or bring an older store up to date."""

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
"""SQL scripts by the schema version each leads to, in ascending order."""


@cache
def migration_scripts() -> Scripts:
    """The SQL scripts of `storage/migrations`, by the schema version each leads to, ascending."""
    folder = resources.files("ptc_app.storage") / "migrations"
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {int(file.name[:4]): file.read_text(encoding="utf-8") for file in found}


def newest_version() -> int:
    """The newest schema version: the one this application works with."""
    return max(migration_scripts())


def schema_version(connection: Connection) -> int:
    """The schema version of a store (`PRAGMA user_version`); 0 before its schema was built."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def build_schema(connection: Connection) -> None:
    """Create the newest schema in a new store, inside the caller's open transaction."""
    for version, script in migration_scripts().items():
        _run(connection, version, script)


def migrate(connection: Connection, path: Path, known: Scripts | None = None) -> None:
    """Bring a store up to the newest version of `known`, one transaction for each script.

    `path` is the store's file: it is first copied beside itself as `<name>.v<old version>`, unless
    such a copy is there. `known` defaults to `migration_scripts`. Nothing happens where the store
    is up to date. StoreUnusable: `busy` where another connection keeps the write-ahead log from
    being written back, `full` or `io` where the copy fails.
    """
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
    """The SQL statements of a script, in order; a trigger with its body is one statement.

    Text behind the last complete statement is left out.
    """
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
    """Copy the encrypted file beside itself; a copy left by an earlier attempt is kept instead."""
    if durable_files.is_there(copy):
        return
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreUnusable("busy")
    durable_files.copy_file(path, copy)
