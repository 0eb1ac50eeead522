"""Use cases of starting visits: the types that are possible today, and the visit that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.enrollment.visit_offers import offered_visit_types
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import Visit, new_visit
from ptc_app.services.programs import ProgramService
from ptc_app.services.session_context import SessionContext
from ptc_app.services.visits_with_permissions import VisitsWithPermissions


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


@dataclass(frozen=True, slots=True)
class VisitTypeOffer:
    """A visit type a participant may begin: its key, its title, and the titles of its stages.

    The stages are in the order of the visit; titles are in all languages of the program.
    """

    key: str
    title: LocalizedText
    stages: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class VisitStart:
    """The participant's open visit, or else the visit types of which one is to be chosen.

    `visit`: the unfinished visit, which may just have been begun, without its permissions; None
        where several types are possible.
    `offers`: those types, in the program's order; empty where there is a visit.
    """

    participant: Participant
    visit: Visit | None
    offers: tuple[VisitTypeOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitStartService:
    """Starts visits of the types that the program in force offers to a participant today.

    Every method raises StoreUnusable; where no visit is open also ProgramMissing (`in-force`) where
    no program version is in force, StageTypeUnknown or ProgramInvalid where none of them can be
    used by this version of the application.
    """

    participants: Participants
    visits: VisitsWithPermissions
    programs: ProgramService
    session_context: SessionContext

    def start_visit(self, participant_id: ParticipantId) -> VisitStart:
        """The participant's open visit, or a new one where only one type is possible today.

        Where several types are possible nothing is begun; `open_visit` then begins the one chosen.
        A new visit is stored as by `open_visit`. LookupError for an unknown participant; RuleBroken
        (`no-visit-type`) where no type is possible; ProgramMissing, StageTypeUnknown or
        ProgramInvalid where no program version can be used. Raises StoreUnusable.
        """
        participant = self.participants.get(participant_id)
        visit = self._unfinished_visit(participant_id)
        if visit is not None:
            return VisitStart(participant, visit)
        offers = self.offered_visit_types(participant_id)
        if len(offers) > 1:
            return VisitStart(participant, None, offers)
        return VisitStart(participant, self.open_visit(participant_id))

    def offered_visit_types(self, participant_id: ParticipantId) -> tuple[VisitTypeOffer, ...]:
        """The visit types possible today under the program version in force, in its order.

        They follow from the participant's consent decisions and finished visits; empty where none
        is possible. ProgramMissing (`in-force`) where no program version is in force,
        StageTypeUnknown or ProgramInvalid where none of those in force can be used.
        Raises StoreUnusable.
        """
        program = self.programs.in_force()
        visits = self.visits.of(participant_id)
        finished = {visit.visit_type for visit in visits if visit.finished_at is not None}
        enrollment = self.visits.enrollment(participant_id)
        offered = offered_visit_types(program, enrollment, finished, self.session_context.today())
        return tuple(
            VisitTypeOffer(one.key, one.title, tuple(program.stage(s).title for s in one.stages))
            for one in offered
        )

    def open_visit(self, participant_id: ParticipantId, visit_type: str = "") -> Visit:
        """The participant's unfinished visit, of whatever type; without one, a new visit.

        `visit_type` is the key of the new visit's type; empty takes the only one possible. A new
        visit keeps the program version in force; it is stored with an audit entry, in one
        transaction, and published. RuleBroken: `no-visit-type` where none is possible, `visit-type`
        where this one is not or several are and none was named. ProgramMissing, StageTypeUnknown
        or ProgramInvalid where no program version can be used. Raises StoreUnusable.
        """
        visit = self._unfinished_visit(participant_id)
        if visit is not None:
            return visit
        offered = [offer.key for offer in self.offered_visit_types(participant_id)]
        return self._begin_visit(participant_id, _chosen_type(offered, visit_type))

    def _unfinished_visit(self, participant_id: ParticipantId) -> Visit | None:
        visits = self.visits.of(participant_id)
        return next((visit for visit in visits if visit.finished_at is None), None)

    def _begin_visit(self, participant_id: ParticipantId, visit_type: str) -> Visit:
        plan = self.programs.in_force().visit_plan(visit_type)
        visit_id = VisitId(self.session_context.new_id())
        visit = new_visit(visit_id, participant_id, plan, self.session_context.now())
        audit = self.session_context.audit_event(AuditAction.VISIT_STARTED, visit_id, visit_type)
        self.visits.save(visit, audit)
        self.session_context.publish(
            StoreChange(frozenset({participant_id}), frozenset({visit_id}))
        )
        return visit


def _chosen_type(offered: Sequence[str], asked: str) -> str:
    if not offered:
        raise RuleBroken("no-visit-type")
    if asked in offered:
        return asked
    if asked or len(offered) > 1:
        raise RuleBroken("visit-type")
    return offered[0]
