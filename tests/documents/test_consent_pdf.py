from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from ptc_app.documents.consent_pdf import ConsentPdfContent, render_consent_pdf

Opened = Callable[[bytes], Any]
NASTY = '#panic("x") $ @ \\ *bold* <script> {name} `raw`'


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_an_accessible_pdf(consent: ConsentPdfContent, opened: Opened, language: str) -> None:
    pdf = opened(render_consent_pdf(replace(consent, language=language)))
    assert pdf.reader.metadata.title == "Taking part in the study"
    assert pdf.root["/Lang"] == language
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1<" in pdf.xmp
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(pdf.tags())


def test_no_heading_is_skipped(consent: ConsentPdfContent, opened: Opened) -> None:
    levels = [
        int(t[2:]) for t in opened(render_consent_pdf(consent)).tags() if t in {"/H1", "/H2", "/H3"}
    ]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_all_that_was_agreed_is_on_it(consent: ConsentPdfContent, opened: Opened) -> None:
    text = opened(render_consent_pdf(consent)).text
    for expected in (
        *("Testa Marked", "P123456789", "21 Nov 2026", "Yes, I want to take part"),
        *("Ana Ortiz", "Riverside Clinic", "Desk 2", consent.record_id, consent.form_hash),
        *(
            "Your choices",
            "By signing, I agree that",
            "10:01:07",
            "Driver's license",
            "Version 2.1.0",
        ),
    ):
        assert expected in text


@pytest.mark.parametrize(
    ("language", "alternative", "words"),
    [
        ("en", "Handwritten signature of Testa Marked", ("Name on record", "Page 1 of 2")),
        ("es", "Firma a mano de Testa Marked", ("Nombre en el registro", "Página 1 de 2")),
        ("es-US", "Firma a mano de Testa Marked", ("Su decisión y su firma",)),
        ("fr", "Handwritten signature of Testa Marked", ("Name on record",)),
    ],
)
def test_labels_and_the_signature_speak_its_language(
    consent: ConsentPdfContent,
    opened: Opened,
    language: str,
    alternative: str,
    words: tuple[str, ...],
) -> None:
    pdf = opened(render_consent_pdf(replace(consent, language=language)))
    assert pdf.alternative_texts() == [alternative]
    assert all(word in pdf.text for word in words)


def test_a_decision_without_a_signature_says_so(consent: ConsentPdfContent, opened: Opened) -> None:
    bare = replace(consent, signature=None, pages_shown=(), evidence=())
    pdf = opened(render_consent_pdf(bare))
    assert "No signature was given." in pdf.text
    assert "Pages shown" not in pdf.text
    assert pdf.alternative_texts() == []


def test_what_people_wrote_is_never_markup(consent: ConsentPdfContent, opened: Opened) -> None:
    nasty = replace(consent, participant_name=NASTY, title=NASTY, site=NASTY, statement=NASTY)
    pdf = opened(render_consent_pdf(nasty))
    assert pdf.text.count('#panic("x") $ @ \\ *bold* <script> {name} `raw`') >= 4
    assert pdf.reader.metadata.title == NASTY
    assert pdf.alternative_texts() == [f"Handwritten signature of {NASTY}"]


@pytest.mark.parametrize("name", ["محمد علي", "Ольга Ким", "Ðặng Thị Ánh", "Ωμέγα"])
def test_names_in_other_scripts_stay_accessible(
    consent: ConsentPdfContent, opened: Opened, name: str
) -> None:
    pdf = opened(render_consent_pdf(replace(consent, participant_name=name)))
    assert "<pdfuaid:part>1<" in pdf.xmp
    assert pdf.alternative_texts() == [f"Handwritten signature of {name}"]


@pytest.mark.parametrize("name", ["Testa 😀 Marked", "小林 陽子", "Testa\u0000Marked\n"])
def test_characters_no_font_can_draw_still_make_a_tagged_document(
    consent: ConsentPdfContent, opened: Opened, name: str
) -> None:
    pdf = opened(render_consent_pdf(replace(consent, participant_name=name)))
    assert "/StructTreeRoot" in pdf.root
    assert "P123456789" in pdf.text


def test_the_same_document_is_the_same_bytes(consent: ConsentPdfContent) -> None:
    assert render_consent_pdf(consent) == render_consent_pdf(consent)


def test_a_long_form_breaks_over_pages(consent: ConsentPdfContent, opened: Opened) -> None:
    pdf = opened(render_consent_pdf(replace(consent, pages=consent.pages * 15)))
    assert len(pdf.reader.pages) >= 4
    assert f"Page 2 of {len(pdf.reader.pages)}" in pdf.text
