"""How fast an answer is safe on disk: `python -m tests.bench.bench_save`.

Compared with the least the same file can do: one commit of a one-row update.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.ids import VisitId
from ptc_app.storage import durable_files
from ptc_app.storage.database import Database, create_store_file
from ptc_app.storage.drafts import Drafts
from ptc_app.storage.practitioners import insert_practitioner
from ptc_app.storage.records import Records
from tests.support.builders import MORNING, a_practitioner, a_visit, an_act

KEY = bytes(range(32))
ROUNDS = 21


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=100, help="in each round")
    parser.add_argument("--bytes", type=int, default=2_000, help="of a draft")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        print(json.dumps(measured(Path(folder), asked.saves, asked.bytes)))


def measured(folder: Path, saves: int, size: int) -> dict[str, float]:
    """Saves a second of both, in turns so that neither has the better disk; medians."""
    save, bare = _drafts(folder / "store.db"), _bare(folder / "bare.db", size)
    body = b"x" * size
    rates: dict[str, list[float]] = {"draft": [], "bare": []}
    for _ in range(ROUNDS):
        rates["bare"].append(_rate(bare, saves, body))
        rates["draft"].append(_rate(save, saves, body))
    draft, least = median(rates["draft"]), median(rates["bare"])
    return {
        "bytes": size,
        "drafts_per_s": round(draft),
        "bare_commits_per_s": round(least),
        "share": round(draft / least, 3),
        "draft_ms": round(1000 / draft, 3),
    }


def _rate(save: Callable[[bytes], object], saves: int, body: bytes) -> float:
    began = perf_counter()
    for count in range(saves):
        save(count.to_bytes(4) + body[4:])
    return saves / (perf_counter() - began)


def _drafts(path: Path) -> Callable[[bytes], None]:
    durable_files.create_file(path)
    with create_store_file(path, KEY) as connection:
        insert_practitioner(connection, a_practitioner(), "1")
    database = Database(path, KEY)
    Records(database).sign(an_act(visit=a_visit(), stage="consent"))
    drafts = Drafts(database)
    return lambda body: drafts.save(VisitId("visit-1"), "survey", body, MORNING)


def _bare(path: Path, size: int) -> Callable[[bytes], object]:
    connection = sqlcipher.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, body BLOB)")
    connection.execute("INSERT INTO one VALUES (1, zeroblob(?))", (size,))
    return lambda body: connection.execute("UPDATE one SET body = ? WHERE id = 1", (body,))


if __name__ == "__main__":
    main()
