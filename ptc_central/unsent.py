"""Rows that wait within a transaction, so that a long bundle sends them in few statements."""

from typing import Any

from sqlalchemy import Connection, Table, insert


class Unsent:
    """Rows to be inserted; each has the type of the resource that it belongs to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._types: set[str] = set()

    def add(self, table: Table, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)
        self._types.add(row["type"])

    def concerns(self, kind: str) -> bool:
        """Whether the database does not know all resources of the type yet."""
        return kind in self._types

    def send(self) -> None:
        """Insert every row that waits."""
        for table, rows in self._rows.items():
            self._connection.execute(insert(table), rows)
        self._rows.clear()
        self._types.clear()
