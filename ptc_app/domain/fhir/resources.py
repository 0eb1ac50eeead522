"""Participants, visits and consents as FHIR R4 resources."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ptc_app.domain.consent import ConsentDecision, ConsentForm, ConsentProgress, ConsentSigning
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.bundle import Resource, conditional_reference
from ptc_app.domain.fhir.corrections import provenance_of_correction
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import ContactChannel, Language, Participant, SexAtBirth
from ptc_app.domain.practitioner import Author
from ptc_app.domain.record import Attribution
from ptc_app.domain.timestamps import utc_text
from ptc_app.domain.visit import Stage, StageKind, Visit

_BIRTH_SEX = {
    SexAtBirth.FEMALE: "F",
    SexAtBirth.MALE: "M",
    SexAtBirth.INTERSEX: "OTH",
    SexAtBirth.NO_ANSWER: "ASKU",
}

_STATUS = {
    ConsentDecision.YES: "active",
    ConsentDecision.NO: "rejected",
    ConsentDecision.NOT_SURE: "proposed",
}
"""FHIR Consent.status of each decision."""


def patient_resource(participant: Participant) -> Resource:
    """A participant as Patient."""
    resource: Resource = {
        "resourceType": "Patient",
        "identifier": [
            {"system": systems.PARTICIPANT, "value": participant.id},
            {"system": systems.PARTICIPANT_NUMBER, "value": participant.number},
        ],
        "active": True,
        "name": [
            {
                "use": "official",
                "family": participant.family_name,
                "given": [n for n in (participant.given_name, participant.middle_name) if n],
            }
        ],
        "birthDate": participant.birth_date.isoformat(),
        "communication": [
            {
                "language": {
                    "coding": [{"system": systems.LANGUAGE, "code": participant.language}]
                },
                "preferred": True,
            }
        ],
        "extension": [
            {"url": systems.BIRTH_SEX, "valueCode": _BIRTH_SEX[participant.sex_at_birth]},
            {"url": systems.PREFERRED_CONTACT, "valueCode": participant.preferred_contact},
        ],
    }
    return {**resource, **_telecom(participant), **_address(participant)}


def encounter_resource(visit: Visit, attribution: Attribution) -> Resource:
    """A visit as Encounter, with how its stages ended so far and how identity was checked."""
    period = {"start": utc_text(visit.started_at)}
    if visit.finished_at is not None:
        period["end"] = utc_text(visit.finished_at)
    extension = [_identity_check(identifier) for identifier in _identifiers(visit)]
    extension += [_stage_outcome(stage) for stage in visit.stages if stage.is_settled]
    return {
        "resourceType": "Encounter",
        "identifier": [{"system": systems.VISIT, "value": visit.id}],
        "status": "in-progress" if visit.finished_at is None else "finished",
        "class": {"system": systems.ACT_CODE, "code": "AMB"},
        "subject": patient_reference(visit.participant_id),
        "participant": [{"individual": _practitioner(attribution.author)}],
        "period": period,
        "serviceProvider": {"display": attribution.author.workstation.site},
        **({"extension": extension} if extension else {}),
    }


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """A consent as it was decided: the form, its reading and its signing."""

    visit: Visit
    form: ConsentForm
    progress: ConsentProgress
    signing: ConsentSigning


def consent_resource(act: SignedConsent, attribution: Attribution, document_url: str) -> Resource:
    """A decision as Consent, with the evidence of how it came about."""
    return {
        "resourceType": "Consent",
        "identifier": [{"system": systems.CONSENT, "value": attribution.record_id}],
        "status": _STATUS[act.signing.decision],
        "scope": {"coding": [{"system": systems.CONSENT_SCOPE, "code": "research"}]},
        "category": [{"coding": [{"system": systems.MODULE, "code": act.form.module}]}],
        "patient": patient_reference(act.visit.participant_id),
        "dateTime": utc_text(attribution.at),
        "organization": [{"display": attribution.author.workstation.site}],
        "sourceReference": {"reference": document_url},
        "policy": [{"uri": f"urn:sha256:{act.form.sha256}"}],
        "provision": {"type": "permit" if act.signing.decision is ConsentDecision.YES else "deny"},
        "verification": [
            {
                "verified": act.signing.decision is not ConsentDecision.NOT_SURE,
                "verificationDate": utc_text(attribution.at),
            }
        ],
        "extension": [_evidence(act)],
    }


def document_reference_resource(
    act: SignedConsent, attribution: Attribution, pdf: bytes, sha256: str
) -> Resource:
    """The signed PDF, carried inside: a Binary has no identifier to send it twice by."""
    return {
        "resourceType": "DocumentReference",
        "identifier": [{"system": systems.DOCUMENT, "value": attribution.record_id}],
        "status": "current",
        "type": {"coding": [{"system": systems.LOINC, "code": "59284-0"}]},
        "subject": patient_reference(act.visit.participant_id),
        "date": utc_text(attribution.at),
        "author": [_practitioner(attribution.author)],
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": act.form.language,
                    "data": base64.b64encode(pdf).decode("ascii"),
                    "title": act.form.title,
                    "creation": utc_text(attribution.at),
                    "extension": [{"url": f"{systems.EVIDENCE}-sha256", "valueString": sha256}],
                }
            }
        ],
        "context": {"encounter": [encounter_reference(act.visit.id)]},
    }


def provenance_resource(targets: Iterable[str], attribution: Attribution) -> Resource:
    """Who made or corrected these resources, when, why, at which site and on which machine."""
    return {
        "resourceType": "Provenance",
        "target": [{"reference": target} for target in targets],
        "recorded": utc_text(attribution.at),
        **provenance_of_correction(attribution),
        "agent": [
            {
                "type": {"coding": [{"system": systems.PARTICIPATION, "code": "author"}]},
                "who": _practitioner(attribution.author),
                "onBehalfOf": {
                    "identifier": {
                        "system": systems.SITE,
                        "value": attribution.author.workstation.site,
                    }
                },
            },
            {
                "type": {"coding": [{"system": systems.PARTICIPATION, "code": "assembler"}]},
                "who": {
                    "type": "Device",
                    "identifier": {
                        "system": systems.DEVICE,
                        "value": attribution.author.workstation.device_id,
                    },
                    "display": attribution.author.workstation.machine,
                },
            },
        ],
    }


def patient_reference(participant_id: ParticipantId) -> Resource:
    """Names the participant wherever a record speaks of them."""
    return conditional_reference("Patient", systems.PARTICIPANT, participant_id)


def encounter_reference(visit_id: VisitId) -> Resource:
    """Names the visit wherever a record speaks of it."""
    return conditional_reference("Encounter", systems.VISIT, visit_id)


def _practitioner(author: Author) -> Resource:
    return {
        "type": "Practitioner",
        "identifier": {"system": systems.PRACTITIONER, "value": author.practitioner.id},
        "display": author.practitioner.name,
    }


_TELECOM_OF = {
    ContactChannel.PHONE: "phone",
    ContactChannel.TEXT: "phone",
    ContactChannel.EMAIL: "email",
}


def _telecom(participant: Participant) -> Resource:
    given = [("phone", participant.phone), ("email", participant.email)]
    preferred = _TELECOM_OF.get(participant.preferred_contact)
    telecom = [
        {"system": system, "value": value, **({"rank": 1} if system == preferred else {})}
        for system, value in given
        if value
    ]
    return {"telecom": telecom} if telecom else {}


def _address(participant: Participant) -> Resource:
    address = participant.address
    given = {"city": address.city, "state": address.state, "postalCode": address.postal_code}
    said: Resource = {key: value for key, value in given.items() if value}
    if address.line:
        said["line"] = [address.line]
    return {"address": [{**said, "country": "US"}]} if said else {}


def _identifiers(visit: Visit) -> Iterator[str]:
    """The codes of what the person was known by."""
    for stage in visit.stages:
        if stage.plan.kind is StageKind.IDENTITY:
            yield from stage.outcome.split()


def _identity_check(identifier: str) -> Resource:
    coding = {"system": systems.IDENTITY_CHECK, "code": identifier}
    return {"url": systems.IDENTITY, "valueCoding": coding}


def _stage_outcome(stage: Stage) -> Resource:
    reason = stage.skip_reason or stage.void_reason
    parts: list[Resource] = [
        {"url": "stage", "valueCode": stage.plan.key},
        {"url": "state", "valueCode": stage.state},
    ]
    if stage.outcome and stage.plan.kind is not StageKind.IDENTITY:
        parts.append({"url": "outcome", "valueCode": stage.outcome})
    if reason is not None:
        parts.append({"url": "reason", "valueCode": reason})
    if stage.note:
        parts.append({"url": "note", "valueString": stage.note})
    return {"url": systems.STAGE_OUTCOME, "extension": parts}


def _evidence(act: SignedConsent) -> Resource:
    signature = act.signing.signature
    parts: list[Resource] = [
        {"url": "module", "valueCode": act.form.module},
        {"url": "version", "valueString": act.form.version},
        {"url": "sha256", "valueString": act.form.sha256},
        {"url": "language", "valueCode": Language(act.form.language)},
        {"url": "decision", "valueCode": act.signing.decision},
    ]
    parts += [
        {
            "url": "page",
            "extension": [
                {"url": "number", "valueInteger": shown.page + 1},
                {"url": "shown", "valueInstant": utc_text(shown.at)},
            ],
        }
        for shown in act.progress.shown
    ]
    if act.signing.printed_name:
        parts.append({"url": "printed-name", "valueString": act.signing.printed_name})
    if signature is not None:
        image = base64.b64encode(signature.image).decode("ascii")
        parts += [
            {"url": "signature-image", "valueBase64Binary": image},
            {"url": "signature-strokes", "valueString": _stroke_text(act)},
        ]
    return {"url": systems.EVIDENCE, "extension": parts}


def _stroke_text(act: SignedConsent) -> str:
    """The strokes as text: strokes by `;`, points by space, each `x,y,ms,pressure`."""
    signature = act.signing.signature
    strokes = signature.strokes if signature is not None else ()
    return ";".join(
        " ".join(f"{p.x:.1f},{p.y:.1f},{p.milliseconds},{p.pressure:.2f}" for p in stroke)
        for stroke in strokes
    )
