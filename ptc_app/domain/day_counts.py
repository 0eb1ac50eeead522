"""How many visits the list of a day has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many visits a day's list has: open ones (of whatever day) and those finished."""

    open: int
    finished: int
