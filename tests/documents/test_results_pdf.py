from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.documents.results_pdf import ResultsPdfContent, render_results_pdf
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import empty_readings, with_value

Opened = Callable[[bytes], Any]


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Your measurements"), ("es", "Sus medidas")]
)
def test_it_is_one_accessible_page(
    results: ResultsPdfContent, opened: Opened, language: str, title: str
) -> None:
    pdf = opened(render_results_pdf(replace(results, language=language)))
    assert len(pdf.reader.pages) == 1
    assert pdf.reader.metadata.title == title
    assert pdf.root["/Lang"] == language
    assert "<pdfuaid:part>1<" in pdf.xmp
    assert {"/H1", "/Table", "/TH", "/TD", "/L"} <= set(pdf.tags())


def test_it_says_the_numbers_in_both_unit_systems(
    results: ResultsPdfContent, opened: Opened
) -> None:
    text = opened(render_results_pdf(results)).text
    for expected in (
        *("133 / 86", "75", "Average of readings 2 and 3"),
        *("171.5 cm", "5 ft 8 in", "80.2 kg", "176.8 lb", "27.3"),
        *("not a diagnosis", "555-0142", "call 911", "above 130"),
    ):
        assert expected in text


def test_it_speaks_spanish(results: ResultsPdfContent, opened: Opened) -> None:
    text = opened(render_results_pdf(replace(results, language="es-US"))).text
    for expected in ("5 pies 8 pulg", "Presión arterial", "no es un diagnóstico"):
        assert expected in text


def test_without_readings_it_says_so(
    results: ResultsPdfContent, protocol: MeasurementProtocol, opened: Opened
) -> None:
    empty = replace(results, readings=empty_readings(protocol), advice=(), ask="")
    pdf = opened(render_results_pdf(empty))
    assert pdf.text.count("Not measured") == 5
    assert "Each reading" not in pdf.text
    assert "What we talked about" not in pdf.text


def test_a_lone_first_reading_is_shown_as_that(
    results: ResultsPdfContent, protocol: MeasurementProtocol, opened: Opened
) -> None:
    readings = empty_readings(protocol)
    readings = with_value(protocol, readings, "blood-pressure-systolic", 1, Decimal(120))
    readings = with_value(protocol, readings, "blood-pressure-diastolic", 1, Decimal(80))
    text = opened(render_results_pdf(replace(results, readings=readings))).text
    assert "120 / 80" in text
    assert "Reading 1" in text
    assert text.count("Not measured") == 4


def test_what_people_wrote_is_never_markup(results: ResultsPdfContent, opened: Opened) -> None:
    name = '#panic("x") $ @ \\ *bold* <script>'
    pdf = opened(
        render_results_pdf(replace(results, participant_name=name, ask=name, advice=(name,)))
    )
    assert pdf.text.count(name) >= 3
