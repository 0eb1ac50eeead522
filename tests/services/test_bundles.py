"""Each record of a whole visit as central gets it, judged by a library that knows R4."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from ptc_app.domain.consent import ConsentDecision
from ptc_app.domain.fhir.elements import encode_fhir
from ptc_app.domain.fhir.signed_bundle_decoding import decode_signed_bundle
from ptc_app.domain.records.signed_record import SignedRecord
from tests.support.fhir_oracle import ensure_r4
from tests.support.site_runtimes import SiteFixture, site_fixture
from tests.support.stages import RECORD_KINDS

MOST_ENTRIES = 8
"""Of one transaction: what every server takes."""

RESOURCES = {kind.code: kind.resources for kind in RECORD_KINDS}


@pytest.fixture
def signed(site: SiteFixture) -> list[SignedRecord]:
    """All records of a visit, the registration first."""
    return all_signed(site)


def all_signed(site: SiteFixture) -> list[SignedRecord]:
    visit_id = site.whole_visit()
    visit = site.services.visits.view(visit_id).visit
    ids = site.database.read(
        "SELECT id FROM record WHERE participant_id = ? ORDER BY hybrid_time",
        (visit.participant_id,),
    )
    found = [site.records.get(row["id"]) for row in ids]
    return [record for record in found if record]


def entries(record: SignedRecord) -> list[Any]:
    return list(json.loads(record.body)["entry"])


def identity_of(url: str) -> str:
    """Of a conditional URL, the type and the one thing it asks for."""
    parts = urlsplit(url)
    ((name, (value,)),) = parse_qs(parts.query, strict_parsing=True).items()
    return f"{parts.path}?{name}={value}"


def stored_as(entry: Any) -> str:
    """What central will hold the entry under."""
    request = entry["request"]
    condition = request.get("ifNoneExist")
    return identity_of(f"{request['url']}?{condition}" if condition else request["url"])


def references(value: Any) -> Iterator[str]:
    """All that a resource points at by a literal reference."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        value = list(value.values())
    if isinstance(value, list):
        for below in value:
            yield from references(below)


def test_r4_knows_each_record_of_a_visit_and_each_resource_of_it(
    signed: list[SignedRecord],
) -> None:
    assert {record.kind for record in signed} == set(RESOURCES)
    for record in signed:
        ensure_r4(json.loads(record.body))
        for entry in entries(record):
            ensure_r4(entry["resource"])


@pytest.mark.parametrize("decision", ConsentDecision)
def test_r4_knows_each_decision(site: SiteFixture, decision: ConsentDecision) -> None:
    site.consented(decision)
    ensure_r4(json.loads(site.last_record().body))


def test_a_record_is_what_it_says_it_is(signed: list[SignedRecord]) -> None:
    kinds = [[entry["resource"]["resourceType"] for entry in entries(one)] for one in signed]
    assert kinds == [
        ["Patient", "Provenance"],
        ["Encounter", "Provenance"],
        ["Consent", "DocumentReference", "Provenance"],
        ["Consent", "DocumentReference", "Provenance"],
        ["QuestionnaireResponse", "Provenance"],
        [*["Observation"] * 7, "Provenance"],
        ["Encounter", "Provenance"],
    ]


def test_a_record_fits_one_small_transaction(signed: list[SignedRecord]) -> None:
    assert all(0 < len(entries(record)) <= MOST_ENTRIES for record in signed)


def test_each_resource_has_an_address_and_an_identity_of_its_own(
    signed: list[SignedRecord],
) -> None:
    for record in signed:
        urls = [entry["fullUrl"] for entry in entries(record)]
        assert len(set(urls)) == len(urls)
        assert all(url.startswith("urn:uuid:") for url in urls)
    put_over = [stored_as(entry) for entry in entries(signed[1])][:1]
    stored = [stored_as(entry) for record in signed for entry in entries(record)]
    doubled = {one for one in stored if stored.count(one) > 1}
    assert doubled == set(put_over)


def test_a_visit_is_put_over_what_was_said_of_it_before(signed: list[SignedRecord]) -> None:
    methods = {entry["request"]["method"] for one in signed[1:-1] for entry in entries(one)[1:]}
    assert methods == {"POST"}
    assert [entries(one)[0]["request"]["method"] for one in (signed[1], signed[-1])] == ["PUT"] * 2


def test_conditions_are_percent_encoded(signed: list[SignedRecord]) -> None:
    for record in signed:
        for entry in entries(record):
            request = entry["request"]
            condition = request.get("ifNoneExist") or urlsplit(request["url"]).query
            name, _, value = condition.partition("=")
            assert name in {"identifier", "_tag"}
            assert not set(value) & set(":/|?&=# +")


def test_a_record_points_only_into_itself_or_at_what_central_has_by_then(
    signed: list[SignedRecord],
) -> None:
    held: set[str] = set()
    for record in signed:
        inside = {entry["fullUrl"] for entry in entries(record)}
        pointed = set(references([entry["resource"] for entry in entries(record)])) - inside
        assert {identity_of(url) for url in pointed} <= held
        held |= {stored_as(entry) for entry in entries(record)}


def test_each_record_says_where_all_of_it_comes_from(signed: list[SignedRecord]) -> None:
    for record in signed:
        *made, origin = entries(record)
        targets = [target["reference"] for target in origin["resource"]["target"]]
        assert targets == [entry["fullUrl"] for entry in made]
        (tag,) = origin["resource"]["meta"]["tag"]
        assert tag["code"] == record.id


def test_the_same_visit_gives_the_same_bytes(tmp_path: Path) -> None:
    bodies = []
    for folder in ("one", "other"):
        with site_fixture(tmp_path / folder) as site:
            bodies.append([record.body for record in all_signed(site)])
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) == len(set(bodies[0])) == 7


def test_a_record_is_decoded_without_loss(signed: list[SignedRecord]) -> None:
    for record in signed:
        decoded = decode_signed_bundle(record.body, RESOURCES[record.kind])
        assert encode_fhir(decoded) == record.body
        assert [type(entry.resource).__name__ for entry in decoded.entry] == [
            entry["resource"]["resourceType"] for entry in entries(record)
        ]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"resourceType":"Bundle","type":"x","entry":[{}]}'])
def test_what_is_no_record_is_not_decoded(body: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_signed_bundle(body, RESOURCES["survey"])


def test_what_central_gets_is_what_was_signed(site: SiteFixture) -> None:
    site.whole_visit()
    for _ in range(7):
        (envelope,) = site.outbox.due(site.clock(), 10)
        record = site.records.get(envelope.record_id)
        assert record is not None
        assert envelope.payload == record.body
        site.answer()
    assert site.outbox.due(site.clock(), 10) == []
