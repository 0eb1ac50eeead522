"""Readings and what follows from them as FHIR R4 Observations, for any measurement protocol.

Each reading of a group is one Observation: of a single quantity the value, of several quantities
components. The mean of a group is one more, and each derived value is one more; `derivedFrom`
names the Observations they were computed from, which come before them. All codes and units are of
the protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Annotation,
    FhirCodeableConcept,
    FhirExtension,
    Identifier,
    Quantity,
    Reference,
    concept,
)
from ptc_app.domain.fhir.observation_parts import (
    Fields,
    fhir_body_site,
    fhir_quantity,
    observation_code,
    value_fields,
)
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.program_version import program_version_extensions
from ptc_app.domain.fhir.references import (
    encounter_reference,
    entry_reference,
    patient_reference,
    practitioner_reference,
)
from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.derived_values import derived_values, mean_readings, mean_value
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity, MeanOfReadings
from ptc_app.domain.measurement.protocol import (
    MEAN_SUFFIX,
    GroupMean,
    MeasurementGroup,
    ProtocolModification,
    ReadingFlag,
)
from ptc_app.domain.measurement.readings import (
    ENTERED_BY_HAND,
    MeasurementEntries,
    OpenedMeasurement,
    Reading,
    modification_of,
)
from ptc_app.domain.measurement.terminology_codes import ObservationCategory
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.visit import Visit

_CATEGORY_DISPLAYS: Mapping[ObservationCategory, str] = {
    ObservationCategory.VITAL_SIGNS: "Vital Signs",
    ObservationCategory.EXAM: "Exam",
    ObservationCategory.PROCEDURE: "Procedure",
    ObservationCategory.ACTIVITY: "Activity",
}


def measurement_observations(
    measurement: OpenedMeasurement,
    visit: Visit,
    authorship: RecordAuthorship,
    *,
    new_id: Callable[[], str],
    status: str = "final",
) -> tuple[Observation, ...]:
    """The Observations of a complete set taken in this visit: readings, means, derived values.

    They are in the order of the protocol; numbers keep all their digits. Each names the program
    version of the visit and the protocol. A reading that has its own time keeps it, the others
    have the `performed_at` of the authorship. `new_id` gives each its identifier, which is also its
    UUID in the Bundle. `status` is `final`, `amended`, `corrected` or `entered-in-error`.
    """
    protocol = f"{measurement.protocol.id}|{measurement.protocol.version}"
    versions = program_version_extensions(visit.program_version, protocol)
    common: Fields = {
        "status": status,
        "subject": patient_reference(visit.participant_id),
        "encounter": encounter_reference(visit.id),
        "performer": (practitioner_reference(authorship.author.practitioner),),
    }

    def new(
        of_category: ObservationCategory,
        at: datetime | None,
        extension: tuple[FhirExtension, ...] = (),
        **fields: Any,
    ) -> Observation:
        return Observation(
            identifier=(Identifier(system=systems.OBSERVATION, value=new_id()),),
            category=(_category(of_category),),
            effective_date_time=(at or authorship.performed_at).isoformat(timespec="seconds"),
            extension=(*extension, *versions),
            **common,
            **fields,
        )

    return tuple(_ObservationWriter(measurement, new).write())


class _ObservationWriter:
    """Writes the Observations in the order of the protocol, and remembers what each is of."""

    def __init__(self, measurement: OpenedMeasurement, new: Callable[..., Observation]) -> None:
        self._protocol = measurement.protocol
        self._readings = measurement.readings
        self._new = new
        self._of_readings: dict[tuple[str, int], Observation] = {}
        """By code of the quantity and number of the reading."""
        self._of_results: dict[str, Observation] = {}
        """By code of the quantity or derived value: the Observation of its one value."""

    def write(self) -> Iterator[Observation]:
        for group in self._protocol.groups:
            yield from self._write_readings(group)
            yield from self._write_mean(group)
        values = derived_values(self._protocol, self._readings)
        for derived in self._protocol.derived:
            value = values[derived.code]
            if value is not None:
                yield self._derived(derived, value)

    def _write_readings(self, group: MeasurementGroup) -> Iterator[Observation]:
        """Those that were taken, or given up for a reason."""
        for n in group.readings:
            if not (
                self._readings.first_of(group, n) or self._readings.modification(group.code, n)
            ):
                continue
            observation = self._reading(group, n)
            for code in group.quantity_codes:
                self._of_readings[code, n] = observation
                if group.replicates == 1:
                    self._of_results[code] = observation
            yield observation

    def _reading(self, group: MeasurementGroup, n: int) -> Observation:
        readings = self._readings
        first = readings.first_of(group, n)
        modification = modification_of(readings, group, n)
        values = {code: readings.value(code, n) for code in group.quantity_codes}
        flags = {flag.code: readings.is_flagged(flag.code, n) for flag in group.findings}
        return self._new(
            group.category,
            first.at if first else None,
            **value_fields(
                self._protocol, group, group.sent_suffix(n), values, flags, modification
            ),
            body_site=fhir_body_site(group, readings),
            **_how(first),
            extension=(
                *_modification_extensions(group, readings, n),
                *_original_extensions(group, readings, n),
            ),
            note=tuple(_notes(group, readings, n)),
        )

    def _write_mean(self, group: MeasurementGroup) -> Iterator[Observation]:
        protocol, readings = self._protocol, self._readings
        if group.mean is None:
            return
        values = {code: mean_value(protocol, readings, code) for code in group.quantity_codes}
        if set(values.values()) == {None}:
            return
        counted = mean_readings(group, readings)
        flags = {
            flag.code: all(readings.is_flagged(flag.code, n) for n in group.mean.readings)
            for flag in group.findings
        }
        first = group.quantity_codes[0]
        observation = self._new(
            group.category,
            None,
            **value_fields(protocol, group, MEAN_SUFFIX, values, flags, None),
            body_site=fhir_body_site(group, readings),
            method=FhirCodeableConcept(text=_mean_text(group.mean, counted)),
            derived_from=_references(self._of_readings[first, n] for n in counted),
        )
        self._of_results |= dict.fromkeys(group.quantity_codes, observation)
        yield observation

    def _derived(self, derived: DerivedQuantity, value: Decimal) -> Observation:
        observation = self._new(
            derived.category,
            None,
            code=observation_code(self._protocol, derived, derived.code),
            value_quantity=fhir_quantity(derived, value),
            derived_from=_references(self._sources(derived)),
        )
        self._of_results[derived.code] = observation
        return observation

    def _sources(self, derived: DerivedQuantity) -> Iterator[Observation]:
        formula = derived.formula
        if not isinstance(formula, MeanOfReadings):
            yield from (self._of_results[code] for code in formula.codes)
            return
        for n in formula.readings:
            if self._readings.value(formula.code, n) is not None:
                yield self._of_readings[formula.code, n]


def _mean_text(mean: GroupMean, counted: tuple[int, ...]) -> str:
    """What the value is; a single reading is no mean, and is not called one."""
    if len(mean.readings) > 1 and len(counted) == 1:
        return f"Reading {counted[0]} alone"
    return localized(mean.label, "en")


def _category(category: ObservationCategory) -> FhirCodeableConcept:
    display = _CATEGORY_DISPLAYS[category]
    return concept(systems.OBSERVATION_CATEGORY, category, display=display)


def _how(reading: Reading | None) -> Fields:
    """The instrument, or that the value was typed."""
    if reading is None:
        return {}
    if reading.how == ENTERED_BY_HAND:
        return {"method": FhirCodeableConcept(text="Typed by hand")}
    return {"device": Reference(display=reading.how)}


def _modification_extensions(
    group: MeasurementGroup, readings: MeasurementEntries, n: int
) -> Iterator[FhirExtension]:
    """Other ways of measuring that were used, then the modification."""
    for method in group.methods:
        if readings.is_flagged(method.code, n):
            yield _modification_extension(method.method_system, method)
    modification = modification_of(readings, group, n)
    if modification:
        yield _modification_extension(group.modifications_system, modification)


def _modification_extension(system: str, of: ReadingFlag | ProtocolModification) -> FhirExtension:
    meaning = concept(system, of.code, text=localized(of.label, "en"))
    return FhirExtension(url=systems.PROTOCOL_MODIFICATION, value_codeable_concept=meaning)


def _original_extensions(
    group: MeasurementGroup, readings: MeasurementEntries, n: int
) -> Iterator[FhirExtension]:
    """What was typed in another unit than the one of the value, with the code of its quantity."""
    for code in group.quantity_codes:
        reading = readings.reading(code, n)
        original = reading.original if reading else None
        if original:
            number = Quantity(value=original.value, system=systems.UCUM, code=original.ucum)
            parts = (
                FhirExtension(url="code", value_code=code),
                FhirExtension(url="text", value_string=original.text),
                FhirExtension(url="quantity", value_quantity=number),
            )
            yield FhirExtension(url=systems.ORIGINAL_MEASURE, extension=parts)


def _notes(group: MeasurementGroup, readings: MeasurementEntries, n: int) -> Iterator[Annotation]:
    chosen = readings.modification(group.code, n)
    if chosen and chosen.notes.strip():
        yield Annotation(text=chosen.notes.strip())


def _references(sources: Iterable[Observation]) -> tuple[Reference, ...]:
    """One reference to each, in their order."""
    ids = dict.fromkeys(source.identity.value for source in sources)
    return tuple(entry_reference(each) for each in ids)
