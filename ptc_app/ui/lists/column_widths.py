"""Computes how wide the columns of a list are, and which are left out where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnNeed:
    """The width one column needs, in pixels with padding.

    - least: of its longest word; full: of its widest line
    - stretch: share of the spare width; 0 for a column that is always `full` wide
    - may_hide: whether it may be left out
    """

    least: int
    full: int
    stretch: int
    may_hide: bool

    @property
    def required(self) -> int:
        """The least width in pixels: `full` for a column of stretch 0, else `least`."""
        return self.least if self.stretch else self.full


def column_widths(available: int, needs: Sequence[ColumnNeed]) -> list[int]:
    """Return the width of each column in pixels, in their order, 0 for one that is left out.

    Columns of stretch 0 get their full width. The others share the rest by their stretch, each at
    least as wide as its longest word; together they fill `available`. Where even that does not fit,
    columns that may hide are left out, the last first; then words have to break.
    """
    shown = _shown(available, needs)
    widths = {at: needs[at].full for at in shown if not needs[at].stretch}
    sharing = [at for at in shown if needs[at].stretch]
    room = max(available - sum(widths.values()), 0)
    widths |= _shares(room, {at: needs[at] for at in sharing})
    return [widths.get(at, 0) for at in range(len(needs))]


def _shown(available: int, needs: Sequence[ColumnNeed]) -> list[int]:
    shown = list(range(len(needs)))
    for at in reversed(range(len(needs))):
        if sum(needs[other].required for other in shown) <= available:
            break
        if needs[at].may_hide:
            shown.remove(at)
    return shown


def _shares(room: int, needs: dict[int, ColumnNeed]) -> dict[int, int]:
    """The room by stretch; a column whose share is less than its longest word gets that first."""
    total = sum(need.stretch for need in needs.values())
    short = [at for at, need in needs.items() if need.least * total > room * need.stretch]
    if not short or len(short) == len(needs):
        return _split(room, {at: need.stretch for at, need in needs.items()})
    at = short[0]
    width = min(needs[at].least, room)
    others = {other: need for other, need in needs.items() if other != at}
    return {at: width, **_shares(room - width, others)}


def _split(room: int, weights: dict[int, int]) -> dict[int, int]:
    """Whole pixels by weight; the last column gets what rounding leaves."""
    widths, left, total = {}, room, sum(weights.values())
    for at, weight in weights.items():
        widths[at] = left * weight // total
        left, total = left - widths[at], total - weight
    return widths
