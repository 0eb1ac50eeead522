"""The machine's clock and random identifiers: given to all that needs them, read nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def utc_now() -> datetime:
    """The present time by the machine's clock, in UTC."""
    from datetime import UTC, datetime  # likewise

    return datetime.now(UTC)


def new_id() -> str:
    """A random UUID (version 4) as text."""
    from uuid import uuid4  # it loads much that the first page does not need

    return str(uuid4())


def local_time(moment: datetime) -> datetime:
    """The same moment in the time zone of this machine; `moment` has a time zone.

    Within a day of the years 1 and 9999, which a wrong clock can say, it stays as it is.
    """
    try:
        return moment.astimezone()
    except OverflowError:
        return moment
