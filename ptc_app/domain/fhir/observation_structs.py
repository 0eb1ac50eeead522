"""The FHIR R4 Observation as a struct."""

from __future__ import annotations

from ptc_app.domain.fhir.elements import (
    Annotation,
    Element,
    FhirCodeableConcept,
    IdentifiedResource,
    Quantity,
    Reference,
)


class ObservationComponent(Element, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """FHIR `Observation.component`: one of several values, or why it is missing."""

    code: FhirCodeableConcept
    value_quantity: Quantity | None = None
    value_codeable_concept: FhirCodeableConcept | None = None
    data_absent_reason: FhirCodeableConcept | None = None


class Observation(IdentifiedResource, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """FHIR R4 Observation: one value, several (`component`), or why there is none.

    `effective_date_time`: when it was measured, with a time zone. `derived_from`: the Observations
    it was computed from.
    """

    status: str
    category: tuple[FhirCodeableConcept, ...]
    code: FhirCodeableConcept
    subject: Reference
    encounter: Reference
    effective_date_time: str
    performer: tuple[Reference, ...]
    value_quantity: Quantity | None = None
    value_codeable_concept: FhirCodeableConcept | None = None
    data_absent_reason: FhirCodeableConcept | None = None
    note: tuple[Annotation, ...] = ()
    body_site: FhirCodeableConcept | None = None
    method: FhirCodeableConcept | None = None
    device: Reference | None = None
    derived_from: tuple[Reference, ...] = ()
    component: tuple[ObservationComponent, ...] = ()
