"""Correction service: the versions of a signed stage, amendments begun, records voided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import encode_signed_bundle
from ptc_app.domain.fhir.corrections import voided_entries
from ptc_app.domain.ids import ParticipantId, RecordId, VisitId
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.records.correction import (
    BegunCorrection,
    Correction,
    CorrectionReason,
    RecordOperation,
)
from ptc_app.domain.records.record_history import (
    RecordVersion,
    current_record,
    ensure_correction,
    record_versions,
)
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import RecordPdf, SignedRecord
from ptc_app.domain.stages.visit_correction import ensure_amendable, void_stage
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import StageInVisit, Visit
from ptc_app.services.kiosk import KioskService
from ptc_app.services.record_store_port import StoredRecords
from ptc_app.services.session_context import SessionContext
from ptc_app.services.visits_with_permissions import VisitsWithPermissions


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


class Practitioners(Protocol):
    """Port to the practitioners of the site; `Practitioners` of the storage provides it."""

    def all(self) -> list[Practitioner]:
        """All practitioners, ordered by name. Raises StoreUnusable."""


class Documents(Protocol):
    """Port to the PDFs of signed records; `Documents` of the storage provides it."""

    def of_record(self, record_id: RecordId) -> RecordPdf | None:
        """The PDF of one record, in force or not; None where it has none. Raises StoreUnusable."""

    def with_document(self, visit_id: VisitId, stage: str) -> frozenset[RecordId]:
        """The ids of the records of a stage that have a PDF. Raises StoreUnusable."""


class Drafts(Protocol):
    """Port to the amendments begun and not signed yet; `Drafts` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def correction(self, visit_id: VisitId, stage: str) -> BegunCorrection | None:
        """The amendment begun in a stage and not signed yet; None where none was begun.

        Raises StoreUnusable.
        """

    def begin_correction(
        self, visit_id: VisitId, stage: str, body: bytes, begun: BegunCorrection, audit: AuditEvent
    ) -> None:
        """Store the draft an amendment starts from, with its audit entry, in one transaction.

        RuleBroken (`conflict`) where the stage has a draft already. Raises StoreUnusable.
        """

    def discard_correction(self, visit_id: VisitId, stage: str, audit: AuditEvent) -> None:
        """Delete the draft of an amendment, with an audit entry, in one transaction.

        RuleBroken (`nothing-to-correct`) where none was begun. Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class StageHistory:
    """All versions of what was signed in a stage, as the record page shows them.

    `program`: the version the visit began with, which holds the title of the stage.
    `versions`: the first one first; a voiding ends a version and is none itself.
    `begun`: an amendment that is not signed yet; None for none.
    `with_pdf`: the ids of the records with a PDF.
    `names`: the practitioners' names by id.
    """

    participant: Participant
    visit: Visit
    stage: StageInVisit
    program: ProgramVersion
    versions: tuple[RecordVersion, ...]
    begun: BegunCorrection | None
    with_pdf: frozenset[RecordId]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionService:
    """Amends and voids signed records; any practitioner may, where the record kind allows it.

    An amendment signs a new version; voiding marks the version in force as entered in error. A
    stage is named by its key. Every method raises StoreUnusable; those of a visit LookupError for
    an unknown visit or stage, ProgramMissing, StageTypeUnknown or ProgramInvalid where its program
    version cannot be used.
    """

    visits: VisitsWithPermissions
    participants: Participants
    practitioners: Practitioners
    documents: Documents
    drafts: Drafts
    records: StoredRecords
    kiosk: KioskService
    session_context: SessionContext

    def history(self, visit_id: VisitId, stage: str) -> StageHistory:
        """All versions of a stage, the first one first, and the amendment begun in it, if any.

        LookupError, ProgramMissing, StageTypeUnknown, ProgramInvalid or StoreUnusable.
        """
        visit = self.visits.get(visit_id)
        return StageHistory(
            participant=self.participants.get(visit.participant_id),
            visit=visit,
            stage=visit.stage(stage),
            program=self.visits.program(visit),
            versions=record_versions(self.records.of_stage(visit_id, stage)),
            begun=self.drafts.correction(visit_id, stage),
            with_pdf=self.documents.with_document(visit_id, stage),
            names={someone.id: someone.name for someone in self.practitioners.all()},
        )

    def document(self, record_id: RecordId) -> RecordPdf | None:
        """The PDF of one version of a stage, in force or not; None where it has none.

        Raises StoreUnusable.
        """
        return self.documents.of_record(record_id)

    def begin_correction(
        self, visit_id: VisitId, stage: str, reason: CorrectionReason, note: str = ""
    ) -> Visit:
        """Begin an amendment: a draft with what was signed, to be changed and signed again.

        Stores it with an audit entry, publishes the change, and returns the visit; a stage done at
        the kiosk is handed over. A consent starts unread: who signs again reads again. RuleBroken:
        `nothing-to-correct` where nothing can be amended, `correction-reason` or `correction-note`
        (OTHER without a note), `consent-missing` or `stage-blocked`, `conflict` where one was begun
        already. Raises StoreUnusable.
        """
        record = self._current(visit_id, stage)
        correction = Correction(RecordOperation.UPDATE, reason, note.strip())
        visit = self.visits.get(visit_id)
        kind = self.visits.stage_type(visit, stage).record
        ensure_correction(kind, correction)
        ensure_amendable(visit, stage)
        audit = self.session_context.audit_event(AuditAction.CORRECTION_BEGUN, record.id, reason)
        begun = BegunCorrection(record.id, correction)
        draft = kind.amendment_draft(self._signed_draft(record))
        self.drafts.begin_correction(visit_id, stage, draft, begun, audit)
        self._publish(visit)
        return self._hand_over(visit, stage)

    def resume_correction(self, visit_id: VisitId, stage: str) -> Visit:
        """Go on with an amendment that was begun; returns the visit.

        A stage done at the kiosk is handed over again. RuleBroken: `nothing-to-correct` without
        one, `consent-missing` or `stage-blocked` where it can no longer be signed.
        Raises StoreUnusable.
        """
        self._begun(visit_id, stage)
        visit = self.visits.get(visit_id)
        ensure_amendable(visit, stage)
        return self._hand_over(visit, stage)

    def discard_correction(self, visit_id: VisitId, stage: str) -> None:
        """Discard an amendment that was begun, with an audit entry; the record stays in force.

        Publishes the change. RuleBroken (`nothing-to-correct`) where none was begun.
        Raises StoreUnusable.
        """
        begun, visit = self._begun(visit_id, stage), self.visits.get(visit_id)
        audit = self.session_context.audit_event(AuditAction.CORRECTION_DISCARDED, begun.record_id)
        self.drafts.discard_correction(visit_id, stage, audit)
        self._publish(visit)

    def void(
        self, visit_id: VisitId, stage: str, reason: CorrectionReason, note: str = ""
    ) -> Visit:
        """Sign that the version in force was entered in error; returns the visit after it.

        Its records stay, its resources at central become entered-in-error, and a voided consent
        permits nothing any more. RuleBroken: `nothing-to-correct` where no version is in force or
        its kind is never voided, `correction-reason`, `correction-note` (OTHER without one),
        `stage-step`. Raises StoreUnusable.
        """
        record = self._current(visit_id, stage)
        correction = Correction(RecordOperation.NULLIFY, reason, note.strip())
        current = self.visits.get(visit_id)
        kind = self.visits.stage_type(current, stage).record
        ensure_correction(kind, correction)
        visit = void_stage(current, stage, self.session_context.stage_change(), reason, note)
        authorship = replace(
            self.session_context.authorship(), follows=record.id, correction=correction
        )
        body = encode_signed_bundle(
            voided_entries(record.body, kind.resources), authorship, self.session_context.new_id()
        )
        content = replace(record.content, decision=None)
        act = sign_record(
            authorship, record.kind, visit.participant_id, body, visit, stage, content=content
        )
        self.records.sign(act)
        return visit

    def _begun(self, visit_id: VisitId, stage: str) -> BegunCorrection:
        begun = self.drafts.correction(visit_id, stage)
        if begun is None:
            raise RuleBroken("nothing-to-correct")
        return begun

    def _hand_over(self, visit: Visit, stage: str) -> Visit:
        """The visit, with the machine in the participant's hands where they do the stage."""
        self.kiosk.hand_over(visit.id, self.visits.stage_type(visit, stage))
        return visit

    def _publish(self, visit: Visit) -> None:
        change = StoreChange(frozenset({visit.participant_id}), frozenset({visit.id}))
        self.session_context.publish(change)

    def _current(self, visit_id: VisitId, stage: str) -> SignedRecord:
        record = current_record(self.records.of_stage(visit_id, stage))
        if record is None:
            raise RuleBroken("nothing-to-correct")
        return record

    def _signed_draft(self, record: SignedRecord) -> bytes:
        """What was signed, in the form it was edited in."""
        signed = self.records.signed_draft(record.id)
        if signed is None:
            raise RuleBroken("nothing-to-correct")
        return signed
