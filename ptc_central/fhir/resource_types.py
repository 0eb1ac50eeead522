"""The FHIR R4 resource types that the server stores, and what R4 demands of each."""

RESOURCE_TYPES = frozenset(
    {
        "AuditEvent",
        "Binary",
        "Consent",
        "Device",
        "DocumentReference",
        "Encounter",
        "Location",
        "Observation",
        "Organization",
        "Patient",
        "Practitioner",
        "Provenance",
        "Questionnaire",
        "QuestionnaireResponse",
        "RelatedPerson",
    }
)
TYPES_WITH_REQUIRED_STATUS = frozenset(
    {
        "Consent",
        "DocumentReference",
        "Encounter",
        "Observation",
        "Questionnaire",
        "QuestionnaireResponse",
    }
)
TYPES_WITHOUT_IDENTIFIER = frozenset({"AuditEvent", "Binary", "Provenance"})
