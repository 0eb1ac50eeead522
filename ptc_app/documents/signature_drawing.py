"""A drawn signature as an SVG image."""

from itertools import pairwise

from ptc_app.domain.signature import DrawnSignature, SignaturePoint, SignatureStroke

_INK = "#16202a"
_PEN = 0.011
"""The width of the pen, as a part of the drawing's width."""


def signature_svg(signature: DrawnSignature) -> str:
    """The strokes of a signature as the text of an SVG image, without a background.

    They are smoothed by curves that pass through the middles between points. The image has the size
    in pixels that was drawn on; an empty stroke is left out.
    """
    pen = signature.width * _PEN
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in signature.strokes if stroke)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {signature.width:.2f} {signature.height:.2f}">'
        f'<g fill="none" stroke="{_INK}" stroke-width="{pen:.2f}" '
        f'stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
    )


def _path(stroke: SignatureStroke) -> str:
    first, last = stroke[0], stroke[-1]
    curves = (
        f"Q{_position(point.x, point.y)} {_middle(point, after)}"
        for point, after in pairwise(stroke)
    )
    return f"M{_position(first.x, first.y)} {' '.join(curves)} L{_position(last.x, last.y)}"


def _middle(one: SignaturePoint, other: SignaturePoint) -> str:
    return _position((one.x + other.x) / 2, (one.y + other.y) / 2)


def _position(x: float, y: float) -> str:
    return f"{x:.2f},{y:.2f}"
