"""Parses the query of a search URL into SQL conditions, page size and order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement

from ptc_central.fhir.operation_outcome import bad_request
from ptc_central.fhir.search_parameters import SearchValueFormat, search_parameters
from ptc_central.storage.search_conditions import (
    parameter_condition,
    split_alternatives,
    split_token,
)
from ptc_central.storage.search_values import SearchValue

_DEFAULT_PAGE_SIZE = 100
_MAX_PAGE_SIZE = 1000


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A parsed search: resource type, SQL conditions (all must hold), paging and order.

    `count`: the page size.
    `newest_first`: whether the newest write comes first, instead of the oldest.
    `after`: the position of the last resource of the page before; None for the first page.
    `only_total`: whether only the number of matches is asked for.
    """

    type: str
    conditions: tuple[ColumnElement[bool], ...] = ()
    count: int = _DEFAULT_PAGE_SIZE
    newest_first: bool = False
    after: int | None = None
    only_total: bool = False


def parse_search(resource_type: str, query: str) -> SearchQuery:
    """Parse a percent-encoded query such as `identifier=a|b&_count=10`.

    Raises RequestRefused (400) for an unknown parameter or a malformed value.
    """
    search = SearchQuery(resource_type)
    for name, value in _parse_pairs(query):
        if name in _RESULT_PARAMETERS:
            search = _RESULT_PARAMETERS[name](search, value)
            continue
        condition = parameter_condition(resource_type, name, value)
        search = replace(search, conditions=(*search.conditions, condition))
    return search


def parse_match_condition(resource_type: str, query: str) -> SearchQuery:
    """Parse the query of a conditional create, update or reference.

    Raises RequestRefused (400) as `parse_search` does, and for an empty query, paging or order.
    """
    query = query.removeprefix("?")
    pairs = _parse_pairs(query)
    if not pairs or any(name in _RESULT_PARAMETERS for name, _ in pairs):
        raise bad_request("A condition needs search parameters and nothing else")
    return parse_search(resource_type, query)


def parse_single_value(resource_type: str, query: str) -> SearchValue | None:
    """Return the search value of a query that asks for one `system|code` only, otherwise None.

    The query is percent-encoded and may begin with `?`. Raises RequestRefused (400) for a value
    with a NUL.
    """
    pairs = _parse_pairs(query.removeprefix("?"))
    if len(pairs) != 1:
        return None
    ((name, value),) = pairs
    parameter = search_parameters(resource_type).get(name)
    if parameter is None or parameter.format is not SearchValueFormat.TOKEN:
        return None
    system, code = split_token(value)
    if len(split_alternatives(value)) > 1 or system is None or not code:
        return None
    return SearchValue(parameter.index_name, system, code)


def _parse_pairs(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    if any("\0" in value for _, value in pairs):
        raise bad_request("A search value holds a NUL")
    return pairs


def _with_count(search: SearchQuery, value: str) -> SearchQuery:
    if not (value.isascii() and value.isdigit()):
        raise bad_request("_count is a number")
    count = min(int(value), _MAX_PAGE_SIZE)
    return replace(search, count=count, only_total=search.only_total or count == 0)


def _with_order(search: SearchQuery, value: str) -> SearchQuery:
    if value not in {"_lastUpdated", "-_lastUpdated"}:
        raise bad_request("Only _lastUpdated can be sorted by")
    return replace(search, newest_first=value.startswith("-"))


def _with_summary(search: SearchQuery, value: str) -> SearchQuery:
    if value not in {"count", "false"}:
        raise bad_request("Only _summary=count is supported")
    return replace(search, only_total=search.only_total or value == "count")


def _with_total(search: SearchQuery, _value: str) -> SearchQuery:
    return search  # the total is always sent and always accurate


def _with_start(search: SearchQuery, value: str) -> SearchQuery:
    if not (value.isascii() and value.isdigit()):
        raise bad_request("_after comes from a next link")
    return replace(search, after=int(value))


_RESULT_PARAMETERS: dict[str, Callable[[SearchQuery, str], SearchQuery]] = {
    "_count": _with_count,
    "_sort": _with_order,
    "_summary": _with_summary,
    "_total": _with_total,
    "_after": _with_start,
}
