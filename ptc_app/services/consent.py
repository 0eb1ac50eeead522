"""Consent service: the reading of a form page by page, its decision, signature and PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from ptc_app.domain.consent import (
    ConsentForm,
    ConsentProgress,
    ConsentSigning,
    ensure_signable,
    page_displayed,
)
from ptc_app.domain.eligibility import ADULT_AGE
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.consent import consent_resource
from ptc_app.domain.fhir.corrections import replaced_consent_entries, replaced_document
from ptc_app.domain.fhir.document_reference import document_reference_resource
from ptc_app.domain.fhir.references import entry_reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Language, Participant, age_on
from ptc_app.domain.program import Program
from ptc_app.domain.record import (
    Attribution,
    Document,
    RecordKind,
    sha256_hex,
    sign_record,
)
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.visit import Visit
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.draft_store import DraftStore
from ptc_app.services.stage_signing import StageSigner, StageSigning


class Visits(Protocol):
    """The visits stored here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """The participants registered here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class Documents(Protocol):
    """The signed PDFs."""

    def of(self, visit_id: VisitId, stage: str) -> Document | None: ...


class ConsentPdfMaker(Protocol):
    """Renders the PDF of a decision."""

    def __call__(
        self, act: SignedConsent, participant: Participant, attribution: Attribution
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ConsentReading:
    """A form and how far it has been read."""

    participant: Participant
    form: ConsentForm
    progress: ConsentProgress


@dataclass(frozen=True, slots=True)
class ConsentService:
    """Opens a consent form, stores how far it was read, and signs the decision."""

    visits: Visits
    participants: Participants
    drafts: DraftStore
    documents: Documents
    records: RecordStore
    program: Program
    printed: ConsentPdfMaker
    act_context: ActContext

    def open(
        self, visit_id: VisitId, stage: str, language: Language | None = None
    ) -> ConsentReading:
        """The form and its progress, in the language asked for, last used, or preferred.

        Another language, or a form that has a new version since, begins at the first page: what
        was shown is evidence for those words only.
        """
        visit = self.visits.get(visit_id)
        participant = self.participants.get(visit.participant_id)
        today = self.act_context.now().astimezone().date()
        if age_on(participant.birth_date, today) < ADULT_AGE:
            raise RuleBroken("guardian-and-assent")
        kept = self._kept(visit_id, stage)
        if language is None:
            language = kept.language if kept else participant.language
        form = self.program.consent_form(visit.stage(stage).plan.content, language)
        progress = ConsentProgress(form.key, form.version, form.language)
        if kept and (kept.form_version, kept.language) == (form.version, form.language):
            progress = kept
        return ConsentReading(participant, form, progress)

    def turn(
        self, visit_id: VisitId, stage: str, progress: ConsentProgress, page: int
    ) -> ConsentProgress:
        """Store that this page came into view now; the progress with it."""
        new = page_displayed(progress, page, self.act_context.now())
        self._keep(visit_id, stage, new)
        return new

    def keep_name(
        self, visit_id: VisitId, stage: str, progress: ConsentProgress, name: str
    ) -> None:
        """Store the printed name as far as it is typed."""
        self._keep(visit_id, stage, replace(progress, printed_name=name))

    def sign(
        self, visit_id: VisitId, stage: str, reading: ConsentReading, signing: ConsentSigning
    ) -> Document:
        """Sign the decision, with its evidence and its PDF.

        A new version where an amendment was begun: the participant has read and signed again.
        RuleBroken where something is missing, or the stage may not be signed now.
        """
        ensure_signable(reading.form, reading.progress, signing)
        signer = StageSigner(self.visits, self.records, self.drafts, self.act_context)
        how = signer.begin(visit_id, stage, signing.decision)
        signed = SignedConsent(how.visit, reading.form, reading.progress, signing)
        pdf = self.printed(signed, reading.participant, how.attribution)
        document = Document(how.attribution.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        act = sign_record(
            how.attribution,
            RecordKind.CONSENT,
            how.visit.participant_id,
            self._body(signed, how, document),
            how.visit,
            stage,
        )
        draft = msgspec.json.encode(reading.progress)
        self.records.sign(replace(act, document=document, draft=draft))
        return document

    def paper(self, visit_id: VisitId, stage: str) -> Document | None:
        """The PDF of the decision in force in a stage."""
        return self.documents.of(visit_id, stage)

    def _keep(self, visit_id: VisitId, stage: str, progress: ConsentProgress) -> None:
        self.drafts.save(visit_id, stage, msgspec.json.encode(progress), self.act_context.now())

    def _kept(self, visit_id: VisitId, stage: str) -> ConsentProgress | None:
        kept = self.drafts.get(visit_id, stage)
        return msgspec.json.decode(kept, type=ConsentProgress) if kept else None

    def _body(self, signed: SignedConsent, how: StageSigning, document: Document) -> bytes:
        consent_uuid, document_uuid, provenance_uuid = (self.act_context.new_id() for _ in range(3))
        amended = how.amended
        consent = consent_resource(signed, how.attribution, entry_reference(document_uuid))
        reference = document_reference_resource(
            signed,
            how.attribution,
            document.body,
            document.sha256,
            relates_to=replaced_document(amended.id) if amended else (),
        )
        entries = [
            conditional_create_entry(consent, consent_uuid),
            conditional_create_entry(reference, document_uuid),
            *(replaced_consent_entries(amended.body) if amended else ()),
        ]
        return encode_signed_bundle(entries, how.attribution, provenance_uuid)
