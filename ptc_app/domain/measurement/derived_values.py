"""What follows from readings by arithmetic: means and the body mass index."""

from decimal import ROUND_HALF_UP, Decimal

from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import Readings

_TENTH = Decimal("0.1")
_CENTIMETRES_PER_METRE = 100


def mean_value(protocol: MeasurementProtocol, readings: Readings, code: str) -> Decimal | None:
    """The unrounded mean of the replicates that count (protocol 0.3.3: readings 2 and 3).

    Those of them that are present count; None when none is, or when the field has no mean.
    """
    counted = protocol.group_of(code).mean_of
    values = [value for n in counted if (value := readings.value(code, n)) is not None]
    return sum(values, Decimal()) / len(values) if values else None


def body_mass_index(readings: Readings) -> Decimal | None:
    """Weight by height squared in kg/m2, to one decimal; None until both are there."""
    height, weight = readings.value("height"), readings.value("weight")
    if height is None or weight is None or height < 0:
        return None
    metres = height / _CENTIMETRES_PER_METRE
    return rounded_to_tenth(weight / (metres * metres))


def rounded_to_tenth(value: Decimal) -> Decimal:
    """The value to one decimal, as people see it; halves go up."""
    return value.quantize(_TENTH, ROUND_HALF_UP)
