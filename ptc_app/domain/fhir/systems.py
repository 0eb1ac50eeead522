"""The URIs FHIR resources name: identifier systems, code systems and extensions, each once."""

from __future__ import annotations

_OURS = "https://ptc.example/fhir"
_HL7 = "http://hl7.org/fhir/StructureDefinition"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"

# --- identifier systems ---

PARTICIPANT = f"{_OURS}/participant"
PARTICIPANT_NUMBER = f"{_OURS}/participant-number"
VISIT = f"{_OURS}/visit"
CONSENT = f"{_OURS}/consent"
DOCUMENT = f"{_OURS}/document"
RESPONSE = f"{_OURS}/response"
OBSERVATION = f"{_OURS}/observation"
PRACTITIONER = f"{_OURS}/practitioner"
DEVICE = f"{_OURS}/device"
SITE = f"{_OURS}/site"
RECORD = f"{_OURS}/record"
"""The system of a tag, not of an identifier: the record a resource came with.

It finds a Provenance again, which has no identifier in R4.
"""

# --- code systems ---

CONSENT_MODULE = f"{_OURS}/CodeSystem/consent-module"
CORRECTION_REASON = f"{_OURS}/CodeSystem/correction-reason"
VISIT_TYPE = f"{_OURS}/CodeSystem/visit-type"
IDENTITY_CHECK = f"{_OURS}/CodeSystem/identity-check"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
LANGUAGE = "urn:ietf:bcp:47"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
DATA_ABSENT_REASON = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
DATA_OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
PROVENANCE_AGENT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"

# --- extensions ---

CONSENT_EVIDENCE = f"{_OURS}/StructureDefinition/consent-evidence"
DOCUMENT_SHA256 = f"{_OURS}/StructureDefinition/consent-evidence-sha256"
PROGRAM_VERSION = f"{_OURS}/StructureDefinition/program-version"
MEASUREMENT_PROTOCOL = f"{_OURS}/StructureDefinition/measurement-protocol"
VISIT_CANCELLED = f"{_OURS}/StructureDefinition/visit-cancelled"
STAGE_OUTCOME = f"{_OURS}/StructureDefinition/stage-outcome"
IDENTITY_CHECKED = f"{_OURS}/StructureDefinition/identity-check"
PREFERRED_CONTACT = f"{_OURS}/StructureDefinition/preferred-contact"
PROTOCOL_MODIFICATION = f"{_OURS}/StructureDefinition/protocol-modification"
ORIGINAL_MEASURE = f"{_OURS}/StructureDefinition/original-measure"
"""On the value of a reading that was typed in another unit: `text` as typed and `quantity`."""
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
ABSENT_REASON = f"{_HL7}/data-absent-reason"
"""The extension on an element without a value; its codes are of DATA_ABSENT_REASON."""

# --- extensions of questionnaires ---

TRANSLATION = f"{_HL7}/translation"
MIN_VALUE = f"{_HL7}/minValue"
MAX_VALUE = f"{_HL7}/maxValue"
MIN_LENGTH = f"{_HL7}/minLength"
MAX_DECIMAL_PLACES = f"{_HL7}/maxDecimalPlaces"
REGEX = f"{_HL7}/regex"
ENTRY_FORMAT = f"{_HL7}/entryFormat"
UNIT = f"{_HL7}/questionnaire-unit"
ITEM_CONTROL = f"{_HL7}/questionnaire-itemControl"
HIDDEN = f"{_HL7}/questionnaire-hidden"
OPTION_EXCLUSIVE = f"{_HL7}/questionnaire-optionExclusive"
DECLINE_ALLOWED = f"{_OURS}/StructureDefinition/decline-allowed"

UNSUPPORTED_EXTENSIONS = frozenset(
    {
        f"{_HL7}/questionnaire-constraint",
        f"{_HL7}/questionnaire-minOccurs",
        f"{_HL7}/questionnaire-maxOccurs",
        f"{_HL7}/targetConstraint",
        f"{_SDC}-answerExpression",
        f"{_SDC}-answerOptionsToggleExpression",
        f"{_SDC}-calculatedExpression",
        f"{_SDC}-candidateExpression",
        f"{_SDC}-enableWhenExpression",
        f"{_SDC}-subQuestionnaire",
    }
)
"""Extensions that change what is asked or allowed: a questionnaire that has one is refused."""
