"""One connection to an encrypted store: transactions, queries, SQLite errors as PtcErrors."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.errors import PtcError, RuleBroken, StoreUnusable
from ptc_app.storage import durable_files, schema_migrations, wrong_key_check
from ptc_app.storage.transactions import transaction

if TYPE_CHECKING:
    # SQLCipher's module has no types of its own; its connection is the standard library's.
    from sqlite3 import Connection, Row

    Parameters = Sequence[Any] | Mapping[str, Any]

KEY_BYTES = 32
"""The length of a store key."""
_APPLICATION = 0x70746361
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a committed answer outlives a power cut
    "fullfsync = ON",  # also on macOS, whose fsync leaves data in the cache of the drive
    "busy_timeout = 5000",  # milliseconds
    "cache_size = -8192",  # KiB
)
_REASONS = {
    sqlcipher.SQLITE_FULL: "full",
    sqlcipher.SQLITE_CORRUPT: "corrupt",
    sqlcipher.SQLITE_NOTADB: "corrupt",
    sqlcipher.SQLITE_BUSY: "busy",
    sqlcipher.SQLITE_LOCKED: "busy",
    sqlcipher.SQLITE_IOERR: "io",
    sqlcipher.SQLITE_CANTOPEN: "io",
    sqlcipher.SQLITE_READONLY: "read-only",
    sqlcipher.SQLITE_PERM: "read-only",
}
"""Why the store cannot be used, by SQLite's primary result code."""


class Database:
    """The connection to an open store; SQLite refuses it to any thread but the one that opened it.

    Every method that runs SQL raises StoreUnusable (`full`, `corrupt`, `busy` after 5 s, `io`,
    `read-only`) where SQLite cannot do it, and RuleBroken `conflict` where a constraint of the
    schema forbids it. Each statement outside `transaction` is a transaction of its own.
    """

    def __init__(self, path: Path, store_key: bytes) -> None:
        """Open an existing store and migrate its schema; a refusal changes no byte of the file.

        `store_key` has 32 bytes. Raises StoreUnusable: `missing` without a file, `corrupt` where
        it is no store of this application, `wrong-key`, `too-new`; `busy`, `io`, `full`,
        `read-only`, `denied` or `not-a-file` where the file cannot be opened, or SQLite or the copy
        before a migration fails.
        """
        _probe(path, store_key)
        self._connection = _opened(path, store_key)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A context with a write transaction: committed durably at its end.

        Any exception rolls it back. Yields the connection, for functions that write in an open
        transaction. StoreUnusable `busy` where another connection writes for 5 s; RuleBroken
        `conflict` and others as in `Database`.
        """
        with _ours(), transaction(self._connection) as connection:
            yield connection

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement as a transaction of its own; returns the number of rows it changed.

        StoreUnusable where SQLite fails; RuleBroken `conflict` where a constraint forbids it.
        """
        with _ours():
            return self._connection.execute(sql, parameters).rowcount

    def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of a query, in a list; empty where there are none. StoreUnusable where SQLite
        fails."""
        with _ours():
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a query; None where there is none. StoreUnusable where SQLite fails."""
        with _ours():
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    def each(self, sql: str, parameters: Parameters = ()) -> Generator[Row, None, None]:
        """The rows of a query one at a time, for results that do not fit in memory.

        StoreUnusable where SQLite fails, also while they are read.
        """
        with _ours():
            yield from self._connection.execute(sql, parameters)

    def close(self) -> None:
        """Close the connection; nothing else can be called after it. Closing again does nothing."""
        self._connection.close()


@contextmanager
def create_store_file(path: Path, store_key: bytes) -> Iterator[Connection]:
    """A context that makes an empty file a new store, and yields its one, open transaction.

    The store gets the application id, the newest schema and the rows that the caller inserts. It
    is committed and closed at the end, rolled back on any exception. StoreUnusable as in
    `Database`; `wrong-key` where `store_key` has not 32 bytes.
    """
    with _ours():
        connection = _connected(path, store_key, "rw")
        try:
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            with transaction(connection):
                schema_migrations.build_schema(connection)
                yield connection
        finally:
            connection.close()


def _probe(path: Path, store_key: bytes) -> None:
    """Check with a read-only connection whether the store can be opened; raises StoreUnusable."""
    if not durable_files.is_there(path):
        raise StoreUnusable("missing")
    if durable_files.size_of(path) < wrong_key_check.PAGE_BYTES:
        raise StoreUnusable("corrupt")
    with _ours():
        connection = _connected(path, store_key, "ro")
        try:
            _check(connection)
        except sqlcipher.DatabaseError as error:
            if _code(error) == sqlcipher.SQLITE_NOTADB and not wrong_key_check.key_fits(
                path, store_key
            ):
                raise StoreUnusable("wrong-key") from error
            raise
        finally:
            connection.close()


def _check(connection: Connection) -> None:
    """Check the application id and the schema version."""
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != _APPLICATION:
        raise StoreUnusable("corrupt")
    if schema_migrations.schema_version(connection) > schema_migrations.newest_version():
        raise StoreUnusable("too-new")


def _opened(path: Path, store_key: bytes) -> Connection:
    """A read-write connection with the pragmas set and the schema migrated."""
    with _ours():
        connection = _connected(path, store_key, "rw")
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            schema_migrations.migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _connected(path: Path, store_key: bytes, mode: str) -> Connection:
    """A connection that never creates a file, keyed before any other statement."""
    if len(store_key) != KEY_BYTES:
        raise StoreUnusable("wrong-key")
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection: Connection = sqlcipher.connect(uri, uri=True, isolation_level=None)
    connection.row_factory = sqlcipher.Row
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr; we raise
    connection.execute(f"PRAGMA key = \"x'{store_key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def _ours() -> Iterator[None]:
    """Raise SQLite's errors as ours; errors only a mistake of ours can cause stay as they are."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        translated = _translated(error)
        if translated is None:
            raise
        raise translated from error


def _translated(error: Exception) -> PtcError | None:
    code = _code(error)
    if code == sqlcipher.SQLITE_CONSTRAINT:
        return RuleBroken("conflict")
    return StoreUnusable(_REASONS[code]) if code in _REASONS else None


def _code(error: Exception) -> int:
    """SQLite's primary result code; zero for an error of the Python module."""
    extended: int = getattr(error, "sqlite_errorcode", 0)
    return extended & 0xFF
