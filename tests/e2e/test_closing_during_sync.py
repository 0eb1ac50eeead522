"""The window is closed while much is being sent: it ends soon, and nothing is lost or doubled."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import utc_now
from ptc_app.commands.practice import PRACTICE_SITE, practice_store_key
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.outbox import SyncReport
from ptc_app.paths import DataDir
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.open_window import OpenWindow, open_window
from tests.support.backlog import fill_outbox, transaction_body
from tests.support.central_faults import REGISTRATION_CODE, Silence, serving
from tests.support.practice_central import practice_central_running

WAITING = 60
"""In one stream, so that each takes a request of its own."""


class CountingSite(SiteRuntime):
    """A site that notes each report of its sync."""

    def __init__(self, data: DataDir) -> None:
        super().__init__(data)
        self.reports: list[SyncReport] = []

    def sync(self) -> SyncReport:
        report = super().sync()
        self.reports.append(report)
        return report


@pytest.fixture
def backlog(site: DataDir) -> CountingSite:
    """A site where much waits."""
    runtime = CountingSite(site)
    with closing(runtime.open_store(practice_store_key(runtime))) as store:
        at = utc_now() - timedelta(hours=1)
        fill_outbox(store.database, streams=1, waiting=WAITING, at=at, body=transaction_body)
    return runtime


def test_closing_ends_the_run_after_its_request(
    backlog: CountingSite, qtbot: QtBot, tmp_path: Path
) -> None:
    with practice_central_running(backlog):
        with open_window(backlog) as opened:
            _sign_in(opened, qtbot, tmp_path)
            qtbot.waitUntil(lambda: len(backlog.reports) > 5)
            reported = len(backlog.reports)
        assert len(backlog.reports) <= reported + 1
        assert backlog.reports[-1].has_more
        _everything_arrives_once(backlog, backlog.reports[-1].delivered)


def test_the_numbers_follow_while_it_sends(
    backlog: CountingSite, qtbot: QtBot, tmp_path: Path
) -> None:
    seen: set[str] = set()
    with practice_central_running(backlog), open_window(backlog) as opened:
        _sign_in(opened, qtbot, tmp_path)
        frame = opened.main_window.frame
        assert frame is not None
        sync = frame.status.parts()[1]

        def is_sent() -> bool:
            seen.add(sync.accessibleName())
            return bool(backlog.reports) and not backlog.reports[-1].has_more

        qtbot.waitUntil(is_sent)
    assert len(seen) > 5


@pytest.mark.parametrize("stores", [True, False])
def test_closing_breaks_off_a_request_that_is_not_answered(
    backlog: CountingSite, qtbot: QtBot, tmp_path: Path, *, stores: bool
) -> None:
    authority, key = trustme.CA(), practice_store_key(backlog)
    with serving(authority) as served:
        ca_pem = authority.cert_pem.bytes().decode()
        invitation = CentralInvitation(served.address.url, ca_pem, REGISTRATION_CODE)
        backlog.join_central(key, PRACTICE_SITE.sign_in_name, invitation)
        served.central.faults.extend([None, None, Silence(stores=stores)])
        with open_window(backlog) as opened:
            _sign_in(opened, qtbot, tmp_path)
            qtbot.waitUntil(lambda: len(served.central.requests) == 2)
        assert not served.central.over.is_set(), "central is still silent"
        assert len(served.central.requests) == 2
        runner = backlog.open_sync_runner(key)
        assert runner is not None
        with closing(runner):
            assert runner.probe_and_sync() == SyncReport(delivered=WAITING - 1)
        assert len(served.central.held) == 2 * WAITING
    with closing(backlog.open_store(key)) as store:
        assert store.outbox.counts().received == WAITING
        assert store.check_integrity().holds


def _sign_in(opened: OpenWindow, qtbot: QtBot, out: Path) -> None:
    opened.main_window.show()
    qtbot.waitUntil(lambda: opened.store.is_idle)
    driver = WindowDriver(opened.main_window, out)
    driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
    driver.type("sign-in.passphrase", PRACTICE_SITE.passphrase)
    driver.press("sign-in.enter")
    qtbot.waitUntil(lambda: opened.main_window.frame is not None)


def _everything_arrives_once(site: SiteRuntime, delivered: int) -> None:
    key = practice_store_key(site)
    with closing(site.open_store(key)) as store:
        assert store.outbox.counts().received == delivered
        assert store.check_integrity().holds
    runner = site.open_sync_runner(key)
    assert runner is not None
    with closing(runner):
        assert runner.probe_and_sync() == SyncReport(delivered=WAITING - delivered)
    with closing(site.open_store(key)) as store:
        assert store.outbox.counts().received == WAITING
        assert store.check_integrity().holds
        check = site.check_delivery(store)
    assert check is not None
    assert (check.missing, check.doubled) == (0, 0)
    assert set(check.held.values()) == {WAITING}
