"""One window a site: however long it has been open, and until its process ends, in any way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ptc_app.bootstrap import SiteRuntime
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import OpenWindow, open_window

ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import sys
from pathlib import Path
from ptc_app.bootstrap import SiteRuntime
from ptc_app.paths import DataDir
from ptc_app.ui.open_window import open_window
with open_window(SiteRuntime(DataDir(Path(sys.argv[1])))):
    print("open", flush=True)
    sys.stdin.read()
"""
"""A window that is open until its standard input ends; says on its output that it is."""

pytestmark = pytest.mark.usefixtures("qapp")


@contextmanager
def window_elsewhere(site: DataDir) -> Iterator[subprocess.Popen[bytes]]:
    """The process of a window that is open on this site."""
    command = [sys.executable, "-c", WINDOW, str(site.root)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"open"
        try:
            yield process
        finally:
            process.kill()


def is_refused(opened: OpenWindow) -> bool:
    """Whether the page of this window can do nothing."""
    page = opened.main_window.page
    assert page is not None
    return not page.isEnabled()


def test_a_window_of_another_process_has_the_site_until_it_closes(site: DataDir) -> None:
    with window_elsewhere(site) as process:
        with open_window(SiteRuntime(site)) as opened:
            assert is_refused(opened)
        process.communicate()
        assert process.returncode == 0
        with open_window(SiteRuntime(site)) as opened:
            assert not is_refused(opened)


def test_a_window_that_has_been_open_for_days_has_it_still(site: DataDir) -> None:
    with window_elsewhere(site):
        os.utime(site.root / "window.lock", (0, 0))
        with open_window(SiteRuntime(site)) as opened:
            assert is_refused(opened)


def test_a_window_that_was_killed_has_it_no_more(site: DataDir) -> None:
    with window_elsewhere(site) as process:
        process.kill()
        process.wait()
        assert (site.root / "window.lock").exists()
        with open_window(SiteRuntime(site)) as opened:
            assert not is_refused(opened)
