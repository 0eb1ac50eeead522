"""Pounds, feet and inches beside kilograms and centimeters, by the factors of protocol 0.3.3."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ptc_app.domain.measurement.derived_values import rounded_to_tenth

_POUNDS_PER_KILOGRAM = Decimal("2.2046")
_INCHES_PER_CENTIMETER = Decimal("0.3937")
_INCHES_PER_FOOT = 12


class FeetAndInches(NamedTuple):
    """A height in whole feet and inches; inches are always fewer than 12."""

    feet: int
    inches: int


def pounds(kilograms: Decimal) -> Decimal:
    """Pounds, to one decimal."""
    return rounded_to_tenth(kilograms * _POUNDS_PER_KILOGRAM)


def feet_and_inches(centimeters: Decimal) -> FeetAndInches:
    """Whole feet and inches, rounded before they are split: 182.8 cm is 6 ft 0 in, not 5 ft 12."""
    whole = (centimeters * _INCHES_PER_CENTIMETER).quantize(Decimal(1), ROUND_HALF_UP)
    return FeetAndInches(*divmod(int(whole), _INCHES_PER_FOOT))
