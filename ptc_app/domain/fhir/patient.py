"""A participant as a FHIR R4 Patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.elements import (
    ContactPoint,
    Element,
    FhirAddress,
    FhirCodeableConcept,
    FhirExtension,
    HumanName,
    IdentifiedResource,
    Identifier,
    concept,
)
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth


class PatientCommunication(Element, frozen=True, kw_only=True):
    """FHIR `Patient.communication`: a language the person speaks, and whether they prefer it."""

    language: FhirCodeableConcept
    preferred: bool


class Patient(IdentifiedResource, frozen=True, kw_only=True):
    """FHIR R4 Patient, with the elements that a participant has.

    `telecom`, `address`: () where they are not known. `communication`: the preferred language.
    """

    active: bool
    name: tuple[HumanName, ...]
    telecom: tuple[ContactPoint, ...] = ()
    birth_date: date
    address: tuple[FhirAddress, ...] = ()
    communication: tuple[PatientCommunication, ...] = ()


def patient_resource(participant: Participant) -> Patient:
    """The FHIR Patient of a participant: identifiers, name, birth date, language, contact.

    Identifiers are the participant's id, then the number. Sex at birth and the preferred contact
    are extensions (us-core-birthsex); `gender` is not asked and so not given.
    """
    return Patient(
        identifier=(
            Identifier(system=systems.PARTICIPANT, value=participant.id),
            Identifier(system=systems.PARTICIPANT_NUMBER, value=participant.number),
        ),
        active=True,
        name=(_official_name(participant),),
        telecom=tuple(_telecom(participant)),
        birth_date=participant.birth_date,
        address=tuple(_addresses(participant.address)),
        communication=(
            PatientCommunication(
                language=concept(systems.LANGUAGE, participant.language), preferred=True
            ),
        ),
        extension=(
            FhirExtension(url=systems.BIRTH_SEX, value_code=_BIRTH_SEX[participant.sex_at_birth]),
            FhirExtension(url=systems.PREFERRED_CONTACT, value_code=participant.preferred_contact),
        ),
    )


_BIRTH_SEX = {
    SexAtBirth.FEMALE: "F",
    SexAtBirth.MALE: "M",
    SexAtBirth.INTERSEX: "OTH",
    SexAtBirth.NO_ANSWER: "ASKU",
}
"""The codes of us-core-birthsex."""

_TELECOM_SYSTEM = {
    ContactChannel.PHONE: "phone",
    ContactChannel.TEXT: "phone",
    ContactChannel.EMAIL: "email",
}
"""What is used to reach someone by a channel; nothing by mail."""


def _official_name(participant: Participant) -> HumanName:
    given = (participant.given_name, participant.middle_name)
    return HumanName(
        use="official", family=participant.family_name, given=tuple(filter(None, given))
    )


def _telecom(participant: Participant) -> Iterator[ContactPoint]:
    """Phone and e-mail where they are known; the preferred one has rank 1."""
    preferred = _TELECOM_SYSTEM.get(participant.preferred_contact)
    for system, value in (("phone", participant.phone), ("email", participant.email)):
        if value:
            rank = 1 if system == preferred else None
            yield ContactPoint(system=system, value=value, rank=rank)


def _addresses(address: Address) -> Iterator[FhirAddress]:
    """The address, where any part of it was given."""
    if address != Address():
        yield FhirAddress(
            line=(address.line,) if address.line else (),
            city=address.city,
            state=address.state,
            postal_code=address.postal_code,
            country="US",
        )
