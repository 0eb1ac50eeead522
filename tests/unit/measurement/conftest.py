"""The physical measurement protocol that ships, and readings of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ptc_app.domain.measurement.protocol import MeasurementProtocol, decode_protocol
from ptc_app.domain.measurement.readings import MeasurementEntries, empty_readings, with_value
from ptc_app.paths import resources

PANEL = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")


@pytest.fixture(scope="session")
def protocol() -> MeasurementProtocol:
    folder = resources() / "program" / "practice" / "2026.1" / "protocols"
    return decode_protocol((folder / "physical-measurements.json").read_bytes())


@pytest.fixture
def complete(protocol: MeasurementProtocol) -> MeasurementEntries:
    """A set with nothing missing and nothing to watch for."""
    readings = empty_readings(protocol)
    for replicate, values in enumerate(((131, 84, 70), (128, 80, 71), (125, 81, 74)), start=1):
        for code, value in zip(PANEL, values, strict=True):
            readings = with_value(protocol, readings, code, replicate, Decimal(value))
    readings = with_value(protocol, readings, "height", 1, Decimal("171.5"))
    return with_value(protocol, readings, "weight", 1, Decimal("80.2"))
