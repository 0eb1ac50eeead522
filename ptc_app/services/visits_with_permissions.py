"""Loads visits with the consent modules their participant permits; all services load them here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from ptc_app.domain.audit import AuditEvent
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.enrollment.consent_decisions import (
    Enrollment,
    RecordedDecision,
    decisions_until,
    fold_enrollment,
)
from ptc_app.domain.enrollment.visit_under_enrollment import with_permissions
from ptc_app.domain.ids import ParticipantId, RecordId, VisitId
from ptc_app.domain.participants.participant import Participant
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.stages.stage_type import StageType
from ptc_app.domain.visit import Visit
from ptc_app.services.programs import ProgramService


class StoredVisits(Protocol):
    """Port to the visits in the store, without permissions; `Visits` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def get(self, visit_id: VisitId) -> Visit:
        """The visit of that id; LookupError where there is none. Raises StoreUnusable."""

    def save(self, visit: Visit, audit: AuditEvent) -> None:
        """Store the visit as it stands now with its audit entry, in one transaction.

        RuleBroken (`conflict`) where it would undo what another window has done meanwhile.
        Raises StoreUnusable.
        """

    def of(self, participant_id: ParticipantId) -> list[Visit]:
        """All visits of a participant, newest first; empty for none. Raises StoreUnusable."""

    def of_day(
        self, start: datetime, end: datetime, *, after: VisitId | None, limit: int
    ) -> list[tuple[Visit, Participant]]:
        """At most `limit` visits begun from `start` until before `end`, or open.

        Open ones of the day first, then older open ones, then the finished; each group oldest
        first. The page begins behind the visit `after`. Raises StoreUnusable.
        """

    def day_counts(self, start: datetime, end: datetime) -> DayCounts:
        """How many visits `of_day` has in all its pages: open ones and finished ones.

        Raises StoreUnusable.
        """


class ConsentDecisions(Protocol):
    """Port to the consent decisions in the signed records; `ConsentDecisions` provides it.

    Every method raises StoreUnusable.
    """

    def of(self, participant_id: ParticipantId) -> list[RecordedDecision]:
        """All decisions of a participant in the order of signing, superseded and voided ones too.

        Their times are in UTC. Raises StoreUnusable.
        """

    def signed_before_end(self, visit_id: VisitId) -> frozenset[RecordId]:
        """The participant's decisions signed before the record of this visit's end was.

        By the order of signing and not by the clock; empty where there is no such record.
        Raises StoreUnusable.
        """


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """A visit in a list, with its participant and the program version it began with.

    `visit`: with its permissions where it is open and `program` is known.
    `program`: None where that version is not in the store, or cannot be used by this version of
        the application (`ProgramService.find_usable`).
    """

    visit: Visit
    participant: Participant
    program: ProgramVersion | None


@dataclass(frozen=True, slots=True)
class VisitsWithPermissions:
    """Loads visits with the consent modules their participant permits (`Visit.permitted`).

    A module is permitted by a standing yes on a day. Visits of the store have none, they are added
    here. Every method raises StoreUnusable.
    """

    visits: StoredVisits
    decisions: ConsentDecisions
    programs: ProgramService

    def enrollment(self, participant_id: ParticipantId) -> Enrollment:
        """The participant's consent decisions up to now, and the one that counts of each module.

        Empty where none was signed. Raises StoreUnusable.
        """
        return fold_enrollment(self._decisions(participant_id))

    def get(self, visit_id: VisitId) -> Visit:
        """The visit of that id with its permissions.

        Those of today where it is open; a finished visit keeps those of its last day, as corrected
        since. LookupError where there is no such visit; ProgramMissing where its program version is
        not in the store; StageTypeUnknown or ProgramInvalid where this version of the application
        cannot use it. Raises StoreUnusable.
        """
        visit = self.visits.get(visit_id)
        return self._enrolled(visit, self.programs.get(visit.program_version))

    def program(self, visit: Visit) -> ProgramVersion:
        """The program version the visit began with.

        Raises ProgramMissing, StageTypeUnknown or ProgramInvalid, as `get`. Raises StoreUnusable.
        """
        return self.programs.get(visit.program_version)

    def stage_type(self, visit: Visit, stage: str) -> StageType:
        """The type of the stage of this key; KeyError where the visit has no such stage.

        StageTypeUnknown where this version of the application does not know the type.
        Raises StoreUnusable.
        """
        return self.programs.stage_types.get(visit.stage(stage).plan.stage_type)

    def save(self, visit: Visit, audit: AuditEvent) -> None:
        """Store the visit as it stands now with its audit entry, in one transaction.

        RuleBroken (`conflict`) where it would undo what another window has done meanwhile.
        Raises StoreUnusable.
        """
        self.visits.save(visit, audit)

    def of(self, participant_id: ParticipantId) -> list[Visit]:
        """All visits of a participant, newest first, as they are stored: without permissions.

        Empty where there is none. Raises StoreUnusable.
        """
        return self.visits.of(participant_id)

    def summaries_of(self, participant: Participant) -> list[VisitSummary]:
        """All visits of this participant, newest first, each with the program it began with.

        Raises StoreUnusable.
        """
        return [self._summary(visit, participant) for visit in self.visits.of(participant.id)]

    def of_day(
        self, start: datetime, end: datetime, *, after: VisitId | None, limit: int
    ) -> list[VisitSummary]:
        """A page of the visits begun from `start` until before `end`, and of open ones.

        Open ones of the day first, then older open ones, then the finished; each group oldest
        first. At most `limit`, beginning behind the visit `after`. Raises StoreUnusable.
        """
        return self._summaries(self.visits.of_day(start, end, after=after, limit=limit))

    def day_counts(self, start: datetime, end: datetime) -> DayCounts:
        """How many visits `of_day` has in all its pages: open ones and finished ones.

        Raises StoreUnusable.
        """
        return self.visits.day_counts(start, end)

    def _summaries(self, found: Iterable[tuple[Visit, Participant]]) -> list[VisitSummary]:
        return [self._summary(visit, participant) for visit, participant in found]

    def _summary(self, visit: Visit, participant: Participant) -> VisitSummary:
        program = self.programs.find_usable(visit.program_version)
        if program is not None and visit.is_open:
            visit = self._enrolled(visit, program)
        return VisitSummary(visit, participant, program)

    def _enrolled(self, visit: Visit, program: ProgramVersion) -> Visit:
        """A finished visit keeps what was permitted when it was finished, as corrected since."""
        context, at = self.programs.session_context, visit.ended_at
        decisions = self._decisions(visit.participant_id)
        if at is None:
            return with_permissions(visit, fold_enrollment(decisions), program, context.today())
        made = decisions_until(decisions, self.decisions.signed_before_end(visit.id))
        return with_permissions(visit, fold_enrollment(made), program, context.local(at).date())

    def _decisions(self, participant_id: ParticipantId) -> list[RecordedDecision]:
        """All decisions in the order of signing, each with the local time it was signed at."""
        local = self.programs.session_context.local
        return [replace(one, at=local(one.at)) for one in self.decisions.of(participant_id)]
