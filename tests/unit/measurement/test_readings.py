from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import (
    ENTERED_BY_HAND,
    MeasurementEntries,
    decode_readings,
    empty_readings,
    encode_readings,
    modification_of,
    with_body_site,
    with_flag,
    with_modification,
    with_value,
)

SYSTOLIC = "blood-pressure-systolic"


def test_a_value_stands_at_its_place_and_replaces_the_one_before(
    protocol: MeasurementProtocol,
) -> None:
    before = with_value(protocol, empty_readings(protocol), SYSTOLIC, 2, Decimal(120))
    after = with_value(protocol, before, SYSTOLIC, 2, Decimal(130), how="Cuff BP-07")
    assert before.value(SYSTOLIC, 2) == Decimal(120)
    assert after.value(SYSTOLIC, 2) == Decimal(130)
    assert after.value(SYSTOLIC, 1) is None
    reading, earlier = after.reading(SYSTOLIC, 2), before.reading(SYSTOLIC, 2)
    assert reading is not None
    assert earlier is not None
    assert (earlier.how, reading.how) == (ENTERED_BY_HAND, "Cuff BP-07")


@pytest.mark.parametrize("nothing", [None, Decimal(0), Decimal("0.0")])
def test_nothing_and_zero_empty_a_place(
    protocol: MeasurementProtocol, complete: MeasurementEntries, nothing: Decimal | None
) -> None:
    assert with_value(protocol, complete, "height", 1, nothing).value("height") is None


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1E+13", "1E-13"])
def test_numbers_that_nobody_measures_are_a_mistake_of_the_caller(
    protocol: MeasurementProtocol, value: str
) -> None:
    with pytest.raises(ValueError, match=r"^not-a-measurable-number$"):
        with_value(protocol, empty_readings(protocol), "height", 1, Decimal(value))


@pytest.mark.parametrize(("code", "replicate"), [("height", 2), (SYSTOLIC, 0), ("hip", 1)])
def test_a_place_the_protocol_does_not_have_is_a_lookup_error(
    protocol: MeasurementProtocol, code: str, replicate: int
) -> None:
    with pytest.raises(LookupError):
        with_value(protocol, empty_readings(protocol), code, replicate, Decimal(1))


def test_refusing_a_reading_empties_it_and_no_other(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    refused = with_modification(protocol, complete, "blood-pressure", 2, "refusal")
    assert refused.value(SYSTOLIC, 2) is None
    assert refused.value("heart-rate", 2) is None
    assert refused.value(SYSTOLIC, 3) == Decimal(125)
    assert refused.value("height") is not None


def test_a_modification_that_keeps_values_keeps_them(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    after = with_modification(protocol, complete, "height", 1, "hair-style")
    assert after.readings == complete.readings
    chosen = modification_of(after, protocol.group("height"), 1)
    assert chosen is not None
    assert chosen.code == "hair-style"
    assert with_modification(protocol, after, "height", 1, None) == complete


def test_a_modification_of_another_group_is_a_lookup_error(protocol: MeasurementProtocol) -> None:
    with pytest.raises(LookupError):
        with_modification(protocol, empty_readings(protocol), "weight", 1, "hair-style")


def test_flags_are_set_and_removed(protocol: MeasurementProtocol) -> None:
    none = empty_readings(protocol)
    one = with_flag(protocol, none, "irregular-heart-rate", 2, so=True)
    assert one.is_flagged("irregular-heart-rate", 2)
    assert not one.is_flagged("irregular-heart-rate", 1)
    assert with_flag(protocol, one, "irregular-heart-rate", 2, so=False) == none


def test_the_right_arm_is_the_usual_place(protocol: MeasurementProtocol) -> None:
    pressure = protocol.group("blood-pressure")
    readings = empty_readings(protocol)
    assert readings.body_site(pressure) == "right-arm"
    assert readings.body_site(protocol.group("height")) is None
    left = with_body_site(protocol, readings, "blood-pressure", "left-arm")
    assert left.body_site(pressure) == "left-arm"
    with pytest.raises(LookupError):
        with_body_site(protocol, readings, "blood-pressure", "left-leg")


def test_only_the_place_of_the_group_asked_for_counts(protocol: MeasurementProtocol) -> None:
    left = with_body_site(protocol, empty_readings(protocol), "blood-pressure", "left-arm")
    assert left.body_site(protocol.group("weight")) is None


def test_a_draft_comes_back_as_it_was(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    at = datetime(2026, 11, 21, 10, 59, tzinfo=UTC)
    draft = with_value(protocol, complete, "height", 1, Decimal("172.7"), at=at)
    draft = with_modification(protocol, draft, "weight", 1, "other", notes="shoes on")
    draft = with_flag(protocol, draft, "manual-heart-rate", 1, so=True)
    draft = with_body_site(protocol, draft, "blood-pressure", "left-arm")
    assert decode_readings(encode_readings(draft)) == draft


@given(value=st.decimals(min_value="0.1", max_value="999.9", places=1))
def test_no_digit_is_lost_in_a_draft(protocol: MeasurementProtocol, value: Decimal) -> None:
    draft = with_value(protocol, empty_readings(protocol), "weight", 1, value)
    assert str(decode_readings(encode_readings(draft)).value("weight")) == str(value)
