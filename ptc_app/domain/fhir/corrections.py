"""Corrections in FHIR R4: the earlier record's resources again, with what became of them.

Resources of a survey and of measurements keep their identifier: an amendment updates them in
place (status `amended`), and the server's history holds the earlier version. A consent that is
signed again is a new Consent with a new DocumentReference that `replaces` the earlier one. What is
voided becomes `entered-in-error`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ptc_app.domain.correction import DataOperation
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.bundle import (
    Resource,
    conditional_reference,
    conditional_update_entry,
    encode_transaction,
)
from ptc_app.domain.ids import RecordId
from ptc_app.domain.record import Attribution

AMENDED = "amended"
"""Status of a QuestionnaireResponse or Observation that was updated after it was signed."""

_URN = "urn:uuid:"
_ENTERED_IN_ERROR = "entered-in-error"
_REPLACED = {"Consent": "inactive", "DocumentReference": "superseded"}
"""The status of what a new signing takes the place of, by resource type."""

_ENDED = frozenset({_ENTERED_IN_ERROR, *_REPLACED.values()})


def voided_entries(body: bytes) -> list[Resource]:
    """Entries that update all resources a record holds in force to `entered-in-error`."""
    return [
        _updated(entry, status=_ENTERED_IN_ERROR)
        for entry in _signed_entries(body)
        if entry["resource"]["status"] not in _ENDED
    ]


def replaced_consent_entries(body: bytes) -> list[Resource]:
    """Entries that end the Consent and the DocumentReference a consent record holds in force."""
    return [
        _updated(entry, status=_REPLACED[entry["resource"]["resourceType"]])
        for entry in _signed_entries(body)
        if entry["resource"]["status"] not in _ENDED
    ]


def replacing_document(document: Resource, replaced: RecordId) -> Resource:
    """A new DocumentReference that says that it replaces the one of an earlier record."""
    earlier = conditional_reference("DocumentReference", systems.DOCUMENT, replaced)
    return {**document, "relatesTo": [{"code": "replaces", "target": earlier}]}


def amended_observation_entries(made: Sequence[Resource], body: bytes) -> list[Resource]:
    """Entries that update the Observations of a record to those of its amendment.

    `made` are the Observations of the new version, `body` is the earlier record. One that is
    about the same thing keeps identifier and performer, and its status where nothing of it
    changed; one that is no longer measured becomes `entered-in-error`.
    """
    earlier = {_codes(entry["resource"]): entry["resource"] for entry in _signed_entries(body)}
    new = {_codes(resource): resource for resource in _as_decoded(made)}
    kept = {_value(new[c]): _value(earlier[c]) for c in new if c in earlier}
    entries = [
        _observation_entry(_renamed(resource, kept), earlier.get(codes))
        for codes, resource in new.items()
    ]
    gone = (resource for codes, resource in earlier.items() if codes not in new)
    voided = ({**resource, "status": _ENTERED_IN_ERROR} for resource in gone)
    return entries + [conditional_update_entry(one, _value(one)) for one in voided]


def provenance_of_correction(attribution: Attribution) -> Resource:
    """What a Provenance says of a correction: activity, reason, and the record it revises.

    A Provenance has no identifier: `entity.what` names the earlier record by its own, which is
    also the tag of that record's Provenance.
    """
    correction = attribution.correction
    operation = correction.operation if correction else DataOperation.CREATE
    activity = {"coding": [{"system": systems.DATA_OPERATION, "code": operation}]}
    if correction is None:
        return {"activity": activity}
    reason: Resource = {
        "coding": [{"system": systems.CORRECTION_REASON, "code": correction.reason}]
    }
    if correction.note:
        reason["text"] = correction.note
    earlier = {"identifier": {"system": systems.RECORD, "value": attribution.follows}}
    return {
        "activity": activity,
        "reason": [reason],
        "entity": [{"role": "revision", "what": earlier}],
    }


def _observation_entry(resource: Resource, earlier: Resource | None) -> Resource:
    if earlier is None:
        return conditional_update_entry(resource, _value(resource))
    again = {**resource, "performer": earlier["performer"], "status": earlier["status"]}
    is_changed = again != earlier or earlier["status"] in _ENDED
    amended = {**again, "status": AMENDED} if is_changed else again
    return conditional_update_entry(amended, _value(amended))


def _renamed(resource: Any, kept: Mapping[str, str]) -> Resource:
    """The Observation with the earlier identifiers, its own and those it is derived from."""
    (identifier,) = resource["identifier"]
    value = identifier["value"]
    renamed = {**resource, "identifier": [{**identifier, "value": kept.get(value, value)}]}
    if "derivedFrom" in resource:
        sources = [one["reference"].removeprefix(_URN) for one in resource["derivedFrom"]]
        named = [{"reference": f"{_URN}{kept.get(one, one)}"} for one in sources]
        return {**renamed, "derivedFrom": named}
    return renamed


def _as_decoded(resources: Sequence[Resource]) -> list[Any]:
    """The resources as they are after being encoded and decoded, to be compared with earlier."""
    decoded: list[Any] = json.loads(encode_transaction(resources), parse_float=Decimal)["entry"]
    return decoded


def _signed_entries(body: bytes) -> list[Any]:
    """The entries of a record's Bundle but its Provenance; numbers keep all their digits."""
    entries: list[Any] = json.loads(body, parse_float=Decimal)["entry"]
    return [entry for entry in entries if _type_of(entry) != "Provenance"]


def _updated(entry: Any, *, status: str) -> Resource:
    uuid = entry["fullUrl"].removeprefix(_URN)
    return conditional_update_entry({**entry["resource"], "status": status}, uuid)


def _type_of(entry: Any) -> str:
    return str(entry["resource"]["resourceType"])


def _codes(resource: Any) -> frozenset[tuple[str, str]]:
    """What an Observation is about: the same in each version of a protocol's measurements."""
    return frozenset((coding["system"], coding["code"]) for coding in resource["code"]["coding"])


def _value(resource: Any) -> str:
    """The value of the first identifier."""
    return str(resource["identifier"][0]["value"])
