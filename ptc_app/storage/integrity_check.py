"""Integrity check of the whole store: page HMACs, schema, hashes, audit chain, counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptc_app.domain.errors import StoreUnusable
from ptc_app.domain.programs.program import files_sha256
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.programs import Programs

if TYPE_CHECKING:
    from ptc_app.storage.database import Database


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """What an integrity check found.

    `records`: how many records the store has. `problems`: the codes of the checks that failed, in
    this order: `pages` (HMACs of the file), `structure`, `references` (foreign keys), `records`,
    `documents` and `programs` (SHA-256), `audit` (the hash chain), `envelopes` (one for each
    record), `history` (records of a stage follow each other), `counts`, `receipts`, `search`.
    """

    records: int
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every check passed."""
        return not self.problems


def check_integrity(database: Database) -> IntegrityReport:
    """Run every check of the store and report those that failed; changes nothing.

    A check whose data cannot be read fails. It reads the whole file, so it takes long on a large
    store. StoreUnusable where not even the records can be counted.
    """
    records = _number(database, "SELECT count(*) FROM record")
    problems = tuple(code for code, check in _CHECKS.items() if not _passes(check, database))
    return IntegrityReport(records, problems)


def _passes(check: Callable[[Database], bool], database: Database) -> bool:
    """Whether a check passes; a check whose data cannot be read fails."""
    try:
        return check(database)
    except StoreUnusable:
        return False


def _pages_are_sealed(database: Database) -> bool:
    return not database.read("PRAGMA cipher_integrity_check")


def _structure_holds(database: Database) -> bool:
    return [tuple(row) for row in database.read("PRAGMA integrity_check(1)")] == [("ok",)]


def _references_hold(database: Database) -> bool:
    return not database.read("PRAGMA foreign_key_check")


def _records_are_as_signed(database: Database) -> bool:
    rows = database.each("SELECT body, sha256 FROM record")
    return all(sha256_hex(row["body"]) == row["sha256"] for row in rows)


def _documents_are_as_signed(database: Database) -> bool:
    rows = database.each("SELECT body, sha256 FROM document")
    return all(sha256_hex(row["body"]) == row["sha256"] for row in rows)


def _programs_are_as_installed(database: Database) -> bool:
    programs = Programs(database)
    return all(files_sha256(programs.files(one.version)) == one.sha256 for one in programs.all())


def _trail_is_whole(database: Database) -> bool:
    return AuditTrail(database).verify()


def _each_record_has_its_envelope(database: Database) -> bool:
    """Whether each record has one envelope, in its participant's stream."""
    sql = """
        SELECT count(*) FROM record AS r LEFT JOIN envelope AS e ON e.record_id = r.id
        WHERE e.stream IS NOT r.participant_id
    """
    return _number(database, sql) == 0


def _histories_are_chains(database: Database) -> bool:
    """Each record follows an older one of its own stage; a voided stage is only made again."""
    sql = """
        SELECT count(*) FROM record AS r JOIN record AS earlier ON earlier.id = r.follows
        WHERE r.visit_id IS NOT earlier.visit_id OR r.stage <> earlier.stage
           OR r.kind <> earlier.kind OR r.participant_id <> earlier.participant_id
           OR r.hybrid_time <= earlier.hybrid_time
           OR (r.operation = 'CREATE') <> (earlier.operation = 'NULLIFY')
    """
    return _number(database, sql) == 0


def _counts_add_up(database: Database) -> bool:
    """Whether the counts kept of all envelopes, and of each stream, are those of a full count."""
    tallies = """
        SELECT count(*) FROM tally AS t
        WHERE envelopes <> (SELECT count(*) FROM envelope AS e WHERE e.delivery = t.delivery)
    """
    streams = """
        SELECT count(*)
        FROM (SELECT stream, sum(delivery = 'waiting') AS waiting,
                     min(position) FILTER (WHERE delivery <> 'received') AS head,
                     min(position) FILTER (WHERE delivery = 'waiting') AS first_waiting
              FROM envelope GROUP BY stream) AS counted
        FULL JOIN stream AS kept ON kept.participant_id = counted.stream
        WHERE kept.waiting IS NOT counted.waiting OR kept.head IS NOT counted.head
           OR kept.first_waiting IS NOT counted.first_waiting
    """
    return _number(database, tallies) == _number(database, streams) == 0


def _received_have_receipts(database: Database) -> bool:
    sql = """
        SELECT count(*) FROM envelope AS e LEFT JOIN receipt AS r ON r.envelope_id = e.id
        WHERE (e.delivery = 'received') <> (r.envelope_id IS NOT NULL)
    """
    return _number(database, sql) == 0


def _all_are_findable(database: Database) -> bool:
    sql = """
        SELECT (SELECT count(*) FROM participant)
             - (SELECT count(*) FROM participant_search_docsize)
    """
    return _number(database, sql) == 0


_CHECKS: dict[str, Callable[[Database], bool]] = {
    "pages": _pages_are_sealed,
    "structure": _structure_holds,
    "references": _references_hold,
    "records": _records_are_as_signed,
    "documents": _documents_are_as_signed,
    "programs": _programs_are_as_installed,
    "audit": _trail_is_whole,
    "envelopes": _each_record_has_its_envelope,
    "history": _histories_are_chains,
    "counts": _counts_add_up,
    "receipts": _received_have_receipts,
    "search": _all_are_findable,
}


def _number(database: Database, sql: str) -> int:
    (row,) = database.read(sql)
    return int(row[0])
