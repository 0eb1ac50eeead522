"""Visits as the participant's enrollment makes them today; every service loads them here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditEvent
from ptc_app.domain.enrollment.decisions import Enrollment, RecordedDecision, fold_enrollment
from ptc_app.domain.enrollment.visit_permissions import with_permissions
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.participant import Participant
from ptc_app.domain.program import Program
from ptc_app.domain.visit import Visit
from ptc_app.services.programs import ProgramService


class StoredVisits(Protocol):
    """The visits in the store, without permissions."""

    def get(self, visit_id: VisitId) -> Visit: ...
    def save(self, visit: Visit, audit: AuditEvent) -> None: ...
    def of(self, participant_id: ParticipantId) -> list[Visit]: ...
    def today(self, start: datetime, end: datetime) -> list[tuple[Visit, Participant]]: ...
    def unfinished(self) -> list[tuple[Visit, Participant]]: ...


class ConsentDecisions(Protocol):
    """The consent decisions in the store."""

    def of(self, participant_id: ParticipantId) -> list[RecordedDecision]: ...


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """A visit in a list; `program` is None where the visit's version is not in the store."""

    visit: Visit
    participant: Participant
    program: Program | None


@dataclass(frozen=True, slots=True)
class EnrolledVisits:
    """Loads visits with what their participant permits (`Visit.permitted`)."""

    visits: StoredVisits
    decisions: ConsentDecisions
    programs: ProgramService

    def enrollment(self, participant_id: ParticipantId) -> Enrollment:
        """The participant's consent decisions up to now."""
        return fold_enrollment(self.decisions.of(participant_id))

    def get(self, visit_id: VisitId) -> Visit:
        """The visit with its permissions.

        LookupError where there is no such visit; ProgramMissing where its version is not here.
        """
        visit = self.visits.get(visit_id)
        return self._enrolled(visit, self.programs.get(visit.program_version))

    def program(self, visit: Visit) -> Program:
        """The program version the visit began with; raises ProgramMissing."""
        return self.programs.get(visit.program_version)

    def save(self, visit: Visit, audit: AuditEvent) -> None:
        """Store the visit as it stands now, with its audit entry."""
        self.visits.save(visit, audit)

    def of(self, participant_id: ParticipantId) -> list[Visit]:
        """All visits of a participant, newest first, as they are stored."""
        return self.visits.of(participant_id)

    def today(self, start: datetime, end: datetime) -> list[VisitSummary]:
        """The visits that began from `start` until before `end`, newest first."""
        return self._summaries(self.visits.today(start, end))

    def unfinished(self) -> list[VisitSummary]:
        """All visits that are not finished, newest first."""
        return self._summaries(self.visits.unfinished())

    def _summaries(self, found: Iterable[tuple[Visit, Participant]]) -> list[VisitSummary]:
        return [self._summary(visit, participant) for visit, participant in found]

    def _summary(self, visit: Visit, participant: Participant) -> VisitSummary:
        program = self.programs.find(visit.program_version)
        if program is not None and visit.finished_at is None:
            visit = self._enrolled(visit, program)
        return VisitSummary(visit, participant, program)

    def _enrolled(self, visit: Visit, program: Program) -> Visit:
        """A finished visit keeps what was permitted when it was finished."""
        at = visit.finished_at
        decisions = self.decisions.of(visit.participant_id)
        made = fold_enrollment(d for d in decisions if at is None or d.at <= at)
        day = at.astimezone().date() if at else self.programs.act_context.today()
        return with_permissions(visit, made, program, day)
