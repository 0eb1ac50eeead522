"""Whether this computer's clock is right, by the Date that central puts in its answers: pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far the clocks of two computers may differ, as in Kerberos (RFC 4120 section 8.2)."""


def date_of(headers: Mapping[str, str]) -> datetime | None:
    """The Date of a response (RFC 9110 section 6.6.1), in UTC; None where it has none to read."""
    try:
        sent_at = parsedate_to_datetime(headers.get("Date", ""))
        return sent_at.replace(tzinfo=UTC) if sent_at.tzinfo is None else sent_at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def is_clock_wrong(sent_at: datetime | None, now: datetime) -> bool:
    """Whether a clock that shows `now` is off, where central sent its answer at `sent_at`.

    That is where they differ by more than CLOCK_TOLERANCE; False where central named no date.
    """
    return sent_at is not None and abs(sent_at - now) > CLOCK_TOLERANCE
