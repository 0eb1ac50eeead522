"""Heights and weights as people write them: what they are in centimeters and kilograms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ptc_app.domain.language import Language
from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.measurement.readings import (
    decode_readings,
    empty_readings,
    encode_readings,
    with_value,
)
from ptc_app.domain.measurement.typed_measures import (
    MeasureReader,
    OriginalMeasure,
    TypedMeasure,
    UnitSystem,
)
from ptc_app.i18n.typed_number import typed_number
from ptc_app.paths import resources

PROTOCOL = resources() / "program/practice/2026.1/protocols/physical-measurements.json"
US, METRIC = UnitSystem.US, UnitSystem.METRIC


def read(text: str, unit: str, units: UnitSystem = US, language: str = "en") -> TypedMeasure | None:
    groups = decode_protocol(PROTOCOL.read_bytes()).groups
    quantities = {one.unit: one for group in groups for one in group.quantities}
    quantity = quantities[unit]
    reader = MeasureReader(
        unit,
        quantity.display_unit,
        quantity.decimals,
        lambda one: typed_number(one, Language(language)).value,
    )
    return reader.read(text, units)


@pytest.mark.parametrize(
    ("text", "inches", "centimeters"),
    [
        ("5'8", "68", "172.7"),
        (" 5'8\" ", "68", "172.7"),
        ("5\u20198\u201d", "68", "172.7"),
        ("5 8", "68", "172.7"),
        ("5 ft 8 in", "68", "172.7"),
        ("5ft8in", "68", "172.7"),
        ("5 pies 8 pulg.", "68", "172.7"),
        ("68 in", "68", "172.7"),
        ('68"', "68", "172.7"),
        ("5 8.5", "68.5", "174.0"),
        ("6'", "72", "182.9"),
        ("6'0", "72", "182.9"),
        ("5'11", "71", "180.3"),
    ],
)
def test_a_height_in_feet_and_inches(text: str, inches: str, centimeters: str) -> None:
    measure = read(text, "cm")
    assert measure is not None
    assert measure.value == Decimal(centimeters)
    assert measure.original == OriginalMeasure(text.strip(), Decimal(inches), "[in_i]")


@pytest.mark.parametrize(
    ("text", "pounds", "kilograms"),
    [
        ("180 lb", "180", "81.6"),
        ("180", "180", "81.6"),
        ("180.4lbs", "180.4", "81.8"),
        ("180 libras", "180", "81.6"),
        ("150 pounds", "150", "68.0"),
    ],
)
def test_a_weight_in_pounds(text: str, pounds: str, kilograms: str) -> None:
    measure = read(text, "kg")
    assert measure is not None
    assert measure.value == Decimal(kilograms)
    assert measure.original == OriginalMeasure(text, Decimal(pounds), "[lb_av]")


@pytest.mark.parametrize("units", [US, METRIC])
@pytest.mark.parametrize(
    ("text", "ucum", "value"),
    [("172.7 cm", "cm", "172.7"), ("81.6 kg", "kg", "81.6")],
)
def test_metric_units_are_taken_in_both(
    text: str, ucum: str, value: str, units: UnitSystem
) -> None:
    assert read(text, ucum, units) == TypedMeasure(Decimal(value))


def test_a_number_alone_is_metric_where_metric_is_chosen() -> None:
    assert read("172.7", "cm", METRIC) == TypedMeasure(Decimal("172.7"))
    assert read("81,6", "kg", METRIC, "es") == TypedMeasure(Decimal("81.6"))
    assert read("71", "/min", US) == TypedMeasure(Decimal(71))


@pytest.mark.parametrize("text", ["58", "510", "5", "5'12", "5 12", "5'8 lb", "15'8", "5.8 ft",
                                  "-5'8", "five", "5''8", "\u0665'8", ""])  # fmt: skip
def test_what_can_be_two_heights_or_none_is_not_taken(text: str) -> None:
    assert read(text, "cm") is None


@pytest.mark.parametrize("text", ["180 cm", "180 lb 8", "lb", "180 x", "1,000"])
def test_what_is_no_weight_is_not_taken(text: str) -> None:
    assert read(text, "kg") is None


def test_what_was_typed_stays_in_the_draft(protocol: MeasurementProtocol) -> None:
    measure = read("5'8", "cm")
    assert measure is not None
    readings = with_value(
        protocol, empty_readings(protocol), "height", 1, measure.value, original=measure.original
    )
    again = decode_readings(encode_readings(readings)).reading("height")
    assert again is not None
    assert (again.value, again.original) == (Decimal("172.7"), measure.original)
    assert "5'8" not in repr(again)
