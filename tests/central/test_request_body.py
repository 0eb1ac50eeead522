"""A body that is too large, also unpacked, is not kept; one that was cut off is refused."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import cast

import pytest
from starlette.requests import Request

from ptc_central.fhir.operation_outcome import RequestRefused
from ptc_central.web.request_body import _gunzip, _read_stream

MEBIBYTE = 2**20


class Flood:
    """A request with a body of 64 MiB, in chunks of one."""

    read = 0

    async def stream(self) -> AsyncIterator[bytes]:
        for _ in range(64):
            self.read += 1
            yield bytes(MEBIBYTE)


@contextmanager
def within(limit: int) -> Iterator[None]:
    """What is done inside allocates no more than `limit` bytes at a time."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < limit


def test_of_a_body_over_the_limit_no_more_is_kept() -> None:
    flood = Flood()
    with within(8 * MEBIBYTE), pytest.raises(RequestRefused):
        asyncio.run(_read_stream(cast(Request, flood), 2 * MEBIBYTE))
    assert flood.read == 64


def test_of_a_packed_body_over_the_limit_no_more_is_unpacked() -> None:
    packed = gzip.compress(bytes(64 * MEBIBYTE), compresslevel=1)
    with within(8 * MEBIBYTE), pytest.raises(RequestRefused) as refused:
        _gunzip(packed, 2 * MEBIBYTE)
    assert refused.value.issue.status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_a_packed_body_that_was_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(RequestRefused) as refused:
        _gunzip(gzip.compress(b"a body of some length")[:-cut], MEBIBYTE)
    assert refused.value.issue.status is HTTPStatus.BAD_REQUEST
