"""A signature drawn by hand: recorded as evidence of a consent and printed in its PDF."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

MOST_SIGNATURE_POINTS = 20_000
"""Points of a signature: more than five minutes of drawing with a pen of 60 points a second."""

_LONGEST_SIDE = 20_000
_LARGEST_IMAGE = 5_000_000


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

    strokes: tuple[SignatureStroke, ...] = field(repr=False)
    width: int
    height: int
    image: bytes = field(repr=False)

    @property
    def has_line(self) -> bool:
        """Whether at least one stroke is more than a tap: it has two points or more."""
        return any(len(stroke) > 1 for stroke in self.strokes)

    @property
    def is_within_limits(self) -> bool:
        """Whether it can be recorded and printed: not too many or too distant points, or too large.

        That is: MOST_SIGNATURE_POINTS points, each finite and within 20,000 pixels, as are both
        sides, which are not 0; and an image of 5 MB.
        """
        points = [point for stroke in self.strokes for point in stroke]
        numbers = (number for point in points for number in (point.x, point.y, point.pressure))
        return (
            max(len(self.strokes), len(points)) <= MOST_SIGNATURE_POINTS
            and len(self.image) <= _LARGEST_IMAGE
            and all(0 < side <= _LONGEST_SIDE for side in (self.width, self.height))
            and all(math.isfinite(number) and abs(number) <= _LONGEST_SIDE for number in numbers)
        )
