"""Where the resources of a record come from, as a FHIR R4 Provenance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Element,
    FhirCodeableConcept,
    FhirCoding,
    Reference,
    Resource,
    ResourceMeta,
    concept,
)
from ptc_app.domain.fhir.references import (
    device_reference,
    practitioner_reference,
    site_reference,
)
from ptc_app.domain.practitioner import Author
from ptc_app.domain.record import Attribution
from ptc_app.domain.timestamps import utc_text


class ProvenanceAgent(Element, frozen=True, kw_only=True):
    """Who or what took part, as what, and for whom."""

    type: FhirCodeableConcept
    who: Reference
    on_behalf_of: Reference | None = None


class ProvenanceEntity(Element, frozen=True, kw_only=True):
    """An earlier resource that was used; `role` is `revision`, `removal`, `source` or the like."""

    role: str
    what: Reference


class Provenance(Resource, frozen=True, kw_only=True):
    """FHIR R4 Provenance."""

    target: tuple[Reference, ...]
    recorded: str
    reason: tuple[FhirCodeableConcept, ...] = ()
    activity: FhirCodeableConcept
    agent: tuple[ProvenanceAgent, ...]
    entity: tuple[ProvenanceEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvenanceActivity:
    """What was done to the targets, why, and which earlier resources they follow.

    `code` is of v3-DataOperation: CREATE, UPDATE, NULLIFY (entered in error).
    """

    code: str = "CREATE"
    reason: FhirCodeableConcept | None = None
    entities: tuple[ProvenanceEntity, ...] = ()


CREATED = ProvenanceActivity()
"""The targets are new."""


def provenance_resource(
    targets: Iterable[Reference], attribution: Attribution, activity: ProvenanceActivity = CREATED
) -> Provenance:
    """Who made the targets, when, at which site and on which computer.

    R4 gives a Provenance no identifier: a tag with the id of the record finds it again.
    """
    return Provenance(
        meta=ResourceMeta(tag=(FhirCoding(system=systems.RECORD, code=attribution.record_id),)),
        target=tuple(targets),
        recorded=utc_text(attribution.at),
        reason=(activity.reason,) if activity.reason else (),
        activity=concept(systems.DATA_OPERATION, activity.code),
        agent=_agents(attribution.author),
        entity=activity.entities,
    )


def _agents(author: Author) -> tuple[ProvenanceAgent, ...]:
    """The member of the staff, for their site, and the computer that wrote the record."""
    return (
        ProvenanceAgent(
            type=concept(systems.PROVENANCE_AGENT, "author"),
            who=practitioner_reference(author.practitioner),
            on_behalf_of=site_reference(author.workstation),
        ),
        ProvenanceAgent(
            type=concept(systems.PROVENANCE_AGENT, "assembler"),
            who=device_reference(author.workstation),
        ),
    )
