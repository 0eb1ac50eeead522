"""Who made the resources of a record, when, where and why, as a FHIR R4 Provenance."""

from __future__ import annotations

from collections.abc import Iterable

from ptc_app.domain.author import Author
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Element,
    FhirCodeableConcept,
    FhirCoding,
    FhirResource,
    Identifier,
    Reference,
    ResourceMeta,
    concept,
)
from ptc_app.domain.fhir.references import (
    device_reference,
    practitioner_reference,
    site_reference,
)
from ptc_app.domain.ids import RecordId
from ptc_app.domain.records.correction import Correction, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.utc_text import utc_text


class ProvenanceAgent(Element, frozen=True, kw_only=True):
    """FHIR `Provenance.agent`: who or what took part (`who`), and in which role (`type`).

    `on_behalf_of`: the site the member of staff acts for; None for the computer.
    """

    type: FhirCodeableConcept
    who: Reference
    on_behalf_of: Reference | None = None


class ProvenanceEntity(Element, frozen=True, kw_only=True):
    """FHIR `Provenance.entity`: an earlier resource that was used (`what`), and as what.

    `role` is `revision`, `removal`, `source` or the like.
    """

    role: str
    what: Reference


class Provenance(FhirResource, frozen=True, kw_only=True):
    """FHIR R4 Provenance of the resources in `target`; it has a tag instead of an identifier.

    `recorded`: an instant. `activity`: a RecordOperation. `reason`: why it is a correction, or ().
    """

    target: tuple[Reference, ...]
    recorded: str
    reason: tuple[FhirCodeableConcept, ...] = ()
    activity: FhirCodeableConcept
    agent: tuple[ProvenanceAgent, ...]
    entity: tuple[ProvenanceEntity, ...] = ()


def provenance_resource(targets: Iterable[Reference], authorship: RecordAuthorship) -> Provenance:
    """The FHIR Provenance of the targets: who made or corrected them, when, why and where.

    R4 gives a Provenance no identifier: a tag with the id of the record finds it again. The record
    that is corrected is named by its id, which is the tag of its own Provenance.
    """
    correction = authorship.correction
    return Provenance(
        meta=ResourceMeta(tag=(FhirCoding(system=systems.RECORD, code=authorship.record_id),)),
        target=tuple(targets),
        recorded=utc_text(authorship.at),
        reason=(_reason(correction),) if correction else (),
        activity=concept(
            systems.DATA_OPERATION, correction.operation if correction else RecordOperation.CREATE
        ),
        agent=_agents(authorship.author),
        entity=(_revised(authorship.follows),) if correction and authorship.follows else (),
    )


def _reason(correction: Correction) -> FhirCodeableConcept:
    return concept(systems.CORRECTION_REASON, correction.reason, text=correction.note)


def _revised(record_id: RecordId) -> ProvenanceEntity:
    earlier = Identifier(system=systems.RECORD, value=record_id)
    return ProvenanceEntity(role="revision", what=Reference(identifier=earlier))


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
