"""Buffer of rows to insert, so that a long bundle needs few INSERT statements."""

from typing import Any

from sqlalchemy import Connection, Table, insert


class InsertBuffer:
    """Rows to insert within one transaction of `connection`; nothing is sent before `flush`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._types: set[str] = set()

    def add(self, table: Table, row: dict[str, Any]) -> None:
        """Append a row, by column names, for the table; its `type` is the resource type."""
        self._rows.setdefault(table, []).append(row)
        self._types.add(row["type"])

    def has_rows_of(self, resource_type: str) -> bool:
        """Return whether rows of the resource type are not yet inserted."""
        return resource_type in self._types

    def flush(self) -> None:
        """Insert all rows, one statement per table, in order of first use; empty the buffer."""
        for table, rows in self._rows.items():
            self._connection.execute(insert(table), rows)
        self._rows.clear()
        self._types.clear()
