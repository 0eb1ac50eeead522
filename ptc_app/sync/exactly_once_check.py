"""Searches central for each resource that was sent from here: is it there, and only once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, Protocol

import msgspec

from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.pinned_session import translated_decoding_errors
from ptc_app.sync.raw_central_response import RawCentralResponse


class CentralReader(Protocol):
    """The connection to central, as far as reading needs it."""

    def get(self, path: str) -> RawCentralResponse:
        """The response; raises CentralUnreachable, CentralUntrusted or SignInNeeded."""


@dataclass(frozen=True, slots=True)
class ExactlyOnceCheck:
    """What central holds of what was recorded here.

    `held` counts resources by type; `missing` are resources it does not hold, `doubled` those it
    holds beyond the first of each.
    """

    held: Mapping[str, int]
    missing: int
    doubled: int

    @property
    def all_once(self) -> bool:
        """Whether central holds each resource exactly once."""
        return not self.missing and not self.doubled


class _SearchedRequest(msgspec.Struct, rename="camel"):
    url: str
    if_none_exist: str = ""


class _SearchedEntry(msgspec.Struct):
    request: _SearchedRequest


class _SearchedBundle(msgspec.Struct):
    entry: list[_SearchedEntry]


def check_delivery(central: CentralReader, payloads: Iterable[bytes]) -> ExactlyOnceCheck:
    """Search for each resource of these transaction Bundles by the condition it was sent with.

    Raises CentralUnreachable, CentralUntrusted or SignInNeeded.
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
    """The `total` of a searchset Bundle; CentralUnreachable when the response is none."""
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
