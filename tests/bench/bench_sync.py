"""How fast a backlog reaches the practice central: the engine, and a bare loop of requests.

The engine reads from a real encrypted store and writes each receipt to it; the loop does neither.

Both send the same number of envelopes of the same shape to the same central, a process of its
own, each with identities of its own. Run: python tests/bench/bench_sync.py
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

import requests

from tests.support.fhir_json import Json

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from ptc_app.bootstrap import SiteRuntime  # noqa: E402
from ptc_app.clock_and_ids import utc_now  # noqa: E402
from ptc_app.commands.practice import PRACTICE_SITE, set_up_practice_site  # noqa: E402
from ptc_app.domain.author import Author  # noqa: E402
from ptc_app.domain.ids import EnvelopeId, ParticipantId, RecordId  # noqa: E402
from ptc_app.domain.outbox import Envelope  # noqa: E402
from ptc_app.domain.records.record_authorship import RecordAuthorship  # noqa: E402
from ptc_app.domain.records.signed_act import sign_record  # noqa: E402
from ptc_app.paths import DataDir  # noqa: E402
from ptc_app.storage.database import Database  # noqa: E402
from ptc_app.storage.outbox import Outbox  # noqa: E402
from ptc_app.storage.practitioners import Practitioners  # noqa: E402
from ptc_app.storage.records import Records  # noqa: E402
from ptc_app.storage.settings import Settings  # noqa: E402
from ptc_app.sync.engine import SyncEngine  # noqa: E402
from ptc_app.sync.pinned_session import CentralAddress  # noqa: E402
from ptc_app.sync.transport import CentralClient, CentralCredentials, register_device  # noqa: E402
from tests.support.backlog import (  # noqa: E402
    encoded_bundle,
    registration_entries,
    survey_entries,
)
from tests.support.builders import a_participant  # noqa: E402
from tests.support.sync_runs import run_once  # noqa: E402


def _backlog(folder: Path, streams: Sequence[Sequence[Envelope]]) -> Database:
    """The envelopes as records of a real encrypted store, signed by its first practitioner."""
    site = SiteRuntime(DataDir(folder))
    key = set_up_practice_site(site)
    database = Database(site.data.store, key)
    practitioner = Practitioners(database).by_sign_in_name(PRACTICE_SITE.sign_in_name)
    assert practitioner is not None
    author = Author(practitioner, Settings(database).workstation())
    records = Records(database)
    for stream in streams:
        participant = replace(a_participant(stream[0].stream), id=stream[0].stream)
        for envelope in stream:
            authorship = RecordAuthorship(envelope.record_id, author, envelope.due_at)
            act = sign_record(authorship, "survey", envelope.stream, envelope.payload)
            records.sign(replace(act, participant=participant))
    return database


def main() -> None:
    """Print the rates and their ratios as JSON."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder, _central(Path(folder)) as address:
        credentials = register_device(
            CentralAddress(address["url"], address["pem"]),
            utc_now,
            registration_code=address["registration_code"],
            site="bench",
            device="bench",
        )
        results = [
            _compared(address, credentials, count, count // streams)
            for count, streams in ((asked.envelopes, asked.envelopes), (asked.envelopes, 200))
        ]
    print(json.dumps({"envelopes": asked.envelopes, "runs": results, "bar": "ratio >= 3"}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--envelopes", type=int, default=1000)
    return parser.parse_args()


@contextmanager
def _central(folder: Path) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "ptc_central", "--data-dir", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())
        address["pem"] = Path(address["ca"]).read_text(encoding="ascii")
        try:
            yield address
        finally:
            process.terminate()


def _compared(
    address: dict[str, Any], credentials: CentralCredentials, count: int, depth: int
) -> Json:
    bare = _bare(address, credentials, _streams(count, depth))
    engine = _engine(address, credentials, _streams(count, depth))
    return {
        "streams": count // depth,
        "of_each": depth,
        "engine_per_second": round(count / engine, 1),
        "bare_per_second": round(count / bare, 1),
        "ratio": round(bare / engine, 2),
    }


def _engine(
    address: dict[str, Any], credentials: CentralCredentials, streams: Sequence[Sequence[Envelope]]
) -> float:
    """Seconds from the first request to the last receipt on disk."""
    with tempfile.TemporaryDirectory() as folder:
        database = _backlog(Path(folder), streams)
        outbox = Outbox(database)
        central = CentralClient(
            CentralAddress(address["url"], address["pem"]), credentials, utc_now
        )
        engine = SyncEngine(outbox, central, lambda: datetime.now(UTC))
        start = perf_counter()
        report = run_once(engine)
        elapsed = perf_counter() - start
        counts = outbox.counts()
        central.close()
        database.close()
    assert report.delivered == counts.received == sum(map(len, streams)), (report, counts)
    return elapsed


def _bare(
    address: dict[str, Any], credentials: CentralCredentials, streams: Sequence[Sequence[Envelope]]
) -> float:
    with requests.Session() as session:
        session.trust_env = False  # REQUESTS_CA_BUNDLE would win over the next line
        session.verify = address["ca"]
        start = perf_counter()
        token = session.post(
            f"{address['url']}/token",
            data={"grant_type": "client_credentials"},
            auth=(credentials.client_id, credentials.client_secret),
            timeout=60,
        ).json()
        session.headers["Authorization"] = f"Bearer {token['access_token']}"
        session.headers["Content-Type"] = "application/fhir+json"
        for stream in streams:
            for envelope in stream:
                answer = session.post(f"{address['url']}/fhir", envelope.payload, timeout=60)
                answer.raise_for_status()
                assert all(
                    entry["response"]["status"][0] == "2" for entry in answer.json()["entry"]
                )
        return perf_counter() - start


def _streams(count: int, depth: int) -> list[list[Envelope]]:
    return [_stream(depth) for _ in range(count // depth)]


def _stream(depth: int) -> list[Envelope]:
    """A registration, then surveys of a dozen answers, each with its provenance."""
    person = str(uuid4())
    return [_enveloped(person, registration_entries(person))] + [
        _enveloped(person, survey_entries(person, str(uuid4()))) for _ in range(depth - 1)
    ]


def _enveloped(person: str, entries: list[Json]) -> Envelope:
    key = str(uuid4())
    return Envelope(
        id=EnvelopeId(key),
        record_id=RecordId(key),
        stream=ParticipantId(person),
        payload=encoded_bundle(entries),
        due_at=datetime.now(UTC),
    )


if __name__ == "__main__":
    main()
