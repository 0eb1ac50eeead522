from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.measurement.derived_values import (
    calculated_formulas,
    derived_values,
    mean_value,
)
from ptc_app.domain.measurement.display_units import display_unit_text, plain_number, rounded
from ptc_app.domain.measurement.formula_definitions import Formula
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import MeasurementEntries, empty_readings, with_value

SYSTOLIC = "blood-pressure-systolic"
DIASTOLIC = "blood-pressure-diastolic"


def test_the_mean_is_of_readings_2_and_3(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    assert mean_value(protocol, complete, SYSTOLIC) == Decimal("126.5")
    assert mean_value(protocol, complete, "height") is None


def test_the_mean_is_of_those_present(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    one = with_value(protocol, complete, SYSTOLIC, 3, None)
    assert mean_value(protocol, one, SYSTOLIC) == Decimal(128)
    none = with_value(protocol, one, SYSTOLIC, 2, None)
    assert mean_value(protocol, none, SYSTOLIC) is None


def test_a_mean_is_none_while_what_it_is_paired_with_has_none(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    readings = complete
    for replicate in (2, 3):
        readings = with_value(protocol, readings, DIASTOLIC, replicate, None)
    assert mean_value(protocol, readings, SYSTOLIC) is None
    assert mean_value(protocol, readings, "heart-rate") == Decimal("72.5")


def test_the_body_mass_index_has_one_decimal(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    assert derived_values(protocol, complete)["bmi"] == Decimal("27.3")


@pytest.mark.parametrize("missing", ["height", "weight"])
def test_the_body_mass_index_needs_both(
    protocol: MeasurementProtocol, complete: MeasurementEntries, missing: str
) -> None:
    without = with_value(protocol, complete, missing, 1, None)
    assert derived_values(protocol, without)["bmi"] is None


def test_a_negative_height_has_no_body_mass_index(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    negative = with_value(protocol, complete, "height", 1, Decimal(-170))
    assert derived_values(protocol, negative)["bmi"] is None


def test_the_largest_and_smallest_numbers_have_no_body_mass_index(
    protocol: MeasurementProtocol,
) -> None:
    readings = with_value(protocol, empty_readings(protocol), "weight", 1, Decimal("9E12"))
    readings = with_value(protocol, readings, "height", 1, Decimal("1E-12"))
    assert derived_values(protocol, readings)["bmi"] is None


def test_a_derived_value_is_the_largest_a_measure_can_be_or_none(
    protocol: MeasurementProtocol,
) -> None:
    readings = with_value(protocol, empty_readings(protocol), "height", 1, Decimal(100))
    largest = with_value(protocol, readings, "weight", 1, Decimal("9999999999999"))
    assert derived_values(protocol, largest)["bmi"] == Decimal("9999999999999.0")
    larger = with_value(protocol, readings, "weight", 1, Decimal("9999999999999.96"))
    assert derived_values(protocol, larger)["bmi"] is None


def test_a_derived_value_below_its_decimals_is_0(protocol: MeasurementProtocol) -> None:
    readings = with_value(protocol, empty_readings(protocol), "weight", 1, Decimal("1E-12"))
    readings = with_value(protocol, readings, "height", 1, Decimal("9E12"))
    assert derived_values(protocol, readings)["bmi"] == 0


def test_every_formula_can_be_computed() -> None:
    assert calculated_formulas() == set(get_args(Formula))


@pytest.mark.parametrize(
    ("value", "decimals", "result"),
    [("93.25", 1, "93.3"), ("-93.25", 1, "-93.3"), ("72.5", 0, "73"), ("1", 2, "1.00")],
)
def test_halves_go_away_from_zero(value: str, decimals: int, result: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == result


@pytest.mark.parametrize(
    ("value", "text"), [("300", "300"), ("85.50", "85.5"), ("0.0", "0"), ("3E+2", "300")]
)
def test_a_plain_number_has_no_exponent_and_no_idle_zeros(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text


def test_pounds_follow_the_factor_of_the_protocol(protocol: MeasurementProtocol) -> None:
    assert in_display_unit(protocol, "weight", "80") == "176.4 lb"


@pytest.mark.parametrize(
    ("height", "text"), [("171.5", "5 ft 8 in"), ("182.8", "6 ft 0 in"), ("152", "5 ft 0 in")]
)
def test_inches_never_reach_twelve(protocol: MeasurementProtocol, height: str, text: str) -> None:
    assert in_display_unit(protocol, "height", height) == text


@given(height=st.decimals(min_value="30", max_value="299.9", places=1))
def test_feet_and_inches_are_within_half_an_inch(
    protocol: MeasurementProtocol, height: Decimal
) -> None:
    unit = protocol.quantity("height").display_unit
    assert unit is not None
    feet, inches = unit.numbers(height).values()
    assert 0 <= inches < 12
    assert abs(feet * 12 + inches - height * Decimal("0.3937")) <= Decimal("0.5")


def test_nothing_was_read_yet(protocol: MeasurementProtocol) -> None:
    assert mean_value(protocol, empty_readings(protocol), SYSTOLIC) is None
    assert derived_values(protocol, empty_readings(protocol))["bmi"] is None


def in_display_unit(protocol: MeasurementProtocol, code: str, value: str) -> str:
    unit = protocol.quantity(code).display_unit
    assert unit is not None
    return display_unit_text(unit, Decimal(value), "en", plain_number)
