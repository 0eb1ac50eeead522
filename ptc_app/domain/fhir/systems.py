"""The systems our identifiers and codes belong to."""

from __future__ import annotations

_OURS = "https://ptc.example/fhir"

PARTICIPANT = f"{_OURS}/participant"
PARTICIPANT_NUMBER = f"{_OURS}/participant-number"
VISIT = f"{_OURS}/visit"
CONSENT = f"{_OURS}/consent"
DOCUMENT = f"{_OURS}/document"
RESPONSE = f"{_OURS}/response"
RECORD = f"{_OURS}/record"
"""As a tag: the record a resource came with. It finds a Provenance, which has no identifier."""

PRACTITIONER = f"{_OURS}/practitioner"
DEVICE = f"{_OURS}/device"
SITE = f"{_OURS}/site"
MODULE = f"{_OURS}/CodeSystem/consent-module"
CORRECTION_REASON = f"{_OURS}/CodeSystem/correction-reason"
IDENTITY_CHECK = f"{_OURS}/CodeSystem/identity-check"

EVIDENCE = f"{_OURS}/StructureDefinition/consent-evidence"
STAGE_OUTCOME = f"{_OURS}/StructureDefinition/stage-outcome"
IDENTITY = f"{_OURS}/StructureDefinition/identity-check"
PREFERRED_CONTACT = f"{_OURS}/StructureDefinition/preferred-contact"
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"

ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
DATA_OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
LOINC = "http://loinc.org"
LANGUAGE = "urn:ietf:bcp:47"
