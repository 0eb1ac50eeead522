"""Finding someone, registering someone new, and opening their visit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from ptc_app.domain.audit import Action, AuditEvent
from ptc_app.domain.eligibility import Eligibility, eligibility
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.act import act_body
from ptc_app.domain.fhir.bundle import created
from ptc_app.domain.fhir.resources import patient
from ptc_app.domain.ids import ParticipantId, VisitId, participant_number
from ptc_app.domain.participant import (
    Address,
    Contact,
    Language,
    Participant,
    SexAtBirth,
)
from ptc_app.domain.program import Program
from ptc_app.domain.record import RecordKind, sealed
from ptc_app.domain.visit import Visit, planned
from ptc_app.services.desk import Records, Working

_FOUND = 50
"""Rows a search shows: whoever is not among them is found by one more letter."""


class Participants(Protocol):
    """Who is known here."""

    def search(self, text: str, limit: int) -> list[Participant]: ...
    def recent(self, limit: int) -> list[Participant]: ...
    def alike(self, participant: Participant) -> list[Participant]: ...
    def get(self, participant_id: ParticipantId) -> Participant: ...


class Visits(Protocol):
    """The visits held here."""

    def save(self, visit: Visit, audit: AuditEvent) -> None: ...
    def open_of(self, participant_id: ParticipantId) -> Visit | None: ...
    def today(self, start: datetime, end: datetime) -> list[tuple[Visit, Participant]]: ...
    def unfinished(self) -> list[tuple[Visit, Participant]]: ...


@dataclass(frozen=True, slots=True)
class Registration:
    """What is asked of someone new, as typed."""

    given_name: str
    family_name: str
    birth_date: date
    sex_at_birth: SexAtBirth
    language: Language
    preferred_contact: Contact
    lives_in_us: bool
    middle_name: str = ""
    phone: str = ""
    email: str = ""
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class Intake:
    """The front desk."""

    participants: Participants
    visits: Visits
    records: Records
    program: Program
    working: Working

    def search(self, text: str) -> list[Participant]:
        """Who fits what was typed, or who was here last when nothing was."""
        if not text.strip():
            return self.participants.recent(_FOUND)
        return self.participants.search(text, _FOUND)

    def today(self) -> list[tuple[Visit, Participant]]:
        """The visits of the local day, then older ones that are still open; newest first."""
        day = self.working.now().astimezone().date()
        of_the_day = self.visits.today(_midnight(day), _midnight(day + timedelta(days=1)))
        shown = {visit.id for visit, _ in of_the_day}
        older = [pair for pair in self.visits.unfinished() if pair[0].id not in shown]
        return [*of_the_day, *older]

    def eligibility(self, birth_date: date, *, lives_in_us: bool) -> Eligibility:
        """What the answers mean today."""
        today = self.working.now().astimezone().date()
        return eligibility(birth_date, lives_in_us=lives_in_us, today=today)

    def alike(self, registration: Registration) -> list[Participant]:
        """Who here may be the same person."""
        return self.participants.alike(self._participant(registration, ParticipantId("")))

    def register(self, registration: Registration) -> Participant:
        """A new participant, recorded and on the way to central."""
        finding = self.eligibility(registration.birth_date, lives_in_us=registration.lives_in_us)
        if not finding.may_register:
            raise RuleBroken(finding.finding)
        if not (registration.given_name.strip() and registration.family_name.strip()):
            raise RuleBroken("name-missing")
        new_id = ParticipantId(self.working.new_id())
        participant = self._participant(registration, new_id)
        stamp = self.working.stamp()
        resource = created(patient(participant), participant.id)
        body = act_body([resource], stamp, self.working.new_id())
        act = sealed(stamp, RecordKind.REGISTRATION, participant.id, body)
        self.records.sign(replace(act, participant=participant))
        return participant

    def open_visit(self, participant_id: ParticipantId) -> Visit:
        """The visit that is open for this participant; a new one where none is."""
        visit = self.visits.open_of(participant_id)
        if visit is not None:
            return visit
        manifest = self.program.manifest
        new = planned(
            VisitId(self.working.new_id()),
            participant_id,
            manifest.version,
            self.program.plans,
            self.working.now(),
        )
        self.visits.save(new, self.working.did(Action.VISIT_STARTED, new.id))
        return new

    def _participant(self, said: Registration, new_id: ParticipantId) -> Participant:
        return Participant(
            id=new_id,
            number=participant_number(new_id),
            given_name=said.given_name.strip(),
            family_name=said.family_name.strip(),
            middle_name=said.middle_name.strip(),
            birth_date=said.birth_date,
            sex_at_birth=said.sex_at_birth,
            language=said.language,
            preferred_contact=said.preferred_contact,
            phone=said.phone.strip(),
            email=said.email.strip(),
            address=said.address,
        )


def _midnight(day: date) -> datetime:
    """When a day begins on this machine's clock: the days of a clock change are not 24 hours."""
    return datetime.combine(day, time()).astimezone()
