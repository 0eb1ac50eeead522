"""Asks central for each thing recorded here: is it there, and once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, Protocol

import msgspec

from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.central_response import CentralResponse
from ptc_app.sync.pinned_session import translated_decoding_errors


class CentralReader(Protocol):
    """Central, as far as reading goes."""

    def get(self, path: str) -> CentralResponse: ...


@dataclass(frozen=True, slots=True)
class DeliveryCheck:
    """What central holds of what was recorded here, by resource type."""

    held: Mapping[str, int]
    missing: int
    doubled: int

    @property
    def all_once(self) -> bool:
        return not self.missing and not self.doubled


class _Request(msgspec.Struct, rename="camel"):
    url: str
    if_none_exist: str = ""


class _Entry(msgspec.Struct):
    request: _Request


class _Bundle(msgspec.Struct):
    entry: list[_Entry]


def check_delivery(central: CentralReader, payloads: Iterable[bytes]) -> DeliveryCheck:
    """Each resource of these transaction Bundles, looked up by the identity it was sent with."""
    held: Counter[str] = Counter()
    missing = doubled = 0
    for path in sorted({path for payload in payloads for path in _paths(payload)}):
        found = search_total(central.get(f"/fhir/{path}&_summary=count"))
        held[path.partition("?")[0]] += found
        missing += found == 0
        doubled += max(found - 1, 0)
    return DeliveryCheck(dict(sorted(held.items())), missing, doubled)


def search_total(answer: CentralResponse) -> int:
    """The total a search answered; CentralUnreachable when it is no such answer."""
    if answer.status != HTTPStatus.OK:
        raise CentralUnreachable("nonsense")
    with translated_decoding_errors():
        return msgspec.json.decode(answer.body, type=_Found).total


class _Found(msgspec.Struct, rename={"kind": "resourceType"}):
    kind: Literal["Bundle"]
    total: int


def _paths(payload: bytes) -> list[str]:
    """The search that finds each entry's resource: `Patient?identifier=...`."""
    requests = [entry.request for entry in msgspec.json.decode(payload, type=_Bundle).entry]
    return [
        f"{request.url}?{request.if_none_exist}" if request.if_none_exist else request.url
        for request in requests
    ]
