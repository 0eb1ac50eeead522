"""Physical measurements: kept reading by reading, on record when the set is complete."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from ptc_app.domain.errors import PtcError, RuleBroken
from ptc_app.domain.ids import VisitId
from ptc_app.domain.measurement.reading import entered, modified
from ptc_app.domain.record import RecordKind
from ptc_app.services.measurements import Measurement
from tests.support.house import House, measured

STAGE = "measurements"


@pytest.fixture
def visit_id(house: House) -> VisitId:
    """A visit whose measurements were just begun."""
    begun = house.consented()
    house.clinic.visits.begin(begun, STAGE)
    return begun


@pytest.fixture
def complete(house: House, visit_id: VisitId) -> Measurement:
    return measured(house.clinic.measuring.open(visit_id, STAGE))


def resources(body: bytes) -> list[Any]:
    return [entry["resource"] for entry in json.loads(body)["entry"]]


def test_measuring_begins_with_the_protocol_of_the_program_and_no_reading(
    house: House, visit_id: VisitId
) -> None:
    with house.writes_nothing():
        measurement = house.clinic.measuring.open(visit_id, STAGE)
    assert measurement.protocol.version == "0.3.3"
    assert measurement.readings.readings == ()


def test_each_reading_is_on_disk(house: House, visit_id: VisitId) -> None:
    measurement = house.clinic.measuring.open(visit_id, STAGE)
    readings = measurement.readings
    with house.writes(draft=1):
        for text in ("80.2", "80.4"):
            readings = entered(measurement.protocol, readings, "weight", 1, Decimal(text))
            house.clinic.measuring.save(visit_id, STAGE, readings)
    assert house.clinic.measuring.open(visit_id, STAGE).readings == readings


def test_a_complete_set_is_one_record_with_the_page_of_results(
    house: House, visit_id: VisitId, complete: Measurement
) -> None:
    house.clinic.measuring.save(visit_id, STAGE, complete.readings)
    with house.writes_one_record(document=1, draft=-1):
        visit = house.clinic.measuring.sign(visit_id, STAGE, complete)
    record = house.last_record()
    assert (record.kind, record.stage) == (RecordKind.MEASUREMENTS, STAGE)
    assert visit.stage(STAGE).is_settled
    page = house.clinic.consenting.paper(visit_id, STAGE)
    assert page is not None
    assert page.record_id == record.id
    (what, who) = house.printer.asked[-1]
    assert (what, who.id) == (complete, visit.participant_id)


def test_the_numbers_go_out_as_they_were_read(
    house: House, visit_id: VisitId, complete: Measurement
) -> None:
    house.clinic.measuring.sign(visit_id, STAGE, complete)
    body = house.last_record().body
    assert b'"value":171.5,' in body
    assert b'"value":80.2,' in body
    *observations, provenance = resources(body)
    assert [one["resourceType"] for one in observations] == ["Observation"] * 7
    assert len(provenance["target"]) == 7


def test_a_set_that_lacks_a_reading_is_refused(house: House, visit_id: VisitId) -> None:
    empty = house.clinic.measuring.open(visit_id, STAGE)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="measurements-incomplete"):
        house.clinic.measuring.sign(visit_id, STAGE, empty)
    assert house.printer.asked[1:] == []


def test_what_was_refused_by_the_participant_is_said_instead_of_measured(
    house: House, visit_id: VisitId
) -> None:
    protocol, readings = (it := house.clinic.measuring.open(visit_id, STAGE)).protocol, it.readings
    for group in protocol.groups:
        for replicate in group.readings:
            readings = modified(protocol, readings, group.code, replicate, "refusal")
    with house.writes_one_record(document=1):
        house.clinic.measuring.sign(visit_id, STAGE, Measurement(protocol, readings))
    assert b"valueQuantity" not in house.last_record().body


def test_a_set_is_signed_once(house: House, visit_id: VisitId, complete: Measurement) -> None:
    house.clinic.measuring.sign(visit_id, STAGE, complete)
    with house.writes_nothing(), pytest.raises(RuleBroken, match="stage-step"):
        house.clinic.measuring.sign(visit_id, STAGE, complete)


def test_without_the_page_of_results_nothing_is_recorded(
    house: House, visit_id: VisitId, complete: Measurement
) -> None:
    house.printer.error = PtcError("paper")
    with house.writes_nothing(), pytest.raises(PtcError, match="paper"):
        house.clinic.measuring.sign(visit_id, STAGE, complete)
