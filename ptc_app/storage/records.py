"""Table of records: what was signed, written with all that belongs to it or not at all."""

# ruff: noqa: S608  (statements are put together from constants of this file only)

from __future__ import annotations

from typing import TYPE_CHECKING

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.hybrid_timestamp import HybridTimestamp, next_timestamp
from ptc_app.domain.ids import ParticipantId, PractitionerId, RecordId, VisitId
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_history import ensure_follows, operation_of
from ptc_app.domain.records.signed_act import SignedAct
from ptc_app.domain.records.signed_record import SignedContent, SignedRecord, sha256_hex
from ptc_app.domain.utc_text import parse_utc_text, utc_text
from ptc_app.storage import audit, documents, drafts, participants, visits
from ptc_app.storage.outbox import add_to_outbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from sqlite3 import Connection, Row

    from ptc_app.storage.database import Database

_COLUMNS = """
id, kind, participant_id, visit_id, body, sha256, author, site, device, recorded_at, stage,
operation, follows, reason, note, program_version, content, content_version, decision
"""
_INSERT = f"""
INSERT INTO record ({_COLUMNS}, hybrid_time)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_STAGE = f"""
SELECT {_COLUMNS} FROM record WHERE visit_id = ? AND stage = ? ORDER BY hybrid_time
"""
_REGISTRATIONS = f"""
SELECT {_COLUMNS} FROM record WHERE participant_id = ? AND visit_id IS NULL ORDER BY hybrid_time
"""
_BEFORE_ALL = HybridTimestamp(0)


class Records:
    """Table of the signed records of this site, and of the drafts they were signed from.

    Each method raises StoreUnusable where SQLite cannot read or write the store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def sign(self, act: SignedAct) -> None:
        """Write a signed act in one transaction: record, audit entry, envelope and all else it has.

        It also deletes the draft of the stage. The same act again changes nothing. RuleBroken where
        the record does not continue the history of its stage (`conflict`, `record-superseded`),
        where its visit was taken further meanwhile (`conflict`), where the participant number is
        another's (`number-taken`), and where the act's parts do not fit each other or a record of
        that id has other bytes (`record-hash`, `document-hash`, `envelope-differs`,
        `record-differs`). StoreUnusable where SQLite fails.
        """
        _check(act)
        with self._database.transaction() as connection:
            if not _is_signed(connection, act.record):
                _write(connection, act)

    def get(self, record_id: RecordId) -> SignedRecord | None:
        """The record of that id, in force or not; None where there is none.

        StoreUnusable where SQLite fails.
        """
        row = self._database.one(f"SELECT {_COLUMNS} FROM record WHERE id = ?", (record_id,))
        return _record(row) if row else None

    def of_stage(self, visit_id: VisitId, stage: str) -> list[SignedRecord]:
        """The history of a stage (by its key) of a visit: all its records in the order of signing.

        Amended and voided ones, and the voidings, are among them. Empty where nothing was signed.
        StoreUnusable where SQLite fails.
        """
        return [_record(row) for row in self._database.read(_OF_STAGE, (visit_id, stage))]

    def registrations_of(self, participant_id: ParticipantId) -> list[SignedRecord]:
        """The registration of a participant and its corrections, in the order of signing.

        They are the records without a visit. Empty where none was signed here. StoreUnusable where
        SQLite fails.
        """
        return [_record(row) for row in self._database.read(_REGISTRATIONS, (participant_id,))]

    def signed_draft(self, record_id: RecordId) -> bytes | None:
        """What was signed, in the form it was edited in; None where nothing is stored of it.

        It is encoded as the draft of the stage was; an amendment starts from it. StoreUnusable
        where SQLite fails.
        """
        sql = "SELECT body FROM signed_draft WHERE record_id = ?"
        row = self._database.one(sql, (record_id,))
        return row["body"] if row else None

    def each(self) -> Iterator[SignedRecord]:
        """All records, in force or not, one at a time, in the order they were signed.

        StoreUnusable where SQLite fails.
        """
        for row in self._database.each(f"SELECT {_COLUMNS} FROM record ORDER BY hybrid_time"):
            yield _record(row)


def _check(act: SignedAct) -> None:
    """Refuse an act that does not hold together."""
    record, envelope, document = act.record, act.envelope, act.document
    if record.sha256 != sha256_hex(record.body):
        raise RuleBroken("record-hash")
    if document and document.sha256 != sha256_hex(document.body):
        raise RuleBroken("document-hash")
    sent = (envelope.record_id, envelope.stream, envelope.payload)
    if sent != (record.id, record.participant_id, record.body):
        raise RuleBroken("envelope-differs")


def _is_signed(connection: Connection, record: SignedRecord) -> bool:
    row = connection.execute("SELECT body FROM record WHERE id = ?", (record.id,)).fetchone()
    if row and row["body"] != record.body:
        raise RuleBroken("record-differs")
    return row is not None


def _write(connection: Connection, act: SignedAct) -> None:
    record = act.record
    if act.participant:
        participants.upsert_participant(connection, act.participant)
    if act.visit:
        visits.upsert_visit(connection, act.visit)
    _check_history(connection, record)
    _insert(connection, record)
    if act.draft is not None:
        row = (record.id, act.draft)
        connection.execute("INSERT INTO signed_draft (record_id, body) VALUES (?, ?)", row)
    if act.document:
        documents.insert_document(connection, act.document)
    audit.append_audit_event(connection, act.audit)
    add_to_outbox(connection, act.envelope)
    if record.visit_id:
        drafts.delete_draft(connection, record.visit_id, record.stage)


def _check_history(connection: Connection, record: SignedRecord) -> None:
    """Refuse a record that does not follow the newest one of its stage, or of its participant."""
    if record.visit_id is None and record.correction is None:
        return  # of a new participant, who has no other yet
    if record.visit_id is None:
        rows = connection.execute(_REGISTRATIONS, (record.participant_id,)).fetchall()
    else:
        rows = connection.execute(_OF_STAGE, (record.visit_id, record.stage)).fetchall()
    ensure_follows(_record(rows[-1]) if rows else None, record)


def _insert(connection: Connection, record: SignedRecord) -> None:
    row = (
        record.id,
        record.kind,
        record.participant_id,
        record.visit_id,
        record.body,
        record.sha256,
        record.author,
        record.site,
        record.device,
        utc_text(record.recorded_at),
        record.stage,
        operation_of(record),
        record.follows,
        record.correction.reason if record.correction else "",
        record.correction.note if record.correction else "",
        record.program_version,
        record.content.code,
        record.content.version,
        record.content.decision or "",
        str(_next_time(connection, record.recorded_at)),
    )
    connection.execute(_INSERT, row)


def _next_time(connection: Connection, now: datetime) -> HybridTimestamp:
    """After all that is stored, also when the machine's clock went back."""
    (last,) = connection.execute("SELECT max(hybrid_time) FROM record").fetchone()
    return next_timestamp(HybridTimestamp.parse(last) if last else _BEFORE_ALL, now)


def _record(row: Row) -> SignedRecord:
    return SignedRecord(
        id=RecordId(row["id"]),
        kind=row["kind"],
        participant_id=ParticipantId(row["participant_id"]),
        visit_id=VisitId(row["visit_id"]) if row["visit_id"] else None,
        body=row["body"],
        sha256=row["sha256"],
        author=PractitionerId(row["author"]),
        site=row["site"],
        device=row["device"],
        recorded_at=parse_utc_text(row["recorded_at"]),
        stage=row["stage"],
        follows=RecordId(row["follows"]) if row["follows"] else None,
        correction=_correction(row),
        program_version=row["program_version"],
        content=SignedContent(
            row["content"],
            row["content_version"],
            ConsentDecision(row["decision"]) if row["decision"] else None,
        ),
    )


def _correction(row: Row) -> Correction | None:
    operation = RecordOperation(row["operation"])
    if operation is RecordOperation.CREATE:
        return None
    return Correction(operation, CorrectionReason(row["reason"]), row["note"])
