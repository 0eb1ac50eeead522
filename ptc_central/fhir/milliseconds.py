"""FHIR instants, and the milliseconds since 1970-01-01 UTC in which the database stores them."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def floor_milliseconds(moment: datetime) -> int:
    """Return the last whole millisecond since 1970 (UTC) that is not after `moment` (aware)."""
    return (moment - _EPOCH) // _MILLISECOND


def ceil_milliseconds(moment: datetime) -> int:
    """Return the first whole millisecond since 1970 (UTC) that is not before `moment` (aware)."""
    return -((_EPOCH - moment) // _MILLISECOND)


def datetime_from_milliseconds(milliseconds: int) -> datetime:
    """Return the UTC time that lies `milliseconds` after the start of 1970."""
    return _EPOCH + milliseconds * _MILLISECOND


def format_instant(moment: datetime) -> str:
    """Format an aware time as a FHIR instant in UTC, such as `2025-01-31T08:15:00.250Z`.

    It has milliseconds; what is finer is cut off.
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
