"""A write transaction on an open SQLite connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """A context with a write transaction: BEGIN IMMEDIATE, COMMIT at its end.

    ROLLBACK on any exception. Yields the connection. SQLite's errors, such as "database is
    locked", pass through as they are.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise
