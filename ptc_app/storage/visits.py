"""Table of visits, with their stages as the program laid them out when each began."""

# ruff: noqa: S608  (statements are put together from constants of this file only)

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.domain.visit import StageInVisit, StageState, Visit, VisitCancellation
from ptc_app.storage.audit import append_audit_event
from ptc_app.storage.participants import PARTICIPANT_COLUMNS, participant_from_row

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection, Row

    from ptc_app.domain.audit import AuditEvent
    from ptc_app.domain.participants.participant import Participant
    from ptc_app.storage.database import Database

_VISIT = """
v.id AS visit_id, v.participant_id, v.program_version, v.visit_type, v.started_at, v.ended_at,
v.cancellation, v.stages
"""
_UPSERT = """
INSERT INTO visit (
    id, participant_id, program_version, visit_type, started_at, ended_at, cancellation, stages
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE
SET ended_at = excluded.ended_at, cancellation = excluded.cancellation, stages = excluded.stages
"""
_BY_ID = f"SELECT {_VISIT} FROM visit AS v WHERE v.id = ?"
_RANK = """
CASE WHEN v.ended_at IS NOT NULL THEN 2 WHEN v.started_at < :start THEN 1 ELSE 0 END
"""
_IS_OF_DAY = """
(v.ended_at IS NULL
 OR (v.started_at >= :start AND v.started_at < :end AND v.cancellation IS NULL))
"""
_DAY_PAGE = f"""
SELECT {_VISIT}, {PARTICIPANT_COLUMNS}
FROM visit AS v JOIN participant AS p ON p.id = v.participant_id
WHERE {_IS_OF_DAY} %s
ORDER BY {_RANK}, v.started_at, v.id LIMIT :limit
"""
_OF_DAY = _DAY_PAGE % ""
_OF_DAY_AFTER = (
    _DAY_PAGE
    % f"""
AND ({_RANK}, v.started_at, v.id) > (
    SELECT {_RANK}, v.started_at, v.id FROM visit AS v WHERE v.id = :after
)
"""
)
_DAY_COUNTS = f"""
SELECT count(*) FILTER (WHERE v.ended_at IS NULL) AS open,
       count(*) FILTER (WHERE v.ended_at IS NOT NULL) AS finished
FROM visit AS v WHERE {_IS_OF_DAY}
"""

_UNDOING = frozenset(
    {
        (StageState.COMPLETED, StageState.READY),
        (StageState.COMPLETED, StageState.IN_PROGRESS),
        (StageState.COMPLETED, StageState.SKIPPED),
        (StageState.VOIDED, StageState.READY),
        (StageState.VOIDED, StageState.COMPLETED),
    }
)
"""Stored and new state of a stage where the new one was made without knowing the stored one."""


class Visits:
    """Table of the visits of this site.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, visit: Visit, audit: AuditEvent) -> None:
        """Insert a visit, or store its end and stages anew, with an audit event: one transaction.

        RuleBroken `conflict` where the stored visit went further meanwhile: it was ended, or a
        stage of it that is not so in `visit` was completed or voided. StoreUnusable where SQLite
        fails.
        """
        with self._database.transaction() as connection:
            upsert_visit(connection, visit)
            append_audit_event(connection, audit)

    def get(self, visit_id: VisitId) -> Visit:
        """The visit of that id; LookupError where there is none.

        What the participant permits (`permitted`) is not stored with it: it is empty. StoreUnusable
        where SQLite fails.
        """
        row = self._database.one(_BY_ID, (visit_id,))
        if row is None:
            raise LookupError(visit_id)
        return _visit(row)

    def of(self, participant_id: ParticipantId) -> list[Visit]:
        """All visits of a participant, finished or not, newest first; empty where there is none.

        What the participant permits (`permitted`) is not stored with them: it is empty.
        StoreUnusable where SQLite fails.
        """
        sql = f"""
            SELECT {_VISIT} FROM visit AS v
            WHERE v.participant_id = ? ORDER BY v.started_at DESC, v.id
        """
        return [_visit(row) for row in self._database.read(sql, (participant_id,))]

    def of_day(
        self, start: datetime, end: datetime, *, after: VisitId | None = None, limit: int
    ) -> list[tuple[Visit, Participant]]:
        """One page of the visits begun from `start` until before `end`, and of all open ones.

        Each with its participant; cancelled ones are left out. Open visits of the day first, then
        older open ones, then finished ones; each group oldest first. The page begins behind the
        visit `after` (None: at the first) and has at most `limit` visits. StoreUnusable where
        SQLite fails.
        """
        day = {"start": utc_text(start), "end": utc_text(end)}
        sql = _OF_DAY if after is None else _OF_DAY_AFTER
        rows = self._database.read(sql, {**day, "after": after, "limit": limit})
        return [(_visit(row), participant_from_row(row)) for row in rows]

    def day_counts(self, start: datetime, end: datetime) -> DayCounts:
        """How many open and finished visits all pages of `of_day` have together.

        StoreUnusable where SQLite fails.
        """
        day = {"start": utc_text(start), "end": utc_text(end)}
        (row,) = self._database.read(_DAY_COUNTS, day)
        return DayCounts(open=row["open"], finished=row["finished"])


def upsert_visit(connection: Connection, visit: Visit) -> None:
    """Insert a visit, or store its end and its stages anew, in the open transaction.

    RuleBroken `conflict` where the stored visit went further meanwhile: it was ended, or a
    stage of it that is not so in `visit` was completed or voided. Its `permitted` is not stored.
    """
    row = connection.execute(_BY_ID, (visit.id,)).fetchone()
    if row and _is_behind(visit, _visit(row)):
        raise RuleBroken("conflict")
    new = (
        visit.id,
        visit.participant_id,
        visit.program_version,
        visit.visit_type,
        utc_text(visit.started_at),
        utc_text(visit.ended_at) if visit.ended_at else None,
        msgspec.json.encode(visit.cancellation).decode() if visit.cancellation else None,
        msgspec.json.encode(visit.stages).decode(),
    )
    connection.execute(_UPSERT, new)


def _is_behind(visit: Visit, stored: Visit) -> bool:
    """Whether the stored visit was ended, or a stage of it done, amended or voided meanwhile."""
    if stored.ended_at is not None and visit.ended_at != stored.ended_at:
        return True
    now = {stage.plan.key: stage.state for stage in visit.stages}
    return any((s.state, now.get(s.plan.key, StageState.READY)) in _UNDOING for s in stored.stages)


def _visit(row: Row) -> Visit:
    return Visit(
        id=VisitId(row["visit_id"]),
        participant_id=ParticipantId(row["participant_id"]),
        program_version=row["program_version"],
        visit_type=row["visit_type"],
        started_at=parse_utc_text(row["started_at"]),
        stages=msgspec.json.decode(row["stages"], type=tuple[StageInVisit, ...]),
        ended_at=parse_utc_text(row["ended_at"]) if row["ended_at"] else None,
        cancellation=_cancellation(row["cancellation"]),
    )


def _cancellation(text: str | None) -> VisitCancellation | None:
    return msgspec.json.decode(text, type=VisitCancellation) if text else None
