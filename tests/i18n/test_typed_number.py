"""A typed number is the number that was read, or is asked about: never another one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ptc_app.domain.language import Language
from ptc_app.i18n.typed_number import typed_number, written_number

EN, ES = Language("en"), Language("es")

TAKEN = [
    ("120", "120"), (" 72.5 ", "72.5"), ("72,5", "72.5"), ("1.50", "1.50"), ("1,50", "1.50"),
    ("007", "7"), ("5.", "5"), ("5,", "5"), (".5", "0.5"), (",5", "0.5"), ("0,500", "0.500"),
    ("0.500", "0.500"), ("+5", "5"), ("-5", "-5"), ("\N{MINUS SIGN}5", "-5"), ("1234", "1234"),
    ("1 000", "1000"), ("1\u00a0000", "1000"), ("1\u202f000,5", "1000.5"),
    ("12 345.60", "12345.60"),
    ("1,000.5", "1000.5"), ("1,000,000", "1000000"), ("1,000,000.25", "1000000.25"),
    ("1234,567", "1234.567"), ("1,0000", "1.0000"), ("-1 000", "-1000"),
]  # fmt: skip

REFUSED = [
    *("", " ", ".", ",", "-", "--5", "+-5", "- 5", "5-", "1e3", "1E3", "0x10", "1_000"),
    *("1'000", "1\u2019000", "1 00", "12 34", "1 0000", "1,00,000", "1,000,00", "1.2.3", "1,2,3"),
    *("1\t000", "1\n000", "70 kg", "70kg", "50%", "½", "2²", "abc", "12o", "l2", "1/2"),
    *("inf", "Infinity", "-Infinity", "NaN", "sNaN", "\N{INFINITY}"),
    *("\uff11\uff12", "\u0661\u0662", "\u09ea", "1\uff12", "\uff0d5", "\u200b5", "5\u202e"),
    *("1" * 400, "1," + "000," * 400 + "000", "0." + "1" * 400),
]


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize(("text", "value"), TAKEN)
def test_what_can_be_read_in_one_way_is_taken(text: str, value: str, language: Language) -> None:
    assert str(typed_number(text, language).value) == value


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_in_digits_is_refused(text: str, language: Language) -> None:
    typed = typed_number(text, language)
    assert (typed.value, typed.readings) == (None, ())


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,000", ("1000", "1")),
        ("1,250", ("1250", "1.25")),
        ("-1,000", ("-1", "-1000")),
        ("012,345", ("12345", "12.345")),
        ("120,500", ("120500", "120.5")),
    ],
)
def test_a_comma_before_three_digits_is_asked_about(text: str, readings: tuple[str, ...]) -> None:
    assert typed_number(text, EN).value is None
    assert typed_number(text, EN).readings == readings


def test_a_point_before_three_digits_is_asked_about_in_spanish_alone() -> None:
    assert typed_number("1.000", EN).value == Decimal("1.000")
    assert typed_number("1.000", ES).readings == ("1000", "1")
    assert typed_number("1.234", ES).readings == ("1234", "1.2340")
    assert typed_number("1,234", ES).readings == ("1234", "1.2340")
    assert typed_number("1,234", Language("en-GB")).readings == ("1234", "1.234")
    assert typed_number("1.234", Language("fr")).value is None


def test_points_divide_thousands_in_spanish_alone() -> None:
    assert typed_number("1.000,5", ES).value == Decimal("1000.5")
    assert typed_number("1.000.000", ES).value == Decimal(1000000)
    assert typed_number("1.000,5", EN).value is None
    assert typed_number("1.000.000", EN).value is None


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize("text", ["1,000", "1.000", "1,234", "999,999", "-1,230", "10.100"])
def test_each_reading_that_is_offered_is_taken_as_it_is_written(
    text: str, language: Language
) -> None:
    for reading in typed_number(text, language).readings:
        assert typed_number(reading, language).value == Decimal(reading)


@pytest.mark.parametrize("language", [EN, ES])
@pytest.mark.parametrize(
    "value", ["0", "1.50", "1E+3", "1E-7", "1.234", "-1.234", "1234", "0.123", "1234.567", "12.345"]
)
def test_a_number_that_is_shown_is_the_same_when_it_is_read(value: str, language: Language) -> None:
    assert typed_number(written_number(Decimal(value), language), language).value == Decimal(value)


def test_a_number_is_shown_with_its_decimals() -> None:
    assert written_number(Decimal("1.50"), ES) == "1.50"
    assert written_number(Decimal("1E-7"), EN) == "0.0000001"
