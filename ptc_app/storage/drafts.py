"""Drafts: what was answered in a stage so far, on disk before the screen says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.timestamps import utc_text

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from ptc_app.domain.ids import VisitId
    from ptc_app.storage.database import Database

_SAVE = """
INSERT INTO draft (visit_id, stage, body, saved_at)
SELECT :visit_id, :stage, :body, :saved_at
WHERE NOT EXISTS (SELECT 1 FROM record WHERE visit_id = :visit_id AND stage = :stage)
ON CONFLICT (visit_id, stage) DO UPDATE
SET body = excluded.body, saved_at = excluded.saved_at
"""


class Drafts:
    """One draft for each stage of each visit, until it is signed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, visit_id: VisitId, stage: str, body: bytes, at: datetime) -> None:
        """Keep the draft as it is now; when this returns, a power cut does not lose it.

        RuleBroken when the stage is on record already: its draft has ended.
        """
        row = {"visit_id": visit_id, "stage": stage, "body": body, "saved_at": utc_text(at)}
        if not self._database.write(_SAVE, row):
            raise RuleBroken("stage-step")

    def get(self, visit_id: VisitId, stage: str) -> bytes | None:
        row = self._database.one(
            "SELECT body FROM draft WHERE visit_id = ? AND stage = ?", (visit_id, stage)
        )
        return row["body"] if row else None


def delete_draft(connection: Connection, visit_id: VisitId, stage: str) -> None:
    """The draft became a record, in the open transaction."""
    connection.execute("DELETE FROM draft WHERE visit_id = ? AND stage = ?", (visit_id, stage))
