"""The resources of a signed record, decoded from its bytes: to amend, replace or void them."""

from __future__ import annotations

from functools import cache

import msgspec

from ptc_app.domain.fhir.bundle import BundleEntry
from ptc_app.domain.fhir.consent import Consent
from ptc_app.domain.fhir.document_reference import DocumentReference
from ptc_app.domain.fhir.elements import FhirResource
from ptc_app.domain.fhir.encounter import Encounter
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.patient import Patient
from ptc_app.domain.fhir.provenance import Provenance
from ptc_app.domain.fhir.questionnaire_response import QuestionnaireResponse

SignedResource = (
    Consent
    | DocumentReference
    | Encounter
    | Observation
    | Patient
    | Provenance
    | QuestionnaireResponse
)
"""All resources a record of this program holds."""


class SignedEntry(BundleEntry, frozen=True, kw_only=True):
    """An entry of a signed record; encoded again, it is the same bytes."""

    resource: SignedResource


class SignedBundle(FhirResource, frozen=True, kw_only=True, tag="Bundle"):
    """The transaction Bundle of a signed record."""

    type: str
    entry: tuple[SignedEntry, ...]


def decode_signed_bundle(body: bytes) -> SignedBundle:
    """The Bundle of a record; numbers keep their digits.

    Raises msgspec.DecodeError where the bytes are no record of this program.
    """
    return _decoder().decode(body)


@cache
def _decoder() -> msgspec.json.Decoder[SignedBundle]:
    return msgspec.json.Decoder(SignedBundle)
