"""Reads the file of a certificate authority that somebody names when a site joins its central."""

from __future__ import annotations

from pathlib import Path

from ptc_app.domain.errors import CentralUntrusted, InputFileUnusable
from ptc_app.file_access import read_start, refusals_as

_LARGEST = 1_000_000
"""Bytes; a certificate has a few thousand."""

_BEGIN = b"-----BEGIN CERTIFICATE-----"


def read_authority(path: Path) -> str:
    """The text of a PEM file (RFC 7468) with a certificate; links are followed.

    InputFileUnusable, see there, where it cannot be read. CentralUntrusted (`authority`) where it
    is no PEM text: DER, UTF-16, empty, or larger than 1 MB. Whether the certificate in it is whole
    is found when it is used.
    """
    with refusals_as(InputFileUnusable):
        body = read_start(path, _LARGEST + 1)
    if len(body) > _LARGEST or _BEGIN not in body:
        raise CentralUntrusted("authority")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CentralUntrusted("authority") from error
