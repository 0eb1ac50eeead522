"""The kinds of records that the registration and the application's own stages make."""

from __future__ import annotations

from ptc_app.domain.consent_reading import unread_draft
from ptc_app.domain.fhir.consent import Consent
from ptc_app.domain.fhir.document_reference import DocumentReference
from ptc_app.domain.fhir.encounter import Encounter
from ptc_app.domain.fhir.observation_structs import Observation
from ptc_app.domain.fhir.patient import Patient
from ptc_app.domain.fhir.questionnaire_response import QuestionnaireResponse
from ptc_app.domain.records.correction import CorrectionReason
from ptc_app.domain.stages.record_kind import WHY_VOID, RecordKind

REGISTRATION = RecordKind(
    "registration",
    (Patient,),
    amend_reasons=(
        CorrectionReason.WRONG_ENTRY,
        CorrectionReason.PARTICIPANT_CORRECTION,
        CorrectionReason.OTHER,
    ),
)
"""A participant as registered: the one kind that belongs to no stage."""

IDENTITY = RecordKind("identity", (Encounter,))
"""The visit, once the participant's identity was checked."""

CONSENT = RecordKind(
    "consent",
    (Consent, DocumentReference),
    amend_reasons=(
        CorrectionReason.WRONG_NAME,
        CorrectionReason.WRONG_DECISION,
        CorrectionReason.OTHER,
    ),
    void_reasons=WHY_VOID,
    amendment_draft=unread_draft,
)
"""A decision on a consent form. It is amended by reading and signing the form again."""

SURVEY = RecordKind(
    "survey",
    (QuestionnaireResponse,),
    amend_reasons=(
        CorrectionReason.PARTICIPANT_CORRECTION,
        CorrectionReason.WRONG_ENTRY,
        CorrectionReason.OTHER,
    ),
    void_reasons=WHY_VOID,
)
"""The answers to a questionnaire."""

MEASUREMENTS = RecordKind(
    "measurements",
    (Observation,),
    amend_reasons=(
        CorrectionReason.WRONG_ENTRY,
        CorrectionReason.DEVICE_ERROR,
        CorrectionReason.OTHER,
    ),
    void_reasons=(CorrectionReason.DEVICE_ERROR, *WHY_VOID),
)
"""The readings of a measurement protocol."""

VISIT_END = RecordKind("visit-end", (Encounter,))
"""The visit as it was finished, with how each stage ended."""

VISIT_CANCELLED = RecordKind("visit-cancelled", (Encounter,))
"""The visit as it was cancelled after its identity check was signed."""
