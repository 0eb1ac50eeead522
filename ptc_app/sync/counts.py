"""How many resources central holds, for the summary that is read back from it."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Protocol

import msgspec

from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.answer import Answer


class Readable(Protocol):
    """Central, as far as reading goes."""

    def get(self, path: str) -> Answer: ...


def resource_counts(central: Readable, types: Iterable[str]) -> dict[str, int]:
    """The number of resources of each type; CentralUnreachable when central does not say it."""
    return {name: total(central.get(f"/fhir/{name}?_summary=count")) for name in types}


class _Bundle(msgspec.Struct):
    total: int


def total(answer: Answer) -> int:
    """The total a search answered; CentralUnreachable when it is no such answer."""
    if answer.status != HTTPStatus.OK:
        raise CentralUnreachable("nonsense")
    try:
        return msgspec.json.decode(answer.body, type=_Bundle).total
    except msgspec.DecodeError as error:
        raise CentralUnreachable("nonsense") from error
