from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import msgspec
import pytest
from fhir.resources.R4B.observation import Observation

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.observation import measurement_observations
from ptc_app.domain.fhir.references import (
    encounter_reference,
    patient_reference,
    practitioner_reference,
)
from ptc_app.domain.ids import RecordId
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    empty_readings,
    with_body_site,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.domain.measurement.typed_measures import OriginalMeasure
from ptc_app.domain.records.record_authorship import RecordAuthorship
from tests.support.builders import a_visit, an_author
from tests.support.fhir_oracle import as_json

AT = datetime(2026, 11, 21, 17, 5, 3, tzinfo=UTC)
VISIT = a_visit()
RECORD_HEADER = RecordAuthorship(RecordId("record-1"), an_author(), AT)


def made(
    protocol: MeasurementProtocol, readings: MeasurementEntries, status: str = "final"
) -> list[dict[str, Any]]:
    """The Observations as a server reads them."""
    numbers = count(1)
    observations = measurement_observations(
        OpenedMeasurement(protocol, readings),
        VISIT,
        RECORD_HEADER,
        new_id=lambda: f"id-{next(numbers)}",
        status=status,
    )
    return [as_json(each) for each in observations]


def named(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By the program's own code."""
    return {one["code"]["coding"][1]["code"]: one for one in found}


def components(observation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {part["code"]["coding"][-1]["code"]: part for part in observation["component"]}


def test_a_full_set_is_seven_observations(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    found = made(protocol, complete)
    assert [one["code"]["coding"][0]["code"] for one in found] == [
        *["55284-4"] * 4,
        "8302-2",
        "29463-7",
        "39156-5",
    ]
    assert list(named(found)) == [
        *("blood-pressure-1", "blood-pressure-2", "blood-pressure-3", "blood-pressure-mean"),
        *("height", "weight", "bmi"),
    ]


def test_each_says_who_when_and_of_whom(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    for n, one in enumerate(made(protocol, complete), start=1):
        assert one["identifier"] == [
            {"system": "https://ptc.example/fhir/observation", "value": f"id-{n}"}
        ]
        assert one["status"] == "final"
        assert one["category"][0]["coding"][0]["code"] == "vital-signs"
        assert one["subject"] == as_json(patient_reference(VISIT.participant_id))
        assert one["encounter"] == as_json(encounter_reference(VISIT.id))
        assert one["effectiveDateTime"] == "2026-11-21T17:05:03+00:00"
        assert one["performer"] == [
            as_json(practitioner_reference(RECORD_HEADER.author.practitioner))
        ]


def test_each_names_the_versions_it_was_made_under(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    for one in made(protocol, complete):
        assert [extension["valueString"] for extension in one["extension"]] == [
            VISIT.program_version,
            "physical-measurements|0.3.3",
        ]


@pytest.mark.parametrize("status", ["amended", "entered-in-error"])
def test_a_correction_gives_each_its_status(
    protocol: MeasurementProtocol, complete: MeasurementEntries, status: str
) -> None:
    assert {one["status"] for one in made(protocol, complete, status)} == {status}


def test_a_pressure_reading_carries_its_heart_rate(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    second = named(made(protocol, complete))["blood-pressure-2"]
    parts = components(second)
    assert parts["blood-pressure-systolic-2"]["valueQuantity"] == {
        "value": Decimal(128),
        "unit": "mmHg",
        "system": "http://unitsofmeasure.org",
        "code": "mm[Hg]",
    }
    assert parts["blood-pressure-diastolic-2"]["code"]["coding"][0]["code"] == "8462-4"
    assert parts["heart-rate-2"]["code"]["coding"][0]["code"] == "8867-4"
    assert second["bodySite"]["coding"][0]["code"] == "368209003"
    assert "dataAbsentReason" not in second


def test_means_are_unrounded_and_name_their_readings(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    mean = named(made(protocol, complete))["blood-pressure-mean"]
    assert mean["derivedFrom"] == [
        {"reference": "urn:uuid:id-2"},
        {"reference": "urn:uuid:id-3"},
    ]
    parts = components(mean)
    assert parts["blood-pressure-systolic-mean"]["valueQuantity"]["value"] == Decimal("126.5")
    assert parts["heart-rate-mean"]["valueQuantity"]["value"] == Decimal("72.5")
    assert mean["method"] == {"text": "Mean of readings 2 and 3"}


def test_the_body_mass_index_names_height_and_weight(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    index = named(made(protocol, complete))["bmi"]
    assert index["valueQuantity"]["value"] == Decimal("27.3")
    assert index["derivedFrom"] == [
        {"reference": "urn:uuid:id-5"},
        {"reference": "urn:uuid:id-6"},
    ]


def test_numbers_stay_numbers_in_json(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    height = named(made(protocol, complete))["height"]
    encoder = msgspec.json.Encoder(decimal_format="number")
    assert b'"value":171.5' in encoder.encode(height)


def test_each_is_an_r4_observation(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    refused = with_modification(protocol, complete, "blood-pressure", 1, "other", notes="cast")
    encoder = msgspec.json.Encoder(decimal_format="number")
    for one in made(protocol, refused):
        assert Observation.model_validate_json(encoder.encode(one)).status == "final"


def test_a_refused_reading_says_why_and_has_no_values(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    refused = with_modification(protocol, complete, "blood-pressure", 2, "refusal")
    found = named(made(protocol, refused))
    second = found["blood-pressure-2"]
    for part in second["component"]:
        assert "valueQuantity" not in part
        assert part["dataAbsentReason"]["coding"][0]["code"] == "asked-declined"
    extension, *_ = second["extension"]
    assert extension["valueCodeableConcept"]["coding"][0] == {
        "system": "http://terminology.pmi-ops.org/CodeSystem/protocol-modifications-blood-pressure",
        "code": "refusal",
    }
    assert "note" not in second
    assert found["blood-pressure-mean"]["derivedFrom"] == [{"reference": "urn:uuid:id-3"}]


def test_everything_refused_is_five_observations_without_results(
    protocol: MeasurementProtocol,
) -> None:
    readings = empty_readings(protocol)
    for replicate in (1, 2, 3):
        readings = with_modification(protocol, readings, "blood-pressure", replicate, "refusal")
    readings = with_modification(protocol, readings, "height", 1, "refusal")
    readings = with_modification(protocol, readings, "weight", 1, "pandemic")
    found = named(made(protocol, readings))
    assert len(found) == 5
    reason = found["weight"]["dataAbsentReason"]["coding"][0]["code"]
    assert reason == "not-performed"
    assert "method" not in found["weight"]


def test_a_value_with_a_modification_keeps_both(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    other = with_modification(protocol, complete, "weight", 1, "other", notes=" boots on ")
    weight = named(made(protocol, other))["weight"]
    assert weight["valueQuantity"]["value"] == Decimal("80.2")
    assert weight["extension"][0]["valueCodeableConcept"]["text"] == "Other (say why)"
    assert weight["note"] == [{"text": "boots on"}]


def test_half_a_pressure_has_no_mean_but_its_heart_rate_has(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    readings = complete
    for replicate in (2, 3):
        readings = with_value(protocol, readings, "blood-pressure-diastolic", replicate, None)
    parts = components(named(made(protocol, readings))["blood-pressure-mean"])
    assert "dataAbsentReason" in parts["blood-pressure-systolic-mean"]
    assert parts["heart-rate-mean"]["valueQuantity"]["value"] == Decimal("72.5")


@pytest.mark.parametrize(
    ("irregular_in", "mean_code"),
    [((2,), "no-irregularity-detected"), ((2, 3), "irregularity-detected")],
)
def test_the_rhythm_of_the_mean_is_irregular_when_both_are(
    protocol: MeasurementProtocol,
    complete: MeasurementEntries,
    irregular_in: tuple[int, ...],
    mean_code: str,
) -> None:
    readings = complete
    for replicate in irregular_in:
        readings = with_flag(protocol, readings, "irregular-heart-rate", replicate, so=True)
    found = named(made(protocol, readings))
    rhythm = {
        name: components(found[name])["heart-rhythm-status"]["valueCodeableConcept"]["coding"][0]
        for name in ("blood-pressure-1", "blood-pressure-2", "blood-pressure-mean")
    }
    assert rhythm["blood-pressure-1"]["code"] == "no-irregularity-detected"
    assert rhythm["blood-pressure-2"]["code"] == "irregularity-detected"
    assert rhythm["blood-pressure-mean"]["code"] == mean_code


def test_an_instrument_the_time_the_arm_and_a_manual_count_are_kept(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    at = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)
    place = ("blood-pressure-systolic", 1, Decimal(131))
    readings = with_value(protocol, complete, *place, how="Cuff BP-07", at=at)
    readings = with_flag(protocol, readings, "manual-heart-rate", 1, so=True)
    readings = with_body_site(protocol, readings, "blood-pressure", "left-arm")
    first = named(made(protocol, readings))["blood-pressure-1"]
    assert first["device"] == {"display": "Cuff BP-07"}
    assert first["effectiveDateTime"] == "2026-11-21T16:59:00+00:00"
    assert first["bodySite"]["coding"][1]["code"] == "left-arm"
    manual, *_ = first["extension"]
    assert manual["valueCodeableConcept"]["coding"][0]["code"] == "manual-heart-rate"


def test_the_note_of_a_modification_stands_on_its_reading(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    other = with_modification(protocol, complete, "blood-pressure", 1, "other", notes="cast")
    first, *others = made(protocol, other)
    assert first["note"] == [{"text": "cast"}]
    assert all("note" not in one for one in others)


def test_nothing_read_is_nothing_to_send(protocol: MeasurementProtocol) -> None:
    assert made(protocol, empty_readings(protocol)) == []


def test_a_protocol_without_places_on_the_body_names_none(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    first, *others = protocol.steps
    (pressure,) = first.groups
    placeless = msgspec.structs.replace(pressure, body_sites=())
    step = msgspec.structs.replace(first, groups=(placeless,))
    bare = msgspec.structs.replace(protocol, steps=(step, *others))
    assert all("bodySite" not in one for one in made(bare, complete))


def test_a_single_reading_is_not_called_a_mean(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    readings = with_modification(protocol, complete, "blood-pressure", 2, "refusal")
    mean = named(made(protocol, readings))["blood-pressure-mean"]
    assert mean["derivedFrom"] == [{"reference": "urn:uuid:id-3"}]
    assert mean["method"] == {"text": "Reading 3 alone"}


def test_what_was_typed_in_another_unit_is_sent_beside_the_value(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    original = OriginalMeasure("5'8", Decimal(68), "[in_i]")
    readings = with_value(protocol, complete, "height", 1, Decimal("172.7"), original=original)
    height = named(made(protocol, readings))["height"]
    assert height["valueQuantity"]["value"] == Decimal("172.7")
    assert height["valueQuantity"]["code"] == "cm"
    extensions = {one["url"]: one for one in height["extension"]}
    assert extensions[systems.ORIGINAL_MEASURE]["extension"] == [
        {"url": "code", "valueCode": "height"},
        {"url": "text", "valueString": "5'8"},
        {
            "url": "quantity",
            "valueQuantity": {"value": 68, "system": systems.UCUM, "code": "[in_i]"},
        },
    ]
