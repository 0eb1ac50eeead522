"""Reads the file of a certificate authority that somebody names when a site joins its central."""

from __future__ import annotations

import re
from pathlib import Path

from ptc_app.domain.errors import CentralUntrusted, InputFileUnusable
from ptc_app.file_access import read_start, refusals_as

_LARGEST = 1_000_000
"""Bytes; a certificate has a few thousand."""

_BEGIN = b"-----BEGIN CERTIFICATE-----"


def read_authority(path: Path) -> str:
    """The certificates of a PEM file (RFC 7468), and nothing else of it; links are followed.

    InputFileUnusable, see there, where it cannot be read. CentralUntrusted (`authority`) where it
    has no certificate as PEM text: DER, UTF-16, empty, or larger than 1 MB. Whether a certificate
    is whole is found when it is used. A private key beside it, as some tools write it, is left out.
    """
    with refusals_as(InputFileUnusable):
        body = read_start(path, _LARGEST + 1)
    found = _CERTIFICATE.findall(body) if len(body) <= _LARGEST else []
    if not found:
        raise CentralUntrusted("authority")
    return "".join(f"{each.decode('ascii')}\n" for each in found).replace("\r\n", "\n")


_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----")
