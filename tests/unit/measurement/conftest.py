"""The physical measurement protocol that ships, and readings of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ptc_app.domain.measurement.protocol import Protocol, decode_protocol
from ptc_app.domain.measurement.reading import Readings, begun, entered
from ptc_app.paths import resources

PANEL = ("blood-pressure-systolic", "blood-pressure-diastolic", "heart-rate")


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    folder = resources() / "program" / "protocols"
    return decode_protocol((folder / "physical-measurements.json").read_bytes())


@pytest.fixture
def complete(protocol: Protocol) -> Readings:
    """A set with nothing missing and nothing to watch for."""
    readings = begun(protocol)
    for replicate, values in enumerate(((131, 84, 70), (128, 80, 71), (125, 81, 74)), start=1):
        for code, value in zip(PANEL, values, strict=True):
            readings = entered(protocol, readings, code, replicate, Decimal(value))
    readings = entered(protocol, readings, "height", 1, Decimal("171.5"))
    return entered(protocol, readings, "weight", 1, Decimal("80.2"))
