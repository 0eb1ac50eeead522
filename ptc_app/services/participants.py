"""Participant search, registration, and the visits of the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.eligibility import Eligibility, assess_eligibility
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry
from ptc_app.domain.fhir.resources import patient_resource
from ptc_app.domain.fhir.signed_bundle import encode_signed_bundle
from ptc_app.domain.ids import ParticipantId, VisitId, participant_number
from ptc_app.domain.participant import (
    Address,
    ContactChannel,
    Language,
    Participant,
    SexAtBirth,
)
from ptc_app.domain.program import Program
from ptc_app.domain.record import RecordKind, sign_record
from ptc_app.domain.stale_views import StaleViews
from ptc_app.domain.visit import DayCounts, Visit, new_visit
from ptc_app.services.act_context import ActContext, RecordStore
from ptc_app.services.paging import PAGE_ROWS


class Participants(Protocol):
    """The registered participants; lists come in pages that begin after an id."""

    def search(
        self, text: str, *, after: ParticipantId | None, limit: int
    ) -> list[Participant]: ...
    def recent(self, *, after: ParticipantId | None, limit: int) -> list[Participant]: ...
    def alike(self, participant: Participant) -> list[Participant]: ...
    def get(self, participant_id: ParticipantId) -> Participant: ...


class Visits(Protocol):
    """The stored visits; lists come in pages that begin after an id."""

    def save(self, visit: Visit, audit: AuditEvent) -> None: ...
    def open_of(self, participant_id: ParticipantId) -> Visit | None: ...
    def of_day(
        self, start: datetime, end: datetime, *, after: VisitId | None, limit: int
    ) -> list[tuple[Visit, Participant]]: ...
    def day_counts(self, start: datetime, end: datetime) -> DayCounts: ...


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """What is asked of someone new, as typed."""

    given_name: str
    family_name: str
    birth_date: date
    sex_at_birth: SexAtBirth
    language: Language
    preferred_contact: ContactChannel
    lives_in_us: bool
    middle_name: str = ""
    phone: str = ""
    email: str = ""
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class ParticipantService:
    """Searches and registers participants, lists the visits of today, and opens visits."""

    participants: Participants
    visits: Visits
    records: RecordStore
    program: Program
    act_context: ActContext

    def search(
        self, text: str, *, after: ParticipantId | None = None, limit: int = PAGE_ROWS
    ) -> list[Participant]:
        """One page of the participants that fit all words of `text`; of everyone if it is blank.

        Newest registration first, beginning behind the participant `after`.
        """
        if not text.strip():
            return self.participants.recent(after=after, limit=limit)
        return self.participants.search(text, after=after, limit=limit)

    def today(
        self, *, after: VisitId | None = None, limit: int = PAGE_ROWS
    ) -> list[tuple[Visit, Participant]]:
        """One page of the open visits of the local day, older open ones, and those finished today.

        Each of the three groups by start, oldest first; the page begins behind the visit `after`.
        """
        start, end = self._day()
        return self.visits.of_day(start, end, after=after, limit=limit)

    def today_counts(self) -> DayCounts:
        """How many visits `today` has in all pages: open ones, and finished ones."""
        return self.visits.day_counts(*self._day())

    def eligibility(self, birth_date: date, *, lives_in_us: bool) -> Eligibility:
        """Whether someone of this birth date and residence may register today."""
        today = self.act_context.today()
        return assess_eligibility(birth_date, lives_in_us=lives_in_us, today=today)

    def alike(self, registration: RegistrationRequest) -> list[Participant]:
        """Who here may be the same person."""
        return self.participants.alike(self._participant(registration, ParticipantId("")))

    def register(self, registration: RegistrationRequest) -> Participant:
        """A new participant, recorded and on the way to central."""
        finding = self.eligibility(registration.birth_date, lives_in_us=registration.lives_in_us)
        if not finding.may_register:
            raise RuleBroken(finding.finding)
        if not (registration.given_name.strip() and registration.family_name.strip()):
            raise RuleBroken("name-missing")
        new_id = ParticipantId(self.act_context.new_id())
        participant = self._participant(registration, new_id)
        attribution = self.act_context.attribution()
        resource = conditional_create_entry(patient_resource(participant), participant.id)
        body = encode_signed_bundle([resource], attribution, self.act_context.new_id())
        act = sign_record(attribution, RecordKind.REGISTRATION, participant.id, body)
        self.records.sign(replace(act, participant=participant))
        return participant

    def open_visit(self, participant_id: ParticipantId) -> Visit:
        """The visit that is open for this participant; a new one where none is."""
        visit = self.visits.open_of(participant_id)
        if visit is not None:
            return visit
        manifest = self.program.manifest
        new = new_visit(
            VisitId(self.act_context.new_id()),
            participant_id,
            manifest.version,
            self.program.plans,
            self.act_context.now(),
        )
        self.visits.save(new, self.act_context.audit_event(AuditAction.VISIT_STARTED, new.id))
        self.act_context.publish(StaleViews(frozenset({participant_id}), frozenset({new.id})))
        return new

    def _day(self) -> tuple[datetime, datetime]:
        """When the local day began, and when it ends."""
        day = self.act_context.today()
        return _midnight(day), _midnight(day + timedelta(days=1))

    def _participant(self, said: RegistrationRequest, new_id: ParticipantId) -> Participant:
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
