"""Numbers, thresholds and limits of measurements: what is just inside them and what just is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ptc_app.domain.measurement.formula_definitions import DerivedQuantity
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.reading_checks import limit_issues, reading_warnings
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    OpenedMeasurement,
    is_measurable,
)
from ptc_app.domain.measurement.thresholds import WarningKind, WarningThreshold
from tests.support.protocols import (
    a_small_protocol,
    decoded,
    example_session,
    fitness_file,
    warning,
    with_number,
)


@pytest.mark.parametrize(
    ("value", "is_measure"),
    [
        ("1E+12", True),
        ("9.99E+12", True),
        ("1E+13", False),
        ("1E-12", True),
        ("9E-13", False),
        ("0", True),
        ("-5", True),
        ("NaN", False),
        ("-Infinity", False),
    ],
)
def test_a_measure_has_an_exponent_of_at_most_twelve(value: str, *, is_measure: bool) -> None:
    assert is_measurable(Decimal(value)) is is_measure


@pytest.mark.parametrize(
    ("bounds", "holding"),
    [
        ({"above": 10}, [11, 12, 13]),
        ({"below": 12}, [9, 10, 11]),
        ({"above": 9, "below": 12}, [10, 11]),
        ({}, [9, 10, 11, 12, 13]),
    ],
)
def test_a_threshold_itself_is_not_beyond_it(bounds: dict[str, int], holding: list[int]) -> None:
    limits: Any = {name: Decimal(bound) for name, bound in bounds.items()}
    threshold = WarningThreshold(code="w", kind=WarningKind.VERIFY, title={}, text={}, **limits)
    assert [value for value in range(9, 14) if threshold.holds(Decimal(value))] == holding


@pytest.mark.parametrize(
    ("limits", "within"),
    [
        ({"at_least": 10}, [10, 11, 12, 13]),
        ({"at_most": 12}, [9, 10, 11, 12]),
        ({"at_least": 10, "at_most": 12}, [10, 11, 12]),
        ({}, [9, 10, 11, 12, 13]),
    ],
)
def test_a_derived_value_may_be_a_limit_itself(limits: dict[str, int], within: list[int]) -> None:
    derived = derived_value_with(**limits)
    assert [value for value in range(9, 14) if derived.is_within_limits(Decimal(value))] == within


def derived_value_with(**limits: int) -> DerivedQuantity:
    """The first derived value of a protocol, with other limits."""
    first = decoded(fitness_file()).derived[0]
    none: Any = {"at_least": None, "at_most": None}
    return msgspec.structs.replace(
        first, **(none | {name: Decimal(limit) for name, limit in limits.items()})
    )


@pytest.mark.parametrize(
    ("value", "codes"),
    [("0.1", []), ("999.9", []), ("1000", ["out-of-range"]), ("38.55", ["too-many-decimals"])],
)
def test_a_value_is_above_0_and_below_its_limit(value: str, codes: list[str]) -> None:
    session = example_session(decoded(a_small_protocol()))
    assert codes_of(session, with_number(session, "neck", 1, value)) == codes


@pytest.mark.parametrize(
    ("value", "codes"), [("480", []), ("480.0", []), ("480.5", ["not-an-integer"])]
)
def test_a_whole_number_may_be_written_with_a_point(value: str, codes: list[str]) -> None:
    session = example_session(decoded(fitness_file()))
    assert codes_of(session, with_number(session, "peak-flow", 1, value)) == codes


@pytest.mark.parametrize(
    ("value", "codes"), [("32.9", []), ("33", ["not-less"]), ("34", ["not-less"])]
)
def test_what_must_be_less_may_not_be_equal(value: str, codes: list[str]) -> None:
    file = fitness_file()
    file["steps"][0]["groups"][0]["quantities"][0]["less_than"] = "grip-right"
    session = example_session(decoded(file))
    assert codes_of(session, with_number(session, "grip-left", 1, value)) == codes


def codes_of(session: OpenedMeasurement, readings: MeasurementEntries) -> list[str]:
    return [issue.code for issue in limit_issues(session.protocol, readings)]


def test_a_single_reading_warns_by_itself_and_says_which_one() -> None:
    file = a_small_protocol()
    neck = file["steps"][0]["groups"][0]["quantities"][0]
    neck["warnings"] = [warning("wide", "verify", above=50), warning("thin", "verify", below=20)]
    session = example_session(decoded(file))
    for value, codes in (("50", []), ("50.1", ["wide"]), ("20", []), ("19.9", ["thin"])):
        found = reading_warnings(session.protocol, with_number(session, "neck", 1, value))
        assert [one.code for one in found] == codes
        assert [one.headline("en", "1") for one in found] == [f"{code} in 1" for code in codes]
        assert [one.replicates for one in found] == [(1,)] * len(codes)


@pytest.mark.parametrize(
    ("changes", "is_tabular"),
    [
        ({}, False),
        ({"replicates": 2}, True),
        ({"flags": [{"code": "f", "label": {}, "method_system": "urn:m"}]}, False),
        ({"flags": [{"code": "f", "label": {}}]}, True),
    ],
)
def test_a_group_needs_a_table_for_several_readings_or_findings(
    changes: dict[str, Any], *, is_tabular: bool
) -> None:
    file = a_small_protocol()
    file["steps"][0]["groups"][0].update(changes)
    (group,) = decoded(file).groups
    assert group.is_tabular is is_tabular


def test_a_group_of_two_quantities_needs_a_table() -> None:
    file = a_small_protocol()
    quantities = file["steps"][0]["groups"][0]["quantities"]
    quantities.append({**quantities[0], "code": "throat"})
    protocol: MeasurementProtocol = decoded(file)
    assert protocol.groups[0].is_tabular
