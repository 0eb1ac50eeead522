"""Visit service: describes a visit, begins, skips and completes its stages, and finishes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_update_entry, encode_signed_bundle
from ptc_app.domain.fhir.encounter import encounter_resource
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.records.signed_record import RecordPdf
from ptc_app.domain.stages import record_kinds
from ptc_app.domain.stages.record_kind import RecordKind
from ptc_app.domain.stages.visit_steps import (
    begin_stage,
    cancel_visit,
    complete_stage,
    skip_stage,
)
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import FINISH_STAGE, CancelReason, SkipReason, StageState, Visit
from ptc_app.services.kiosk import KioskService
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.services.record_store_port import RecordStore
from ptc_app.services.session_context import SessionContext
from ptc_app.services.visits_with_permissions import VisitSummary, VisitsWithPermissions

_IDENTIFIERS = 2
"""How many identifiers must agree before anything is recorded of someone (two, as for any
patient: the Joint Commission's NPSG.01.01.01)."""
_LAST_DAY = date.max - timedelta(days=2)
"""The last day whose midnights, in any time zone, datetime can hold."""


class IdentityEvidence(StrEnum):
    """By what a person was identified at the desk; two of them are needed.

    `NAME`: the full name as they say it.
    `BIRTH_DATE`: the date of birth as they say it.
    `PHOTO_ID`: an identity document with a photograph.
    `PHONE`, `ADDRESS`: as they say it.
    `NUMBER`: the participant number.
    """

    NAME = "name"
    BIRTH_DATE = "birth-date"
    PHOTO_ID = "photo-id"
    PHONE = "phone"
    ADDRESS = "address"
    NUMBER = "participant-number"


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


class Outbox(Protocol):
    """Port that counts a participant's envelopes; `Outbox` of the storage provides it."""

    def counts_of(self, participant_id: ParticipantId) -> DeliveryCounts:
        """The number of a participant's envelopes in each delivery state. Raises StoreUnusable."""


class Drafts(Protocol):
    """Port to the amendments that were begun; `Drafts` of the storage provides it."""

    def corrected_stages(self, visit_id: VisitId) -> frozenset[str]:
        """The keys of the stages in which an amendment was begun and not signed yet.

        Raises StoreUnusable.
        """


class Documents(Protocol):
    """Port to the PDFs of signed records; `Documents` of the storage provides it."""

    def of(self, visit_id: VisitId, stage: str) -> RecordPdf | None:
        """The PDF of the record in force in a stage; None where there is none.

        Raises StoreUnusable.
        """


class Practitioners(Protocol):
    """Port to the practitioners of the site; `Practitioners` of the storage provides it."""

    def all(self) -> list[Practitioner]:
        """All practitioners, ordered by name. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as its page shows it.

    `visit`: with its permissions.
    `counts`: the participant's envelopes by delivery state, of all their visits.
    `names`: the practitioners' names by id.
    `program`: the version the visit began with, which holds the titles of its stages.
    `enrollment`: the participant's consent decisions up to now.
    `corrected_stages`: the keys of the stages in which an amendment was begun and not signed yet.
    """

    participant: Participant
    visit: Visit
    counts: DeliveryCounts
    names: dict[str, str]
    program: ProgramVersion
    enrollment: Enrollment
    corrected_stages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class VisitService:
    """Lists the visits of a day; describes one visit, begins and skips its stages, finishes it.

    A stage is named by its key. Every method raises StoreUnusable; those of one visit LookupError
    for an unknown visit or stage, and all but `document` ProgramMissing, StageTypeUnknown or
    ProgramInvalid where the visit's program version cannot be used.
    """

    visits: VisitsWithPermissions
    participants: Participants
    practitioners: Practitioners
    outbox: Outbox
    drafts: Drafts
    documents: Documents
    records: RecordStore
    kiosk: KioskService
    session_context: SessionContext

    def today(self, *, after: VisitId | None = None, limit: int = PAGE_ROWS) -> list[VisitSummary]:
        """One page of the day's visits, at most `limit`, beginning behind the visit `after`.

        First the open visits that began on the local day, then older open ones, then those that
        began on that day and are finished; each group by start, oldest first. Raises StoreUnusable.
        """
        start, end = self._day()
        return self.visits.of_day(start, end, after=after, limit=limit)

    def today_counts(self) -> DayCounts:
        """How many visits `today` has in all its pages: open ones, and finished ones.

        Raises StoreUnusable.
        """
        return self.visits.day_counts(*self._day())

    def view(self, visit_id: VisitId) -> VisitView:
        """The visit as it stands now, with all that its page shows.

        LookupError, ProgramMissing, StageTypeUnknown, ProgramInvalid or StoreUnusable.
        """
        visit = self.visits.get(visit_id)
        return VisitView(
            participant=self.participants.get(visit.participant_id),
            visit=visit,
            counts=self.outbox.counts_of(visit.participant_id),
            names={someone.id: someone.name for someone in self.practitioners.all()},
            program=self.visits.program(visit),
            enrollment=self.visits.enrollment(visit.participant_id),
            corrected_stages=self.drafts.corrected_stages(visit_id),
        )

    def document(self, visit_id: VisitId, stage: str) -> RecordPdf | None:
        """The PDF of the version in force of a stage.

        None where the stage is not signed, is voided or has no PDF. Raises StoreUnusable.
        """
        return self.documents.of(visit_id, stage)

    def begin(self, visit_id: VisitId, stage: str) -> Visit:
        """Begin or resume a stage; returns the visit with the stage in progress.

        Stores it with an audit entry and publishes the change; one done at the kiosk is audited as
        handed over. RuleBroken: `consent-missing` or `stage-blocked` by what it needs,
        `visit-finished`, `stage-step` where it is completed, `conflict` where another window took
        it further. Raises StoreUnusable.
        """
        visit = begin_stage(self.visits.get(visit_id), stage, self.session_context.stage_change())
        self._save(visit, AuditAction.STAGE_BEGUN, stage)
        self.kiosk.hand_over(visit_id, self.visits.stage_type(visit, stage))
        return visit

    def skip(self, visit_id: VisitId, stage: str, reason: SkipReason, note: str) -> Visit:
        """Leave a stage out, with reason and note; returns the visit with the stage skipped.

        Stores it with an audit entry and publishes the change. RuleBroken: `stage-required` where
        it may not be skipped, `skip-note` for OTHER without a note, as `ensure_recordable` for the
        note, `visit-finished`, `stage-step` where it is done already, `conflict` where another
        window took it further. Raises StoreUnusable.
        """
        visit = skip_stage(
            self.visits.get(visit_id), stage, self.session_context.stage_change(), reason, note
        )
        self._save(visit, AuditAction.STAGE_SKIPPED, stage)
        return visit

    def cancel(self, visit_id: VisitId, reason: CancelReason, note: str = "") -> Visit:
        """Cancel a visit in which nothing that stands was signed but the identity check.

        Returns the visit after it. Once the identity check was signed, that the visit was cancelled
        is signed as well; before, it is stored with an audit entry. What was typed in it is kept.
        Publishes the change. RuleBroken as `cancel_visit`, or as `RecordStore.sign`.
        Raises StoreUnusable.
        """
        change = self.session_context.stage_change()
        visit = cancel_visit(self.visits.get(visit_id), change, reason, note)
        signed = any(s.state is StageState.COMPLETED for s in visit.stages)
        if signed:
            end = next(s for s in visit.stages if s.plan.stage_type == FINISH_STAGE)
            self._sign(record_kinds.VISIT_CANCELLED, visit, end.plan.key)
        else:
            self._save(visit, AuditAction.VISIT_CANCELLED, reason)
        return visit

    def confirm_identity(
        self, visit_id: VisitId, stage: str, identifiers: Iterable[IdentityEvidence]
    ) -> Visit:
        """Complete the identity stage and sign the visit's Encounter; returns the visit after it.

        Record and visit change in one transaction, and the change is published. RuleBroken:
        `two-identifiers` for fewer than two different ones, `stage-step` where the stage is not in
        progress, `consent-missing`, `stage-blocked`, `visit-finished`, or as `RecordStore.sign`.
        Raises StoreUnusable.
        """
        checked = sorted(set(identifiers))
        if len(checked) < _IDENTIFIERS:
            raise RuleBroken("two-identifiers")
        current, stage_change = self.visits.get(visit_id), self.session_context.stage_change()
        visit = complete_stage(current, stage, stage_change, outcome=" ".join(checked))
        self._sign(record_kinds.IDENTITY, visit, stage)
        return visit

    def finish(self, visit_id: VisitId) -> Visit:
        """Complete the last stage and sign the visit's Encounter; returns the finished visit.

        Record and visit change in one transaction, and the change is published. RuleBroken:
        `stage-blocked` while another stage is open, `visit-finished`, or as `RecordStore.sign`.
        Raises StoreUnusable.
        """
        current = self.visits.get(visit_id)
        stage = next(s for s in current.stages if s.plan.stage_type == FINISH_STAGE)
        stage_change = self.session_context.stage_change()
        visit = complete_stage(
            begin_stage(current, stage.plan.key, stage_change), stage.plan.key, stage_change
        )
        self._sign(record_kinds.VISIT_END, visit, stage.plan.key)
        return visit

    def _day(self) -> tuple[datetime, datetime]:
        """When the local day began, and when it ends."""
        day = min(self.session_context.today(), _LAST_DAY)
        return _midnight(day), _midnight(day + timedelta(days=1))

    def _save(self, visit: Visit, action: AuditAction, detail: str) -> None:
        self.visits.save(visit, self.session_context.audit_event(action, visit.id, detail))
        self.session_context.publish(
            StoreChange(frozenset({visit.participant_id}), frozenset({visit.id}))
        )

    def _sign(self, kind: RecordKind, visit: Visit, stage: str) -> None:
        """Sign the Encounter of the visit as a record of this kind."""
        authorship = self.session_context.authorship()
        entry = conditional_update_entry(encounter_resource(visit, authorship), visit.id)
        body = encode_signed_bundle([entry], authorship, self.session_context.new_id())
        self.records.sign(
            sign_record(authorship, kind.code, visit.participant_id, body, visit, stage)
        )


def _midnight(day: date) -> datetime:
    """When a day begins on this machine's clock: the days of a clock change are not 24 hours."""
    return datetime.combine(day, time()).astimezone()
