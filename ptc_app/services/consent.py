"""A consent: read page by page, decided, signed, printed, recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from ptc_app.domain.consent import (
    ConsentForm,
    ConsentProgress,
    Signing,
    check,
    turned,
)
from ptc_app.domain.eligibility import ADULT
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.act import act_body
from ptc_app.domain.fhir.bundle import created
from ptc_app.domain.fhir.resources import ConsentAct, consent, document_reference
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Language, Participant, age_on
from ptc_app.domain.program import Program
from ptc_app.domain.record import Document, RecordKind, SignedAct, Stamp, sealed, sha256_of
from ptc_app.domain.visit import Visit, completed
from ptc_app.services.desk import Records, Working
from ptc_app.services.drafts import Drafts


class Visits(Protocol):
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class Documents(Protocol):
    """The signed papers."""

    def of(self, visit_id: VisitId, stage: str) -> Document | None: ...


class Printer(Protocol):
    """Makes the paper of a decision: PDF bytes."""

    def __call__(self, act: ConsentAct, participant: Participant, stamp: Stamp) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A form and how far it has been read."""

    participant: Participant
    form: ConsentForm
    progress: ConsentProgress


@dataclass(frozen=True, slots=True)
class Consenting:
    """The verbs of consent."""

    visits: Visits
    participants: Participants
    drafts: Drafts
    documents: Documents
    records: Records
    program: Program
    printed: Printer
    working: Working

    def open(self, visit_id: VisitId, stage: str, language: Language | None = None) -> Reading:
        """The form where it was left, in the participant's language or the one asked for.

        Another language, or a form that has a new version since, begins at the first page: what
        was shown is evidence for those words only.
        """
        visit = self.visits.get(visit_id)
        participant = self.participants.get(visit.participant_id)
        today = self.working.now().astimezone().date()
        if age_on(participant.birth_date, today) < ADULT:
            raise RuleBroken("guardian-and-assent")
        kept = self._kept(visit_id, stage)
        if language is None:
            language = kept.language if kept else participant.language
        form = self.program.consent_form(visit.stage(stage).plan.content, language)
        progress = ConsentProgress(form.key, form.version, form.language)
        if kept and (kept.form_version, kept.language) == (form.version, form.language):
            progress = kept
        return Reading(participant, form, progress)

    def turn(
        self, visit_id: VisitId, stage: str, progress: ConsentProgress, page: int
    ) -> ConsentProgress:
        """This page is in view now; kept at once."""
        new = turned(progress, page, self.working.now())
        self._keep(visit_id, stage, new)
        return new

    def keep_name(
        self, visit_id: VisitId, stage: str, progress: ConsentProgress, name: str
    ) -> None:
        """The printed name as far as it is written."""
        self._keep(visit_id, stage, replace(progress, printed_name=name))

    def sign(self, visit_id: VisitId, stage: str, reading: Reading, signing: Signing) -> Document:
        """The decision on record, with its evidence and its paper."""
        check(reading.form, reading.progress, signing)
        visit = completed(self.visits.get(visit_id), stage, self.working.moved(), signing.decision)
        act = ConsentAct(visit, reading.form, reading.progress, signing)
        stamp = self.working.stamp()
        pdf = self.printed(act, reading.participant, stamp)
        document = Document(stamp.record_id, visit_id, stage, pdf, sha256_of(pdf))
        self.records.sign(self._sealed(act, stamp, document))
        return document

    def paper(self, visit_id: VisitId, stage: str) -> Document | None:
        """The signed paper of a stage."""
        return self.documents.of(visit_id, stage)

    def _keep(self, visit_id: VisitId, stage: str, progress: ConsentProgress) -> None:
        self.drafts.save(visit_id, stage, msgspec.json.encode(progress), self.working.now())

    def _kept(self, visit_id: VisitId, stage: str) -> ConsentProgress | None:
        kept = self.drafts.get(visit_id, stage)
        return msgspec.json.decode(kept, type=ConsentProgress) if kept else None

    def _sealed(self, act: ConsentAct, stamp: Stamp, document: Document) -> SignedAct:
        consent_id, document_id, origin_id = (self.working.new_id() for _ in range(3))
        paper = document_reference(act, stamp, document.body, document.sha256)
        entries = [
            created(consent(act, stamp, f"urn:uuid:{document_id}"), consent_id),
            created(paper, document_id),
        ]
        body = act_body(entries, stamp, origin_id)
        act_of = act.visit.participant_id
        signed = sealed(stamp, RecordKind.CONSENT, act_of, body, act.visit, document.stage)
        return replace(signed, document=document)
