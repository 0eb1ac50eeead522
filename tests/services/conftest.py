"""A site of its own for each test."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.site_runtimes import SiteFixture, site_fixture


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteFixture]:
    """The first day of a site, someone signed in, nobody registered."""
    with site_fixture(tmp_path / "site") as opened:
        yield opened


@pytest.fixture
def local_time() -> Iterator[Callable[[str], None]]:
    """The machine's clock is in this zone."""

    with pytest.MonkeyPatch.context() as patch:

        def live_in(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield live_in
    time.tzset()
