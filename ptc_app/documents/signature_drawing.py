"""A signature as it was drawn: strokes of points on a pad."""

from dataclasses import dataclass
from itertools import pairwise

DrawingPoint = tuple[float, float]
DrawingStroke = tuple[DrawingPoint, ...]

_INK = "#16202a"
_PEN = 0.011
"""The width of the pen, as a part of the pad's width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureDrawing:
    """Strokes in the order they were drawn, on a pad of this width and height."""

    strokes: tuple[DrawingStroke, ...]
    width: float
    height: float

    def as_svg(self) -> str:
        """The drawing, smoothed by curves that pass through the middles between points."""
        pen = self.width * _PEN
        paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in self.strokes if stroke)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" '
            f'viewBox="0 0 {self.width:.2f} {self.height:.2f}">'
            f'<g fill="none" stroke="{_INK}" stroke-width="{pen:.2f}" '
            f'stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
        )


def _path(stroke: DrawingStroke) -> str:
    first, last = stroke[0], stroke[-1]
    curves = (f"Q{_at(point)} {_at(_middle(point, after))}" for point, after in pairwise(stroke))
    return f"M{_at(first)} {' '.join(curves)} L{_at(last)}"


def _middle(one: DrawingPoint, other: DrawingPoint) -> DrawingPoint:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def _at(point: DrawingPoint) -> str:
    return f"{point[0]:.2f},{point[1]:.2f}"
