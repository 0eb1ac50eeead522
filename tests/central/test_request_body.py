"""A body that is too large is read to its end, and not kept."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from typing import cast

import pytest
from starlette.requests import Request

from ptc_central.fhir.operation_outcome import RequestRefused
from ptc_central.web.request_body import _read_stream

MEBIBYTE = 2**20


class Flood:
    """A request with a body of 64 MiB, in chunks of one."""

    read = 0

    async def stream(self) -> AsyncIterator[bytes]:
        for _ in range(64):
            self.read += 1
            yield bytes(MEBIBYTE)


def test_of_a_body_over_the_limit_no_more_is_kept() -> None:
    flood = Flood()
    tracemalloc.start()
    try:
        with pytest.raises(RequestRefused):
            asyncio.run(_read_stream(cast(Request, flood), 2 * MEBIBYTE))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert flood.read == 64
    assert peak < 8 * MEBIBYTE
