"""A disk with no room left: what was saved stays, what was not is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.integrity_check import check_integrity
from ptc_app.storage.keys.key_file import GeneratedKeys
from ptc_app.storage.records import Records
from tests.support.builders import MORNING, a_visit, an_act

resource = pytest.importorskip("resource")

ROOT = Path(__file__).parents[2]
LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from ptc_app.domain.errors import StoreUnusable
from ptc_app.storage import durable_files
from ptc_app.storage.database import Database
from ptc_app.storage.drafts import Drafts

store = Path(sys.argv[1])
drafts = Drafts(Database(store, bytes.fromhex(sys.stdin.readline())))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
saved = 0
try:
    for answer in range(100_000):
        drafts.save("visit-1", "survey", str(answer).encode() * 500, datetime.now(UTC))
        saved = answer
except StoreUnusable as error:
    print(saved, error.full_code)
try:
    durable_files.create_file(store.with_name("keys.json.new"), bytes(500_000))
except StoreUnusable as error:
    print(error.full_code)
"""


def test_no_file_may_grow_and_no_answer_is_lost(
    site: DataDir, new_keys: GeneratedKeys, database: Database
) -> None:
    visit = a_visit()
    Records(database).sign(an_act(visit=visit, stage="consent"))
    database.close()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LIMITED, str(site.store)],
        cwd=ROOT,
        input=new_keys.store_key.hex() + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    saved, code, of_keys = done.stdout.split()
    assert code in {"store.unusable.io", "store.unusable.full"}
    assert of_keys == "store.unusable.full"
    reopened = Database(site.store, new_keys.store_key)
    drafts = Drafts(reopened)
    assert drafts.get(visit.id, "survey") == saved.encode() * 500
    assert check_integrity(reopened).holds
    drafts.save(visit.id, "survey", b"room again", MORNING)
    assert drafts.get(visit.id, "survey") == b"room again"
    reopened.close()
