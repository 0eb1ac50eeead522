"""Hybrid logical timestamps for records, and the text form of stored times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class HybridTimestamp:
    """A hybrid logical timestamp (Kulkarni et al., 2014): UTC milliseconds, then a counter."""

    milliseconds: int
    counter: int = 0

    def __str__(self) -> str:
        """Fixed-width text that sorts in the order of time."""
        return f"{self.milliseconds:015d}-{self.counter:06d}"

    @classmethod
    def parse(cls, text: str) -> HybridTimestamp:
        """The timestamp that `str()` gave."""
        milliseconds, counter = text.split("-")
        return cls(int(milliseconds), int(counter))


def next_timestamp(last: HybridTimestamp, now: datetime) -> HybridTimestamp:
    """The timestamp of a new event: later than `last`, even if the clock went back."""
    wall = int(now.astimezone(UTC).timestamp() * 1000)
    if wall > last.milliseconds:
        return HybridTimestamp(wall)
    return HybridTimestamp(last.milliseconds, last.counter + 1)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds: one form, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc_text(text: str) -> datetime:
    """The moment of a stored time."""
    return datetime.fromisoformat(text)
