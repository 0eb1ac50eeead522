"""A response of central to one HTTP request, before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class RawCentralResponse:
    """The status, the wait central asks for, and the whole body.

    A response that was cut off on the way is never one: reading it raises CentralUnreachable.
    """

    status: int
    retry_after: timedelta | None = None
    body: bytes = b""
