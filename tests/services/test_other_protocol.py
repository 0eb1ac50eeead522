"""A protocol of test data alone, from its first reading to central and to the page of results."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
import trustme

from ptc_app.clock_and_ids import utc_now
from ptc_app.documents.consent_and_results_pdfs import results_document_pdf
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.language import Language
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_value
from ptc_app.domain.outbox import SyncReport
from ptc_app.sync.engine import SyncEngine
from ptc_app.sync.transport import CentralClient
from tests.support.central_faults import CLIENT, FaultyCentral, Served, serving
from tests.support.fhir_oracle import ensure_r4
from tests.support.protocols import FITNESS, example_session, program_with
from tests.support.site_runtimes import SiteFixture, site_fixture
from tests.support.sync_runs import run_once

STAGE = "measurements"
OBSERVATIONS = 15


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[Served]:
    with serving(authority) as served:
        yield served


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteFixture]:
    with site_fixture(tmp_path / "site", program_with(FITNESS)) as opened:
        yield opened


@pytest.fixture
def visit_id(site: SiteFixture) -> VisitId:
    begun = site.consented(language=Language("es"))
    site.services.visits.begin(begun, STAGE)
    return begun


def sign_examples(site: SiteFixture, visit_id: VisitId) -> OpenedMeasurement:
    """Enter all examples, save them, open them again and sign them."""
    service = replace(site.services.measurements, make_results_pdf=results_document_pdf)
    entered = example_session(service.open(visit_id, STAGE).protocol)
    service.save(visit_id, STAGE, entered.readings)
    opened = service.open(visit_id, STAGE)
    assert opened == entered
    service.sign(visit_id, STAGE, opened)
    return opened


def send(site: SiteFixture, served: Served) -> SyncReport:
    central = CentralClient(served.address, CLIENT, utc_now, timeouts=(5.0, 5.0))
    try:
        return run_once(SyncEngine(site.outbox, central, site.clock))
    finally:
        central.close()


def observations(central: FaultyCentral) -> dict[str, Any]:
    """What central holds, by the conditional URL that finds it."""
    return {name: each for name, each in central.held.items() if name.startswith("Observation?")}


def test_it_is_one_record_that_r4_allows(site: SiteFixture, visit_id: VisitId) -> None:
    sign_examples(site, visit_id)
    bundle = json.loads(site.last_record().body)
    ensure_r4(bundle)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Observation"] * OBSERVATIONS + ["Provenance"]


def test_an_incomplete_set_is_refused(site: SiteFixture, visit_id: VisitId) -> None:
    session = example_session(site.services.measurements.open(visit_id, STAGE).protocol)
    readings = with_value(session.protocol, session.readings, "neck", 1, None)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.measurements-incomplete$"):
        site.services.measurements.sign(visit_id, STAGE, replace(session, readings=readings))


@pytest.mark.parametrize(("language", "meaning", "flow"), [
    (Language("en"), "Strong hands are good", "Average of readings 2 and 3 · 8.3 liters a second"),
    (Language("es"), "Es bueno tener manos", "Promedio de las lecturas 2 y 3 · 8.3 litros por"),
])  # fmt: skip
def test_its_results_are_printed_in_its_words(
    site: SiteFixture, language: Language, meaning: str, flow: str
) -> None:
    begun = site.consented(language=language)
    site.services.visits.begin(begun, STAGE)
    sign_examples(site, begun)
    document = site.services.visits.document(begun, STAGE)
    assert document is not None
    pages = pypdf.PdfReader(io.BytesIO(document.body)).pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    for expected in (
        *("31.3 / 34 kilograms", "495 L/min", flow, "85.5 cm", "2 ft 10 in", "0.85"),
        *("Strength of your hands", "Left (kg)", "30.5", "Your breath", "480", meaning),
    ):
        assert expected in text
    for unknown in ("mmHg", "Blood", "Presión", "index", "masa"):
        assert unknown not in text


def test_central_takes_it_whole(site: SiteFixture, visit_id: VisitId, served: Served) -> None:
    sign_examples(site, visit_id)
    assert send(site, served).refused == 0
    assert len(observations(served.central)) == OBSERVATIONS
    assert site.outbox.counts().waiting == 0
    assert len(json.loads(served.central.requests[-1])["entry"]) == OBSERVATIONS + 1


def test_a_central_that_takes_eight_entries_has_it_in_parts(
    site: SiteFixture, visit_id: VisitId, served: Served
) -> None:
    sign_examples(site, visit_id)
    served.central.most_entries = 8
    assert send(site, served).refused == 0
    assert site.outbox.counts().waiting == 0
    held = observations(served.central)
    assert len(held) == OBSERVATIONS
    urls = {f"urn:uuid:{each['identifier'][0]['value']}": name for name, each in held.items()}
    parts = [[entry["fullUrl"] for entry in json.loads(body)["entry"]]
             for body in served.central.requests[-2:]]  # fmt: skip
    assert [len(part) for part in parts] == [8, 8]
    for entry in json.loads(served.central.requests[-1])["entry"]:
        resource = entry["resource"]
        for each in (*resource.get("derivedFrom", ()), *resource.get("target", ())):
            earlier = each["reference"] in parts[0]
            assert not earlier
            assert each["reference"] in {*parts[1], *(urls[url] for url in parts[0])}


def test_parts_that_were_stored_before_a_failure_are_not_stored_twice(
    site: SiteFixture, visit_id: VisitId, served: Served
) -> None:
    site.answer()
    while site.outbox.counts().waiting:
        site.answer()
    sign_examples(site, visit_id)
    served.central.most_entries = 8
    last = json.loads(site.last_record().body)["entry"][-1]
    provenance = f"Provenance?{last['request']['ifNoneExist']}"
    served.central.refused[provenance] = 503
    assert send(site, served).delivered == 0
    assert len(observations(served.central)) == 8
    del served.central.refused[provenance]
    site.clock.pass_by(minutes=15)
    assert send(site, served).delivered == 1
    assert len(observations(served.central)) == OBSERVATIONS
    assert provenance in served.central.held
