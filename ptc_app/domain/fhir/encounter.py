"""A visit as a FHIR R4 Encounter."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    Element,
    FhirCodeableConcept,
    FhirCoding,
    FhirExtension,
    IdentifiedResource,
    Identifier,
    Period,
    Reference,
    concept,
)
from ptc_app.domain.fhir.program_version import program_version_extensions
from ptc_app.domain.fhir.references import (
    patient_reference,
    practitioner_reference,
    site_reference,
)
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.utc_text import utc_text
from ptc_app.domain.visit import IDENTITY_STAGE, CancelReason, StageInVisit, Visit

_NEVER_SO = frozenset({CancelReason.OPENED_BY_MISTAKE, CancelReason.WRONG_PARTICIPANT})
"""The reasons of a cancellation by which there was no such visit."""


class EncounterParticipant(Element, frozen=True, kw_only=True):
    """FHIR `Encounter.participant`: a member of staff who takes part in a visit."""

    individual: Reference


class Encounter(IdentifiedResource, frozen=True, kw_only=True):
    """FHIR R4 Encounter; `class_` is the element `class`, a code of v3-ActCode.

    `status`: `in-progress`, `finished`, `cancelled` or `entered-in-error`.
    `service_provider`: the site.
    """

    status: str
    class_: FhirCoding = msgspec.field(name="class")
    type: tuple[FhirCodeableConcept, ...] = ()
    subject: Reference
    participant: tuple[EncounterParticipant, ...]
    period: Period
    service_provider: Reference


def encounter_resource(visit: Visit, authorship: RecordAuthorship) -> Encounter:
    """The FHIR Encounter of the visit as it stands.

    It has the visit's type, program version and times, by what identity was checked, and how each
    settled stage ended (extensions). It is `in-progress` while the visit is open; a cancelled visit
    says why in an extension, and is `entered-in-error` where it was opened by mistake or for
    someone else. Where the clock was set back meanwhile, it ends when it started: FHIR allows no
    earlier end.
    `authorship` names the member of staff and the site.
    """
    author = authorship.author
    return Encounter(
        identifier=(Identifier(system=systems.VISIT, value=visit.id),),
        status=_status(visit),
        class_=FhirCoding(system=systems.ACT_CODE, code="AMB"),
        type=(concept(systems.VISIT_TYPE, visit.visit_type),),
        subject=patient_reference(visit.participant_id),
        participant=(EncounterParticipant(individual=practitioner_reference(author.practitioner)),),
        period=Period(
            start=utc_text(visit.started_at),
            end=_end(visit),
        ),
        service_provider=site_reference(author.workstation),
        extension=(
            *_cancellation(visit),
            *_identity_checks(visit),
            *_stage_outcomes(visit),
            *program_version_extensions(visit.program_version),
        ),
    )


def _status(visit: Visit) -> str:
    if visit.cancellation is not None:
        return "entered-in-error" if visit.cancellation.reason in _NEVER_SO else "cancelled"
    return "in-progress" if visit.is_open else "finished"


def _cancellation(visit: Visit) -> Iterator[FhirExtension]:
    """An extension with the reason of the cancellation and its note, where there is one."""
    cancellation = visit.cancellation
    if cancellation is None:
        return
    parts = [FhirExtension(url="reason", value_code=cancellation.reason)]
    if cancellation.note:
        parts.append(FhirExtension(url="note", value_string=cancellation.note))
    yield FhirExtension(url=systems.VISIT_CANCELLED, extension=tuple(parts))


def _end(visit: Visit) -> str:
    """When the visit ended, as an instant; "" while it is open."""
    return utc_text(max(visit.ended_at, visit.started_at)) if visit.ended_at else ""


def _identity_checks(visit: Visit) -> Iterator[FhirExtension]:
    """An extension for each kind of evidence that identity was checked by."""
    for stage in visit.stages:
        if stage.plan.stage_type == IDENTITY_STAGE:
            for evidence in stage.outcome.split():
                coding = FhirCoding(system=systems.IDENTITY_CHECK, code=evidence)
                yield FhirExtension(url=systems.IDENTITY_CHECKED, value_coding=coding)


def _stage_outcomes(visit: Visit) -> Iterator[FhirExtension]:
    for stage in visit.stages:
        if stage.is_settled:
            yield FhirExtension(url=systems.STAGE_OUTCOME, extension=tuple(_outcome_parts(stage)))


def _outcome_parts(stage: StageInVisit) -> Iterator[FhirExtension]:
    yield FhirExtension(url="stage", value_code=stage.plan.key)
    yield FhirExtension(url="state", value_code=stage.state)
    if stage.outcome and stage.plan.stage_type != IDENTITY_STAGE:
        yield FhirExtension(url="outcome", value_code=stage.outcome)
    if reason := stage.skip_reason or stage.void_reason:
        yield FhirExtension(url="reason", value_code=reason)
    if stage.note:
        yield FhirExtension(url="note", value_string=stage.note)
