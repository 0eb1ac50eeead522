"""The codes and values of Observations: from a protocol's quantities and flags to FHIR elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import FhirCodeableConcept, FhirCoding, Quantity, concept
from ptc_app.domain.fhir.observation_structs import ObservationComponent
from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.protocol import (
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
    ProtocolModification,
)
from ptc_app.domain.measurement.readings import MeasurementEntries
from ptc_app.domain.measurement.terminology_codes import StandardCode

Fields = dict[str, Any]
"""Some fields of an Observation or component, by their name in the struct."""


def value_fields(
    protocol: MeasurementProtocol,
    group: MeasurementGroup,
    suffix: str,
    values: Mapping[str, Decimal | None],
    flags: Mapping[str, bool],
    modification: ProtocolModification | None,
) -> Fields:
    """Code and values of the Observation of one reading or mean of a group, by field name.

    One quantity is its value, several are components; findings are components too. `suffix`:
    behind the protocol's own codes, as "-2". `values`, `flags`: by code of each quantity and
    finding. A missing value has the absent reason of `modification`, or `unknown` without one.
    """
    components = tuple(_flag_components(protocol, group, values, flags))
    if len(group.quantities) == 1:
        (quantity,) = group.quantities
        code = observation_code(protocol, quantity, f"{quantity.code}{suffix}")
        value = _value(quantity, values[quantity.code], modification)
        return {"code": code, "component": components, **value}
    of_quantities = tuple(
        ObservationComponent(
            code=observation_code(protocol, quantity, f"{quantity.code}{suffix}"),
            **_value(quantity, values[quantity.code], modification),
        )
        for quantity in group.quantities
    )
    code = observation_code(protocol, group, f"{group.code}{suffix}")
    return {"code": code, "component": (*of_quantities, *components)}


def _flag_components(
    protocol: MeasurementProtocol,
    group: MeasurementGroup,
    values: Mapping[str, Decimal | None],
    flags: Mapping[str, bool],
) -> Iterator[ObservationComponent]:
    """Each finding, found or not, where the quantity that it belongs to has a value."""
    for flag in group.findings:
        component = flag.component
        if component and values[component.quantity] is not None:
            found = component.present if flags[flag.code] else component.absent
            yield ObservationComponent(
                code=concept(protocol.system, component.code),
                value_codeable_concept=FhirCodeableConcept(coding=_codings(found)),
            )


def _value(
    quantity: MeasuredQuantity, value: Decimal | None, modification: ProtocolModification | None
) -> Fields:
    """The value, or why there is none."""
    if value is not None:
        return {"value_quantity": fhir_quantity(quantity, value)}
    reason = modification.absent_reason if modification else "unknown"
    return {"data_absent_reason": concept(systems.DATA_ABSENT_REASON, reason)}


def fhir_quantity(of: MeasuredQuantity | DerivedQuantity, value: Decimal) -> Quantity:
    """The FHIR Quantity of a value, in the UCUM unit of its quantity or derived value."""
    return Quantity(value=value, unit=of.unit, system=systems.UCUM, code=of.ucum)


def observation_code(
    protocol: MeasurementProtocol,
    of: MeasuredQuantity | MeasurementGroup | DerivedQuantity,
    code: str,
) -> FhirCodeableConcept:
    """The code of an Observation: the standard codes of `of`, then `code` in the protocol's system.

    Its text is the label of `of` in English.
    """
    own = FhirCoding(system=protocol.system, code=code)
    return FhirCodeableConcept(coding=(*_codings(*of.codings), own), text=localized(of.label, "en"))


def fhir_body_site(
    group: MeasurementGroup, readings: MeasurementEntries
) -> FhirCodeableConcept | None:
    """Where a group was measured, in standard codes and the protocol's; None without body sites.

    It is the site chosen, else the usual one.
    """
    chosen = readings.body_site(group)
    if chosen is None:
        return None
    site = group.body_site(chosen)
    own = FhirCoding(system=group.body_sites_system, code=site.code)
    return FhirCodeableConcept(
        coding=(*_codings(*site.codings), own), text=localized(site.label, "en")
    )


def _codings(*codes: StandardCode) -> tuple[FhirCoding, ...]:
    return tuple(
        FhirCoding(system=code.system, code=code.code, display=code.display) for code in codes
    )
