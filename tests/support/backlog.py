"""An outbox of any size, written fast: signed records of made-up participants that wait."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from ptc_app.domain.hybrid_timestamp import HybridTimestamp
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.domain.utc_text import utc_text
from ptc_app.storage.database import Database
from ptc_app.storage.participants import upsert_participant
from tests.support.builders import a_participant
from tests.support.fhir_json import Json

Body = Callable[[ParticipantId, int], bytes]
"""The body of a record: of this participant, and with this number among all records."""

SYSTEM = "https://ptc.example/record"
QUERY = "identifier=https%3A%2F%2Fptc.example%2Frecord%7C"
_BATCH = 20_000
_ANSWERS = 12
_RECORD = """
INSERT INTO record (id, kind, participant_id, stage, sha256, author, site, device, recorded_at,
                    hybrid_time, operation, reason, note, program_version, content,
                    content_version, decision, body)
VALUES (:id, 'survey', :stream, '', :sha256, :author, 'desk', 'desk', :at, :hybrid_time, 'CREATE',
        '', '', '', '', '', '', :body)
"""
_ENVELOPE = """
INSERT INTO envelope (id, record_id, stream, due_at, delivery, attempts, reason, wakes)
VALUES (:id, :id, :stream, :at, 'waiting', 0, 'not-tried', 0)
"""


def a_body(_participant: ParticipantId, _number: int) -> bytes:
    """600 bytes that no central would take."""
    return b'{"resourceType":"Bundle"}'.ljust(600)


def fill_outbox(
    database: Database, *, streams: int, waiting: int, at: datetime, body: Body = a_body
) -> None:
    """Add `waiting` envelopes, due at `at`, in turn to the streams of so many new participants.

    The author of their records is the first practitioner of the store.
    """
    author = database.read("SELECT id FROM practitioner")[0]["id"]
    people = [ParticipantId(str(uuid5(NAMESPACE_URL, str(number)))) for number in range(streams)]
    with database.transaction() as connection:
        for one in people:
            upsert_participant(connection, a_participant(one, id=one))
    rows = _rows(people, waiting, at, body, author)
    while batch := list(islice(rows, _BATCH)):
        with database.transaction() as connection:
            connection.executemany(_RECORD, batch)
            connection.executemany(_ENVELOPE, batch)


def transaction_body(participant: ParticipantId, number: int) -> bytes:
    """A transaction Bundle that a FHIR central takes: a survey of a dozen answers, and its
    Provenance."""
    return encoded_bundle(survey_entries(participant, str(uuid5(NAMESPACE_URL, f"body {number}"))))


def encoded_bundle(entries: Sequence[Json]) -> bytes:
    """A transaction Bundle of these entries."""
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    return json.dumps(bundle, separators=(",", ":")).encode()


def registration_entries(person: str) -> list[Json]:
    """The entries that register a participant."""
    patient = {
        "resourceType": "Patient",
        "identifier": [{"system": SYSTEM, "value": person}],
        "name": [{"family": "Bench", "given": ["Example"]}],
        "birthDate": "1980-01-01",
    }
    return [_created(patient, person), _provenance(person)]


def survey_entries(person: str, key: str) -> list[Json]:
    """The entries of a survey; `key` is its identifier."""
    response = {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": SYSTEM, "value": key},
        "questionnaire": "https://ptc.example/Questionnaire/bench|1",
        "status": "completed",
        "subject": {"identifier": {"system": SYSTEM, "value": person}, "type": "Patient"},
        "authored": "2026-01-05T09:00:00Z",
        "item": [
            {"linkId": f"q{number}", "answer": [{"valueInteger": number}]}
            for number in range(_ANSWERS)
        ],
    }
    return [_created(response, key), _provenance(key)]


def _created(resource: Json, key: str) -> Json:
    return {
        "fullUrl": f"urn:uuid:{key}",
        "resource": resource,
        "request": {
            "method": "POST",
            "url": resource["resourceType"],
            "ifNoneExist": f"{QUERY}{key}",
        },
    }


def _provenance(target: str) -> Json:
    key = str(uuid5(NAMESPACE_URL, f"provenance of {target}"))
    return {
        "fullUrl": f"urn:uuid:{key}",
        "resource": {
            "resourceType": "Provenance",
            "meta": {"tag": [{"system": SYSTEM, "code": key}]},
            "target": [{"reference": f"urn:uuid:{target}"}],
            "recorded": "2026-01-05T09:00:00Z",
            "agent": [{"who": {"display": "bench"}}],
        },
        "request": {
            "method": "POST",
            "url": "Provenance",
            "ifNoneExist": f"_tag=https%3A%2F%2Fptc.example%2Frecord%7C{key}",
        },
    }


def _rows(
    people: Sequence[ParticipantId], waiting: int, at: datetime, body: Body, author: str
) -> Iterator[dict[str, object]]:
    first = int(at.timestamp() * 1000)
    for number in range(waiting):
        stream = people[number % len(people)]
        payload = body(stream, number)
        yield {
            "id": str(uuid5(NAMESPACE_URL, f"record {number}")),
            "stream": stream,
            "sha256": sha256_hex(payload),
            "author": author,
            "at": utc_text(at + timedelta(microseconds=number)),
            "hybrid_time": str(HybridTimestamp(first + number)),
            "body": payload,
        }
