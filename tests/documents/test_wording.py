"""Papers in the words of the person who takes them home."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from ptc_app.documents.consent_and_results_pdfs import consent_document_pdf, results_document_pdf
from ptc_app.domain.consent import ConsentDecision, ConsentSigning
from ptc_app.domain.consent_reading import ConsentReadingProgress, PageDisplay
from ptc_app.domain.ids import PractitionerId, RecordId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import OpenedMeasurement, empty_readings, with_value
from ptc_app.domain.records.record_authorship import RecordAuthorship
from ptc_app.domain.signature import DrawnSignature, SignaturePoint
from ptc_app.domain.signed_consent import SignedConsent
from ptc_app.domain.stages.visit_steps import StageChange, complete_stage
from ptc_app.domain.stages.visit_steps import begin_stage as stage_begun
from ptc_app.i18n.localizer import Localizer
from tests.support.builders import MARK, MORNING, a_participant, a_visit, an_author, later
from tests.support.site_runtimes import the_program

STAMP = RecordAuthorship(RecordId("record-1"), an_author(), later(90))


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def an_act(language: Language, decision: ConsentDecision = ConsentDecision.YES) -> SignedConsent:
    form = the_program().consent_form("primary", language)
    shown = tuple(PageDisplay(page, later(page)) for page in range(len(form.pages)))
    progress = ConsentReadingProgress(form.key, form.version, language, shown=shown)
    stroke = tuple(SignaturePoint(10.0 * step, 20.0, step, 0.5) for step in range(4))
    drawn = DrawnSignature((stroke,), 480, 240, b"") if decision is ConsentDecision.YES else None
    signing = ConsentSigning(decision, f"M. {MARK}", drawn, date(2026, 3, 12))
    moved = StageChange(MORNING, PractitionerId("practitioner-1"))
    visit = complete_stage(stage_begun(a_visit(), "identity", moved), "identity", moved)
    return SignedConsent(visit, form, progress, signing)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language("en"), ("Yes, I agree", "12 Mar 2026", "Identity checked", "clock UTC")),
        (Language("es"), ("Sí, acepto", "12 mar 2026", "Identidad", "computadora UTC")),
    ],
)
def test_a_consent_says_what_was_read_decided_and_seen(
    language: Language, said: tuple[str, ...]
) -> None:
    act = an_act(language)
    text = text_of(consent_document_pdf(act, a_participant(), STAMP))
    here = STAMP.at.astimezone()
    for expected in (
        *said,
        f"M. {MARK}",
        Localizer(language).time_text(here).split()[0],
        "Nurse 1",
        "record-1",
    ):
        assert expected in text
    assert act.form.pages[0].heading in text
    assert act.form.statement[:30] in text


def test_a_paper_of_a_practice_site_says_that_it_is_not_real() -> None:
    desk = replace(STAMP.author.workstation, is_practice=True)
    stamp = replace(STAMP, author=replace(STAMP.author, workstation=desk))
    act = an_act(Language("en"))
    said = "PRACTICE. The person is invented, and this paper is not real."
    assert said in text_of(consent_document_pdf(act, a_participant(), stamp))
    assert said not in text_of(consent_document_pdf(act, a_participant(), STAMP))


@pytest.mark.parametrize(
    ("decision", "said"),
    [(ConsentDecision.NO, "No, I do not agree"), (ConsentDecision.NOT_SURE, "I am not sure yet")],
)
def test_without_a_yes_the_statement_of_a_yes_is_not_on_it(
    decision: ConsentDecision, said: str
) -> None:
    act = an_act(Language("en"), decision)
    text = text_of(consent_document_pdf(act, a_participant(), STAMP))
    assert said in text
    assert "I choose to take part" not in text


def test_the_same_consent_is_the_same_paper() -> None:
    act = an_act(Language("en"))
    assert consent_document_pdf(act, a_participant(), STAMP) == consent_document_pdf(
        act, a_participant(), STAMP
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language("en"), ("172.5 cm", "5 ft 8 in", "March 12, 2026", "the staff of Springfield")),
        (
            Language("es"),
            ("172.5 cm", "5 pies 8 pulg.", "12 de marzo de 2026", "personal de Springfield"),
        ),
    ],
)
def test_results_are_in_the_language_of_the_participant(
    language: Language, said: tuple[str, ...]
) -> None:
    protocol = the_program().content("measurements", MeasurementProtocol)
    readings = with_value(protocol, empty_readings(protocol), "height", 1, Decimal("172.5"))
    someone = replace(a_participant(), language=language)
    text = text_of(results_document_pdf(OpenedMeasurement(protocol, readings), someone, STAMP))
    for expected in said:
        assert expected in text
