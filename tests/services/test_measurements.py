"""Physical measurements: kept reading by reading, on record when the set is complete."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.readings import OpenedMeasurement, with_modification, with_value
from tests.support.site_runtimes import SiteFixture, measured

STAGE = "measurements"


@pytest.fixture
def visit_id(site: SiteFixture) -> VisitId:
    """A visit whose measurements were just begun."""
    begun = site.consented()
    site.services.visits.begin(begun, STAGE)
    return begun


@pytest.fixture
def complete(site: SiteFixture, visit_id: VisitId) -> OpenedMeasurement:
    return measured(site.services.measurements.open(visit_id, STAGE))


def resources(body: bytes) -> list[Any]:
    return [entry["resource"] for entry in json.loads(body)["entry"]]


def test_measuring_begins_with_the_protocol_of_the_program_and_no_reading(
    site: SiteFixture, visit_id: VisitId
) -> None:
    with site.writes_nothing():
        measurement = site.services.measurements.open(visit_id, STAGE)
    assert measurement.protocol.version == "0.3.3"
    assert measurement.readings.readings == ()


def test_each_reading_is_on_disk(site: SiteFixture, visit_id: VisitId) -> None:
    measurement = site.services.measurements.open(visit_id, STAGE)
    readings = measurement.readings
    with site.writes(draft=1):
        for text in ("80.2", "80.4"):
            readings = with_value(measurement.protocol, readings, "weight", 1, Decimal(text))
            site.services.measurements.save(visit_id, STAGE, readings)
    assert site.services.measurements.open(visit_id, STAGE).readings == readings


def test_a_complete_set_is_one_record_with_the_page_of_results(
    site: SiteFixture, visit_id: VisitId, complete: OpenedMeasurement
) -> None:
    site.services.measurements.save(visit_id, STAGE, complete.readings)
    with site.writes_one_record(signed_draft=1, document=1, draft=-1):
        visit = site.services.measurements.sign(visit_id, STAGE, complete)
    record = site.last_record()
    assert (record.kind, record.stage) == ("measurements", STAGE)
    assert visit.stage(STAGE).is_settled
    page = site.services.visits.document(visit_id, STAGE)
    assert page is not None
    assert page.record_id == record.id
    (what, who) = site.printer.asked[-1]
    assert (what, who.id) == (complete, visit.participant_id)


def test_the_numbers_go_out_as_they_were_read(
    site: SiteFixture, visit_id: VisitId, complete: OpenedMeasurement
) -> None:
    site.services.measurements.sign(visit_id, STAGE, complete)
    body = site.last_record().body
    assert b'"value":171.5,' in body
    assert b'"value":80.2,' in body
    *observations, provenance = resources(body)
    assert [one["resourceType"] for one in observations] == ["Observation"] * 7
    assert len(provenance["target"]) == 7


def test_a_set_that_lacks_a_reading_is_refused(site: SiteFixture, visit_id: VisitId) -> None:
    empty = site.services.measurements.open(visit_id, STAGE)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.measurements-incomplete$"):
        site.services.measurements.sign(visit_id, STAGE, empty)
    assert site.printer.asked[1:] == []


def test_what_was_refused_by_the_participant_is_said_instead_of_measured(
    site: SiteFixture, visit_id: VisitId
) -> None:
    protocol, readings = (
        (it := site.services.measurements.open(visit_id, STAGE)).protocol,
        it.readings,
    )
    for group in protocol.groups:
        for replicate in group.readings:
            readings = with_modification(protocol, readings, group.code, replicate, "refusal")
    with site.writes_one_record(signed_draft=1, document=1):
        site.services.measurements.sign(visit_id, STAGE, OpenedMeasurement(protocol, readings))
    assert b"valueQuantity" not in site.last_record().body


def test_a_set_is_signed_once(
    site: SiteFixture, visit_id: VisitId, complete: OpenedMeasurement
) -> None:
    site.services.measurements.sign(visit_id, STAGE, complete)
    with site.writes_nothing(), pytest.raises(RuleBroken, match=r"^rule\.stage-step$"):
        site.services.measurements.sign(visit_id, STAGE, complete)


def test_without_the_page_of_results_nothing_is_recorded(
    site: SiteFixture, visit_id: VisitId, complete: OpenedMeasurement
) -> None:
    site.printer.error = PtcError("paper")
    with site.writes_nothing(), pytest.raises(PtcError, match="paper"):
        site.services.measurements.sign(visit_id, STAGE, complete)
