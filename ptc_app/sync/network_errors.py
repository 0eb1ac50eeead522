"""Errors of requests and OpenSSL as errors of the application."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from ptc_app.domain.errors import CentralUnreachable, CentralUntrusted
from ptc_app.domain.undecodable import UNDECODABLE


@contextmanager
def translated_network_errors() -> Iterator[None]:
    """Context manager: raises the errors of requests in its block as ours.

    CentralUntrusted where a certificate is not of the pinned authority, CentralUnreachable for any
    other RequestException. Other errors pass as they are.
    """
    try:
        yield
    except requests.RequestException as error:
        if _is_untrusted(error):
            raise CentralUntrusted from error
        raise CentralUnreachable from error


@contextmanager
def translated_decoding_errors() -> Iterator[None]:
    """Context manager: CentralUnreachable `nonsense` where its block cannot decode a body.

    That is for the errors UNDECODABLE; others pass.
    """
    try:
        yield
    except UNDECODABLE as error:
        raise CentralUnreachable("nonsense") from error


def _is_untrusted(error: object) -> bool:
    """Whether a certificate was the cause; a handshake that was cut off is no such.

    requests and urllib3 put the error of the layer below in `reason` or in the first argument.
    """
    return any(isinstance(each, ssl.SSLCertVerificationError) for each in _with_causes(error))


def _with_causes(error: object) -> Iterator[Exception]:
    while isinstance(error, Exception):
        yield error
        error = getattr(error, "reason", None) or next(iter(error.args), None)
