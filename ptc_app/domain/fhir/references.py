"""References to participants, visits, staff, devices, sites and earlier records, each built here.

Participants, visits and records are on the server before they are referred to, so their reference
is conditional: the server finds them by our identifier. Practitioners, devices and sites are not
sent as resources, so a reference to them is logical: identifier and name.
"""

from __future__ import annotations

from urllib.parse import quote

from ptc_app.domain.author import Workstation
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import Identifier, Reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.practitioner import Practitioner


def patient_reference(participant_id: ParticipantId) -> Reference:
    """The participant."""
    return conditional_reference("Patient", systems.PARTICIPANT, participant_id)


def encounter_reference(visit_id: VisitId) -> Reference:
    """The visit."""
    return conditional_reference("Encounter", systems.VISIT, visit_id)


def practitioner_reference(practitioner: Practitioner) -> Reference:
    """A member of the staff, with their name."""
    return _logical_reference(
        "Practitioner", systems.PRACTITIONER, practitioner.id, practitioner.name
    )


def device_reference(workstation: Workstation) -> Reference:
    """The computer that is worked at, with its name."""
    return _logical_reference("Device", systems.DEVICE, workstation.device_id, workstation.machine)


def site_reference(workstation: Workstation) -> Reference:
    """The site where the computer stands, with its name, which identifies it too."""
    return _logical_reference("Organization", systems.SITE, workstation.site, workstation.site)


def entry_reference(uuid: str) -> Reference:
    """The resource of another entry in the same Bundle."""
    return Reference(reference=full_url(uuid))


def conditional_reference(resource_type: str, system: str, value: str) -> Reference:
    """A resource of an earlier record, which the server finds by its identifier.

    `Consent`, `DocumentReference` and `QuestionnaireResponse` have the id of their record as value
    in the systems CONSENT, DOCUMENT and RESPONSE.
    """
    return Reference(
        reference=f"{resource_type}?{search_query('identifier', system, value)}",
        type=resource_type,
        identifier=Identifier(system=system, value=value),
    )


def full_url(uuid: str) -> str:
    """The `fullUrl` of a Bundle entry: its UUID as a URN."""
    return f"urn:uuid:{uuid}"


def search_query(parameter: str, system: str, value: str) -> str:
    """A search by token (`identifier=system|value`), percent-encoded in full.

    Some servers refuse a bare `https://` in a conditional URL.
    """
    return f"{parameter}={quote(system, safe='')}%7C{quote(value, safe='')}"


def _logical_reference(resource_type: str, system: str, value: str, display: str) -> Reference:
    return Reference(
        type=resource_type, identifier=Identifier(system=system, value=value), display=display
    )
