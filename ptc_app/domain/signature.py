"""A signature drawn by hand: recorded as evidence of a consent and printed in its PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignaturePoint:
    """A point of a stroke of a drawn signature.

    `x`, `y`: pixels from the top left of what was drawn on. `milliseconds`: since the beginning of
    this stroke. `pressure`: from 0 to 1; a mouse always has 1.
    """

    x: float
    y: float
    milliseconds: int
    pressure: float


SignatureStroke = tuple[SignaturePoint, ...]
"""The points of what was drawn without lifting the pen, in order of time."""


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """A signature drawn with pen, finger or mouse.

    `strokes`: in the order they were drawn, none where nothing was. `width`, `height`: the size in
    pixels of what they were drawn on. `image`: a PNG of them.
    """

    strokes: tuple[SignatureStroke, ...]
    width: int
    height: int
    image: bytes

    @property
    def has_line(self) -> bool:
        """Whether at least one stroke is more than a tap: it has two points or more."""
        return any(len(stroke) > 1 for stroke in self.strokes)
