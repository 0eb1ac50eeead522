"""Table of documents: the PDFs that were signed or handed over, each with its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.ids import RecordId, VisitId
from ptc_app.domain.records.signed_record import RecordPdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from ptc_app.storage.database import Database

_SELECT = "SELECT d.record_id, d.visit_id, d.stage, d.body, d.sha256 FROM document AS d"


class Documents:
    """Table of documents: the PDFs of signed records.

    Each method raises StoreUnusable where SQLite cannot read the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, visit_id: VisitId, stage: str) -> RecordPdf | None:
        """The document of the record in force (neither amended nor voided) in a stage of a visit.

        None where no record is in force, or where it has no document. `stage` is the key of the
        stage. StoreUnusable where SQLite fails.
        """
        sql = f"""
            {_SELECT} JOIN record_status AS s ON s.record_id = d.record_id
            WHERE d.visit_id = ? AND d.stage = ? AND s.status = 'current'
        """
        row = self._database.one(sql, (visit_id, stage))
        return RecordPdf(**dict(row)) if row else None

    def of_record(self, record_id: RecordId) -> RecordPdf | None:
        """The document of one record, also of an amended or voided one; None where it has none.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one(f"{_SELECT} WHERE d.record_id = ?", (record_id,))
        return RecordPdf(**dict(row)) if row else None

    def with_document(self, visit_id: VisitId, stage: str) -> frozenset[RecordId]:
        """The ids of all records of a stage, in force or not, that have a document.

        StoreUnusable where SQLite fails.
        """
        sql = "SELECT record_id FROM document WHERE visit_id = ? AND stage = ?"
        rows = self._database.read(sql, (visit_id, stage))
        return frozenset(RecordId(row["record_id"]) for row in rows)

    def each(self) -> Iterator[RecordPdf]:
        """All documents, also of amended and voided records, one at a time, oldest first.

        StoreUnusable where SQLite fails.
        """
        for row in self._database.each(f"{_SELECT} ORDER BY d.rowid"):
            yield RecordPdf(**dict(row))


def insert_document(connection: Connection, document: RecordPdf) -> None:
    """Insert a document, in the open transaction that signs its record.

    A record has one document: a second one breaks a constraint, which `Database.transaction`
    raises as RuleBroken `conflict`.
    """
    connection.execute(
        "INSERT INTO document (record_id, visit_id, stage, body, sha256) VALUES (?, ?, ?, ?, ?)",
        (document.record_id, document.visit_id, document.stage, document.body, document.sha256),
    )
