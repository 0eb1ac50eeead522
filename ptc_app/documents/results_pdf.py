"""The participant's own page of results: numbers in both unit systems, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ptc_app.documents.typst_rendering import render_template
from ptc_app.domain.measurement.derived_values import body_mass_index, mean_value, rounded_to_tenth
from ptc_app.domain.measurement.protocol import MeasurementProtocol
from ptc_app.domain.measurement.readings import Readings
from ptc_app.domain.measurement.us_customary_units import feet_and_inches, pounds

_SYSTOLIC = "blood-pressure-systolic"
_DIASTOLIC = "blood-pressure-diastolic"
_RATE = "heart-rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPdfContent:
    """One set of measurements and whom it is for; nothing of it is read as markup."""

    language: str
    protocol: MeasurementProtocol
    readings: Readings
    participant_name: str
    participant_identifier: str
    site: str
    measured_on: str
    """The date as the person reads it."""
    ask: str = ""
    """Whom to ask at the site, with a telephone number."""
    advice: tuple[str, ...] = ()
    """What the operator told the participant because of these numbers, if anything."""
    made_at: datetime


def render_results_pdf(results: ResultsPdfContent) -> bytes:
    """The page as a tagged PDF on US Letter; DocumentFailed when it cannot be made."""
    values: dict[str, object] = {
        "language": results.language,
        "participant_name": results.participant_name,
        "participant_identifier": results.participant_identifier,
        "site": results.site,
        "measured_on": results.measured_on,
        "ask": results.ask,
        "advice": results.advice,
    }
    values |= _pressure(results.protocol, results.readings)
    values |= _body(results.readings)
    return render_template("results", values, made_at=results.made_at)


def _pressure(protocol: MeasurementProtocol, readings: Readings) -> dict[str, object]:
    systolic, counted = _result(protocol, readings, _SYSTOLIC)
    diastolic, _ = _result(protocol, readings, _DIASTOLIC)
    rate, rate_counted = _result(protocol, readings, _RATE)
    whole = systolic is not None and diastolic is not None
    return {
        "pressure": f"{_number(systolic)} / {_number(diastolic)}" if whole else None,
        "counted": counted,
        "rate": _number(rate),
        "rate_counted": rate_counted,
        "readings": _rows(protocol, readings),
    }


def _body(readings: Readings) -> dict[str, object]:
    height, weight = readings.value("height"), readings.value("weight")
    feet, inches = feet_and_inches(height) if height is not None else (None, None)
    return {
        "height": _number(height),
        "feet": feet,
        "inches": inches,
        "weight": _number(weight),
        "pounds": None if weight is None else _number(pounds(weight)),
        "bmi": _number(body_mass_index(readings)),
    }


def _result(
    protocol: MeasurementProtocol, readings: Readings, code: str
) -> tuple[Decimal | None, list[int]]:
    """The mean and the readings it is of; without any of those, the first reading there is."""
    group = protocol.group_of(code)
    present = [n for n in group.readings if readings.value(code, n) is not None]
    counted = [n for n in present if n in group.mean_of]
    if counted:
        return mean_value(protocol, readings, code), counted
    return (readings.value(code, present[0]), present[:1]) if present else (None, [])


def _rows(protocol: MeasurementProtocol, readings: Readings) -> list[list[str | None]]:
    codes = (_SYSTOLIC, _DIASTOLIC, _RATE)
    rows = [
        [str(n), *(_number(readings.value(code, n)) for code in codes)]
        for n in protocol.group_of(_SYSTOLIC).readings
    ]
    return rows if any(cell for row in rows for cell in row[1:]) else []


def _number(value: Decimal | None) -> str | None:
    """At most one decimal, and none where it would be 0."""
    return None if value is None else f"{rounded_to_tenth(value):f}".removesuffix(".0")
