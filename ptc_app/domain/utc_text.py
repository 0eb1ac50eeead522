"""The text form of stored times."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """A moment (with its zone) as ISO 8601 in UTC with milliseconds: `2026-03-12T14:02:31.000Z`.

    One form for all stored times, so that the order of texts is the order of time.
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc_text(text: str) -> datetime:
    """The moment of a stored time, in UTC; ValueError where the text is not ISO 8601."""
    return datetime.fromisoformat(text)
