"""A response of central to one HTTP request, before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class RawCentralResponse:
    """A complete HTTP response of central, not interpreted yet.

    `status`: the HTTP status code.
    `retry_after`: the wait central asks for, more than zero; None where it names none.
    `body`: the body, unpacked, at most 32 MiB; empty where there is none.

    A response that was cut off on the way is never one: reading it raises CentralUnreachable.
    """

    status: int
    retry_after: timedelta | None = None
    body: bytes = b""
