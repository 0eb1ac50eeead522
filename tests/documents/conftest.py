"""Documents of made-up people, and a look into the PDFs made of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from ptc_app.documents.consent_pdf import ConsentPdfContent, PrintedFormPage, PrintedPageDisplay
from ptc_app.documents.results_pdf import ResultsPdfContent
from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.measurement.readings import empty_readings, with_value
from ptc_app.domain.signature import DrawnSignature
from ptc_app.paths import resources
from tests.support.builders import a_stroke

AT = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
PANEL = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")


class Pdf:
    """A PDF opened again, as a reader or a screen reader sees it."""

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        trailer: Any = self.reader.trailer
        self.root = trailer["/Root"]
        pages = [page.extract_text() for page in self.reader.pages]
        self.text = " ".join("\n".join(pages).split())
        metadata = (
            self.root["/Metadata"].get_object().get_data() if "/Metadata" in self.root else b""
        )
        self.xmp = metadata.decode()

    def tags(self) -> list[str]:
        """The structure types in reading order."""
        return [str(element["/S"]) for element in self._elements(self.root["/StructTreeRoot"])]

    def alternative_texts(self) -> list[str]:
        elements = self._elements(self.root["/StructTreeRoot"])
        return [str(element["/Alt"]) for element in elements if "/Alt" in element]

    def _elements(self, parent: Any) -> Iterator[Any]:
        children = parent.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            element = child.get_object()
            if isinstance(element, dict) and "/S" in element:
                yield element
                yield from self._elements(element)


@pytest.fixture(scope="session")
def opened() -> Callable[[bytes], Pdf]:
    return Pdf


@pytest.fixture(scope="session")
def protocol() -> MeasurementProtocol:
    folder = resources() / "program" / "practice" / "2026.1" / "protocols"
    return decode_protocol((folder / "physical-measurements.json").read_bytes())


@pytest.fixture
def consent() -> ConsentPdfContent:
    paragraph = "We ask for about 1.5 hours today. You can stop at any time."
    headings = ("The most important things first", "Your choices")
    return ConsentPdfContent(
        language="en",
        title="Taking part in the study",
        version="2.1.0",
        pages=tuple(
            PrintedFormPage(heading=h, paragraphs=(paragraph, paragraph)) for h in headings
        ),
        statement="By signing, I agree that: I have read this form or had it read to me.",
        decision="Yes, I want to take part",
        participant_name="Testa Marked",
        participant_identifier="P123456789",
        signature=DrawnSignature(
            strokes=(
                a_stroke((10, 80), (60, 20), (110, 90), (200, 30)),
                a_stroke((150.0, 10.0)),
                (),
            ),
            width=300,
            height=100,
            image=b"PNG",
        ),
        signed_on="21 Nov 2026",
        practitioner="Ana Ortiz",
        site="Riverside Clinic",
        machine="Desk 2",
        record_id="3f0c6a52-0d8b-4a0a-9e1b-2d5a1f6c7e21",
        form_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        pages_shown=tuple(
            PrintedPageDisplay(heading=h, shown_at=f"21 Nov 2026, 10:0{n}:07")
            for n, h in enumerate(headings)
        ),
        evidence=(("Identity confirmed", "Driver's license"),),
        made_at=AT,
    )


@pytest.fixture
def results(protocol: MeasurementProtocol) -> ResultsPdfContent:
    readings = empty_readings(protocol)
    for replicate, values in enumerate(((146, 88, 72), (134, 86, 75), (132, 85, 74)), start=1):
        for code, value in zip(PANEL, values, strict=True):
            readings = with_value(protocol, readings, code, replicate, Decimal(value))
    readings = with_value(protocol, readings, "height", 1, Decimal("171.5"))
    return ResultsPdfContent(
        language="en",
        protocol=protocol,
        readings=with_value(protocol, readings, "weight", 1, Decimal("80.2")),
        participant_name="Testa Marked",
        participant_identifier="P123456789",
        site="Riverside Clinic",
        measured_on="21 Nov 2026",
        ask="Riverside Clinic: 555-0142, Monday to Friday, 8 to 5.",
        advice=("Your blood pressure was above 130. Please show this page to your doctor.",),
        made_at=AT,
    )
