from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.measurement.means import bmi, mean, shown
from ptc_app.domain.measurement.protocol import Protocol
from ptc_app.domain.measurement.reading import Readings, begun, entered
from ptc_app.domain.measurement.units import feet_and_inches, pounds

SYSTOLIC = "blood-pressure-systolic"


def test_the_mean_is_of_readings_2_and_3(protocol: Protocol, complete: Readings) -> None:
    assert mean(protocol, complete, SYSTOLIC) == Decimal("126.5")
    assert mean(protocol, complete, "height") is None


def test_the_mean_is_of_those_present(protocol: Protocol, complete: Readings) -> None:
    one = entered(protocol, complete, SYSTOLIC, 3, None)
    assert mean(protocol, one, SYSTOLIC) == Decimal(128)
    none = entered(protocol, one, SYSTOLIC, 2, None)
    assert mean(protocol, none, SYSTOLIC) is None


def test_the_body_mass_index_has_one_decimal(complete: Readings) -> None:
    assert bmi(complete) == Decimal("27.3")


@pytest.mark.parametrize("missing", ["height", "weight"])
def test_the_body_mass_index_needs_both(
    protocol: Protocol, complete: Readings, missing: str
) -> None:
    assert bmi(entered(protocol, complete, missing, 1, None)) is None


def test_a_negative_height_has_no_body_mass_index(protocol: Protocol, complete: Readings) -> None:
    assert bmi(entered(protocol, complete, "height", 1, Decimal(-170))) is None


def test_halves_go_up() -> None:
    assert shown(Decimal("93.25")) == Decimal("93.3")


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


def test_nothing_was_read_yet(protocol: Protocol) -> None:
    assert mean(protocol, begun(protocol), SYSTOLIC) is None
    assert bmi(begun(protocol)) is None
