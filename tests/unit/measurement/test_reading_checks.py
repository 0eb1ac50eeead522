from __future__ import annotations

from decimal import Decimal

import pytest

from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.reading_checks import (
    ReadingProblem,
    accepted_readings,
    limit_issues,
    missing_readings,
    reading_issues,
    reading_warnings,
)
from ptc_app.domain.measurement.readings import (
    MeasurementEntries,
    empty_readings,
    with_flag,
    with_modification,
    with_value,
)
from ptc_app.domain.measurement.thresholds import WarningKind

SYSTOLIC = "blood-pressure-systolic"
DIASTOLIC = "blood-pressure-diastolic"
RATE = "heart-rate"


def read(protocol: MeasurementProtocol, code: str, *values: object) -> MeasurementEntries:
    readings = empty_readings(protocol)
    for replicate, value in enumerate(values, start=1):
        number = None if value is None else Decimal(str(value))
        readings = with_value(protocol, readings, code, replicate, number)
    return readings


def found(
    protocol: MeasurementProtocol, readings: MeasurementEntries
) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.code, one.replicates) for one in reading_warnings(protocol, readings)]


def test_a_complete_set_has_no_issues_and_no_warnings(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    assert reading_issues(protocol, complete) == ()
    assert reading_warnings(protocol, complete) == ()


def test_an_empty_set_misses_every_reading_and_breaks_no_limit(
    protocol: MeasurementProtocol,
) -> None:
    assert limit_issues(protocol, empty_readings(protocol)) == ()
    assert len(missing_readings(protocol, empty_readings(protocol))) == 11
    assert reading_issues(protocol, empty_readings(protocol))[0] == ReadingProblem(
        "missing", SYSTOLIC, 1
    )


@pytest.mark.parametrize(
    ("code", "value", "issue"),
    [
        (SYSTOLIC, "120.5", "not-an-integer"),
        (SYSTOLIC, "300", "out-of-range"),
        (SYSTOLIC, "-1", "out-of-range"),
        ("height", "300", "out-of-range"),
        ("height", "171.55", "too-many-decimals"),
        ("weight", "1000", "out-of-range"),
    ],
)
def test_a_value_beyond_its_limits_is_an_issue(
    protocol: MeasurementProtocol, code: str, value: str, issue: str
) -> None:
    (one,) = limit_issues(protocol, read(protocol, code, value))
    assert (one.code, one.subject, one.replicate) == (issue, code, 1)


@pytest.mark.parametrize(
    ("code", "value"), [(SYSTOLIC, "299"), (SYSTOLIC, "120.0"), ("height", "299.9")]
)
def test_a_value_just_within_its_limits_is_none(
    protocol: MeasurementProtocol, code: str, value: str
) -> None:
    assert limit_issues(protocol, read(protocol, code, value)) == ()


@pytest.mark.parametrize(("diastolic", "wrong"), [(119, False), (120, True), (121, True)])
def test_diastolic_is_less_than_systolic_of_the_same_reading(
    protocol: MeasurementProtocol, diastolic: int, *, wrong: bool
) -> None:
    readings = read(protocol, SYSTOLIC, 180, 120)
    readings = with_value(protocol, readings, DIASTOLIC, 2, Decimal(diastolic))
    expected = (ReadingProblem("not-less", DIASTOLIC, 2, {"than": SYSTOLIC}),) if wrong else ()
    assert limit_issues(protocol, readings) == expected


def test_a_modification_completes_its_reading(protocol: MeasurementProtocol) -> None:
    refused = with_modification(protocol, empty_readings(protocol), "blood-pressure", 1, "refusal")
    assert (SYSTOLIC, 1) not in {
        (i.subject, i.replicate) for i in missing_readings(protocol, refused)
    }
    assert (SYSTOLIC, 2) in {(i.subject, i.replicate) for i in missing_readings(protocol, refused)}


def test_a_value_typed_after_a_refusal_is_an_issue(protocol: MeasurementProtocol) -> None:
    refused = with_modification(protocol, empty_readings(protocol), "height", 1, "refusal")
    both = with_value(protocol, refused, "height", 1, Decimal(170))
    assert limit_issues(protocol, both) == (ReadingProblem("value-despite-modification", "height"),)


def test_a_value_with_a_modification_that_keeps_it_is_fine(
    protocol: MeasurementProtocol, complete: MeasurementEntries
) -> None:
    assert (
        reading_issues(protocol, with_modification(protocol, complete, "height", 1, "hair-style"))
        == ()
    )


@pytest.mark.parametrize(("notes", "wrong"), [("", True), ("  ", True), ("cast on arm", False)])
def test_other_needs_its_reason(
    protocol: MeasurementProtocol, complete: MeasurementEntries, notes: str, *, wrong: bool
) -> None:
    other = with_modification(protocol, complete, "weight", 1, "other", notes=notes)
    assert reading_issues(protocol, other) == (
        (ReadingProblem("notes-required", "weight"),) if wrong else ()
    )


@pytest.mark.parametrize(
    ("weight", "issue", "warned"),
    [
        ("19.7", "derived-out-of-range", ["weight-below-30", "bmi-below-15"]),
        ("20", None, ["weight-below-30", "bmi-below-15"]),
        ("60", None, []),
        ("200", None, ["weight-above-199.5"]),
        ("200.4", None, ["weight-above-199.5", "bmi-above-50"]),
        ("500", None, ["weight-above-199.5", "bmi-above-50"]),
        ("501", "derived-out-of-range", ["weight-above-199.5", "bmi-above-50"]),
    ],
)
def test_the_body_mass_index_has_hard_and_soft_limits(
    protocol: MeasurementProtocol, weight: str, issue: str | None, warned: list[str]
) -> None:
    readings = with_value(protocol, read(protocol, "height", 200), "weight", 1, Decimal(weight))
    assert [one.code for one in limit_issues(protocol, readings)] == ([issue] if issue else [])
    assert [code for code, _ in found(protocol, readings)] == warned


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((180, 100, 120), []),
        ((181, 120, 120), [("systolic-above-180", (1,))]),
        ((181, 181, 120), [("systolic-above-180-twice", (1, 2))]),
        ((181, 120, 181), [("systolic-above-180", (1,)), ("systolic-above-180", (3,))]),
        ((201, 181, 120), [("systolic-above-180-twice", (1, 2)), ("systolic-above-200", (1,))]),
        ((201, 201, 120), [("systolic-above-200-twice", (1, 2))]),
        ((None, 99, 99), [("systolic-below-100-twice", (2, 3))]),
        ((201, 201, 201), [("systolic-above-200-twice", (1, 2, 3))]),
        (
            (181, 201, 201),
            [("systolic-above-180-twice", (1, 2)), ("systolic-above-200-twice", (2, 3))],
        ),
        ((99, None, 99), [("systolic-below-100", (1,)), ("systolic-below-100", (3,))]),
        ((99, 120, 181), [("systolic-below-100", (1,)), ("systolic-above-180", (3,))]),
    ],
)
def test_one_reading_asks_for_the_next_and_two_in_a_row_alarm(
    protocol: MeasurementProtocol,
    values: tuple[int | None, ...],
    expected: list[tuple[str, tuple[int, ...]]],
) -> None:
    assert found(protocol, read(protocol, SYSTOLIC, *values)) == expected


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        (DIASTOLIC, 121, "diastolic-above-120"),
        (DIASTOLIC, 111, "diastolic-above-110"),
        (DIASTOLIC, 59, "diastolic-below-60"),
        (RATE, 101, "heart-rate-above-100"),
        (RATE, 59, "heart-rate-below-60"),
        ("height", "2.2", "height-in-metres"),
        ("height", "5.8", "height-in-feet"),
        ("height", "68", "height-in-inches"),
        ("height", "228.1", "height-above-228"),
        ("weight", "29.9", "weight-below-30"),
    ],
)
def test_each_threshold_is_watched(
    protocol: MeasurementProtocol, code: str, value: object, expected: str
) -> None:
    assert found(protocol, read(protocol, code, value)) == [(expected, (1,))]


@pytest.mark.parametrize("value", ["2.3", "3", "7.5", "36", "89.9", "228"])
def test_the_threshold_itself_is_not_beyond_it(protocol: MeasurementProtocol, value: str) -> None:
    assert found(protocol, read(protocol, "height", value)) == []


def test_an_irregular_rhythm_alarms_when_it_is_in_all_readings(
    protocol: MeasurementProtocol,
) -> None:
    readings = empty_readings(protocol)
    for replicate in (1, 2, 3):
        assert reading_warnings(protocol, readings) == ()
        readings = with_flag(protocol, readings, "irregular-heart-rate", replicate, so=True)
    (alarm,) = reading_warnings(protocol, readings)
    assert (alarm.kind, alarm.replicates) == (WarningKind.ALARM, (1, 2, 3))


def test_a_warning_says_which_readings_it_is_about(protocol: MeasurementProtocol) -> None:
    (alarm,) = reading_warnings(protocol, read(protocol, SYSTOLIC, 150, 190, 185))
    assert alarm.headline("en", "2 and 3") == "Systolic above 180 in readings 2 and 3"
    assert alarm.headline("es", "2 y 3") == "Sistólica mayor de 180 en las lecturas 2 y 3"


def test_diastolic_has_a_lower_limit(protocol: MeasurementProtocol) -> None:
    (issue,) = limit_issues(protocol, read(protocol, DIASTOLIC, 19))
    assert (issue.code, issue.subject) == ("out-of-range", DIASTOLIC)
    assert issue.params == {"at_least": "20", "below": "300"}
    assert limit_issues(protocol, read(protocol, DIASTOLIC, 20)) == ()


def test_what_is_refused_counts_for_nothing(protocol: MeasurementProtocol) -> None:
    readings = read(protocol, SYSTOLIC, 120, 300, 122)
    accepted = accepted_readings(protocol, readings)
    assert [accepted.value(SYSTOLIC, n) for n in (1, 2, 3)] == [120, None, 122]
