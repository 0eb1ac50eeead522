"""How many visits the list of a day has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many visits the list of a day has on all its pages.

    `open`: unfinished visits, of whatever day. `finished`: finished ones that were begun on the
    day.
    """

    open: int
    finished: int
