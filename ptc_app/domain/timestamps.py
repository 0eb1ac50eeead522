"""Time that only goes forward, also when the machine's clock does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class HybridTimestamp:
    """Hybrid logical time (Kulkarni et al., 2014): milliseconds UTC, then a counter."""

    milliseconds: int
    counter: int = 0

    def __str__(self) -> str:
        """Sorts as text in the order of time."""
        return f"{self.milliseconds:015d}-{self.counter:06d}"

    @classmethod
    def parse(cls, text: str) -> HybridTimestamp:
        milliseconds, counter = text.split("-")
        return cls(int(milliseconds), int(counter))


def next_timestamp(last: HybridTimestamp, now: datetime) -> HybridTimestamp:
    """The time of a new event: after `last`, and as near to `now` as that allows."""
    wall = int(now.astimezone(UTC).timestamp() * 1000)
    if wall > last.milliseconds:
        return HybridTimestamp(wall)
    return HybridTimestamp(last.milliseconds, last.counter + 1)


def utc_text(moment: datetime) -> str:
    """One form for all stored times, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc_text(text: str) -> datetime:
    """The moment a stored time names."""
    return datetime.fromisoformat(text)
