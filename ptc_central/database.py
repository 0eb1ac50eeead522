"""The tables of the practice central, and the two kinds of transaction on them."""

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

# A position is given out once, at each change, in the order of commits: pages follow it.
versions = Table(
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
resources = Table(
    "resource",
    _SCHEMA,
    Column("type", _TYPE, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("position", BigInteger, nullable=False, unique=True),
    Index("resource_in_order", "type", "position"),
)
tokens = Table(
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
clients = Table(
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

# One writer at a time, on both databases: conditions stay true until the commit.
_WRITE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(7245021)",
}
_READ: Final = {
    "sqlite": "BEGIN",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}
# A statement that PostgreSQL prepared while a table was empty keeps reading it from end to end.
_CONNECT: Final[dict[str, dict[str, object]]] = {"postgresql": {"prepare_threshold": None}}
_CONNECTIONS = 40  # as many as the web framework has worker threads
_BUSY_SECONDS = 30


class Database:
    """An open SQLite file or PostgreSQL database that has the tables."""

    def __init__(self, url: str) -> None:
        # Values of participants must not come into error messages: hide_parameters.
        self._engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            connect_args=_CONNECT.get(make_url(url).get_backend_name(), {}),
        )
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
        with self.writing() as connection:
            _SCHEMA.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer overlaps."""
        with self._begun(_WRITE) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._begun(_READ) as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _begun(self, statements: dict[str, str]) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            connection.execute(text(statements[self._engine.dialect.name]))
            yield connection


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
