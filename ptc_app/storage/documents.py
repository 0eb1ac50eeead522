"""Documents: the PDFs that were handed over, each beside its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.ids import VisitId
from ptc_app.domain.record import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from ptc_app.storage.database import Database


class Documents:
    """What was printed or handed over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, visit_id: VisitId, stage: str) -> Document | None:
        """The document of a stage: the last one where the record was amended."""
        sql = """
            SELECT d.record_id, d.visit_id, d.stage, d.body, d.sha256
            FROM document AS d JOIN record AS r ON r.id = d.record_id
            WHERE d.visit_id = ? AND d.stage = ?
            ORDER BY r.hybrid_time DESC LIMIT 1
        """
        row = self._database.one(sql, (visit_id, stage))
        return Document(**dict(row)) if row else None

    def each(self) -> Iterator[Document]:
        """All documents, one at a time, oldest first."""
        sql = "SELECT record_id, visit_id, stage, body, sha256 FROM document ORDER BY rowid"
        for row in self._database.each(sql):
            yield Document(**dict(row))


def insert_document(connection: Connection, document: Document) -> None:
    """A document, in the open transaction."""
    connection.execute(
        "INSERT INTO document (record_id, visit_id, stage, body, sha256) VALUES (?, ?, ?, ?, ?)",
        (document.record_id, document.visit_id, document.stage, document.body, document.sha256),
    )
