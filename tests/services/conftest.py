"""A site of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.site_runtimes import SiteFixture, site_fixture


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteFixture]:
    """The first day of a site, someone signed in, nobody registered."""
    with site_fixture(tmp_path / "site") as opened:
        yield opened
