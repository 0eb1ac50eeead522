"""A signature drawn by hand: recorded as evidence of a consent and printed in its PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignaturePoint:
    """A point of a stroke: pixels from the top left, milliseconds since the stroke began.

    `pressure` is from 0 to 1; a mouse always has 1.
    """

    x: float
    y: float
    milliseconds: int
    pressure: float


SignatureStroke = tuple[SignaturePoint, ...]
"""What was drawn without lifting the pen, in order of time."""


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """The strokes in their order, the size in pixels of what they were drawn on, a PNG of them."""

    strokes: tuple[SignatureStroke, ...]
    width: int
    height: int
    image: bytes

    @property
    def has_line(self) -> bool:
        """Whether any stroke is more than a tap: it has several points."""
        return any(len(stroke) > 1 for stroke in self.strokes)
