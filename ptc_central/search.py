"""A search: the query of a URL, understood and turned into conditions on the tables."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement, and_, or_, select

from ptc_central.database import resources, tokens, versions
from ptc_central.outcome import invalid
from ptc_central.tokens import Kind, Parameter, Token, parameters

PAGE = 100
_LARGEST_PAGE = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_DATE = re.compile(
    r"(eq|ne|gt|ge|lt|le|sa|eb)?(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?"
    r"(Z|[+-]\d\d:\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Search:
    """Which resources of a type are asked for, and how many at once."""

    type: str
    conditions: tuple[ColumnElement[bool], ...] = ()
    count: int = PAGE
    newest_first: bool = False
    after: int | None = None
    only_total: bool = False


def parsed(kind: str, query: str) -> Search:
    """The search that a URL's query asks for; an unknown parameter is refused."""
    search = Search(kind)
    for name, value in _pairs(query):
        if name in _CONTROLS:
            search = _CONTROLS[name](search, value)
            continue
        search = replace(search, conditions=(*search.conditions, _condition(kind, name, value)))
    return search


def condition(kind: str, query: str) -> Search:
    """The search of a conditional request: it must name what it looks for, and no paging."""
    pairs = _pairs(query.removeprefix("?"))
    if not pairs or any(name in _CONTROLS for name, _ in pairs):
        raise invalid(text="A condition needs search parameters and nothing else")
    return parsed(kind, query.removeprefix("?"))


def exact(kind: str, query: str) -> Token | None:
    """The token of a condition that asks for one, with its system, and for nothing else."""
    pairs = _pairs(query.removeprefix("?"))
    name, value = pairs[0] if len(pairs) == 1 else ("", "")
    parameter = parameters(kind).get(name)
    if parameter is None or parameter.kind is not Kind.CODED or len(_split(value, ",")) > 1:
        return None
    system, code = _coded(value)
    return Token(parameter.stored_as, system, code) if system is not None and code else None


def _pairs(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    if any("\0" in value for _, value in pairs):
        raise invalid(text="A search value holds a NUL")
    return pairs


def _condition(kind: str, name: str, value: str) -> ColumnElement[bool]:
    if not value:
        raise invalid(text="A search parameter has no value")
    if name in _EVERYWHERE:
        return _EVERYWHERE[name](value)
    parameter = parameters(kind).get(name)
    if parameter is None:
        raise invalid(text="Unknown search parameter")
    values = [_MATCHES[parameter.kind](one) for one in _split(value, ",")]
    return _has_token(kind, parameter, or_(*values))


def _has_token(
    kind: str, parameter: Parameter, matches: ColumnElement[bool]
) -> ColumnElement[bool]:
    found = select(tokens.c.id).where(
        tokens.c.type == kind, tokens.c.parameter == parameter.stored_as, matches
    )
    return resources.c.id.in_(found)


def _token(value: str) -> ColumnElement[bool]:
    system, code = _coded(value)
    if system is None:
        return tokens.c.value == code
    if not code:
        return tokens.c.system == system
    return and_(tokens.c.system == system, tokens.c.value == code)


def _coded(value: str) -> tuple[str | None, str]:
    """The system, none where any will do, and the code, empty where any will do."""
    parts = [_unescaped(part) for part in _split(value, "|")]
    if len(parts) == 1:
        return None, parts[0]
    return parts[0], "|".join(parts[1:])


def _reference(value: str) -> ColumnElement[bool]:
    if "/" not in value:
        raise invalid(text="A reference is searched for as Type/id")
    return tokens.c.value == _unescaped(value)


def _patient(value: str) -> ColumnElement[bool]:
    return tokens.c.value == f"Patient/{_unescaped(value).removeprefix('Patient/')}"


def _uri(value: str) -> ColumnElement[bool]:
    return tokens.c.value == _unescaped(value)


def _ids(value: str) -> ColumnElement[bool]:
    return resources.c.id.in_(_split(value, ","))


def _updated(value: str) -> ColumnElement[bool]:
    match = _DATE.fullmatch(value)
    if match is None:
        raise invalid(text="_lastUpdated needs a date or an instant with its time zone")
    start, end = _range(match)
    column = versions.c.updated
    return {
        "eq": and_(column >= start, column < end),
        "ne": or_(column < start, column >= end),
        "gt": column >= end,
        "sa": column >= end,
        "ge": column >= start,
        "lt": column < start,
        "eb": column < start,
        "le": column < end,
    }[match[1] or "eq"]


def _range(match: re.Match[str]) -> tuple[int, int]:
    """The first millisecond of the stated time, and the first one after it."""
    _, day, time, seconds, fraction, _ = match.groups()
    step = timedelta(days=1)
    if time is not None:
        step = timedelta(minutes=1) if seconds is None else timedelta(seconds=1)
    if fraction is not None:
        step = timedelta(seconds=1) / 10 ** (len(fraction) - 1)
    try:
        start = datetime.fromisoformat(day + (time or "T00:00:00Z"))
    except ValueError as error:
        raise invalid(text="_lastUpdated holds no real date") from error
    return _milliseconds(start), _milliseconds(start + step)


def _milliseconds(moment: datetime) -> int:
    return -((_EPOCH - moment) // _MILLISECOND)


def _count(search: Search, value: str) -> Search:
    if not (value.isascii() and value.isdigit()):
        raise invalid(text="_count is a number")
    count = min(int(value), _LARGEST_PAGE)
    return replace(search, count=count, only_total=search.only_total or count == 0)


def _sort(search: Search, value: str) -> Search:
    if value not in {"_lastUpdated", "-_lastUpdated"}:
        raise invalid(text="Only _lastUpdated can be sorted by")
    return replace(search, newest_first=value.startswith("-"))


def _summary(search: Search, value: str) -> Search:
    if value not in {"count", "false"}:
        raise invalid(text="Only _summary=count is supported")
    return replace(search, only_total=search.only_total or value == "count")


def _total(search: Search, _value: str) -> Search:
    return search  # the total is always there and always exact


def _after(search: Search, value: str) -> Search:
    if not (value.isascii() and value.isdigit()):
        raise invalid(text="_after comes from a next link")
    return replace(search, after=int(value))


def _split(text: str, separator: str) -> list[str]:
    """The parts of the text; a separator behind a backslash does not part them."""
    return re.split(rf"(?<!\\){re.escape(separator)}", text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([,|$\\])", r"\1", text)


_CONTROLS: dict[str, Callable[[Search, str], Search]] = {
    "_count": _count,
    "_sort": _sort,
    "_summary": _summary,
    "_total": _total,
    "_after": _after,
}
_EVERYWHERE: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "_id": _ids,
    "_lastUpdated": _updated,
}
_MATCHES: dict[Kind, Callable[[str], ColumnElement[bool]]] = {
    Kind.CODED: _token,
    Kind.REFERENCE: _reference,
    Kind.PATIENT: _patient,
    Kind.URI: _uri,
}
