"""What lies on the disk says nothing about anyone."""

from __future__ import annotations

import re

import pytest

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.outbox import Rejected
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.outbox import Outbox
from ptc_app.storage.records import Records
from tests.support.builders import MARK, MORNING, a_visit, an_act

_TEXT = re.compile(MARK.encode(), re.IGNORECASE)


def test_no_file_holds_a_word_of_a_participant(site: DataDir, database: Database) -> None:
    Records(database).sign(an_act(visit=a_visit(), with_document=True))
    Drafts(database).save(a_visit().id, "measurements", MARK.encode() * 3_000, MORNING)
    outbox = Outbox(database)
    (envelope,) = outbox.due(MORNING, 1)
    outbox.settle_all([(envelope, Rejected("invalid", f"{MARK} is no name"))], MORNING)
    files = {file.name: file.read_bytes() for file in site.root.iterdir()}
    assert {"store.db", "store.db-wal", "store.db-shm", "keys.json"} == set(files)
    assert [name for name, body in files.items() if _TEXT.search(body)] == []
    assert b"SQLite format" not in files["store.db"]
    database.read("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not _TEXT.search(site.store.read_bytes())


def test_no_error_holds_a_word_of_a_participant(database: Database) -> None:
    act = an_act()
    Records(database).sign(act)
    with pytest.raises(RuleBroken) as error, database.transaction() as connection:
        connection.execute(
            "INSERT INTO record SELECT 9, id, kind, participant_id, visit_id, stage, sha256,"
            " author, site, device, recorded_at, hybrid_time, operation, follows, reason, note,"
            " program_version, content,"
            " content_version, decision, body FROM record"
        )
    assert not _TEXT.search(f"{error.value!r} {error.value.__cause__!r}".encode())
