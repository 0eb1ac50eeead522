"""The largest and longest values an answer can hold: the last that is recorded, and the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ptc_app.domain.survey.answer_patterns import UnusablePattern, compile_pattern
from ptc_app.domain.survey.answer_types import (
    DECIMAL,
    INTEGER,
    STRING,
    as_type,
    is_recordable,
    parse_full_date,
)
from ptc_app.domain.survey.answer_values import AnswerValue, Coding

RECORDED: list[AnswerValue] = [
    2**31 - 1,
    -(2**31),
    Decimal("9" * 18),
    Decimal("1e18"),
    Decimal("1e-18"),
    "a" * 100_000,
    True,
    date.max,
    Coding("s", "c"),
]
NOT_RECORDED: list[AnswerValue] = [
    2**31,
    -(2**31) - 1,
    Decimal("9" * 19),
    Decimal("1e19"),
    Decimal("1e-19"),
    Decimal("NaN"),
    Decimal("Infinity"),
    "a" * 100_001,
    "a\x00",
    1.5,
]


@pytest.mark.parametrize("value", RECORDED, ids=lambda value: repr(value)[:20])
def test_a_value_at_the_limit_is_recorded(value: AnswerValue) -> None:
    assert is_recordable(value) is True


@pytest.mark.parametrize("value", NOT_RECORDED, ids=lambda value: repr(value)[:20])
def test_a_value_beyond_the_limit_is_not(value: AnswerValue) -> None:
    assert is_recordable(value) is False
    assert as_type(STRING, value) is None


def test_a_number_becomes_one_of_another_type_only_without_loss() -> None:
    assert as_type(INTEGER, Decimal("3.0")) == 3
    assert as_type(INTEGER, Decimal("3.5")) is None
    assert as_type(INTEGER, Decimal(2**31)) is None
    assert as_type(DECIMAL, 3) == Decimal(3)
    assert as_type(INTEGER, "3") is None
    assert as_type(INTEGER, None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-02", None),
        ("20240229", None),
        ("2024-W09-4", None),
        ("", None),
    ],
)
def test_only_a_whole_day_is_a_date(text: str, day: date | None) -> None:
    assert parse_full_date(text) == day


@pytest.mark.parametrize("pattern", ["a" * 300, "(?:a{100}){100}", "a{10000}"])
def test_a_pattern_at_the_limit_is_used(pattern: str) -> None:
    assert compile_pattern(pattern).pattern == pattern


@pytest.mark.parametrize("pattern", ["a" * 301, "(?:a{101}){100}", "a{10001}", "a{ 10001}"])
def test_a_pattern_beyond_the_limit_is_not(pattern: str) -> None:
    with pytest.raises(UnusablePattern, match=r"^pattern-unsafe$"):
        compile_pattern(pattern)
