"""What central answered to one request, before anyone judged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class CentralResponse:
    """A whole answer: one that was cut on the way is none."""

    status: int
    retry_after: timedelta | None = None
    body: bytes = b""
