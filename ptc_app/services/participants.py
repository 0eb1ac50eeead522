"""Finding participants, registering new ones, and correcting their data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.fhir.bundle import (
    BundleEntry,
    conditional_create_entry,
    conditional_update_entry,
    encode_signed_bundle,
)
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.ids import ParticipantId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.eligibility import Eligibility, assess_eligibility
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.participants.participant_number import participant_number
from ptc_app.domain.participants.us_address import state_to_store, zip_to_store
from ptc_app.domain.printable_text import LONGEST_NAME, ensure_recordable
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.record_history import current_record, ensure_correction
from ptc_app.domain.records.signed_act import sign_record
from ptc_app.domain.stages import record_kinds
from ptc_app.services.page_size import PAGE_ROWS
from ptc_app.services.phone_and_email import email_to_store, phone_to_store
from ptc_app.services.record_store_port import RecordStore
from ptc_app.services.session_context import SessionContext


class Participants(Protocol):
    """Port to the registered participants; `Participants` of the storage provides it.

    Every method raises StoreUnusable.
    """

    def search(self, text: str, *, after: ParticipantId | None, limit: int) -> list[Participant]:
        """At most `limit` participants that fit all words of `text`, newest registration first.

        A word begins a part of a name, a birth date, phone number, e-mail address or participant
        number. A page begins behind the participant `after`; None is the first page. Raises
        StoreUnusable.
        """

    def recent(self, *, after: ParticipantId | None, limit: int) -> list[Participant]:
        """At most `limit` of all participants, newest registration first, from behind `after`.

        None, or an unknown one, is the first page. Raises StoreUnusable.
        """

    def alike(self, participant: Participant) -> list[Participant]:
        """Others who may be the same person (`may_be_same_person`), by family and given name.

        Raises StoreUnusable.
        """

    def get(self, participant_id: ParticipantId) -> Participant:
        """The participant of that id; LookupError where there is none. Raises StoreUnusable."""


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """What is entered to register a participant, as typed; `register` trims and checks it.

    `lives_in_us`: whether the person lives in the United States. `given_name`: empty for a person
    of one name, who has it as the family name.
    `phone`, `email`: empty where none is given.
    """

    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex_at_birth: SexAtBirth = field(repr=False)
    language: Language
    preferred_contact: ContactChannel
    lives_in_us: bool
    middle_name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: Address = field(default=Address(), repr=False)


@dataclass(frozen=True, slots=True)
class ParticipantService:
    """Searches and registers participants, and corrects their data.

    Every method that reads or writes the store raises StoreUnusable.
    """

    participants: Participants
    records: RecordStore
    session_context: SessionContext

    def search(
        self, text: str, *, after: ParticipantId | None = None, limit: int = PAGE_ROWS
    ) -> list[Participant]:
        """One page of the participants that fit all words of `text`; of everyone if it is blank.

        Newest registration first, at most `limit`, beginning behind the participant `after`. A word
        begins a part of a name, a birth date, phone number, e-mail address or participant number;
        birth dates and phone numbers are understood as people write them. Raises StoreUnusable.
        """
        if not text.strip():
            return self.participants.recent(after=after, limit=limit)
        return self.participants.search(text, after=after, limit=limit)

    def eligibility(self, birth_date: date, *, lives_in_us: bool) -> Eligibility:
        """Whether a person of this birth date and residence may be registered today.

        The finding says why not, or that a minor needs a guardian's permission and assents.
        """
        return assess_eligibility(
            birth_date, lives_in_us=lives_in_us, today=self.session_context.today()
        )

    def alike(self, registration: RegistrationRequest) -> list[Participant]:
        """The registered participants who may be the same person, by family name; empty for none.

        RuleBroken as `ensure_recordable` for all texts, or `state-invalid`, `zip-invalid`,
        `phone-invalid` or `email-invalid` where one is no such thing. Raises StoreUnusable.
        """
        return self.participants.alike(self._participant(registration, ParticipantId("")))

    def register(self, registration: RegistrationRequest) -> Participant:
        """Sign the registration of a new participant and publish the change.

        Returns the participant with a new id and number, stored with record, envelope and audit
        entry in one transaction. RuleBroken, by the first that applies: `birth-date-impossible`,
        `not-in-us` or `too-young` where not eligible, `name-missing`, as `alike`, or as
        `RecordStore.sign`. Whether the person is registered already is not checked, see `alike`.
        Raises StoreUnusable.
        """
        self._ensure_may_register(registration)
        new_id = ParticipantId(self.session_context.new_id())
        participant = self._participant(registration, new_id)
        entry = conditional_create_entry(patient_resource(participant), participant.id)
        self._sign(participant, entry, self.session_context.authorship())
        return participant

    def correct(
        self,
        participant_id: ParticipantId,
        registration: RegistrationRequest,
        reason: CorrectionReason,
        note: str = "",
    ) -> Participant:
        """Sign what a participant's data should have been; publish the change.

        Returns the participant with their id and number and the new data. The registration before
        stays as it was signed; central's Patient is updated. RuleBroken as `register`, as
        `ensure_correction`, `nothing-to-correct` where nothing is different or no registration was
        signed here, `record-superseded` where someone else corrected it meanwhile. LookupError for
        an unknown participant. Raises StoreUnusable.
        """
        before = self.participants.get(participant_id)
        correction = Correction(RecordOperation.UPDATE, reason, note.strip())
        ensure_correction(record_kinds.REGISTRATION, correction)
        self._ensure_may_register(registration)
        participant = self._participant(registration, participant_id)
        record = current_record(self.records.registrations_of(participant_id))
        if participant == before or record is None:
            raise RuleBroken("nothing-to-correct")
        authorship = self.session_context.authorship()
        entry = conditional_update_entry(patient_resource(participant), participant.id)
        amends = replace(authorship, follows=record.id, correction=correction)
        self._sign(participant, entry, amends)
        return participant

    def _ensure_may_register(self, registration: RegistrationRequest) -> None:
        finding = self.eligibility(registration.birth_date, lives_in_us=registration.lives_in_us)
        if not finding.may_register:
            raise RuleBroken(finding.finding)
        lacks_given = registration.middle_name.strip() and not registration.given_name.strip()
        if lacks_given or not registration.family_name.strip():
            raise RuleBroken("name-missing")

    def _sign(
        self, participant: Participant, entry: BundleEntry, authorship: RecordAuthorship
    ) -> None:
        body = encode_signed_bundle([entry], authorship, self.session_context.new_id())
        act = sign_record(authorship, record_kinds.REGISTRATION.code, participant.id, body)
        self.records.sign(replace(act, participant=participant))

    def _participant(self, said: RegistrationRequest, new_id: ParticipantId) -> Participant:
        ensure_recordable(*(text.strip() for text in _texts(said)), longest=LONGEST_NAME)
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
            address=_address_to_store(said.address),
        )


def _texts(said: RegistrationRequest) -> tuple[str, ...]:
    where = said.address
    names = (said.given_name, said.middle_name, said.family_name, said.phone, said.email)
    return (*names, where.line, where.city, where.state, where.postal_code)


def _address_to_store(said: Address) -> Address:
    return Address(
        said.line.strip(),
        said.city.strip(),
        state_to_store(said.state),
        zip_to_store(said.postal_code),
    )
