"""Searches central for each resource that was sent from here: is it there, and only once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, Protocol

import msgspec

from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.network_errors import translated_decoding_errors
from ptc_app.sync.raw_central_response import RawCentralResponse


class CentralReader(Protocol):
    """Port to central that reads; `CentralClient` provides it."""

    def get(self, path: str) -> RawCentralResponse:
        """GET a path such as `/fhir/Patient?_summary=count`; the response, whatever its status.

        Raises CentralUnreachable, CentralUntrusted or SignInNeeded.
        """


@dataclass(frozen=True, slots=True)
class ExactlyOnceCheck:
    """How many of the resources recorded here central holds, by a search for each of them.

    `held`: resources found by FHIR type, in the order of the type's name; 0 for a type of which
        none was found, and each copy counts.
    `missing`: searches that found nothing.
    `doubled`: resources found beyond the first of each search.
    """

    held: Mapping[str, int]
    missing: int
    doubled: int

    @property
    def all_once(self) -> bool:
        """Whether nothing is missing and nothing doubled; true also where nothing was searched."""
        return not self.missing and not self.doubled


class _SearchedRequest(msgspec.Struct, rename="camel"):
    url: str
    if_none_exist: str = ""


class _SearchedEntry(msgspec.Struct):
    request: _SearchedRequest


class _SearchedBundle(msgspec.Struct):
    entry: list[_SearchedEntry]


def check_delivery(central: CentralReader, payloads: Iterable[bytes]) -> ExactlyOnceCheck:
    """Search central for each resource of these transaction Bundles (JSON); nothing is changed.

    A resource is sought by the condition it was sent with: `If-None-Exist` of a create, the query
    of a conditional update. Each condition is asked once, however many Bundles have it. Raises
    CentralUnreachable (`nonsense` where a response is no Bundle with a total), CentralUntrusted or
    SignInNeeded.
    """
    held: Counter[str] = Counter()
    missing = doubled = 0
    for path in sorted({path for payload in payloads for path in _search_paths(payload)}):
        total = search_total(central.get(f"/fhir/{path}&_summary=count"))
        held[path.partition("?")[0]] += total
        missing += total == 0
        doubled += max(total - 1, 0)
    return ExactlyOnceCheck(dict(sorted(held.items())), missing, doubled)


def search_total(response: RawCentralResponse) -> int:
    """The `total` of the searchset Bundle in a response.

    CentralUnreachable `nonsense` for a status other than 200 or a body that is no such Bundle.
    """
    if response.status != HTTPStatus.OK:
        raise CentralUnreachable("nonsense")
    with translated_decoding_errors():
        return msgspec.json.decode(response.body, type=_SearchSet).total


class _SearchSet(msgspec.Struct, rename="camel"):
    resource_type: Literal["Bundle"]
    total: int


def _search_paths(payload: bytes) -> list[str]:
    """The search that finds each entry's resource: `Patient?identifier=...`."""
    requests = [entry.request for entry in msgspec.json.decode(payload, type=_SearchedBundle).entry]
    return [
        f"{request.url}?{request.if_none_exist}" if request.if_none_exist else request.url
        for request in requests
    ]
