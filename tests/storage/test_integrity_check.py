"""A look through the whole store finds what is wrong with it, and says it in codes."""

from __future__ import annotations

import pytest

from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from tests.support.builders import MARK, MORNING, a_participant, a_receipt, a_visit, an_act

PAGE = 4096
TAMPERING = {
    "records": "UPDATE record SET body = x'00' WHERE id = 'record-1'",
    "documents": "UPDATE document SET body = x'00'",
    "audit": "UPDATE audit SET subject = 'x' WHERE sequence = 1",
    "counts": "UPDATE tally SET envelopes = 7 WHERE delivery = 'waiting'",
    "receipts": "DELETE FROM receipt",
    "references": "UPDATE record SET visit_id = 'none' WHERE id = 'record-2'",
    "history": "UPDATE record SET operation = 'CREATE' WHERE id = 'record-3'",
    "envelopes": "UPDATE envelope SET stream = 'participant-2' WHERE id = 'envelope-1'",
    "search": "DELETE FROM participant_search WHERE rowid = 1",
}


@pytest.fixture
def used(database: Database) -> Database:
    records, outbox = Records(database), Outbox(database)
    records.sign(an_act("1", visit=a_visit(), with_document=True))
    records.sign(an_act("2", a_participant("2")))
    void = Correction(RecordOperation.NULLIFY, CorrectionReason.DUPLICATE)
    corrected = an_act(
        "3",
        correction=void,
        visit_id=a_visit().id,
        stage="survey",
        follows=RecordId("record-1"),
    )
    records.sign(corrected)
    (envelope, *_) = outbox.due(MORNING, 1)
    outbox.settle_all([(envelope, a_receipt(envelope))], MORNING)
    return database


def test_a_store_as_it_should_be(used: Database) -> None:
    verification = check_integrity(used)
    assert verification.holds
    assert (verification.records, verification.problems) == (3, ())


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE stream SET waiting = 7 WHERE participant_id = 'participant-2'",
        "UPDATE stream SET head = NULL WHERE participant_id = 'participant-2'",
        "UPDATE stream SET first_waiting = 9 WHERE participant_id = 'participant-2'",
        "DELETE FROM stream WHERE participant_id = 'participant-1'",
        "UPDATE stream SET participant_id = 'none' WHERE participant_id = 'participant-2'",
    ],
)
def test_where_a_stream_stands_is_counted_again(used: Database, tampering: str) -> None:
    used.write("PRAGMA foreign_keys = OFF")
    used.write(tampering)
    assert "counts" in check_integrity(used).problems


@pytest.mark.parametrize("problem", TAMPERING)
def test_what_is_wrong_is_named(used: Database, problem: str) -> None:
    used.write("PRAGMA foreign_keys = OFF")
    for row in used.read("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        used.write(f"DROP TRIGGER {row['name']}")
    used.write(TAMPERING[problem])
    verification = check_integrity(used)
    assert verification.problems == (problem,)
    assert MARK not in repr(verification)


def test_a_row_that_breaks_a_constraint_is_named(used: Database) -> None:
    used.write("DROP TRIGGER record_is_frozen")
    used.write("PRAGMA ignore_check_constraints = ON")
    used.write("UPDATE record SET reason = '' WHERE id = 'record-3'")
    used.write("PRAGMA ignore_check_constraints = OFF")
    assert check_integrity(used).problems == ("structure",)


def test_a_damaged_page_is_named(site: DataDir, new_keys: GeneratedKeys, used: Database) -> None:
    Records(used).sign(an_act("large", body=b"x" * 50 * PAGE))
    used.read("PRAGMA wal_checkpoint(TRUNCATE)")
    body = bytearray(site.store.read_bytes())
    body[-20 * PAGE] ^= 1
    site.store.write_bytes(body)
    reopened = Database(site.store, new_keys.store_key)
    assert "pages" in check_integrity(reopened).problems
    reopened.close()
