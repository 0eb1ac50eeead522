"""How long central asks us to wait, by the headers of its answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

_QUOTA = re.compile(r"\bt=(\d{1,9})\b")
_SECONDS = re.compile(r"\d{1,9}")
"""Nine digits are 31 years; more would overflow a date."""


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """The wait of Retry-After (seconds or a date), else the `t=` seconds of RateLimit.

    `headers` are those of a response. A date is read against central's own Date: this machine's
    clock may be wrong. None where no wait is named, and for a date that cannot be read. A wait of
    zero or into the past counts as none, so that our own growing waits hold.
    """
    asked = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(asked):
        return timedelta(seconds=int(asked)) or None
    if asked and "Date" in headers:
        return _between(headers["Date"], asked)
    quota = _QUOTA.search(headers.get("RateLimit", ""))
    return (timedelta(seconds=int(quota[1])) or None) if quota else None


def _between(sent: str, until: str) -> timedelta | None:
    try:
        wait = parsedate_to_datetime(until) - parsedate_to_datetime(sent)
    except (TypeError, ValueError, OverflowError):
        return None
    return wait if wait > timedelta(0) else None
