"""The body of a request, read up to a limit and unpacked."""

import zlib
from http import HTTPStatus

from starlette.requests import Request

from ptc_central.outcome import Problem, Refusal, invalid

_GZIP_WINDOW = 31  # zlib's way to say: gzip, and nothing but gzip


async def received(request: Request, limit: int) -> bytes:
    """The unpacked body; more than the limit is refused."""
    body = await _read(request, limit)
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "identity":
        return body
    if encoding == "gzip":
        return _unpacked(body, limit)
    raise Refusal(Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Unknown Content-Encoding"))


async def _read(request: Request, limit: int) -> bytes:
    """Too long a body is read to its end: who still sends would never see the answer."""
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
    if size > limit:
        raise _too_long(limit)
    return b"".join(chunks)


def _unpacked(body: bytes, limit: int) -> bytes:
    stream = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise invalid(text="The body is no gzip") from error
    if len(unpacked) > limit:
        raise _too_long(limit)
    if not stream.eof:
        raise invalid(text="The gzip of the body is cut off")
    return unpacked


def _too_long(limit: int) -> Refusal:
    text = f"The body is longer than {limit} bytes"
    return Refusal(Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text))
