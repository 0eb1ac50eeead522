"""Table of entry drafts: what a practitioner typed into a page and has not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.utc_text import parse_utc_text, utc_text

if TYPE_CHECKING:
    from datetime import datetime

    from ptc_app.domain.ids import PractitionerId
    from ptc_app.storage.database import Database

_SAVE = """
INSERT INTO entry_draft (practitioner_id, page, subject, body, saved_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (practitioner_id, page, subject) DO UPDATE
SET body = excluded.body, saved_at = excluded.saved_at
"""
_OF = "practitioner_id = ? AND page = ? AND subject = ?"


class EntryDrafts:
    """Table of entry drafts: at most one for each practitioner, page and subject of the page.

    `page` is the code of a page, `subject` what it is about, such as the id of a visit; empty where
    the page is about nothing. Each method raises StoreUnusable where SQLite fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self, practitioner: PractitionerId, page: str, subject: str, body: bytes, at: datetime
    ) -> None:
        """Store a draft in place of an earlier one, as a transaction of its own.

        When this returns, a power cut does not lose it. RuleBroken (`conflict`) for a practitioner
        who is not of this site; StoreUnusable.
        """
        self._database.write(_SAVE, (practitioner, page, subject, body, utc_text(at)))

    def get(
        self, practitioner: PractitionerId, page: str, subject: str
    ) -> tuple[bytes, datetime] | None:
        """The draft as saved last, and when (UTC); None where there is none. StoreUnusable."""
        sql = f"SELECT body, saved_at FROM entry_draft WHERE {_OF}"  # noqa: S608 - a constant
        row = self._database.one(sql, (practitioner, page, subject))
        return (row["body"], parse_utc_text(row["saved_at"])) if row else None

    def delete(self, practitioner: PractitionerId, page: str, subject: str) -> None:
        """Delete the draft, as a transaction of its own; nothing where there is none.

        StoreUnusable where SQLite fails.
        """
        sql = f"DELETE FROM entry_draft WHERE {_OF}"  # noqa: S608 - a constant
        self._database.write(sql, (practitioner, page, subject))
