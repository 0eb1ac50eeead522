"""Turns one FHIR search parameter with its value into a condition in SQL."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from ptc_central.fhir.milliseconds import ceil_milliseconds
from ptc_central.fhir.operation_outcome import bad_request
from ptc_central.fhir.search_parameters import SearchValueFormat, search_parameters
from ptc_central.storage.server_database import (
    current_resources,
    resource_versions,
    search_values,
)

_UNESCAPED_COMMA = re.compile(r"(?<!\\),")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED_CHARACTER = re.compile(r"\\([,|$\\])")
_DATE = re.compile(
    r"(eq|ne|gt|ge|lt|le|sa|eb)?(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?"
    r"(Z|[+-]\d\d:\d\d))?"
)


def parameter_condition(resource_type: str, name: str, value: str) -> ColumnElement[bool]:
    """Return the condition that a resource of the type matches the search parameter.

    `value` is percent-decoded and still has FHIR's escapes (`\\,`, `\\|`); alternatives are
    separated by commas. Raises RequestRefused (400) for an unknown parameter or malformed value.
    """
    if not value:
        raise bad_request("A search parameter has no value")
    if name in _COLUMN_CONDITIONS:
        return _COLUMN_CONDITIONS[name](value)
    parameter = search_parameters(resource_type).get(name)
    if parameter is None:
        raise bad_request("Unknown search parameter")
    value_condition = _VALUE_CONDITIONS[parameter.format]
    matching_ids = select(search_values.c.id).where(
        search_values.c.type == resource_type,
        search_values.c.parameter == parameter.index_name,
        or_(*(value_condition(each) for each in split_alternatives(value))),
    )
    return current_resources.c.id.in_(matching_ids)


def split_alternatives(value: str) -> list[str]:
    """Split the value at its commas, except where a backslash escapes one.

    The parts keep their escapes, see `split_token`.
    """
    return _UNESCAPED_COMMA.split(value)


def split_token(value: str) -> tuple[str | None, str]:
    """Split `system|code` and unescape both.

    The system is None if the value has no bar (any system matches), and empty in `|code` (only
    values without a system match); the code is empty in `system|` (any code matches).
    """
    parts = [_unescape(part) for part in _UNESCAPED_BAR.split(value)]
    if len(parts) == 1:
        return None, parts[0]
    return parts[0], "|".join(parts[1:])


def _token_condition(value: str) -> ColumnElement[bool]:
    system, code = split_token(value)
    if system is None:
        return search_values.c.value == code
    if not code:
        return search_values.c.system == system
    return and_(search_values.c.system == system, search_values.c.value == code)


def _reference_condition(value: str) -> ColumnElement[bool]:
    if "/" not in value:
        raise bad_request("A reference is searched for as Type/id")
    return search_values.c.value == _unescape(value)


def _patient_condition(value: str) -> ColumnElement[bool]:
    return search_values.c.value == f"Patient/{_unescape(value).removeprefix('Patient/')}"


def _uri_condition(value: str) -> ColumnElement[bool]:
    return search_values.c.value == _unescape(value)


def _id_condition(value: str) -> ColumnElement[bool]:
    return current_resources.c.id.in_(split_alternatives(value))


def _last_updated_condition(value: str) -> ColumnElement[bool]:
    match = _DATE.fullmatch(value)
    if match is None:
        raise bad_request("_lastUpdated needs a date or an instant with its time zone")
    start, end = _date_range(match)
    return _DATE_CONDITIONS[match[1] or "eq"](start, end)


def _date_range(match: re.Match[str]) -> tuple[int, int]:
    """Return the first millisecond of the date or time, and the first one after it."""
    _, day, time, seconds, fraction, _ = match.groups()
    precision = timedelta(days=1)
    if time is not None:
        precision = timedelta(minutes=1) if seconds is None else timedelta(seconds=1)
    if fraction is not None:
        precision = timedelta(seconds=1) / 10 ** (len(fraction) - 1)
    try:
        start = datetime.fromisoformat(day + (time or "T00:00:00Z"))
    except ValueError as error:
        raise bad_request("_lastUpdated holds no real date") from error
    return ceil_milliseconds(start), ceil_milliseconds(start + precision)


def _unescape(text: str) -> str:
    return _ESCAPED_CHARACTER.sub(r"\1", text)


_COLUMN_CONDITIONS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "_id": _id_condition,
    "_lastUpdated": _last_updated_condition,
}
_VALUE_CONDITIONS: dict[SearchValueFormat, Callable[[str], ColumnElement[bool]]] = {
    SearchValueFormat.TOKEN: _token_condition,
    SearchValueFormat.REFERENCE: _reference_condition,
    SearchValueFormat.PATIENT: _patient_condition,
    SearchValueFormat.URI: _uri_condition,
}
_updated = resource_versions.c.updated
# https://hl7.org/fhir/R4/search.html#prefix
_DATE_CONDITIONS: dict[str, Callable[[int, int], ColumnElement[bool]]] = {
    "eq": lambda start, end: and_(_updated >= start, _updated < end),
    "ne": lambda start, end: or_(_updated < start, _updated >= end),
    "gt": lambda _start, end: _updated >= end,
    "sa": lambda _start, end: _updated >= end,
    "ge": lambda start, _end: _updated >= start,
    "lt": lambda start, _end: _updated < start,
    "eb": lambda start, _end: _updated < start,
    "le": lambda _start, end: _updated < end,
}
