"""Reads and unpacks the body of an HTTP request up to the size limit."""

import zlib
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from ptc_central.fhir.operation_outcome import bad_request, body_too_large, unsupported_media_type
from ptc_central.web.server_context import Context

_GZIP_WINDOW_BITS = 31  # zlib: 16 (gzip format only) + 15 (largest window)


async def _read_request_body(request: Request, context: Context) -> bytes:
    """Return the body, unpacked if its Content-Encoding is gzip.

    Raises RequestRefused: 413 above the limit, 415 for another encoding, 400 for broken gzip.
    """
    body = await _read_stream(request, context.body_limit)
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "identity":
        return body
    if encoding == "gzip":
        return _gunzip(body, context.body_limit)
    raise unsupported_media_type("Unknown Content-Encoding")


RequestBody = Annotated[bytes, Depends(_read_request_body)]


async def _read_stream(request: Request, limit: int) -> bytes:
    # A body over the limit is read to its end: a client that is still sending sees no response.
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
    if size > limit:
        raise body_too_large(limit)
    return b"".join(chunks)


def _gunzip(body: bytes, limit: int) -> bytes:
    decompressor = zlib.decompressobj(_GZIP_WINDOW_BITS)
    try:
        unpacked = decompressor.decompress(body, limit + 1)
    except zlib.error as error:
        raise bad_request("The body is no gzip") from error
    if len(unpacked) > limit:
        raise body_too_large(limit)
    if not decompressor.eof:
        raise bad_request("The gzip of the body is cut off")
    return unpacked
