"""Measures in the units that were chosen, as texts in the operator's language."""

from __future__ import annotations

from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.display_units import (
    display_unit_text,
    plain_number,
    typed_unit_text,
)
from ptc_app.domain.measurement.protocol import MeasuredQuantity
from ptc_app.domain.measurement.readings import MeasurementEntries, Reading
from ptc_app.domain.measurement.typed_measures import (
    OriginalMeasure,
    UnitSystem,
)
from ptc_app.i18n.localizer import Localizer
from ptc_app.i18n.typed_number import written_number


def written_measure(
    quantity: MeasuredQuantity, reading: Reading | None, units: UnitSystem, tr: Localizer
) -> str:
    """Return the text of an entry field that is read as this reading; empty for None.

    What was typed in the units that are chosen stays as typed; all else has its unit.
    """
    if reading is None:
        return ""
    if reading.original is not None:
        is_us = units is UnitSystem.US
        return reading.original.text if is_us else original_text(quantity, reading.original, tr)
    number = written_number(reading.value, tr.language)
    needs_unit = units is UnitSystem.US and quantity.typed_unit is not None
    return f"{number} {quantity.unit}" if needs_unit else number


def original_text(quantity: MeasuredQuantity, original: OriginalMeasure, tr: Localizer) -> str:
    """Return what was typed in the second unit, with all its digits: 5 ft 8 in."""
    if quantity.display_unit is None:
        return original.text
    return typed_unit_text(quantity.display_unit, original.value, tr.language, plain_number)


def measure_in_both_units(
    quantity: MeasuredQuantity, readings: MeasurementEntries, tr: Localizer
) -> str:
    """Return what stands beside the field of a quantity read once: its value in the other unit.

    Where it was typed in a US unit, that is what was understood, and the value converted from it.
    Empty where it has no second unit, no value, or one not above 0.
    """
    reading = readings.reading(quantity.code)
    if reading is None or reading.value <= 0:
        return ""
    if reading.original is not None:
        value = tr.number(reading.value)
        understood = original_text(quantity, reading.original, tr)
        return f"{understood} = {value} {quantity.unit}"
    if quantity.display_unit is None:
        return ""
    return display_unit_text(quantity.display_unit, reading.value, tr.language, tr.number)


def entry_unit(quantity: MeasuredQuantity, units: UnitSystem, tr: Localizer) -> str:
    """Return the unit that stands behind the entry field of a quantity in these units."""
    typed = quantity.typed_unit if units is UnitSystem.US else None
    return localized(typed.name, tr.language) if typed else quantity.unit


def how_to_write(quantity: MeasuredQuantity, units: UnitSystem, tr: Localizer) -> str:
    """Return the hint how to write a measure in US units; empty where these are not typed."""
    typed = quantity.typed_unit if units is UnitSystem.US else None
    if typed is None:
        return ""
    return tr("Write it like this: {example}", example=localized(typed.example, tr.language))
