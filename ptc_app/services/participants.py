"""Finding participants, registering new ones, and opening their visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from ptc_app.domain.audit import AuditAction
from ptc_app.domain.day_counts import DayCounts
from ptc_app.domain.enrollment.visit_offers import offered_visit_types
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import conditional_create_entry, encode_signed_bundle
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.ids import ParticipantId, VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.localized_text import LocalizedText
from ptc_app.domain.participants.eligibility import Eligibility, assess_eligibility
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.participant_number import participant_number
from ptc_app.domain.record import sign_record
from ptc_app.domain.stages import record_kinds
from ptc_app.domain.store_change import StoreChange
from ptc_app.domain.visit import Visit, new_visit
from ptc_app.services.author_context import AuthorContext, RecordStore
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.services.permitted_visits import PermittedVisits, VisitSummary
from ptc_app.services.phone_and_email import (
    email_to_store,
    phone_search_text,
    phone_to_store,
)
from ptc_app.services.programs import ProgramService


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def search(self, text: str, *, after: ParticipantId | None, limit: int) -> list[Participant]:
        """At most `limit` participants that fit all words of `text`, newest registration first.

        A word is part of a name, birth date, phone number, e-mail address or participant number. A
        page begins behind the participant `after`; None is the first page.
        """

    def recent(self, *, after: ParticipantId | None, limit: int) -> list[Participant]:
        """At most `limit` of all participants, newest registration first, from behind `after`.

        None is the first page.
        """

    def alike(self, participant: Participant) -> list[Participant]:
        """Others who may be the same person (`may_be_same_person`), by family and given name."""

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none."""


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """What is entered to register a participant, as typed; `register` trims and checks it.

    `lives_in_us`: whether the person lives in the United States.
    `phone`, `email`: empty where none is given.
    """

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
class ParticipantService:
    """Searches and registers participants, and begins their visits.

    Every method that reads or writes the store raises StoreUnusable.
    """

    participants: Participants
    visits: PermittedVisits
    records: RecordStore
    programs: ProgramService
    author_context: AuthorContext

    def search(
        self, text: str, *, after: ParticipantId | None = None, limit: int = PAGE_ROWS
    ) -> list[Participant]:
        """One page of the participants that fit all words of `text`; of everyone if it is blank.

        Newest registration first, at most `limit`, beginning behind the participant `after`. A word
        is part of a name, birth date, phone number, e-mail address or participant number; a text
        that is a phone number is searched by its digits.
        """
        if not text.strip():
            return self.participants.recent(after=after, limit=limit)
        return self.participants.search(phone_search_text(text), after=after, limit=limit)

    def today(self, *, after: VisitId | None = None, limit: int = PAGE_ROWS) -> list[VisitSummary]:
        """One page of the day's visits, at most `limit`, beginning behind the visit `after`.

        First the open visits that began on the local day, then older open ones, then those that
        began on that day and are finished; each group by start, oldest first.
        """
        start, end = self._day()
        return self.visits.of_day(start, end, after=after, limit=limit)

    def today_counts(self) -> DayCounts:
        """How many visits `today` has in all its pages: open ones, and finished ones."""
        return self.visits.day_counts(*self._day())

    def eligibility(self, birth_date: date, *, lives_in_us: bool) -> Eligibility:
        """Whether a person of this birth date and residence may be registered today.

        The finding says why not, or that a minor needs a guardian's permission and assents.
        """
        return assess_eligibility(
            birth_date, lives_in_us=lives_in_us, today=self.author_context.today()
        )

    def alike(self, registration: RegistrationRequest) -> list[Participant]:
        """The registered participants who may be the same person, by family name; empty for none.

        RuleBroken: `phone-invalid` or `email-invalid` where the typed text is no such thing.
        """
        return self.participants.alike(self._participant(registration, ParticipantId("")))

    def register(self, registration: RegistrationRequest) -> Participant:
        """Sign the registration of a new participant and publish the change.

        Returns the participant with a new id and number, stored with record, envelope and audit
        entry in one transaction. RuleBroken, by the first that applies: `birth-date-impossible`,
        `not-in-us` or `too-young` where not eligible, `name-missing`, `phone-invalid`,
        `email-invalid`, or as `RecordStore.sign`. Whether the person is registered already is not
        checked, see `alike`.
        """
        finding = self.eligibility(registration.birth_date, lives_in_us=registration.lives_in_us)
        if not finding.may_register:
            raise RuleBroken(finding.finding)
        if not (registration.given_name.strip() and registration.family_name.strip()):
            raise RuleBroken("name-missing")
        new_id = ParticipantId(self.author_context.new_id())
        participant = self._participant(registration, new_id)
        attribution = self.author_context.attribution()
        resource = conditional_create_entry(patient_resource(participant), participant.id)
        body = encode_signed_bundle([resource], attribution, self.author_context.new_id())
        act = sign_record(attribution, record_kinds.REGISTRATION.code, participant.id, body)
        self.records.sign(replace(act, participant=participant))
        return participant

    def start_visit(self, participant_id: ParticipantId) -> VisitStart:
        """The participant's open visit, or a new one where only one type is possible today.

        Where several types are possible nothing is begun; `open_visit` then begins the one chosen.
        A new visit is stored as by `open_visit`. LookupError for an unknown participant; RuleBroken
        (`no-visit-type`) where no type is possible; ProgramMissing (`in-force`) where no program
        version is in force.
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
        is possible. ProgramMissing (`in-force`) where no program version is in force.
        """
        program = self.programs.in_force()
        visits = self.visits.of(participant_id)
        finished = {visit.visit_type for visit in visits if visit.finished_at is not None}
        enrollment = self.visits.enrollment(participant_id)
        offered = offered_visit_types(program, enrollment, finished, self.author_context.today())
        return tuple(
            VisitTypeOffer(one.key, one.title, tuple(program.stage(s).title for s in one.stages))
            for one in offered
        )

    def open_visit(self, participant_id: ParticipantId, visit_type: str = "") -> Visit:
        """The participant's unfinished visit, of whatever type; without one, a new visit.

        `visit_type` is the key of the new visit's type; empty takes the only one possible. A new
        visit keeps the program version in force; it is stored with an audit entry, in one
        transaction, and published. RuleBroken: `no-visit-type` where none is possible, `visit-type`
        where this one is not or several are and none was named. ProgramMissing (`in-force`) where
        no version is in force.
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
        visit_id = VisitId(self.author_context.new_id())
        visit = new_visit(visit_id, participant_id, plan, self.author_context.now())
        audit = self.author_context.audit_event(AuditAction.VISIT_STARTED, visit_id, visit_type)
        self.visits.save(visit, audit)
        self.author_context.publish(StoreChange(frozenset({participant_id}), frozenset({visit_id})))
        return visit

    def _day(self) -> tuple[datetime, datetime]:
        """When the local day began, and when it ends."""
        day = self.author_context.today()
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
            phone=phone_to_store(said.phone),
            email=email_to_store(said.email),
            address=said.address,
        )


def _chosen_type(offered: Sequence[str], asked: str) -> str:
    if not offered:
        raise RuleBroken("no-visit-type")
    if asked in offered:
        return asked
    if asked or len(offered) > 1:
        raise RuleBroken("visit-type")
    return offered[0]


def _midnight(day: date) -> datetime:
    """When a day begins on this machine's clock: the days of a clock change are not 24 hours."""
    return datetime.combine(day, time()).astimezone()
