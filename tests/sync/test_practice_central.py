"""The whole way of sending to the practice central, which knows nothing of this program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ptc_app.clock_and_ids import utc_now
from ptc_app.domain.errors import SignInNeeded
from ptc_app.domain.fhir.bundle import (
    conditional_create_entry,
    conditional_update_entry,
    encode_transaction,
)
from ptc_app.domain.fhir.elements import IdentifiedResource, Identifier, Reference
from ptc_app.domain.fhir.patient import Patient
from ptc_app.domain.fhir.references import conditional_reference, entry_reference
from ptc_app.domain.outbox import DeliveryState, Rejected, SyncReport
from ptc_app.sync.dialects.bundle_splitting import split_bundle
from ptc_app.sync.dialects.decoded_envelope import decode_envelope
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.exactly_once_check import search_total
from ptc_app.sync.pinned_session import CentralAddress
from ptc_app.sync.transport import CentralClient, register_device
from ptc_central.server import ServerAddress, serve
from tests.support.fhir_oracle import an_observation
from tests.support.sync_runs import run_once
from tests.sync.memory import Clock, MemoryOutbox, envelope

SYSTEM = "https://ptc.example/record"


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    with serve(tmp_path_factory.mktemp("central"), port=0) as listening:
        yield listening


@pytest.fixture
def address(listening: ServerAddress) -> CentralAddress:
    pem = Path(listening.ca_path).read_text(encoding="ascii")
    return CentralAddress(listening.url, pem)


@pytest.fixture
def practice(listening: ServerAddress, address: CentralAddress) -> Iterator[CentralClient]:
    code = listening.registration_code
    central = CentralClient(
        address,
        register_device(address, utc_now, registration_code=code, site="s", device="d"),
        utc_now,
    )
    yield central
    central.close()


class Nothing(IdentifiedResource, frozen=True, kw_only=True):
    """A resource that R4 does not know."""


def _unknown_to_r4(value: str) -> Nothing:
    return Nothing(identifier=(Identifier(system=SYSTEM, value=value),))


def _visit(stream: str) -> list[bytes]:
    """A registration, and a measurement that refers to it and is corrected by a third."""
    identifier = Identifier(system=SYSTEM, value=stream)
    patient = Patient(identifier=(identifier,), active=True, name=(), birth_date=date(1961, 3, 12))
    subject = conditional_reference("Patient", SYSTEM, stream)
    key = f"{stream}-height"
    measured = an_observation(key, SYSTEM, subject=subject, encounter=Reference(display="none"))
    corrected = msgspec.structs.replace(measured, status="amended")
    return [
        encode_transaction([conditional_create_entry(patient, f"{stream}-1")]),
        encode_transaction([conditional_create_entry(measured, f"{stream}-2")]),
        encode_transaction([conditional_update_entry(corrected, "x")]),
    ]


def _fill(outbox: MemoryOutbox, *streams: str) -> None:
    for stream in streams:
        for number, payload in enumerate(_visit(stream)):
            outbox.add(replace(envelope(stream, number), payload=payload))


def _held(practice: CentralClient) -> dict[str, int]:
    return {
        name: search_total(practice.get(f"/fhir/{name}?_summary=count"))
        for name in ("Patient", "Observation")
    }


def test_visits_arrive_once_though_they_are_sent_twice(
    outbox: MemoryOutbox, practice: CentralClient, clock: Clock
) -> None:
    streams = [f"once-{number}" for number in range(20)]
    before = _held(practice)
    _fill(outbox, *streams)
    assert run_once(SyncEngine(outbox, practice, clock)) == SyncReport(delivered=60)
    again = MemoryOutbox()
    _fill(again, *streams)
    assert run_once(SyncEngine(again, practice, clock)) == SyncReport(delivered=60)
    after = _held(practice)
    assert {name: after[name] - before[name] for name in after} == {
        "Patient": 20,
        "Observation": 20,
    }
    assert all("/" in receipt.locations[0] for receipt in outbox.receipts)


def test_a_visit_that_is_refused_holds_only_itself(
    outbox: MemoryOutbox, practice: CentralClient, clock: Clock
) -> None:
    _fill(outbox, "good-1", "good-2")
    bad = encode_transaction([conditional_create_entry(_unknown_to_r4("bad"), "bad-1")])
    outbox.add(replace(envelope("bad"), payload=bad), envelope("bad", 1))
    assert run_once(SyncEngine(outbox, practice, clock)) == SyncReport(delivered=6, refused=1)
    assert outbox.deliveries()[-2:] == [DeliveryState.NEEDS_ATTENTION, DeliveryState.WAITING]
    (refusal,) = outbox.outcomes[envelope("bad").id]
    assert isinstance(refusal, Rejected)
    assert refusal.reason.startswith("4")
    assert refusal.said


def test_a_record_in_parts_refers_to_what_its_first_part_created(
    practice: CentralClient,
) -> None:
    subject = Reference(display="none")
    observations = [
        an_observation(f"part-{number}", SYSTEM, subject=subject, encounter=subject)
        for number in range(9)
    ]
    mean = msgspec.structs.replace(observations[8], derived_from=(entry_reference("part-0"),))
    entries = [
        conditional_create_entry(each, each.identity.value) for each in (*observations[:8], mean)
    ]
    whole = decode_envelope(replace(envelope("parts"), payload=encode_transaction(entries)))
    for part in split_bundle(whole):
        assert practice.send(part.envelope.payload).status == 200
    found = practice.get(f"/fhir/Observation?identifier={SYSTEM}%7Cpart-8")
    (resource,) = (each["resource"] for each in msgspec.json.decode(found.body)["entry"])
    (reference,) = (each["reference"] for each in resource["derivedFrom"])
    source = msgspec.json.decode(practice.get(f"/fhir/{reference}").body)
    assert source["identifier"][0]["value"] == "part-0"


def test_a_wrong_code_registers_nobody(address: CentralAddress) -> None:
    with pytest.raises(SignInNeeded):
        register_device(address, utc_now, registration_code="wrong", site="s", device="d")
