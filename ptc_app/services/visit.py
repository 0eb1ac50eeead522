"""A visit from its first stage to its last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_update_entry
from ptc_app.domain.fhir.resources import encounter_resource
from ptc_app.domain.fhir.signed_bundle import encode_signed_bundle
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.participant import Participant
from ptc_app.domain.practitioner import Practitioner
from ptc_app.domain.record import RecordKind, sign_record
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import (
    KIOSK_KINDS,
    SkipReason,
    StageKind,
    Visit,
    begin_stage,
    complete_stage,
    skip_stage,
)
from ptc_app.services.act_context import ActContext, RecordStore

_IDENTIFIERS = 2
"""How many identifiers must agree before anything is recorded of someone (two, as for any
patient: the Joint Commission's NPSG.01.01.01)."""


class IdentityEvidence(StrEnum):
    """What a person can be known by at the desk."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    PHOTO_ID = "photo-id"
    PHONE = "phone"
    ADDRESS = "address"
    NUMBER = "participant-number"


class Visits(Protocol):
    """The visits held here."""

    def get(self, visit_id: VisitId) -> Visit: ...
    def save(self, visit: Visit, audit: AuditEvent) -> None: ...


class Participants(Protocol):
    """Who is known here."""

    def get(self, participant_id: ParticipantId) -> Participant: ...


class Outbox(Protocol):
    """Where what was recorded is now."""

    def counts_of(self, participant_id: ParticipantId) -> DeliveryCounts: ...


class Kiosk(Protocol):
    """Records who has the machine."""

    def hand_over(self, visit_id: VisitId) -> None: ...


class Practitioners(Protocol):
    """Who works here."""

    def all(self) -> list[Practitioner]: ...


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as its page shows it; `names` are the practitioners' by id."""

    participant: Participant
    visit: Visit
    counts: DeliveryCounts
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class VisitService:
    """The verbs of one visit."""

    visits: Visits
    participants: Participants
    practitioners: Practitioners
    outbox: Outbox
    records: RecordStore
    kiosk: Kiosk
    act_context: ActContext

    def view(self, visit_id: VisitId) -> VisitView:
        """The visit as it stands now."""
        visit = self.visits.get(visit_id)
        return VisitView(
            participant=self.participants.get(visit.participant_id),
            visit=visit,
            counts=self.outbox.counts_of(visit.participant_id),
            names={someone.id: someone.name for someone in self.practitioners.all()},
        )

    def begin(self, visit_id: VisitId, stage: str) -> Visit:
        """Begin or resume a stage; one done at the kiosk hands the machine to the participant."""
        visit = begin_stage(self.visits.get(visit_id), stage, self.act_context.stage_change())
        self._save(visit, AuditAction.STAGE_BEGUN, stage)
        if visit.stage(stage).plan.kind in KIOSK_KINDS:
            self.kiosk.hand_over(visit_id)
        return visit

    def skip(self, visit_id: VisitId, stage: str, reason: SkipReason, note: str) -> Visit:
        """The stage is left out, with the reason on record."""
        visit = skip_stage(
            self.visits.get(visit_id), stage, self.act_context.stage_change(), reason, note
        )
        self._save(visit, AuditAction.STAGE_SKIPPED, stage)
        return visit

    def confirm_identity(
        self, visit_id: VisitId, stage: str, identifiers: Iterable[IdentityEvidence]
    ) -> Visit:
        """The person is who the record says, by two identifiers; the visit goes on record."""
        checked = sorted(set(identifiers))
        if len(checked) < _IDENTIFIERS:
            raise RuleBroken("two-identifiers")
        current, stage_change = self.visits.get(visit_id), self.act_context.stage_change()
        visit = complete_stage(current, stage, stage_change, outcome=" ".join(checked))
        self._sign(RecordKind.IDENTITY, visit, stage)
        return visit

    def finish(self, visit_id: VisitId) -> Visit:
        """The visit is closed; how each stage ended goes on record."""
        current = self.visits.get(visit_id)
        stage = next(s for s in current.stages if s.plan.kind is StageKind.FINISH)
        stage_change = self.act_context.stage_change()
        visit = complete_stage(
            begin_stage(current, stage.plan.key, stage_change), stage.plan.key, stage_change
        )
        self._sign(RecordKind.VISIT_END, visit, stage.plan.key)
        return visit

    def _save(self, visit: Visit, action: AuditAction, stage: str) -> None:
        self.visits.save(visit, self.act_context.audit_event(action, visit.id, stage))
        self.act_context.publish(
            StaleViews(frozenset({visit.participant_id}), frozenset({visit.id}))
        )

    def _sign(self, kind: RecordKind, visit: Visit, stage: str) -> None:
        attribution = self.act_context.attribution()
        entry = conditional_update_entry(encounter_resource(visit, attribution), visit.id)
        body = encode_signed_bundle([entry], attribution, self.act_context.new_id())
        self.records.sign(sign_record(attribution, kind, visit.participant_id, body, visit, stage))
