"""A signature has limits, so that it can be recorded and printed."""

from __future__ import annotations

import math

import pytest

from ptc_app.domain.signature import MOST_SIGNATURE_POINTS, DrawnSignature, SignaturePoint

DOT = SignaturePoint(1, 1, 0, 1)


def drawn(*strokes: tuple[SignaturePoint, ...], width: int = 300, image: bytes = b"") -> bool:
    return DrawnSignature(strokes, width, 90, image).is_within_limits


def test_a_long_signature_is_within_the_limits() -> None:
    assert drawn((DOT,) * MOST_SIGNATURE_POINTS)
    assert drawn()


def test_too_many_points_or_strokes_are_beyond_them() -> None:
    assert not drawn((DOT,) * MOST_SIGNATURE_POINTS, (DOT,))
    assert not drawn(*[()] * (MOST_SIGNATURE_POINTS + 1))


@pytest.mark.parametrize("far", [math.nan, math.inf, -math.inf, 1e300])
def test_a_point_that_is_nowhere_is_beyond_them(far: float) -> None:
    assert not drawn((DOT, SignaturePoint(far, 1, 0, 1)))
    assert not drawn((DOT, SignaturePoint(1, far, 0, 1)))
    assert not drawn((DOT, SignaturePoint(1, 1, 0, far)))


def test_size_and_image_have_a_limit() -> None:
    assert not drawn((DOT,), width=0)
    assert not drawn((DOT,), width=1_000_000)
    assert not drawn((DOT,), image=bytes(5_000_001))
