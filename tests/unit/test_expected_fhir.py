"""Whole FHIR R4 resources as central receives them, one file for each.

A change of a file here is a change of what every central stores: review it as such.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ptc_app.domain.consent import ConsentDecision, ConsentForm, ConsentFormPage, ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress, page_displayed
from ptc_app.domain.fhir.consent import consent_resource
from ptc_app.domain.fhir.corrections import replaced_document
from ptc_app.domain.fhir.document_reference import document_reference_resource
from ptc_app.domain.fhir.elements import FhirResource, encode_fhir
from ptc_app.domain.fhir.encounter import encounter_resource
from ptc_app.domain.fhir.patient import patient_resource
from ptc_app.domain.fhir.provenance import provenance_resource
from ptc_app.domain.fhir.references import entry_reference
from ptc_app.domain.ids import RecordId
from ptc_app.domain.language import Language
from ptc_app.domain.participants.participant import Address, ContactChannel
from ptc_app.domain.records.correction import Correction, CorrectionReason, RecordOperation
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.records.signed_record import sha256_hex
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.stages.visit_steps import StageChange, complete_stage, skip_stage
from ptc_app.domain.stages.visit_steps import begin_stage as begun
from ptc_app.domain.visit import SkipReason, Visit
from tests.support.builders import a_participant, a_visit, an_author, later

FOLDER = Path(__file__).parent / "expected_fhir"
SIGNED = RecordAuthorship(RecordId("record-1"), an_author(), later(600))
AMENDED = replace(
    SIGNED,
    follows=RecordId("record-0"),
    correction=Correction(RecordOperation.UPDATE, CorrectionReason.OTHER, "Typing error"),
)
CHANGE = StageChange(later(60), SIGNED.author.practitioner.id)
PDF = b"%PDF-1.7"
DOCUMENT = entry_reference("6f1a5f0e-6a52-4a7d-8b0a-2c7c0f5b1d11")


def finished_visit() -> Visit:
    """One stage in each way a stage can end."""
    visit = complete_stage(begun(a_visit(), "identity", CHANGE), "identity", CHANGE, "name phone")
    visit = complete_stage(begun(visit, "consent", CHANGE), "consent", CHANGE, "yes")
    visit = skip_stage(visit, "survey", CHANGE, SkipReason.NO_TIME)
    visit = skip_stage(visit, "measurements", CHANGE, SkipReason.OTHER, "the cuff is broken")
    end = replace(CHANGE, at=later(300))
    return complete_stage(begun(visit, "finish", end), "finish", end)


def signed_consent() -> SignedConsent:
    """A yes to a form of two pages, with a drawn signature."""
    form = ConsentForm(
        key="primary",
        module="ConsentPII",
        version="4",
        sha256=64 * "a",
        language=Language("es"),
        title="Consentimiento principal",
        pages=(ConsentFormPage("Uno", ("Palabras.",)), ConsentFormPage("Dos", ("Más.",))),
        statement="Leí este formulario.",
    )
    progress = ConsentReadingProgress(form.key, form.version, form.language)
    for page in (0, 1):
        progress = page_displayed(progress, page, later(page))
    stroke = (SignaturePoint(1, 1.26, 0, 0.5), SignaturePoint(9, 4, 12, 1))
    drawn = DrawnSignature((stroke, stroke), 300, 90, b"PNG")
    signing = ConsentSigning(ConsentDecision.YES, "María García", drawn, date(2026, 3, 12))
    return SignedConsent(a_visit(), form, progress, signing)


MARIA = a_participant(
    given_name="María",
    middle_name="Luz",
    family_name="García",
    preferred_contact=ContactChannel.EMAIL,
    address=Address("1 Main St", "Chicago", "IL", "60601"),
)
RESOURCES: dict[str, Callable[[], FhirResource]] = {
    "patient": lambda: patient_resource(MARIA),
    "encounter": lambda: encounter_resource(finished_visit(), SIGNED),
    "consent": lambda: consent_resource(signed_consent(), SIGNED, DOCUMENT),
    "document-reference": lambda: document_reference_resource(
        signed_consent(),
        SIGNED,
        PDF,
        sha256_hex(PDF),
        relates_to=replaced_document(RecordId("record-0")),
    ),
    "provenance": lambda: provenance_resource([DOCUMENT], SIGNED),
    "provenance-of-amendment": lambda: provenance_resource([DOCUMENT], AMENDED),
}


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_is_what_central_expects_in_full(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(encode_fhir(RESOURCES[name]())) == expected


@pytest.mark.parametrize("name", RESOURCES)
def test_what_a_resource_leaves_out_of_its_json_is_empty(name: str) -> None:
    assert set(left_out(RESOURCES[name]())) <= {"", (), None}


def left_out(part: object) -> Iterator[object]:
    """The values, here and in all parts, that are those of fields nobody gave."""
    if isinstance(part, tuple):
        for each in part:
            yield from left_out(each)
    if isinstance(part, msgspec.Struct):
        for field in msgspec.structs.fields(part):
            value = getattr(part, field.name)
            if value == field.default:
                yield value
            yield from left_out(value)
