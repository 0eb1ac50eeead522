"""Central's own date, asked where its certificate does not fit the clock of this computer."""

from __future__ import annotations

from datetime import datetime

import requests

from ptc_app.domain.errors import PtcError
from ptc_app.sync.clock_check import date_of
from ptc_app.sync.pinned_session import CAPABILITIES_PATH, CentralAddress, pin_certificate_authority

_TIMEOUTS = (5.0, 5.0)
"""Seconds to connect, and to wait for the next bytes."""

_X509_V_FLAG_NO_CHECK_TIME = 0x200000
"""OpenSSL: certificates are verified but for their dates; Python has no name for it."""


def central_date(address: CentralAddress) -> datetime | None:
    """Central's own date, in UTC, asked without minding the dates of its certificate.

    For a certificate that is not valid by this computer's clock: either may be wrong. Authority and
    host name are checked as always, and the request carries no credentials. None where central
    names no date, or does not answer.
    """
    try:
        with requests.Session() as session:
            pin_certificate_authority(session, address, _X509_V_FLAG_NO_CHECK_TIME)
            with session.get(f"{address.url}{CAPABILITIES_PATH}", timeout=_TIMEOUTS) as response:
                return date_of(response.headers)
    except (requests.RequestException, PtcError):
        return None
