"""Versions are ordered by their numbers, not by their text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_app.domain.programs.version_order import is_version, version_key

ASCENDING = (
    ("9", "10", "11.2", "11.10"),
    ("2026.1", "2026.2", "2026.10", "2027.1"),
    ("0.3.3", "0.3.10", "0.10.0", "1.0"),
    ("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1"),
    ("1.0.0-1", "1.0.0-9", "1.0.0-10", "1.0.0-a", "1.0.0", "1.0.1"),
    ("2025-12-31", "2026-01-02", "2026-01-10", "2026-11-01"),
    ("2026.1.2", "2026-01-03", "2026.1.4"),
    ("1", "1.0", "1.0.1"),
    ("2026-01-03", "2026.1.3", "2026.1.3.0"),
)


@pytest.mark.parametrize("versions", ASCENDING, ids=lambda versions: versions[0])
def test_versions_are_in_the_order_of_their_numbers(versions: tuple[str, ...]) -> None:
    for lower, higher in pairwise(versions):
        assert version_key(lower) < version_key(higher)
        assert max(higher, lower, key=version_key) == higher


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "v1", "1.", ".1", "1..2", "1-", "1-.a", "1-a.", "1.x", "٤", "1+build", "1\n"],
)
def test_what_has_no_order_is_no_version(text: str) -> None:
    assert is_version(text) is False
    with pytest.raises(ValueError, match=r"^no-version$"):
        version_key(text)


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=4))
def test_a_higher_last_number_is_a_higher_version(numbers: list[int]) -> None:
    version = ".".join(map(str, numbers))
    assert is_version(version)
    higher = ".".join(map(str, [*numbers[:-1], numbers[-1] + 1]))
    if is_version(higher):
        assert version_key(version) < version_key(higher)
    assert version_key(f"{version}-rc") < version_key(version)
