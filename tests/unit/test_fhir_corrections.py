"""What an amendment or a voiding makes of the resources of the record it corrects."""

from __future__ import annotations

import msgspec
import pytest

from ptc_app.domain.fhir.bundle import BundleEntry, conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.corrections import amended_observation_entries, voided_entries
from ptc_app.domain.fhir.elements import Reference, concept
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.references import entry_reference
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.record_authorship import RecordAuthorship
from tests.support.builders import MORNING, an_author
from tests.support.fhir_oracle import an_observation

HEIGHT = an_observation("height-1", code=concept("c", "height"))
WEIGHT = an_observation("weight-1", code=concept("c", "weight"))
RATIO = an_observation(
    "ratio-1",
    code=concept("c", "ratio"),
    derived_from=(entry_reference("height-1"), entry_reference("weight-1")),
)


def signed(*observations: Observation) -> bytes:
    """The record of these Observations."""
    entries = [conditional_create_entry(one, one.identity.value) for one in observations]
    return encode_signed_bundle(
        entries, RecordAuthorship(RecordId("record-1"), an_author(), MORNING), "provenance-1"
    )


def renamed(observation: Observation, value: str, **changes: object) -> Observation:
    """The same, measured again, under a new identifier."""
    identifier = msgspec.structs.replace(observation.identity, value=value)
    return msgspec.structs.replace(observation, identifier=(identifier,), **changes)


def resources(entries: list[BundleEntry]) -> list[object]:
    assert {entry.request.method for entry in entries} == {"PUT"}
    return [entry.resource for entry in entries]


def test_what_did_not_change_stays_as_it_was_under_its_first_identifier() -> None:
    made = [renamed(HEIGHT, "height-2"), renamed(WEIGHT, "weight-2")]
    assert resources(amended_observation_entries(made, signed(HEIGHT, WEIGHT))) == [HEIGHT, WEIGHT]


def test_what_changed_is_amended_and_keeps_identifier_and_performer() -> None:
    again = renamed(
        HEIGHT,
        "height-2",
        method=concept("c", "stadiometer"),
        performer=(Reference(display="Another nurse"),),
    )
    amended = msgspec.structs.replace(HEIGHT, method=concept("c", "stadiometer"), status="amended")
    assert resources(amended_observation_entries([again], signed(HEIGHT))) == [amended]


def test_what_is_measured_for_the_first_time_is_as_it_was_made() -> None:
    (height, weight) = amended_observation_entries([HEIGHT, WEIGHT], signed(HEIGHT))
    assert (height.resource, weight.resource) == (HEIGHT, WEIGHT)
    assert weight.full_url == "urn:uuid:weight-1"


def test_what_is_no_longer_measured_is_entered_in_error() -> None:
    gone = msgspec.structs.replace(WEIGHT, status="entered-in-error")
    entries = amended_observation_entries([renamed(HEIGHT, "h-2")], signed(HEIGHT, WEIGHT))
    assert resources(entries) == [HEIGHT, gone]


def test_what_was_entered_in_error_and_is_measured_again_is_amended() -> None:
    ended = msgspec.structs.replace(HEIGHT, status="entered-in-error")
    amended = msgspec.structs.replace(HEIGHT, status="amended")
    entries = amended_observation_entries([renamed(HEIGHT, "h-2")], signed(ended))
    assert resources(entries) == [amended]


def test_what_is_derived_names_the_first_identifiers() -> None:
    made = [
        renamed(HEIGHT, "height-2"),
        renamed(WEIGHT, "weight-2"),
        renamed(
            RATIO,
            "ratio-2",
            derived_from=(entry_reference("height-2"), entry_reference("weight-2")),
        ),
    ]
    entries = amended_observation_entries(made, signed(HEIGHT, WEIGHT, RATIO))
    assert resources(entries) == [HEIGHT, WEIGHT, RATIO]


def test_only_what_is_in_force_is_voided() -> None:
    ended = msgspec.structs.replace(WEIGHT, status="entered-in-error")
    (entry,) = voided_entries(signed(HEIGHT, ended), (Observation,))
    assert entry.resource == msgspec.structs.replace(HEIGHT, status="entered-in-error")
    assert (entry.full_url, entry.request.method) == ("urn:uuid:height-1", "PUT")


def test_a_record_that_cannot_be_read_is_not_corrected() -> None:
    with pytest.raises(msgspec.DecodeError):
        voided_entries(b"{}", (Observation,))
