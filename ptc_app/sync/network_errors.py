"""Errors of requests and OpenSSL as errors of the application."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import requests

from ptc_app.domain.errors import (
    CentralUnreachable,
    CentralUntrusted,
    ClockWrong,
    PtcError,
    SignInNeeded,
)
from ptc_app.domain.outbox import WaitingReason
from ptc_app.domain.undecodable import UNDECODABLE
from ptc_app.sync.central_date import central_date
from ptc_app.sync.clock_check import is_clock_wrong
from ptc_app.sync.pinned_session import CentralAddress

CONNECTION_ERRORS = (CentralUnreachable, CentralUntrusted, SignInNeeded, ClockWrong)
"""The errors of a request to central that end a run: what was sent waits."""

_OUT_OF_DATES = frozenset({9, 10})
"""OpenSSL: X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED."""

_WAITING_REASONS = {
    CentralUnreachable.code: WaitingReason.CENTRAL_AWAY,
    CentralUntrusted.code: WaitingReason.CENTRAL_UNTRUSTED,
    f"{CentralUntrusted.code}.dates": WaitingReason.CERTIFICATE_DATES,
    SignInNeeded.code: WaitingReason.SIGN_IN,
    ClockWrong.code: WaitingReason.CLOCK_WRONG,
}


def waiting_reason(error: PtcError) -> WaitingReason:
    """Why envelopes wait after this error, which is one of CONNECTION_ERRORS."""
    return _WAITING_REASONS.get(error.full_code) or _WAITING_REASONS[error.code]


@contextmanager
def translated_network_errors(
    address: CentralAddress, now: Callable[[], datetime]
) -> Iterator[None]:
    """Context manager: raises the errors of requests in its block, sent to this address, as ours.

    CentralUntrusted where a certificate is not of the pinned authority; where it is, but its dates
    do not fit the clock `now` (UTC), ClockWrong if central's own date differs from that clock, else
    CentralUntrusted (`dates`). CentralUnreachable for any other RequestException. Other errors pass
    as they are.
    """
    try:
        yield
    except requests.RequestException as error:
        raise _translated(error, address, now) from error


def _translated(
    error: requests.RequestException, address: CentralAddress, now: Callable[[], datetime]
) -> PtcError:
    failed_checks = [
        each for each in _with_causes(error) if isinstance(each, ssl.SSLCertVerificationError)
    ]
    if not failed_checks:
        return CentralUnreachable()
    if not any(each.verify_code in _OUT_OF_DATES for each in failed_checks):
        return CentralUntrusted()
    if is_clock_wrong(central_date(address), now()):
        return ClockWrong(now())
    return CentralUntrusted("dates")


@contextmanager
def translated_decoding_errors() -> Iterator[None]:
    """Context manager: CentralUnreachable `nonsense` where its block cannot decode a body.

    That is for the errors UNDECODABLE; others pass.
    """
    try:
        yield
    except UNDECODABLE as error:
        raise CentralUnreachable("nonsense") from error


def _with_causes(error: object) -> Iterator[Exception]:
    """The error and those below it: requests and urllib3 put them in `reason` or first argument."""
    while isinstance(error, Exception):
        yield error
        error = getattr(error, "reason", None) or next(iter(error.args), None)
