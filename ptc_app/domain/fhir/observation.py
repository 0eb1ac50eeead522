"""Signed readings as FHIR R4 Observations: at most seven, so that they fit one small transaction.

One per blood pressure reading (its heart rate is a component), height, weight, body mass index,
and the means. A bundle gives each the full URL `full_url(observation)`: derivations name those.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import cast

from ptc_app.domain.fhir.elements import Reference
from ptc_app.domain.measurement.derived_values import body_mass_index, mean_value
from ptc_app.domain.measurement.protocol import (
    BodyMassIndex,
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
    ProtocolModification,
    localized,
)
from ptc_app.domain.measurement.readings import ENTERED_BY_HAND, Reading, Readings, modification_of

JsonObject = dict[str, object]

IDENTIFIER_SYSTEM = "https://ptc.example/fhir/observation"
MODIFICATION_EXTENSION = "https://ptc.example/fhir/StructureDefinition/protocol-modification"
_LOINC = "http://loinc.org"
_SNOMED = "http://snomed.info/sct"
_UCUM = "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_RHYTHM_SYSTEM = "http://terminology.pmi-ops.org/CodeSystem/heart-rhythm-status"
_IRREGULAR = "irregular-heart-rate"
_BMI_SOURCES = ("height", "weight")
_HEART_RATE = "heart-rate"
_PRESSURE = ("blood-pressure-systolic", "blood-pressure-diastolic")


def measurement_observations(
    protocol: MeasurementProtocol,
    readings: Readings,
    *,
    subject: Reference,
    encounter: Reference,
    effective: datetime,
    performer: Reference,
    new_identifier: Callable[[], str],
) -> tuple[JsonObject, ...]:
    """The Observations of a complete set; Decimal values stay Decimal.

    A reading that carries its own time keeps it; the others are `effective` then.
    """

    def observation(code: JsonObject, at: datetime | None = None) -> JsonObject:
        return {
            "resourceType": "Observation",
            "identifier": [{"system": IDENTIFIER_SYSTEM, "value": new_identifier()}],
            "status": "final",
            "category": [_concept(_CATEGORY, "vital-signs", "Vital Signs")],
            "code": code,
            "subject": subject,
            "encounter": encounter,
            "effectiveDateTime": (at or effective).isoformat(timespec="seconds"),
            "performer": [performer],
        }

    return tuple(_made(protocol, readings, observation))


def observation_full_url(observation: JsonObject) -> str:
    """The bundle address of an Observation made here: urn:uuid: and its identifier."""
    identifiers = cast("list[dict[str, str]]", observation["identifier"])
    return f"urn:uuid:{identifiers[0]['value']}"


_New = Callable[..., JsonObject]


def _made(protocol: MeasurementProtocol, readings: Readings, new: _New) -> Iterator[JsonObject]:
    measured: list[JsonObject] = []
    for group in protocol.groups:
        made = _of_group(protocol, group, readings, new)
        yield from made.values()
        if group.code in _BMI_SOURCES:
            measured += made.values()
        if any(mean_value(protocol, readings, field.code) is not None for field in group.fields):
            sources = [made[n] for n in group.mean_of if _first_reading(group, readings, n)]
            yield _means(protocol, group, readings, new) | _derived(sources)
    index = body_mass_index(readings)
    if index is not None:
        yield _bmi(protocol, index, new) | _derived(measured)


def _of_group(
    protocol: MeasurementProtocol, group: MeasurementGroup, readings: Readings, new: _New
) -> dict[int, JsonObject]:
    write = _panel if len(group.fields) > 1 else _single
    return {
        replicate: write(protocol, group, readings, replicate, new)
        for replicate in group.readings
        if _first_reading(group, readings, replicate)
        or readings.modification(group.code, replicate)
    }


def _panel(
    protocol: MeasurementProtocol,
    group: MeasurementGroup,
    readings: Readings,
    replicate: int,
    new: _New,
) -> JsonObject:
    """A reading of several numbers: each is a component, absent ones with the reason."""
    modification = modification_of(readings, group, replicate)
    values = {field.code: readings.value(field.code, replicate) for field in group.fields}
    first = _first_reading(group, readings, replicate)
    code = _code(protocol, group, f"{group.code}-{replicate}")
    components = _components(protocol, group, values, str(replicate), modification)
    irregular = readings.ticked(_IRREGULAR, replicate)
    return (
        new(code, first.at if first else None)
        | _body_site(group, readings)
        | {"component": [*components, *_rhythm(protocol, values, irregular=irregular)]}
        | _how(first)
        | _modification(group, readings, replicate)
    )


def _single(
    protocol: MeasurementProtocol,
    group: MeasurementGroup,
    readings: Readings,
    replicate: int,
    new: _New,
) -> JsonObject:
    """A reading of one number."""
    (field,) = group.fields
    reading = readings.reading(field.code, replicate)
    modification = modification_of(readings, group, replicate)
    return (
        new(_code(protocol, field, field.code), reading.at if reading else None)
        | _value(field, reading.value if reading else None, modification)
        | _how(reading)
        | _modification(group, readings, replicate)
    )


def _bmi(protocol: MeasurementProtocol, index: Decimal, new: _New) -> JsonObject:
    return new(_code(protocol, protocol.bmi, protocol.bmi.code)) | _value(protocol.bmi, index, None)


def _means(
    protocol: MeasurementProtocol, group: MeasurementGroup, readings: Readings, new: _New
) -> JsonObject:
    values = {field.code: mean_value(protocol, readings, field.code) for field in group.fields}
    if any(values[code] is None for code in _PRESSURE):  # a half pressure is none
        values |= dict.fromkeys(_PRESSURE)
    irregular = all(readings.ticked(_IRREGULAR, n) for n in group.mean_of)
    components = _components(protocol, group, values, "mean", None)
    return (
        new(_code(protocol, group, f"{group.code}-mean"))
        | _body_site(group, readings)
        | {"component": [*components, *_rhythm(protocol, values, irregular=irregular)]}
        | {"method": {"text": localized(group.mean_label, "en")}}
    )


def _components(
    protocol: MeasurementProtocol,
    group: MeasurementGroup,
    values: dict[str, Decimal | None],
    suffix: str,
    modification: ProtocolModification | None,
) -> list[JsonObject]:
    return [
        {"code": _code(protocol, field, f"{field.code}-{suffix}")}
        | _value(field, values[field.code], modification)
        for field in group.fields
    ]


def _rhythm(
    protocol: MeasurementProtocol, values: dict[str, Decimal | None], *, irregular: bool
) -> Iterator[JsonObject]:
    if values[_HEART_RATE] is not None:
        found = "irregularity-detected" if irregular else "no-irregularity-detected"
        yield {
            "code": _concept(protocol.system, "heart-rhythm-status"),
            "valueCodeableConcept": _concept(_RHYTHM_SYSTEM, found),
        }


def _value(
    field: MeasuredQuantity | BodyMassIndex,
    value: Decimal | None,
    modification: ProtocolModification | None,
) -> JsonObject:
    if value is None:
        reason = modification.absent_reason if modification else "unknown"
        return {"dataAbsentReason": _concept(_ABSENT, reason)}
    quantity = {"value": value, "unit": field.unit, "system": _UCUM, "code": field.ucum}
    return {"valueQuantity": quantity}


def _code(
    protocol: MeasurementProtocol,
    what: MeasuredQuantity | MeasurementGroup | BodyMassIndex,
    code: str,
) -> JsonObject:
    coding = [
        {"system": _LOINC, "code": what.loinc, "display": what.display},
        {"system": protocol.system, "code": code},
    ]
    return {"coding": coding, "text": localized(what.label, "en")}


def _body_site(group: MeasurementGroup, readings: Readings) -> JsonObject:
    chosen = readings.location(group)
    if chosen is None:
        return {}
    place = group.location(chosen)
    coding = [
        {"system": _SNOMED, "code": place.snomed, "display": place.display},
        {"system": group.locations_system, "code": place.code},
    ]
    return {"bodySite": {"coding": coding, "text": localized(place.label, "en")}}


def _first_reading(group: MeasurementGroup, readings: Readings, replicate: int) -> Reading | None:
    found = (readings.reading(field.code, replicate) for field in group.fields)
    return next((reading for reading in found if reading), None)


def _how(reading: Reading | None) -> JsonObject:
    if reading is None:
        return {}
    if reading.how == ENTERED_BY_HAND:
        return {"method": {"text": "Typed by hand"}}
    return {"device": {"display": reading.how}}


def _modification(group: MeasurementGroup, readings: Readings, replicate: int) -> JsonObject:
    """The modification and the ways of measuring as extensions, its notes as a note."""
    concepts = [
        _concept(tick.system, tick.code) | {"text": localized(tick.label, "en")}
        for tick in group.ticks
        if tick.system and readings.ticked(tick.code, replicate)
    ]
    chosen = readings.modification(group.code, replicate)
    if chosen:
        label = localized(group.modification(chosen.code).label, "en")
        concepts.append(_concept(group.modifications_system, chosen.code) | {"text": label})
    extensions = [
        {"url": MODIFICATION_EXTENSION, "valueCodeableConcept": concept} for concept in concepts
    ]
    extended: JsonObject = {"extension": extensions} if extensions else {}
    notes = chosen.notes.strip() if chosen else ""
    return extended | ({"note": [{"text": notes}]} if notes else {})


def _derived(sources: list[JsonObject]) -> JsonObject:
    return {"derivedFrom": [{"reference": observation_full_url(source)} for source in sources]}


def _concept(system: str, code: str, display: str = "") -> JsonObject:
    coding = {"system": system, "code": code}
    return {"coding": [coding | ({"display": display} if display else {})]}
