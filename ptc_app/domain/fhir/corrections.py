"""Corrections in FHIR R4: the earlier record's resources again, with what became of them.

Resources of a survey and of measurements keep their identifier: an amendment updates them in
place (status `amended`), and the server's history holds the earlier version. A consent that is
signed again is a new Consent with a new DocumentReference that `replaces` the earlier one. What is
voided becomes `entered-in-error`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.bundle import BundleEntry, conditional_update_entry
from ptc_app.domain.fhir.consent import Consent
from ptc_app.domain.fhir.document_reference import DocumentReference, DocumentRelatesTo
from ptc_app.domain.fhir.elements import FhirResource
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.questionnaire_response import QuestionnaireResponse
from ptc_app.domain.fhir.references import conditional_reference, entry_reference, full_url
from ptc_app.domain.fhir.signed_bundle_decoding import decode_signed_bundle
from ptc_app.domain.ids import RecordId

_R = TypeVar("_R", bound=FhirResource)
_Codes = frozenset[tuple[str, str]]

_AMENDED = "amended"
_ENTERED_IN_ERROR = "entered-in-error"
_REPLACED: Mapping[type[FhirResource], str] = {Consent: "inactive", DocumentReference: "superseded"}
"""The status of what a new signing takes the place of."""

_ENDED = frozenset({_ENTERED_IN_ERROR, *_REPLACED.values()})


def voided_entries(body: bytes, resources: tuple[type[FhirResource], ...]) -> list[BundleEntry]:
    """Entries that update all resources a record holds in force to `entered-in-error`.

    `body`: the record's FHIR JSON; `resources`: the types of its kind (`RecordKind.resources`),
    each of which has a `status`. Those that were ended already are left out. msgspec.DecodeError
    where `body` is no record of these.
    """
    return _ended(body, resources, lambda _resource: _ENTERED_IN_ERROR)


def replaced_consent_entries(body: bytes) -> list[BundleEntry]:
    """Entries that update a record's Consent to `inactive`, its DocumentReference to `superseded`.

    Those that were ended already are left out. msgspec.DecodeError where `body` is no consent
    record.
    """
    return _ended(body, tuple(_REPLACED), lambda resource: _REPLACED[type(resource)])


def replaced_document(record_id: RecordId) -> tuple[DocumentRelatesTo, ...]:
    """`relatesTo` of a new DocumentReference: it replaces that of the record with this id."""
    earlier = conditional_reference("DocumentReference", systems.DOCUMENT, record_id)
    return (DocumentRelatesTo(code="replaces", target=earlier),)


def amended_response_entry(response: QuestionnaireResponse, body: bytes, uuid: str) -> BundleEntry:
    """An entry that updates the QuestionnaireResponse of an earlier record to `response`.

    It keeps the earlier identifier and gets the status `amended`. `body`: the earlier record's
    FHIR JSON, with exactly one response (else ValueError); `uuid`: that of the entry's full URL.
    """
    (identifier,) = [earlier.identifier for _, earlier in _signed(body, QuestionnaireResponse)]
    amended = msgspec.structs.replace(response, identifier=identifier, status=_AMENDED)
    return conditional_update_entry(amended, uuid)


def amended_observation_entries(made: Sequence[Observation], body: bytes) -> list[BundleEntry]:
    """Entries that update the Observations of an earlier record to those of its amendment.

    `made`: the Observations of the new version; `body`: the earlier record's FHIR JSON. One with
    the same codes as an earlier one keeps its identifier and performer, and its status where
    nothing of it changed, else `amended`; one that is no longer measured becomes
    `entered-in-error`.
    """
    earlier = {_codes(resource): resource for _, resource in _signed(body, Observation)}
    new = {_codes(observation): observation for observation in made}
    kept = {new[c].identity.value: earlier[c].identity.value for c in new if c in earlier}
    amended = [_amended(_renamed(one, kept), earlier.get(codes)) for codes, one in new.items()]
    gone = [
        msgspec.structs.replace(one, status=_ENTERED_IN_ERROR)
        for codes, one in earlier.items()
        if codes not in new
    ]
    return [conditional_update_entry(one, one.identity.value) for one in [*amended, *gone]]


def _ended(
    body: bytes, resources: tuple[type[FhirResource], ...], status: Callable[[FhirResource], str]
) -> list[BundleEntry]:
    """The resources of a record that are in force, each with a status that ends it."""
    return [
        conditional_update_entry(
            msgspec.structs.replace(resource, status=status(resource)),
            entry.full_url.removeprefix(full_url("")),
        )
        for entry, resource in _signed(body, *resources)
        if getattr(resource, "status", "") not in _ENDED
    ]


def _signed(body: bytes, *resources: type[_R]) -> Iterator[tuple[BundleEntry, _R]]:
    """The entries of a record with a resource of these types; the Provenance is left out."""
    for entry in decode_signed_bundle(body, resources).entry:
        if isinstance(entry.resource, resources):
            yield entry, entry.resource


def _amended(observation: Observation, earlier: Observation | None) -> Observation:
    if earlier is None:
        return observation
    again = msgspec.structs.replace(observation, performer=earlier.performer, status=earlier.status)
    is_changed = again != earlier or earlier.status in _ENDED
    return msgspec.structs.replace(again, status=_AMENDED) if is_changed else again


def _renamed(observation: Observation, kept: Mapping[str, str]) -> Observation:
    """The Observation with the earlier identifiers, its own and those it is derived from."""
    own = observation.identity
    renamed = msgspec.structs.replace(own, value=kept.get(own.value, own.value))
    sources = [one.reference.removeprefix(full_url("")) for one in observation.derived_from]
    return msgspec.structs.replace(
        observation,
        identifier=(renamed,),
        derived_from=tuple(entry_reference(kept.get(one, one)) for one in sources),
    )


def _codes(observation: Observation) -> _Codes:
    """What an Observation is about: the same in each version of a protocol's measurements."""
    return frozenset((coding.system, coding.code) for coding in observation.code.coding)
