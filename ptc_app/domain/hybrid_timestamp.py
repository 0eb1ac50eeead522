"""Hybrid logical timestamps: the order in which records were signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class HybridTimestamp:
    """A hybrid logical timestamp (Kulkarni et al., 2014): UTC milliseconds, then a counter.

    `milliseconds`: since 1970-01-01. `counter`: from 0, orders events of the same milliseconds.
    """

    milliseconds: int
    counter: int = 0

    def __str__(self) -> str:
        """Fixed-width text that sorts in the order of time."""
        return f"{self.milliseconds:015d}-{self.counter:06d}"

    @classmethod
    def parse(cls, text: str) -> HybridTimestamp:
        """The timestamp of a text that `str()` made.

        ValueError where the text is not two numbers with a dash between.
        """
        milliseconds, counter = text.split("-")
        return cls(int(milliseconds), int(counter))


def next_timestamp(last: HybridTimestamp, now: datetime) -> HybridTimestamp:
    """The timestamp of a new event at `now` (with its zone): always later than `last`.

    Where the clock went back or stood still, it is the time of `last` with the next counter.
    """
    wall = int(now.astimezone(UTC).timestamp() * 1000)
    if wall > last.milliseconds:
        return HybridTimestamp(wall)
    return HybridTimestamp(last.milliseconds, last.counter + 1)
