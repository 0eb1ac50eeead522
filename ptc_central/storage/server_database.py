"""Tables of the server in SQLite or PostgreSQL, and its read and write transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
    text,
)

_SCHEMA = MetaData()
_TYPE = String(40)
_ID = String(64)

# Every version of every resource. Each write takes the next position, in the order of commits;
# search pages are ordered by it.
resource_versions = Table(
    "version",
    _SCHEMA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("type", _TYPE, nullable=False),
    Column("id", _ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", BigInteger, nullable=False),  # milliseconds since 1970, UTC
    Column("body", LargeBinary, nullable=False),
    Index("version_of_resource", "type", "id", "version", unique=True),
)
# The current version of every resource.
current_resources = Table(
    "resource",
    _SCHEMA,
    Column("type", _TYPE, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Index("resource_in_order", "type", "position"),
)
# The search index: what current resources can be found by.
search_values = Table(
    "token",
    _SCHEMA,
    Column("type", _TYPE, nullable=False),
    Column("id", _ID, nullable=False),
    Column("parameter", _TYPE, nullable=False),
    Column("system", Text, nullable=False),
    Column("value", Text, nullable=False),
    Index("token_search", "type", "parameter", "value", "system", "id"),
    Index("token_of_resource", "type", "id"),
)
registered_devices = Table(
    "client",
    _SCHEMA,
    Column("client_id", _ID, primary_key=True),
    Column("secret_hash", String(64), nullable=False),
    Column("site", Text, nullable=False),
    Column("device", Text, nullable=False),
)
access_tokens = Table(
    "access_token",
    _SCHEMA,
    Column("token_hash", String(64), primary_key=True),
    Column("client_id", _ID, nullable=False),
    Column("expires_at", BigInteger, nullable=False),  # milliseconds since 1970, UTC
)

# One writer at a time, on both databases: what a condition matches stays so until the commit.
_BEGIN_WRITE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(7245021)",
}
_BEGIN_READ: Final = {
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}
# PostgreSQL goes on with a full table scan if it prepared a statement while the table was empty.
_CONNECT_ARGUMENTS: Final[dict[str, dict[str, object]]] = {
    "postgresql": {"prepare_threshold": None}
}
_POOL_SIZE = 40  # the number of worker threads of FastAPI
_BUSY_TIMEOUT_SECONDS = 30


class ServerDatabase:
    """Connection pool to a SQLite file or a PostgreSQL database that has the tables above.

    Its methods raise the errors of SQLAlchemy, whose texts hold no values.
    """

    def __init__(self, url: str) -> None:
        """Connect to the database at the SQLAlchemy URL, and create the tables that are missing."""
        # hide_parameters: error messages must not contain data of participants.
        self._engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=_POOL_SIZE,
            max_overflow=0,
            connect_args=_CONNECT_ARGUMENTS.get(make_url(url).get_backend_name(), {}),
        )
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _configure_sqlite)
        with self.write_transaction() as connection:
            _SCHEMA.create_all(connection)

    @contextmanager
    def write_transaction(self) -> Iterator[Connection]:
        """Context manager: the one write transaction; commits at its end, rolls back on an error.

        Other writers wait until it ends; on SQLite a wait of over 30 s is an OperationalError.
        """
        with self._transaction(_BEGIN_WRITE) as connection:
            yield connection

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """Context manager: a transaction whose reads all see the same state of the database.

        It does not wait for writers. Nothing may be written in it.
        """
        with self._transaction(_BEGIN_READ) as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, begin: dict[str, str]) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            connection.execute(text(begin[self._engine.dialect.name]))
            yield connection


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is sent by the transactions above
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
