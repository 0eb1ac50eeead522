from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.measurement.derived_values import body_mass_index, mean_value, rounded_to_tenth
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import Readings, empty_readings, with_value
from ptc_app.domain.measurement.us_customary_units import feet_and_inches, pounds

SYSTOLIC = "blood-pressure-systolic"


def test_the_mean_is_of_readings_2_and_3(protocol: MeasurementProtocol, complete: Readings) -> None:
    assert mean_value(protocol, complete, SYSTOLIC) == Decimal("126.5")
    assert mean_value(protocol, complete, "height") is None


def test_the_mean_is_of_those_present(protocol: MeasurementProtocol, complete: Readings) -> None:
    one = with_value(protocol, complete, SYSTOLIC, 3, None)
    assert mean_value(protocol, one, SYSTOLIC) == Decimal(128)
    none = with_value(protocol, one, SYSTOLIC, 2, None)
    assert mean_value(protocol, none, SYSTOLIC) is None


def test_the_body_mass_index_has_one_decimal(complete: Readings) -> None:
    assert body_mass_index(complete) == Decimal("27.3")


@pytest.mark.parametrize("missing", ["height", "weight"])
def test_the_body_mass_index_needs_both(
    protocol: MeasurementProtocol, complete: Readings, missing: str
) -> None:
    assert body_mass_index(with_value(protocol, complete, missing, 1, None)) is None


def test_a_negative_height_has_no_body_mass_index(
    protocol: MeasurementProtocol, complete: Readings
) -> None:
    assert body_mass_index(with_value(protocol, complete, "height", 1, Decimal(-170))) is None


def test_halves_go_up() -> None:
    assert rounded_to_tenth(Decimal("93.25")) == Decimal("93.3")


def test_pounds_follow_the_factor_of_the_protocol() -> None:
    assert pounds(Decimal(80)) == Decimal("176.4")


@pytest.mark.parametrize(
    ("height", "feet", "whole_inches"), [("171.5", 5, 8), ("182.8", 6, 0), ("152", 5, 0)]
)
def test_inches_never_reach_twelve(height: str, feet: int, whole_inches: int) -> None:
    assert feet_and_inches(Decimal(height)) == (feet, whole_inches)


@given(height=st.decimals(min_value="30", max_value="299.9", places=1))
def test_feet_and_inches_are_within_half_an_inch(height: Decimal) -> None:
    feet, rest = feet_and_inches(height)
    assert 0 <= rest < 12
    assert abs(Decimal(feet * 12 + rest) - height * Decimal("0.3937")) <= Decimal("0.5")


def test_nothing_was_read_yet(protocol: MeasurementProtocol) -> None:
    assert mean_value(protocol, empty_readings(protocol), SYSTOLIC) is None
    assert body_mass_index(empty_readings(protocol)) is None
