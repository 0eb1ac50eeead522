"""Table of drafts: what was entered in a stage so far, not signed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import (
    BegunCorrection,
    Correction,
    CorrectionReason,
    RecordOperation,
)
from ptc_app.domain.utc_text import utc_text
from ptc_app.storage.audit import append_audit_event

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.domain.ids import VisitId
    from ptc_app.storage.database import Database

_SAVE = """
INSERT INTO draft (visit_id, stage, body, saved_at)
SELECT :visit_id, :stage, :body, :saved_at
WHERE EXISTS (SELECT 1 FROM draft
              WHERE visit_id = :visit_id AND stage = :stage AND amends IS NOT NULL)
   OR NOT EXISTS (SELECT 1 FROM record_status
                  WHERE visit_id = :visit_id AND stage = :stage AND status = 'current')
  AND NOT EXISTS (SELECT 1 FROM visit AS v, json_each(v.stages) AS s
                  WHERE v.id = :visit_id AND s.value ->> '$.plan.key' = :stage
                    AND s.value ->> '$.state' IN ('skipped', 'entered-in-error'))
ON CONFLICT (visit_id, stage) DO UPDATE
SET body = excluded.body, saved_at = excluded.saved_at
"""
_BEGIN_CORRECTION = """
INSERT INTO draft (visit_id, stage, body, saved_at, amends, reason, note)
VALUES (:visit_id, :stage, :body, :saved_at, :amends, :reason, :note)
"""
_CORRECTION = """
SELECT amends, reason, note FROM draft
WHERE visit_id = ? AND stage = ? AND amends IS NOT NULL
"""


class Drafts:
    """Table of drafts: at most one unsigned draft for each stage of each visit.

    A stage is named by its key. Each method raises StoreUnusable where SQLite cannot read or write
    the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None:
        """Store the draft of a stage in place of an earlier one, as a transaction of its own.

        When this returns, a power cut does not lose it. What is stored of a begun amendment stays.
        RuleBroken: `stage-step` where no amendment of the stage was begun and it has a record in
        force, is skipped or is voided; `conflict` where there is no such visit. StoreUnusable where
        SQLite fails.
        """
        row = {"visit_id": visit_id, "stage": stage, "body": body, "saved_at": utc_text(at)}
        if not self._database.write(_SAVE, row):
            raise RuleBroken("stage-step")

    def get(self, visit_id: VisitId, stage: str) -> bytes | None:
        """The draft of a stage as it was saved last, also of an amendment; None without one.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one(
            "SELECT body FROM draft WHERE visit_id = ? AND stage = ?", (visit_id, stage)
        )
        return row["body"] if row else None

    def begin_correction(
        self, visit_id: VisitId, stage: str, body: bytes, begun: BegunCorrection, audit: AuditEvent
    ) -> None:
        """Store the draft an amendment starts from, and its audit event, in one transaction.

        `begun`: the record it amends and why. RuleBroken `conflict` where the stage has a draft
        already. StoreUnusable where SQLite fails.
        """
        row = {
            "visit_id": visit_id,
            "stage": stage,
            "body": body,
            "saved_at": utc_text(audit.at),
            "amends": begun.record_id,
            "reason": begun.correction.reason,
            "note": begun.correction.note,
        }
        with self._database.transaction() as connection:
            connection.execute(_BEGIN_CORRECTION, row)
            append_audit_event(connection, audit)

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None:
        """The amendment begun in this stage and not signed yet; None where none was begun.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one(_CORRECTION, (visit_id, stage))
        if row is None:
            return None
        reason = CorrectionReason(row["reason"])
        correction = Correction(RecordOperation.UPDATE, reason, row["note"])
        return BegunCorrection(RecordId(row["amends"]), correction)

    def corrected_stages(self, visit_id: VisitId) -> frozenset[str]:
        """The keys of the stages of a visit in which an amendment was begun and not signed yet.

        StoreUnusable where SQLite fails.
        """
        sql = "SELECT stage FROM draft WHERE visit_id = ? AND amends IS NOT NULL"
        return frozenset(row["stage"] for row in self._database.read(sql, (visit_id,)))

    def discard_correction(self, visit_id: VisitId, stage: str, audit: AuditEvent) -> None:
        """Delete the draft of a begun amendment and append the audit event, in one transaction.

        The record it was to amend stays in force. RuleBroken `nothing-to-correct` where none was
        begun. StoreUnusable where SQLite fails.
        """
        sql = "DELETE FROM draft WHERE visit_id = ? AND stage = ? AND amends IS NOT NULL"
        with self._database.transaction() as connection:
            if not connection.execute(sql, (visit_id, stage)).rowcount:
                raise RuleBroken("nothing-to-correct")
            append_audit_event(connection, audit)


def delete_draft(connection: Connection, visit_id: VisitId, stage: str) -> None:
    """Delete the draft of a stage, in the open transaction that signs it; nothing where none is."""
    connection.execute("DELETE FROM draft WHERE visit_id = ? AND stage = ?", (visit_id, stage))
