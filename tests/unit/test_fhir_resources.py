"""People, visits and consents as FHIR R4, with a library that knows the standard as the judge."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptc_app.domain.consent import ConsentDecision, ConsentForm, ConsentFormPage, ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress, page_displayed
from ptc_app.domain.fhir import systems
from ptc_app.domain.fhir.consent import consent_resource
from ptc_app.domain.fhir.document_reference import (
    DocumentRelatesTo,
    document_reference_resource,
)
from ptc_app.domain.fhir.elements import Reference
from ptc_app.domain.fhir.encounter import encounter_resource
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.fhir.provenance import provenance_resource
from ptc_app.domain.fhir.references import (
    conditional_reference,
    device_reference,
    encounter_reference,
    entry_reference,
    patient_reference,
    practitioner_reference,
    site_reference,
)
from ptc_app.domain.ids import RecordId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel, Participant, SexAtBirth
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.stages.visit_steps import StageChange, begin_stage, complete_stage, skip_stage
from ptc_app.domain.visit import SkipReason, Visit
from tests.support.builders import MARK, a_participant, a_visit, an_author, later
from tests.support.fhir_oracle import as_json, ensure_r4

STAMP = RecordAuthorship(RecordId("record-1"), an_author(), later(600))
MOVED = StageChange(later(60), STAMP.author.practitioner.id)
PDF = b"%PDF-1.7"
UUID = "6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11"
PAPER = entry_reference(UUID)


@pytest.mark.parametrize(
    ("made", "broken"),
    [
        ("consent", {"scope": None}),
        ("consent", {"category": None}),
        ("consent", {"extension": [{"url": "u", "valueInstant": "yesterday"}]}),
        ("consent", {"extension": [{"url": "u", "valueCode": "a", "valueString": "b"}]}),
        ("consent", {"sort": "of"}),
        ("encounter", {"class": None}),
        ("encounter", {"status": None}),
        ("encounter", {"period": {"start": ""}}),
        ("provenance", {"agent": []}),
        ("provenance", {"target": None}),
    ],
)
def test_the_judge_refuses_what_r4_does_not_know(made: str, broken: dict[str, Any]) -> None:
    resources = {
        "consent": consent_resource(an_act_of_consent(ConsentDecision.YES), STAMP, PAPER),
        "encounter": encounter_resource(a_visit(), STAMP),
        "provenance": provenance_resource([PAPER], STAMP),
    }
    resource = {
        key: value
        for key, value in (as_json(resources[made]) | broken).items()
        if value is not None
    }
    with pytest.raises((ValueError, AssertionError)):
        ensure_r4(resource)


# --- Patient --------------------------------------------------------------------------------------

whole_names = st.text(
    st.characters(categories=["L", "Nd"], include_characters=" -'’"), min_size=1
).filter(str.strip)
people = st.builds(
    a_participant,
    given_name=whole_names,
    family_name=whole_names,
    middle_name=st.just("") | whole_names,
    birth_date=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    sex_at_birth=st.sampled_from(SexAtBirth),
    language=st.sampled_from([Language("en"), Language("es")]),
    preferred_contact=st.sampled_from(ContactChannel),
    phone=st.sampled_from(["", "312 555 0114"]),
    email=st.sampled_from(["", "a@example.org"]),
    address=st.builds(
        Address,
        st.sampled_from(["", "1 Main St"]),
        st.sampled_from(["", "Chicago"]),
        st.sampled_from(["", "IL"]),
        st.sampled_from(["", "60601"]),
    ),
)


@settings(max_examples=60)
@given(people)
def test_anyone_is_a_patient_that_r4_knows(participant: Participant) -> None:
    ensure_r4(patient_resource(participant))


def test_a_patient_has_our_identity_first_and_the_readable_number_second() -> None:
    maria = a_participant()
    assert as_json(patient_resource(maria))["identifier"] == [
        {"system": systems.PARTICIPANT, "value": maria.id},
        {"system": systems.PARTICIPANT_NUMBER, "value": maria.number},
    ]


def test_a_patient_is_named_as_they_said() -> None:
    resource = as_json(patient_resource(a_participant(middle_name="Luz")))
    assert resource["name"] == [
        {"use": "official", "family": f"García-{MARK}", "given": [f"María {MARK}", "Luz"]}
    ]
    assert resource["birthDate"] == "1961-03-12"
    (spoken,) = resource["communication"]
    assert spoken["language"]["coding"][0]["code"] == "es"


@pytest.mark.parametrize(
    ("sex", "code"),
    [
        (SexAtBirth.FEMALE, "F"),
        (SexAtBirth.MALE, "M"),
        (SexAtBirth.INTERSEX, "OTH"),
        (SexAtBirth.NO_ANSWER, "ASKU"),
    ],
)
def test_sex_at_birth_is_said_and_no_gender_is_guessed(sex: SexAtBirth, code: str) -> None:
    resource = as_json(patient_resource(a_participant(sex_at_birth=sex)))
    assert {"url": systems.BIRTH_SEX, "valueCode": code} in resource["extension"]
    assert "gender" not in resource


@pytest.mark.parametrize(
    ("contact", "first"),
    [
        (ContactChannel.PHONE, ["phone"]),
        (ContactChannel.TEXT, ["phone"]),
        (ContactChannel.EMAIL, ["email"]),
        (ContactChannel.MAIL, []),
    ],
)
def test_how_someone_wants_to_be_reached_comes_first(
    contact: ContactChannel, first: list[str]
) -> None:
    resource = as_json(patient_resource(a_participant(preferred_contact=contact)))
    assert [t["system"] for t in resource["telecom"]] == ["phone", "email"]
    assert [t["system"] for t in resource["telecom"] if t.get("rank") == 1] == first
    assert {"url": systems.PREFERRED_CONTACT, "valueCode": contact} in resource["extension"]


def test_what_was_not_said_is_not_there() -> None:
    resource = as_json(patient_resource(a_participant(phone="", email="")))
    assert not {"telecom", "address"} & set(resource)


def test_an_address_is_in_the_united_states() -> None:
    home = Address("1 Main St", "Chicago", "IL", "60601")
    assert as_json(patient_resource(a_participant(address=home)))["address"] == [
        {
            "line": ["1 Main St"],
            "city": "Chicago",
            "state": "IL",
            "postalCode": "60601",
            "country": "US",
        }
    ]


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        ({"line": "1 Main St"}, {"line": ["1 Main St"]}),
        ({"city": "Chicago"}, {"city": "Chicago"}),
        ({"state": "IL"}, {"state": "IL"}),
        ({"postal_code": "60601"}, {"postalCode": "60601"}),
    ],
)
def test_of_an_address_only_what_was_said_is_sent(
    part: dict[str, str], sent: dict[str, object]
) -> None:
    resource = as_json(patient_resource(a_participant(address=Address(**part))))
    assert resource["address"] == [{**sent, "country": "US"}]


# --- Encounter ------------------------------------------------------------------------------------


@pytest.fixture
def identified() -> Visit:
    visit = begin_stage(a_visit(), "identity", MOVED)
    return complete_stage(visit, "identity", MOVED, "birth-date photo-id")


@pytest.fixture
def finished(identified: Visit) -> Visit:
    visit = complete_stage(begin_stage(identified, "consent", MOVED), "consent", MOVED, "yes")
    visit = skip_stage(visit, "survey", MOVED, SkipReason.NO_TIME)
    visit = skip_stage(visit, "measurements", MOVED, SkipReason.OTHER, "the cuff is broken")
    return complete_stage(
        begin_stage(visit, "finish", MOVED), "finish", StageChange(later(300), MOVED.by)
    )


def told(visit: Visit) -> list[dict[str, str | None]]:
    """How the stages ended, as the Encounter says."""
    resource = as_json(encounter_resource(visit, STAMP))
    return [
        {part["url"]: part.get("valueCode", part.get("valueString")) for part in one["extension"]}
        for one in resource["extension"]
        if one["url"] == systems.STAGE_OUTCOME
    ]


def checked_by(visit: Visit) -> list[str]:
    resource = as_json(encounter_resource(visit, STAMP))
    return [
        one["valueCoding"]["code"]
        for one in resource["extension"]
        if one["url"] == systems.IDENTITY_CHECKED
    ]


def test_a_visit_is_an_encounter_that_r4_knows(identified: Visit, finished: Visit) -> None:
    for visit in (a_visit(), identified, finished):
        ensure_r4(encounter_resource(visit, STAMP))


def test_an_open_visit_has_begun_and_not_ended(identified: Visit) -> None:
    resource = as_json(encounter_resource(identified, STAMP))
    assert (resource["status"], resource["class"]["code"]) == ("in-progress", "AMB")
    assert resource["period"] == {"start": "2026-03-12T15:00:00.000Z"}
    assert resource["subject"] == as_json(patient_reference(a_participant().id))


def test_a_finished_visit_has_ended(finished: Visit) -> None:
    resource = as_json(encounter_resource(finished, STAMP))
    assert resource["status"] == "finished"
    assert resource["period"]["end"] == "2026-03-12T15:05:00.000Z"


def test_a_visit_that_has_only_begun_tells_its_type_and_program_version() -> None:
    resource = as_json(encounter_resource(a_visit(), STAMP))
    assert resource["type"][0]["coding"] == [{"system": systems.VISIT_TYPE, "code": "baseline"}]
    assert resource["extension"] == [{"url": systems.PROGRAM_VERSION, "valueString": "1.0.0"}]


def test_a_visit_never_ends_before_it_started(finished: Visit) -> None:
    clock_set_back = replace(finished, ended_at=finished.started_at - timedelta(days=25))
    resource = as_json(encounter_resource(clock_set_back, STAMP))
    assert resource["period"]["end"] == resource["period"]["start"]


def test_a_finished_visit_tells_how_each_stage_ended(finished: Visit) -> None:
    assert told(finished) == [
        {"stage": "identity", "state": "completed"},
        {"stage": "consent", "state": "completed", "outcome": "yes"},
        {"stage": "survey", "state": "skipped", "reason": "no-time"},
        {
            "stage": "measurements",
            "state": "skipped",
            "reason": "other",
            "note": "the cuff is broken",
        },
        {"stage": "finish", "state": "completed"},
    ]


def test_how_identity_was_checked_is_still_said_at_the_end(
    identified: Visit, finished: Visit
) -> None:
    assert checked_by(identified) == checked_by(finished) == ["birth-date", "photo-id"]


# --- Consent and its paper ------------------------------------------------------------------------

FORM = ConsentForm(
    key="primary",
    module="ConsentPII",
    version="4",
    sha256=64 * "a",
    language=Language("es"),
    title="Consentimiento principal",
    pages=(ConsentFormPage("Uno", ("Palabras.",)), ConsentFormPage("Dos", ("Más.",))),
    statement="Leí este formulario.",
)
STROKES = (
    (SignaturePoint(1, 1.26, 0, 0.5), SignaturePoint(9, 4, 12, 1)),
    (SignaturePoint(3, 3, 0, 0.25), SignaturePoint(4, 4, 8, 0.25)),
)


def an_act_of_consent(decision: ConsentDecision, *, signed: bool = True) -> SignedConsent:
    progress = ConsentReadingProgress(FORM.key, FORM.version, FORM.language)
    for page in (0, 1, 0):
        progress = page_displayed(progress, page, later(page))
    signature = DrawnSignature(STROKES, 300, 90, b"PNG") if signed else None
    name = f"María {MARK}" if signed else ""
    signing = ConsentSigning(decision, name, signature, date(2026, 3, 12))
    return SignedConsent(a_visit(), FORM, progress, signing)


def evidence(act: SignedConsent) -> list[tuple[str, Any]]:
    """The parts of the evidence, in their order."""
    resource = as_json(consent_resource(act, STAMP, PAPER))
    found, version = resource["extension"]
    assert found["url"] == systems.CONSENT_EVIDENCE
    assert version == {"url": systems.PROGRAM_VERSION, "valueString": "1.0.0"}
    return [
        (part["url"], next(v for k, v in part.items() if k != "url")) for part in found["extension"]
    ]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize(
    ("decision", "status", "provision", "verified"),
    [
        (ConsentDecision.YES, "active", "permit", True),
        (ConsentDecision.NO, "rejected", "deny", True),
        (ConsentDecision.NOT_SURE, "proposed", "deny", False),
    ],
)
def test_a_decision_is_a_consent_that_r4_knows(
    decision: ConsentDecision, status: str, provision: str, *, verified: bool, signed: bool
) -> None:
    resource = as_json(consent_resource(an_act_of_consent(decision, signed=signed), STAMP, PAPER))
    ensure_r4(resource)
    assert (resource["status"], resource["provision"]) == (status, {"type": provision})
    assert resource["verification"][0]["verified"] is verified
    assert resource["scope"]["coding"][0]["code"] == "research"
    assert resource["category"][0]["coding"] == [
        {"system": systems.CONSENT_MODULE, "code": "ConsentPII"}
    ]
    assert resource["policy"] == [{"uri": f"urn:sha256:{FORM.sha256}"}]
    assert resource["sourceReference"] == {"reference": f"urn:uuid:{UUID}"}


def test_the_evidence_says_which_words_were_seen_and_when() -> None:
    parts = evidence(an_act_of_consent(ConsentDecision.YES))
    assert [value for url, value in parts if url != "page"] == [
        "ConsentPII",
        "4",
        FORM.sha256,
        "es",
        "yes",
        f"María {MARK}",
        base64.b64encode(b"PNG").decode(),
        "1.0,1.3,0,0.50 9.0,4.0,12,1.00;3.0,3.0,0,0.25 4.0,4.0,8,0.25",
    ]
    pages = [
        [part.get("valueInteger") or part["valueInstant"] for part in value]
        for url, value in parts
        if url == "page"
    ]
    assert pages == [
        [1, "2026-03-12T15:00:00.000Z"],
        [2, "2026-03-12T15:00:01.000Z"],
        [1, "2026-03-12T15:00:00.000Z"],
    ]


def test_who_signed_nothing_leaves_neither_name_nor_strokes() -> None:
    parts = dict(evidence(an_act_of_consent(ConsentDecision.NOT_SURE, signed=False)))
    assert not {"printed-name", "signature-image", "signature-strokes"} & set(parts)


def test_the_signed_paper_is_carried_whole() -> None:
    act = an_act_of_consent(ConsentDecision.YES)
    resource = as_json(document_reference_resource(act, STAMP, PDF, sha256_hex(PDF)))
    ensure_r4(resource)
    attachment = resource["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == PDF
    assert attachment["extension"][0]["valueString"] == sha256_hex(PDF)
    assert (attachment["contentType"], attachment["language"]) == ("application/pdf", "es")
    assert resource["context"] == {"encounter": [as_json(encounter_reference(act.visit.id))]}


def test_a_paper_can_replace_another_and_be_void() -> None:
    act = an_act_of_consent(ConsentDecision.NO)
    earlier = conditional_reference("DocumentReference", systems.DOCUMENT, "record-0")
    resource = as_json(
        document_reference_resource(
            act,
            STAMP,
            PDF,
            sha256_hex(PDF),
            status="entered-in-error",
            relates_to=(DocumentRelatesTo(code="replaces", target=earlier),),
        )
    )
    ensure_r4(resource)
    assert resource["status"] == "entered-in-error"
    assert resource["relatesTo"] == [{"code": "replaces", "target": as_json(earlier)}]


def test_a_consent_can_be_void_whatever_was_decided() -> None:
    act = an_act_of_consent(ConsentDecision.YES)
    resource = consent_resource(act, STAMP, PAPER, status="entered-in-error")
    ensure_r4(resource)
    assert resource.status == "entered-in-error"


# --- References -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "pointed"),
    [
        (
            patient_reference(a_participant().id),
            "Patient?identifier=https%3A%2F%2Fptc.example%2Ffhir%2Fparticipant%7Cparticipant-1",
        ),
        (
            encounter_reference(a_visit().id),
            "Encounter?identifier=https%3A%2F%2Fptc.example%2Ffhir%2Fvisit%7Cvisit-1",
        ),
        (practitioner_reference(an_author().practitioner), ""),
        (device_reference(an_author().workstation), ""),
        (site_reference(an_author().workstation), ""),
    ],
)
def test_only_what_central_holds_is_pointed_at_literally(
    reference: Reference, pointed: str
) -> None:
    assert reference.reference == pointed
    assert reference.type
    assert reference.identifier
    assert reference.identifier.system
    assert reference.identifier.value


# --- Provenance -----------------------------------------------------------------------------------


def test_where_a_record_comes_from_is_a_provenance_that_r4_knows() -> None:
    resource = as_json(provenance_resource([PAPER, entry_reference("2")], STAMP))
    ensure_r4(resource)
    assert resource["target"] == [
        {"reference": f"urn:uuid:{UUID}"},
        {"reference": "urn:uuid:2"},
    ]
    assert resource["recorded"] == "2026-03-12T15:10:00.000Z"
    assert resource["activity"]["coding"][0]["code"] == "CREATE"
    assert resource["meta"]["tag"] == [{"system": systems.RECORD, "code": "record-1"}]
    assert not {"reason", "entity"} & set(resource)


def test_a_provenance_tells_what_was_revised_and_why() -> None:
    correction = Correction(RecordOperation.UPDATE, CorrectionReason.OTHER, "Typing error")
    authorship = replace(STAMP, follows=RecordId("record-0"), correction=correction)
    resource = as_json(provenance_resource([PAPER], authorship))
    ensure_r4(resource)
    assert resource["activity"]["coding"] == [{"system": systems.DATA_OPERATION, "code": "UPDATE"}]
    assert resource["reason"] == [
        {
            "coding": [{"system": systems.CORRECTION_REASON, "code": "other"}],
            "text": "Typing error",
        }
    ]
    earlier = {"identifier": {"system": systems.RECORD, "value": "record-0"}}
    assert resource["entity"] == [{"role": "revision", "what": earlier}]


@pytest.mark.parametrize(
    "authorship",
    [
        replace(STAMP, follows=RecordId("record-0")),
        replace(STAMP, correction=Correction(RecordOperation.UPDATE, CorrectionReason.OTHER, "n")),
    ],
    ids=["made again", "a correction of nothing"],
)
def test_a_provenance_of_no_correction_revises_nothing(authorship: RecordAuthorship) -> None:
    assert "entity" not in as_json(provenance_resource([PAPER], authorship))


def test_a_provenance_names_the_person_the_site_and_the_machine() -> None:
    resource = as_json(provenance_resource([PAPER], STAMP))
    person, machine = resource["agent"]
    assert person["who"] == {
        "type": "Practitioner",
        "identifier": {"system": systems.PRACTITIONER, "value": "practitioner-1"},
        "display": "Nurse 1",
    }
    assert person["onBehalfOf"] == {
        "type": "Organization",
        "identifier": {"system": systems.SITE, "value": "Springfield"},
        "display": "Springfield",
    }
    assert machine["who"] == {
        "type": "Device",
        "identifier": {"system": systems.DEVICE, "value": "device-1"},
        "display": "desk-1",
    }


def test_another_author_changes_only_who_is_named() -> None:
    other = replace(STAMP, author=an_author(key="2"))
    mine, theirs = (as_json(provenance_resource([PAPER], who)) for who in (STAMP, other))
    assert {key for key in mine if mine[key] != theirs[key]} == {"agent"}
