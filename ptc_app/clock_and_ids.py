"""The machine's clock and random identifiers: given to all that needs them, read nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present time by the machine's clock, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random UUID (version 4) as text."""
    from uuid import uuid4  # it loads much that the first page does not need

    return str(uuid4())
