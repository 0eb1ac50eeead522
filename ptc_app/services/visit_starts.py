"""Use cases around a participant's visits: what stands and is due, and starting a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.enrollment.consent_decisions import Enrollment
from ptc_app.domain.enrollment.due_stages import DueStage, due_stages
from ptc_app.domain.enrollment.visit_offers import offered_visit_types
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.outbox import DeliveryCounts
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import Visit, new_visit
from ptc_app.services.programs import ProgramService
from ptc_app.services.session_context import SessionContext
from ptc_app.services.visits_with_permissions import VisitSummary, VisitsWithPermissions


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none, StoreUnusable."""


class Outbox(Protocol):
    """Port that counts a participant's envelopes; `Outbox` of the storage provides it."""

    def counts_of(self, participant_id: ParticipantId) -> DeliveryCounts:
        """The number of a participant's envelopes in each delivery state. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class VisitTypeOffer:
    """A visit type a participant may begin today: its key, its title, and what is due in it.

    The stages are in the order of the visit; the title is in all languages of the program.
    """

    key: str
    title: LocalizedText
    due: tuple[DueStage, ...]


@dataclass(frozen=True, slots=True)
class ParticipantOverview:
    """A participant as their page shows them: what stands, what was done, and what is due.

    `enrollment`: their consent decisions, times in the workstation's time zone.
    `visits`: all their visits, newest first; open ones with their permissions.
    `counts`: their envelopes by delivery state.
    """

    participant: Participant
    enrollment: Enrollment
    visits: tuple[VisitSummary, ...]
    counts: DeliveryCounts

    @property
    def open_visit(self) -> Visit | None:
        """The visit that was neither finished nor cancelled; None where there is none."""
        return next((one.visit for one in self.visits if one.visit.is_open), None)


@dataclass(frozen=True, slots=True)
class OfferedVisits:
    """The visit types a participant may begin today, in the program's order; empty for none.

    `program`: the version a new visit would take, which has the titles of stages and consents.
    """

    program: ProgramVersion
    offers: tuple[VisitTypeOffer, ...]


@dataclass(frozen=True, slots=True)
class VisitStartService:
    """Shows a participant, and starts visits of the types that the program offers them today.

    Every method raises StoreUnusable; those that need the program in force also ProgramMissing
    (`in-force`) where no program version is in force, StageTypeUnknown or ProgramInvalid where none
    of them can be used by this version of the application.
    """

    participants: Participants
    visits: VisitsWithPermissions
    programs: ProgramService
    outbox: Outbox
    session_context: SessionContext

    def overview(self, participant_id: ParticipantId) -> ParticipantOverview:
        """The participant with their decisions and visits; nothing is begun.

        LookupError for an unknown participant. Raises StoreUnusable.
        """
        participant = self.participants.get(participant_id)
        return ParticipantOverview(
            participant,
            self.visits.enrollment(participant_id),
            tuple(self.visits.summaries_of(participant)),
            self.outbox.counts_of(participant_id),
        )

    def offered_visits(self, participant_id: ParticipantId) -> OfferedVisits:
        """The visit types possible today under the program version in force, and what is due.

        They follow from the participant's consent decisions and finished visits. ProgramMissing
        (`in-force`), StageTypeUnknown or ProgramInvalid. Raises StoreUnusable.
        """
        program = self.programs.in_force()
        visits = self.visits.of(participant_id)
        finished = {visit.visit_type for visit in visits if visit.is_finished}
        enrollment, today = self.visits.enrollment(participant_id), self.session_context.today()
        offered = offered_visit_types(program, enrollment, finished, today)
        return OfferedVisits(
            program,
            tuple(
                VisitTypeOffer(
                    one.key, one.title, due_stages(program, one, enrollment, visits, today)
                )
                for one in offered
            ),
        )

    def start_visit(self, participant_id: ParticipantId, visit_type: str = "") -> Visit:
        """Start a visit of this type and return it; where one is open, that one, of whatever type.

        `visit_type` is the key of the new visit's type; empty takes the only one possible. A new
        visit keeps the program version in force; it is stored with an audit entry, in one
        transaction, and published. RuleBroken: `no-visit-type` where none is possible, `visit-type`
        where this one is not or several are and none was named. ProgramMissing, StageTypeUnknown
        or ProgramInvalid where no program version can be used. Raises StoreUnusable.
        """
        visits = self.visits.of(participant_id)
        open_visit = next((visit for visit in visits if visit.is_open), None)
        if open_visit is not None:
            return open_visit
        offered = [offer.key for offer in self.offered_visits(participant_id).offers]
        return self._begin_visit(participant_id, _chosen_type(offered, visit_type))

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
