"""A response of central to one HTTP request, read to its end before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

import requests

from ptc_app.domain.errors import CentralUnreachable
from ptc_app.sync.clock_check import date_of
from ptc_app.sync.retry_after import retry_after

_LARGEST_BODY = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_WITHOUT_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class RawCentralResponse:
    """A complete HTTP response of central, not interpreted yet.

    `status`: the HTTP status code.
    `retry_after`: the wait central asks for, more than zero; None where it names none.
    `body`: the body, unpacked, at most 32 MiB; empty where there is none.
    `sent_at`: when central sent it, by its own clock (UTC); None where it does not say.

    A response that was cut off on the way is never one: reading it raises CentralUnreachable.
    """

    status: int
    retry_after: timedelta | None = None
    body: bytes = field(default=b"", repr=False)
    sent_at: datetime | None = None

    @property
    def is_busy(self) -> bool:
        """Whether central asks to come later (429) or failed (5xx), whatever was asked of it."""
        return (
            self.status == HTTPStatus.TOO_MANY_REQUESTS
            or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        )


def read_response(response: requests.Response) -> RawCentralResponse:
    """Read the response to its end and close it; of a body over 32 MiB the rest is dropped.

    Raises CentralUnreachable: `cut` where the body is empty and no header says so (the response may
    have been cut off after its headers, and an empty body is taken for success elsewhere), `slow`
    where it takes longer than 300 s. Errors of requests pass as they are, see
    `translated_network_errors`.
    """
    body = bytearray()
    with response:
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > _LARGEST_BODY:
                break
    if not body and response.status_code not in _WITHOUT_BODY and not _has_length(response):
        raise CentralUnreachable("cut")
    return RawCentralResponse(
        response.status_code,
        retry_after(response.headers),
        bytes(body[:_LARGEST_BODY]),
        date_of(response.headers),
    )


def _has_length(response: requests.Response) -> bool:
    return "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
