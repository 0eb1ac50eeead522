"""A consent: read page by page, decided, signed, printed, recorded."""

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
from ptc_app.domain.fhir.bundle import conditional_create_entry
from ptc_app.domain.fhir.resources import (
    SignedConsent,
    consent_resource,
    document_reference_resource,
)
from ptc_app.domain.fhir.signed_bundle import encode_signed_bundle
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Language, Participant, age_on
from ptc_app.domain.program import Program
from ptc_app.domain.record import (
    Attribution,
    Document,
    RecordKind,
    SignedAct,
    sha256_hex,
    sign_record,
)
from ptc_app.domain.visit import Visit, complete_stage
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.draft_store import DraftStore


class Visits(Protocol):
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class Documents(Protocol):
    """The signed papers."""

    def of(self, visit_id: VisitId, stage: str) -> Document | None: ...


class ConsentPdfMaker(Protocol):
    """Makes the paper of a decision: PDF bytes."""

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
    """The verbs of consent."""

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
        """The form where it was left, in the participant's language or the one asked for.

        Another language, or a form that has a new version since, begins at the first page: what
        was shown is evidence for those words only.
        """
        visit = self.visits.get(visit_id)
        participant = self.participants.get(visit.participant_id)
        if age_on(participant.birth_date, self.act_context.today()) < ADULT_AGE:
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
        """This page is in view now; kept at once."""
        new = page_displayed(progress, page, self.act_context.now())
        self._keep(visit_id, stage, new)
        return new

    def keep_name(self, visit_id: VisitId, stage: str, name: str) -> None:
        """Store the printed name as far as it is typed, beside the pages already displayed."""
        kept = self._kept(visit_id, stage)
        if kept is not None:
            self._keep(visit_id, stage, replace(kept, printed_name=name))

    def sign(
        self, visit_id: VisitId, stage: str, reading: ConsentReading, signing: ConsentSigning
    ) -> Document:
        """The decision on record, with its evidence and its paper."""
        ensure_signable(reading.form, reading.progress, signing)
        visit = complete_stage(
            self.visits.get(visit_id), stage, self.act_context.stage_change(), signing.decision
        )
        act = SignedConsent(visit, reading.form, reading.progress, signing)
        attribution = self.act_context.attribution()
        pdf = self.printed(act, reading.participant, attribution)
        document = Document(attribution.record_id, visit_id, stage, pdf, sha256_hex(pdf))
        self.records.sign(self._sealed(act, attribution, document))
        return document

    def paper(self, visit_id: VisitId, stage: str) -> Document | None:
        """The signed paper of a stage."""
        return self.documents.of(visit_id, stage)

    def _keep(self, visit_id: VisitId, stage: str, progress: ConsentProgress) -> None:
        self.drafts.save(visit_id, stage, msgspec.json.encode(progress), self.act_context.now())

    def _kept(self, visit_id: VisitId, stage: str) -> ConsentProgress | None:
        kept = self.drafts.get(visit_id, stage)
        return msgspec.json.decode(kept, type=ConsentProgress) if kept else None

    def _sealed(
        self, act: SignedConsent, attribution: Attribution, document: Document
    ) -> SignedAct:
        consent_id, document_id, origin_id = (self.act_context.new_id() for _ in range(3))
        paper = document_reference_resource(act, attribution, document.body, document.sha256)
        entries = [
            conditional_create_entry(
                consent_resource(act, attribution, f"urn:uuid:{document_id}"), consent_id
            ),
            conditional_create_entry(paper, document_id),
        ]
        body = encode_signed_bundle(entries, attribution, origin_id)
        act_of = act.visit.participant_id
        signed = sign_record(
            attribution, RecordKind.CONSENT, act_of, body, act.visit, document.stage
        )
        return replace(signed, document=document)
