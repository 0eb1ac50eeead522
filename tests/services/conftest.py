"""A site of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House, a_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The first day of a site, someone signed in, nobody registered."""
    with a_house(tmp_path / "site") as opened:
        yield opened
