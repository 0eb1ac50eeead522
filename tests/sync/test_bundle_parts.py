"""A large Bundle as several transactions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ptc_app.domain.outbox import DeliveryState, Rejected, SyncReport, WaitingReason
from ptc_app.sync.dialects.bundle_splitting import has_parts, split_bundle
from ptc_app.sync.dialects.decoded_envelope import DecodedEnvelope, decode_envelope
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.transport import CentralClient
from tests.support.central_faults import FaultyCentral, Reply
from tests.support.sync_runs import run_once
from tests.sync.memory import Clock, MemoryOutbox, envelope, name


def entries_of(payload: bytes) -> list[Any]:
    entries: list[Any] = json.loads(payload)["entry"]
    return entries


def linked(count: int, text: str = "") -> DecodedEnvelope:
    """An envelope in which each entry refers to all entries before it."""
    plain = envelope("a", entries=count)
    bundle = json.loads(plain.payload)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    for index, entry in enumerate(bundle["entry"]):
        entry["resource"]["derivedFrom"] = [{"reference": url} for url in urls[:index]]
        entry["resource"]["note"] = text
    payload = json.dumps(bundle, separators=(",", ":")).encode()
    return decode_envelope(replace(plain, payload=payload))


@pytest.mark.parametrize(("count", "sizes"), [(9, [8, 1]), (16, [8, 8]), (17, [8, 8, 1])])
def test_each_part_has_at_most_eight_entries_in_their_order(count: int, sizes: list[int]) -> None:
    bundle = linked(count)
    parts = list(split_bundle(bundle))
    assert [len(part.entries) for part in parts] == sizes
    sent = [entry["fullUrl"] for part in parts for entry in entries_of(part.envelope.payload)]
    assert sent == [entry["fullUrl"] for entry in entries_of(bundle.envelope.payload)]
    assert {part.envelope.id for part in parts} == {bundle.envelope.id}


@pytest.mark.parametrize(("count", "large"), [(8, False), (9, True)])
def test_only_more_than_eight_entries_have_parts(count: int, *, large: bool) -> None:
    assert has_parts(linked(count)) is large


def test_what_an_earlier_part_created_is_named_by_its_condition() -> None:
    bundle = linked(10)
    first, second = split_bundle(bundle)
    urls = [entry["fullUrl"] for entry in entries_of(bundle.envelope.payload)]
    for entry, position in zip(entries_of(second.envelope.payload), (8, 9), strict=True):
        references = [each["reference"] for each in entry["resource"]["derivedFrom"]]
        earlier = [name("a", 0, number) for number in range(8)]
        assert references == [*earlier, *urls[8:position]]
    whole = entries_of(bundle.envelope.payload)
    assert entries_of(first.envelope.payload) == whole[:8]


def test_a_text_that_holds_an_address_stays_as_it_is() -> None:
    url = entries_of(linked(9).envelope.payload)[0]["fullUrl"]
    text = f'see "{url}" or {url}'
    _, second = split_bundle(linked(9, text))
    assert entries_of(second.envelope.payload)[0]["resource"]["note"] == text


def test_an_entry_without_a_condition_keeps_its_address() -> None:
    plain = linked(9).envelope
    bundle = json.loads(plain.payload)
    del bundle["entry"][0]["request"]["ifNoneExist"]
    del bundle["entry"][1]["fullUrl"]
    payload = json.dumps(bundle, separators=(",", ":")).encode()
    _, second = split_bundle(decode_envelope(replace(plain, payload=payload)))
    (last,) = entries_of(second.envelope.payload)
    references = [each["reference"] for each in last["resource"]["derivedFrom"]]
    assert references[0] == bundle["entry"][0]["fullUrl"]
    assert references[2] == name("a", 0, 2)


# --- sent by the engine ---


@pytest.fixture
def engine(outbox: MemoryOutbox, central: CentralClient, clock: Clock) -> SyncEngine:
    return SyncEngine(outbox, central, clock)


def test_a_large_record_among_others_arrives_in_parts(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.most_entries = 8
    outbox.add(envelope("a", entries=20), envelope("b"), envelope("a", 1), envelope("c", entries=8))
    assert run_once(engine) == SyncReport(delivered=4)
    assert len(faulty.names) == 20 + 1 + 1 + 8
    assert [arrived for arrived in faulty.names if "%7Ca-" in arrived] == [
        *(name("a", 0, number) for number in range(20)),
        name("a", 1),
    ]
    (receipt,) = [each for each in outbox.receipts if each.envelope_id == envelope("a").id]
    assert len(receipt.locations) == 20


@pytest.mark.parametrize(("status", "stored"), [(422, 0), (404, 0), (400, 8), (413, 8)])
def test_a_large_record_that_is_wrong_needs_attention_with_the_words_of_central(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, status: int, stored: int
) -> None:
    """Only what a smaller request may escape is tried in parts."""
    faulty.refused[name("a", 0, 9)] = status
    outbox.add(envelope("a", entries=12), envelope("b"))
    assert run_once(engine) == SyncReport(delivered=1, refused=1)
    assert outbox.deliveries() == [DeliveryState.NEEDS_ATTENTION, DeliveryState.RECEIVED]
    assert outbox.outcomes[envelope("a").id] == [Rejected(str(status), "no")]
    assert len(faulty.names) == stored + 1


def test_a_central_that_goes_away_between_parts_has_all_of_it_later(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral, clock: Clock
) -> None:
    faulty.most_entries = 8
    outbox.add(envelope("a", entries=12))
    faulty.faults.extend([None, None, Reply(503)])
    assert run_once(engine) == SyncReport(postponed=1, away=WaitingReason.CENTRAL_BUSY)
    assert len(faulty.names) == 8
    clock.forward()
    assert run_once(engine) == SyncReport(delivered=1)
    assert len(faulty.names) == 12


def test_a_brief_central_needs_no_locations(
    engine: SyncEngine, outbox: MemoryOutbox, faulty: FaultyCentral
) -> None:
    faulty.most_entries, faulty.is_brief = 8, True
    outbox.add(envelope("a", entries=12))
    assert run_once(engine) == SyncReport(delivered=1)
    assert outbox.receipts[0].locations == ()
