"""Consent decisions of participants, read from the columns of their signed records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.enrollment.consent_decisions import RecordedDecision
from ptc_app.domain.ids import ParticipantId, RecordId, VisitId
from ptc_app.domain.records.record_history import RecordStatus
from ptc_app.domain.stages.record_kinds import VISIT_END
from ptc_app.domain.utc_text import parse_utc_text

if TYPE_CHECKING:
    from sqlite3 import Row

    from ptc_app.storage.database import Database

_OF_PARTICIPANT = """
SELECT r.id, r.content, r.content_version, r.decision, r.recorded_at, s.status,
    CASE r.operation WHEN 'UPDATE' THEN r.follows END AS amends
FROM record AS r JOIN record_status AS s ON s.record_id = r.id
WHERE r.participant_id = ? AND r.decision <> ''
ORDER BY r.hybrid_time
"""
_BEFORE_VISIT_END = """
SELECT r.id FROM record AS r JOIN record AS visit_end
    ON visit_end.participant_id = r.participant_id AND visit_end.hybrid_time > r.hybrid_time
WHERE visit_end.visit_id = ? AND visit_end.kind = ? AND r.decision <> ''
"""


class ConsentDecisions:
    """Reads consent decisions from the signed records of this site.

    Each method raises StoreUnusable where SQLite cannot read the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, participant_id: ParticipantId) -> list[RecordedDecision]:
        """All decisions of a participant in the order they were signed, also those not in force.

        Those are `is_superseded` or `is_voided`. Empty where there is none. StoreUnusable where
        SQLite fails.
        """
        rows = self._database.read(_OF_PARTICIPANT, (participant_id,))
        return [_recorded_decision(row) for row in rows]

    def signed_before_end(self, visit_id: VisitId) -> frozenset[RecordId]:
        """The participant's decisions that were signed before the record of this visit's end.

        By the order of signing, whatever the clock said; decisions of earlier visits too. Empty
        where the visit has no such record. StoreUnusable where SQLite fails.
        """
        rows = self._database.read(_BEFORE_VISIT_END, (visit_id, VISIT_END.code))
        return frozenset(RecordId(row["id"]) for row in rows)


def _recorded_decision(row: Row) -> RecordedDecision:
    return RecordedDecision(
        record_id=RecordId(row["id"]),
        module=row["content"],
        form_version=row["content_version"],
        decision=ConsentDecision(row["decision"]),
        at=parse_utc_text(row["recorded_at"]),
        amends=RecordId(row["amends"]) if row["amends"] else None,
        is_superseded=row["status"] == RecordStatus.SUPERSEDED,
        is_voided=row["status"] == RecordStatus.ENTERED_IN_ERROR,
    )
