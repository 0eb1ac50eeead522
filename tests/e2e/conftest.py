"""A practice site, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import set_up_practice_site
from ptc_app.paths import DataDir
from tests.support.terminal import Terminal


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on its first day."""
    root = tmp_path_factory.mktemp("site")
    set_up_practice_site(SiteRuntime(DataDir(root)))
    return root


@pytest.fixture
def terminal(
    site: DataDir, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """Someone at a terminal of that site."""
    return Terminal(site, monkeypatch, capsys)


@pytest.fixture
def site(made: Path, tmp_path: Path) -> DataDir:
    """A copy of it, to be used and harmed."""
    return DataDir(Path(shutil.copytree(made, tmp_path / "site")))
