"""References to participants, visits, staff, devices, sites and earlier records, each built here.

Participants, visits and records are on the server before they are referred to, so their reference
is conditional: the server finds them by our identifier. Practitioners, devices and sites are not
sent as resources, so a reference to them is logical: identifier and name.
"""

from __future__ import annotations

from urllib.parse import quote

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import Identifier, Reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.workstation import Workstation


def patient_reference(participant_id: ParticipantId) -> Reference:
    """A conditional reference to a participant's Patient, by the participant's id."""
    return conditional_reference("Patient", systems.PARTICIPANT, participant_id)


def encounter_reference(visit_id: VisitId) -> Reference:
    """A conditional reference to a visit's Encounter, by the visit's id."""
    return conditional_reference("Encounter", systems.VISIT, visit_id)


def practitioner_reference(practitioner: Practitioner) -> Reference:
    """A logical reference to a member of staff, by id, with their name."""
    return _logical_reference(
        "Practitioner", systems.PRACTITIONER, practitioner.id, practitioner.name
    )


def device_reference(workstation: Workstation) -> Reference:
    """A logical reference to a workstation, by its device id, with the machine's name."""
    return _logical_reference("Device", systems.DEVICE, workstation.device_id, workstation.machine)


def site_reference(workstation: Workstation) -> Reference:
    """A logical reference to the site of a workstation, by the site's name."""
    return _logical_reference("Organization", systems.SITE, workstation.site, workstation.site)


def entry_reference(uuid: str) -> Reference:
    """A reference to the resource of another entry in the same Bundle, by the entry's UUID."""
    return Reference(reference=full_url(uuid))


def conditional_reference(resource_type: str, system: str, value: str) -> Reference:
    """A reference to a resource of an earlier record, which the server finds by its identifier.

    `system` and `value` are those of the identifier: `Consent`, `DocumentReference` and
    `QuestionnaireResponse` have the id of their record in the systems CONSENT, DOCUMENT and
    RESPONSE.
    """
    return Reference(
        reference=f"{resource_type}?{search_query('identifier', system, value)}",
        type=resource_type,
        identifier=Identifier(system=system, value=value),
    )


def full_url(uuid: str) -> str:
    """The `fullUrl` of a Bundle entry: its UUID as `urn:uuid:<uuid>`."""
    return f"urn:uuid:{uuid}"


def search_query(parameter: str, system: str, value: str) -> str:
    """A FHIR search by token, `<parameter>=<system>|<value>`, percent-encoded.

    All reserved characters of system and value are encoded: some servers refuse a bare `https://`.
    """
    return f"{parameter}={quote(system, safe='')}%7C{quote(value, safe='')}"


def _logical_reference(resource_type: str, system: str, value: str, display: str) -> Reference:
    return Reference(
        type=resource_type, identifier=Identifier(system=system, value=value), display=display
    )
