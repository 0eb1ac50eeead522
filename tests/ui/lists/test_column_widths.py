"""Columns share the width, no word is cut while there is room, and some give way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.ui.lists.column_widths import ColumnNeed, column_widths


def need(
    least: int = 10, full: int = 50, stretch: int = 0, *, may_hide: bool = False
) -> ColumnNeed:
    return ColumnNeed(least, full, stretch, may_hide)


@pytest.mark.parametrize(
    ("available", "needs", "widths"),
    [
        pytest.param(200, [need(), need(stretch=1)], [50, 150], id="the rest"),
        pytest.param(300, [need(stretch=2), need(stretch=1)], [200, 100], id="by stretch"),
        pytest.param(
            300, [need(stretch=1, least=200), need(stretch=1)], [200, 100], id="the longest word"
        ),
        pytest.param(
            100, [need(), need(least=60, stretch=1)], [50, 50], id="too narrow: words break"
        ),
        pytest.param(
            100,
            [need(), need(least=30, stretch=1), need(least=30, stretch=1, may_hide=True)],
            [50, 50, 0],
            id="one gives way",
        ),
        pytest.param(
            200,
            [need(), need(least=30, stretch=1), need(least=30, stretch=1, may_hide=True)],
            [50, 75, 75],
            id="none gives way while there is room",
        ),
    ],
)
def test_the_width_is_shared(available: int, needs: list[ColumnNeed], widths: list[int]) -> None:
    assert column_widths(available, needs) == widths


NEEDS = st.lists(
    st.builds(
        ColumnNeed,
        st.integers(0, 200),
        st.integers(0, 200),
        st.integers(0, 5),
        st.booleans(),
    ),
    max_size=6,
)


@given(st.integers(0, 1000), NEEDS)
def test_columns_that_share_fill_the_width_exactly(available: int, needs: list[ColumnNeed]) -> None:
    widths = column_widths(available, needs)
    fixed = sum(width for width, one in zip(widths, needs, strict=True) if not one.stretch)
    shown = [one for width, one in zip(widths, needs, strict=True) if one.stretch and width]
    assert all(width >= 0 for width in widths)
    if shown:
        assert sum(widths) == max(available, fixed)
    if sum(one.required for one in needs) <= available:
        assert all(width >= one.required for width, one in zip(widths, needs, strict=True))
