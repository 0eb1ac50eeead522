"""The URIs that FHIR resources name: those others published, and those of this program."""

from __future__ import annotations

from ptc_app.domain.fhir import systems

PUBLISHED = {
    "LOINC": "http://loinc.org",
    "SNOMED": "http://snomed.info/sct",
    "UCUM": "http://unitsofmeasure.org",
    "LANGUAGE": "urn:ietf:bcp:47",
    "ACT_CODE": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "CONSENT_SCOPE": "http://terminology.hl7.org/CodeSystem/consentscope",
    "DATA_ABSENT_REASON": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    "DATA_OPERATION": "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
    "OBSERVATION_CATEGORY": "http://terminology.hl7.org/CodeSystem/observation-category",
    "PROVENANCE_AGENT": "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
    "BIRTH_SEX": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex",
    "ABSENT_REASON": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "TRANSLATION": "http://hl7.org/fhir/StructureDefinition/translation",
    "MIN_VALUE": "http://hl7.org/fhir/StructureDefinition/minValue",
    "MAX_VALUE": "http://hl7.org/fhir/StructureDefinition/maxValue",
    "MIN_LENGTH": "http://hl7.org/fhir/StructureDefinition/minLength",
    "MAX_DECIMAL_PLACES": "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces",
    "REGEX": "http://hl7.org/fhir/StructureDefinition/regex",
    "ENTRY_FORMAT": "http://hl7.org/fhir/StructureDefinition/entryFormat",
    "UNIT": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
    "ITEM_CONTROL": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
    "HIDDEN": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
    "OPTION_EXCLUSIVE": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
}
"""As HL7 (R4, v3, US Core), IETF, LOINC, SNOMED CT and UCUM give them."""

OURS = {
    "PARTICIPANT": "participant",
    "PARTICIPANT_NUMBER": "participant-number",
    "VISIT": "visit",
    "CONSENT": "consent",
    "DOCUMENT": "document",
    "RESPONSE": "response",
    "OBSERVATION": "observation",
    "PRACTITIONER": "practitioner",
    "DEVICE": "device",
    "SITE": "site",
    "RECORD": "record",
    "CONSENT_MODULE": "CodeSystem/consent-module",
    "CORRECTION_REASON": "CodeSystem/correction-reason",
    "VISIT_TYPE": "CodeSystem/visit-type",
    "IDENTITY_CHECK": "CodeSystem/identity-check",
    "CONSENT_EVIDENCE": "StructureDefinition/consent-evidence",
    "DOCUMENT_SHA256": "StructureDefinition/consent-evidence-sha256",
    "PROGRAM_VERSION": "StructureDefinition/program-version",
    "MEASUREMENT_PROTOCOL": "StructureDefinition/measurement-protocol",
    "VISIT_CANCELLED": "StructureDefinition/visit-cancelled",
    "STAGE_OUTCOME": "StructureDefinition/stage-outcome",
    "IDENTITY_CHECKED": "StructureDefinition/identity-check",
    "PREFERRED_CONTACT": "StructureDefinition/preferred-contact",
    "DECLINE_ALLOWED": "StructureDefinition/decline-allowed",
    "PROTOCOL_MODIFICATION": "StructureDefinition/protocol-modification",
    "ORIGINAL_MEASURE": "StructureDefinition/original-measure",
}
"""Below `https://ptc.example/fhir/`. A central finds by them what was sent before: they stay."""


def test_each_uri_is_the_published_one_or_our_own() -> None:
    named = {name: uri for name, uri in vars(systems).items() if name[0].isupper()}
    ours = {name: f"https://ptc.example/fhir/{path}" for name, path in OURS.items()}
    assert {name: uri for name, uri in named.items() if isinstance(uri, str)} == PUBLISHED | ours


def test_what_would_change_a_questionnaire_is_known_by_its_published_uri() -> None:
    core = "http://hl7.org/fhir/StructureDefinition"
    sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
    assert {
        f"{core}/questionnaire-constraint",
        f"{core}/questionnaire-minOccurs",
        f"{core}/questionnaire-maxOccurs",
        f"{core}/targetConstraint",
        f"{sdc}-answerExpression",
        f"{sdc}-answerOptionsToggleExpression",
        f"{sdc}-calculatedExpression",
        f"{sdc}-candidateExpression",
        f"{sdc}-enableWhenExpression",
        f"{sdc}-subQuestionnaire",
    } == systems.UNSUPPORTED_EXTENSIONS
