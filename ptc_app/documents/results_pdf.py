"""The participant's page of results as a PDF: what the protocol puts on it, in its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ptc_app.documents.typst_rendering import render_template
from ptc_app.domain.language import Language
from ptc_app.domain.localized_text import localized
from ptc_app.domain.measurement.derived_values import (
    counted_readings,
    derived_value,
    mean_value,
)
from ptc_app.domain.measurement.display_units import (
    DisplayUnit,
    display_unit_text,
    plain_number,
    rounded,
    typed_unit_text,
)
from ptc_app.domain.measurement.protocol import (
    MeasuredQuantity,
    MeasurementGroup,
    MeasurementProtocol,
)
from ptc_app.domain.measurement.readings import MeasurementEntries, Reading
from ptc_app.domain.measurement.results_page_definition import ResultCard, ResultTable
from ptc_app.domain.measurement.typed_measures import UnitSystem
from ptc_app.i18n.localizer import Localizer

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPdfContent:
    """All that is printed of a set of measurements; no text of it is read as markup.

    `language`: code of the language of the page.
    `protocol`: says what is on the page, in which words.
    `readings`: the values; what was not measured is printed so.
    `made_at`: the time in the PDF's metadata, with its zone.
    """

    language: str
    protocol: MeasurementProtocol
    readings: MeasurementEntries
    participant_name: str = field(repr=False)
    participant_identifier: str
    site: str
    measured_on: str
    """The date as text."""
    ask: str = ""
    """Whom to ask at the site, with a telephone number."""
    advice: tuple[str, ...] = ()
    """What the operator told the participant because of these results, if anything."""
    practice: bool = False
    """Whether it is of a practice site; each page says so."""
    made_at: datetime


def render_results_pdf(results: ResultsPdfContent) -> bytes:
    """The page of results as a tagged PDF on US Letter; DocumentFailed when it cannot be made."""
    return render_template("results", results_pdf_values(results), made_at=results.made_at)


def results_pdf_values(results: ResultsPdfContent) -> JsonObject:
    """The JSON values of the template `results.typ` by name; numbers are texts, rounded as shown.

    The value of a card is None unless each of its codes was measured; a table is left out where
    none of its readings was taken.
    """
    page, language = results.protocol.results, results.language
    return {
        "language": language,
        "participant_name": results.participant_name,
        "participant_identifier": results.participant_identifier,
        "site": results.site,
        "measured_on": results.measured_on,
        "ask": results.ask,
        "practice": results.practice,
        "advice": results.advice,
        "card_rows": [[_card(results, card) for card in row] for row in page.card_rows],
        "tables": [table for each in page.tables if (table := _table(results, each))],
        "meaning": [localized(text, language) for text in page.meaning],
    }


@dataclass(frozen=True, slots=True)
class _Result:
    """The value that stands for a code, as text, with the readings and second unit it is of."""

    value: str | None = field(default=None, repr=False)
    readings: tuple[int, ...] = ()
    display_unit: str = field(default="", repr=False)
    has_unit: bool = False
    """Whether `value` has its unit behind it, so that the unit of the card is not shown."""


def _card(results: ResultsPdfContent, card: ResultCard) -> JsonObject:
    """Its value is None unless every code of it has one."""
    found = [_result(results, code) for code in card.codes]
    values = [each.value for each in found if each.value is not None]
    return {
        "label": localized(card.label, results.language),
        "unit": "" if found[0].has_unit else localized(card.unit, results.language),
        "value": " / ".join(values) if len(values) == len(found) else None,
        "readings": len(found[0].readings),
        "readings_text": _list_text(found[0].readings, results.language),
        "display_unit": ", ".join(each.display_unit for each in found if each.display_unit),
    }


def _result(results: ResultsPdfContent, code: str) -> _Result:
    """A derived value, the only reading, the mean, or without a mean the first reading there is."""
    protocol, readings = results.protocol, results.readings
    derived = protocol.derived_value(code)
    if derived:
        return _Result(_number(derived_value(protocol, readings, derived)))
    group, quantity = protocol.group_of(code), protocol.quantity(code)
    taken = tuple(n for n in group.readings if readings.value(code, n) is not None)
    if group.replicates == 1:
        reading = readings.reading(code)
        if reading and readings.units is UnitSystem.US and quantity.display_unit:
            return _in_us_units(quantity, quantity.display_unit, reading, results.language)
        return _of_quantity(quantity, readings.value(code), (), results.language)
    if group.mean and counted_readings(group, readings, code):
        mean = _shown_mean(protocol, readings, quantity)
        return _of_quantity(
            quantity, mean, counted_readings(group, readings, code), results.language
        )
    first = readings.value(code, taken[0]) if taken else None
    return _of_quantity(quantity, first, taken[:1], results.language)


def _shown_mean(
    protocol: MeasurementProtocol, readings: MeasurementEntries, quantity: MeasuredQuantity
) -> Decimal | None:
    """As exact as one reading: 72 heart beats, not 71.5."""
    value = mean_value(protocol, readings, quantity.code)
    return None if value is None else rounded(value, quantity.decimals)


def _list_text(numbers: tuple[int, ...], language: str) -> str:
    return Localizer(Language(language)).list_text([str(number) for number in numbers])


def _of_quantity(
    quantity: MeasuredQuantity, value: Decimal | None, readings: tuple[int, ...], language: str
) -> _Result:
    in_display_unit = ""
    if value is not None and quantity.display_unit:
        in_display_unit = display_unit_text(quantity.display_unit, value, language, plain_number)
    return _Result(_number(value), readings, in_display_unit)


def _in_us_units(
    quantity: MeasuredQuantity, unit: DisplayUnit, reading: Reading, language: str
) -> _Result:
    """The second unit first, as it was typed where it was; the value itself stands below it."""
    if reading.original:
        text = typed_unit_text(unit, reading.original.value, language, plain_number)
    else:
        text = display_unit_text(unit, reading.value, language, plain_number)
    below = f"{_number(reading.value)} {quantity.unit}"
    return _Result(text, (), below, has_unit=True)


def _table(results: ResultsPdfContent, table: ResultTable) -> JsonObject | None:
    """The readings of a group, one a row; None when none was taken."""
    group = results.protocol.group(table.group)
    if not any(results.readings.first_of(group, n) for n in group.readings):
        return None
    return {
        "title": localized(table.title, results.language),
        "columns": [localized(column.label, results.language) for column in table.columns],
        "rows": list(_table_rows(results.readings, group, table)),
    }


def _table_rows(
    readings: MeasurementEntries, group: MeasurementGroup, table: ResultTable
) -> Iterator[list[str | None]]:
    for n in group.readings:
        yield [str(n), *(_number(readings.value(column.code, n)) for column in table.columns)]


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)
