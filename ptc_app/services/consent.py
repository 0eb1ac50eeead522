"""Consent service: opens a form, stores how far it was read, signs the decision with its PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.consent import ConsentForm, ConsentSigning, ensure_signable
from ptc_app.domain.consent_reading import (
    ConsentReadingProgress,
    decode_reading_progress,
    encode_reading_progress,
    page_displayed,
)
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.consent import consent_resource
from ptc_app.domain.fhir.corrections import replaced_consent_entries, replaced_document
from ptc_app.domain.fhir.document_reference import document_reference_resource
from ptc_app.domain.fhir.references import entry_reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.participants.eligibility import ADULT_AGE
from ptc_app.domain.participants.participant import Participant, age_on
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import RecordPdf, SignedContent, sha256_hex
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.stages import record_kinds
from ptc_app.domain.visit import Visit
from ptc_app.services.draft_store_port import DraftStore, ensure_draft_allowed
from ptc_app.services.record_store_port import RecordStore
from ptc_app.services.session_context import SessionContext
from ptc_app.services.signing_plan import SigningPlan, SigningPlanner
from ptc_app.services.stage_services import StagePorts
from ptc_app.services.visits_with_permissions import VisitsWithPermissions


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


class ConsentPdfMaker(Protocol):
    """Function that makes the PDF of a signed consent, as bytes.

    `consent_document_pdf` of the documents is given for it; raises DocumentFailed.
    """

    def __call__(
        self, act: SignedConsent, participant: Participant, authorship: RecordAuthorship, /
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class OpenedConsent:
    """A consent form in one language, and how far the participant has read it.

    `progress`: the pages shown and when, and the name as typed so far.
    `choice`: what the form asks for, in all languages of the program.
    """

    participant: Participant
    form: ConsentForm
    progress: ConsentReadingProgress
    choice: LocalizedText


@dataclass(frozen=True, slots=True)
class ConsentService:
    """Opens a consent form, stores how far it was read, and signs the decision.

    A stage is named by its key. Every method raises LookupError for an unknown visit or stage,
    ProgramMissing, StageTypeUnknown or ProgramInvalid where the visit's program version cannot be
    used, and StoreUnusable.
    """

    visits: VisitsWithPermissions
    participants: Participants
    drafts: DraftStore
    records: RecordStore
    make_consent_pdf: ConsentPdfMaker
    session_context: SessionContext

    def open(
        self, visit_id: VisitId, stage: str, language: Language | None = None
    ) -> OpenedConsent:
        """The form of the visit's program version, with the pages already shown.

        It is in `language`, else in the language last used, else in the participant's own; where
        the program lacks that one, in one it has. Another language, or another version of the form,
        begins at the first page: what was shown is evidence for those words only. Stores nothing.
        RuleBroken (`guardian-and-assent`) for a participant under 18 years today; DraftUnreadable
        (`damaged`).
        """
        visit = self.visits.get(visit_id)
        participant = self.participants.get(visit.participant_id)
        if age_on(participant.birth_date, self.session_context.today()) < ADULT_AGE:
            raise RuleBroken("guardian-and-assent")
        draft = self._draft(visit_id, stage)
        if language is None:
            language = draft.language if draft else participant.language
        form = self._form(visit, stage, language)
        progress = ConsentReadingProgress(form.key, form.version, form.language)
        if draft and (draft.form_version, draft.language) == (form.version, form.language):
            progress = draft
        choice = self.visits.program(visit).consents[form.key].choice
        return OpenedConsent(participant, form, progress, choice)

    def store_displayed_page(
        self, visit_id: VisitId, stage: str, progress: ConsentReadingProgress, page: int
    ) -> ConsentReadingProgress:
        """Store that this page (from 0) is in view now; durable when this returns.

        Returns the new progress. RuleBroken: `other-version` where `progress` is of another version
        of the form than the visit's, `stage-step` where the stage is not being done
        (`ensure_draft_allowed`).
        """
        self._check_version(visit_id, stage, progress)
        new = page_displayed(progress, page, self.session_context.now())
        self._save_draft(visit_id, stage, new)
        return new

    def store_name(self, visit_id: VisitId, stage: str, name: str) -> None:
        """Store the printed name as typed so far, beside the pages shown.

        Does nothing where no page was shown yet. Raises as `store_displayed_page`, and as
        `ensure_recordable`.
        """
        ensure_recordable(name, longest=LONGEST_NAME)
        draft = self._draft(visit_id, stage)
        if draft is not None:
            self._check_version(visit_id, stage, draft)
            self._save_draft(visit_id, stage, replace(draft, printed_name=name))

    def sign(
        self, visit_id: VisitId, stage: str, reading: OpenedConsent, signing: ConsentSigning
    ) -> RecordPdf:
        """Sign the decision with its evidence; returns its PDF, which is stored with the record.

        It completes the stage, or becomes the new version where an amendment was begun. Record,
        PDF, visit and draft change in one transaction, and the change is published. RuleBroken:
        `other-version` where the form is not the visit's, as `ensure_signable`,
        `SigningPlanner.begin` or `RecordStore.sign`. DocumentFailed.
        """
        current = self.visits.get(visit_id)
        if reading.form != self._form(current, stage, reading.form.language):
            raise RuleBroken("other-version")
        ensure_signable(reading.form, reading.progress, signing)
        signer = SigningPlanner(self.visits, self.records, self.drafts, self.session_context)
        stage_signing = signer.begin(visit_id, stage, signing.decision)
        signed = SignedConsent(stage_signing.visit, reading.form, reading.progress, signing)
        pdf = self.make_consent_pdf(signed, reading.participant, stage_signing.authorship)
        document = RecordPdf(
            stage_signing.authorship.record_id, visit_id, stage, pdf, sha256_hex(pdf)
        )
        act = sign_record(
            stage_signing.authorship,
            record_kinds.CONSENT.code,
            stage_signing.visit.participant_id,
            self._body(signed, stage_signing, document),
            stage_signing.visit,
            stage,
            content=SignedContent(reading.form.module, reading.form.version, signing.decision),
        )
        draft = encode_reading_progress(reading.progress)
        self.records.sign(replace(act, document=document, draft=draft))
        return document

    def _form(self, visit: Visit, stage: str, language: Language) -> ConsentForm:
        content = visit.stage(stage).plan.content
        return self.visits.program(visit).consent_form(content, language)

    def _check_version(
        self, visit_id: VisitId, stage: str, progress: ConsentReadingProgress
    ) -> None:
        form = self._form(self.visits.get(visit_id), stage, progress.language)
        if (progress.form_key, progress.form_version) != (form.key, form.version):
            raise RuleBroken("other-version")

    def _save_draft(self, visit_id: VisitId, stage: str, progress: ConsentReadingProgress) -> None:
        ensure_draft_allowed(self.drafts, self.visits.get(visit_id), stage)
        draft = encode_reading_progress(progress)
        self.drafts.save(visit_id, stage, draft, self.session_context.now())

    def _draft(self, visit_id: VisitId, stage: str) -> ConsentReadingProgress | None:
        draft = self.drafts.get(visit_id, stage)
        return decode_reading_progress(draft) if draft else None

    def _body(
        self, signed: SignedConsent, stage_signing: SigningPlan, document: RecordPdf
    ) -> bytes:
        consent_uuid, document_uuid, provenance_uuid = (
            self.session_context.new_id() for _ in range(3)
        )
        amended = stage_signing.amended
        consent = consent_resource(signed, stage_signing.authorship, entry_reference(document_uuid))
        reference = document_reference_resource(
            signed,
            stage_signing.authorship,
            document.body,
            document.sha256,
            relates_to=replaced_document(amended.id) if amended else (),
        )
        entries = [
            conditional_create_entry(consent, consent_uuid),
            conditional_create_entry(reference, document_uuid),
            *(replaced_consent_entries(amended.body) if amended else ()),
        ]
        return encode_signed_bundle(entries, stage_signing.authorship, provenance_uuid)


def consent_service(ports: StagePorts) -> ConsentService:
    """The consent service over these ports of one session; `make_pdf` is a ConsentPdfMaker."""
    return ConsentService(
        ports.visits,
        ports.participants,
        ports.drafts,
        ports.records,
        ports.make_pdf,
        ports.session_context,
    )
