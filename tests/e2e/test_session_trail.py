"""Who signed in, how often in vain, and who locked: in the audit trail, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import PRACTICE_SITE, practice_store_key
from ptc_app.domain.audit import AuditAction
from ptc_app.paths import DataDir
from ptc_app.storage.audit import AuditTrail
from ptc_app.storage.database import Database
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.open_window import OpenWindow, open_window
from ptc_app.ui.today.today_page import TodayPage

RIGHT, WRONG = PRACTICE_SITE.passphrase, "not the passphrase"


def sign_in(opened: OpenWindow, driver: WindowDriver, qtbot: QtBot, passphrase: str) -> None:
    """Type name and passphrase, and wait until they were tried."""
    qtbot.waitUntil(lambda: opened.store.is_idle)
    driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
    driver.type("sign-in.passphrase", passphrase)
    driver.press("sign-in.enter")
    qtbot.waitUntil(lambda: opened.store.is_idle)


def lock(opened: OpenWindow, qtbot: QtBot) -> None:
    """Lock once the page of today is in front; and again, which changes nothing."""
    qtbot.waitUntil(lambda: isinstance(opened.main_window.page, TodayPage))
    opened.sign_in_flow.lock()
    opened.sign_in_flow.lock()


def trail(site: DataDir) -> list[tuple[AuditAction, str]]:
    """Actions and details of what is audited, without what the start installs."""
    database = Database(site.store, practice_store_key(SiteRuntime(site)))
    events = [entry.event for entry in AuditTrail(database).entries()]
    database.close()
    start = {AuditAction.SITE_SET_UP, AuditAction.PROGRAM_INSTALLED}
    return [(event.action, event.detail) for event in events if event.action not in start]


@pytest.mark.usefixtures("qapp")
def test_refused_sign_ins_are_counted_until_one_succeeds(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    before = trail(site)
    with open_window(SiteRuntime(site)) as opened:
        opened.main_window.show()
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        for passphrase in (WRONG, WRONG, RIGHT):
            sign_in(opened, driver, qtbot, passphrase)
        lock(opened, qtbot)
        sign_in(opened, driver, qtbot, RIGHT)
        lock(opened, qtbot)
        sign_in(opened, driver, qtbot, WRONG)
        sign_in(opened, driver, qtbot, RIGHT)
        qtbot.waitUntil(lambda: isinstance(opened.main_window.page, TodayPage))
    assert trail(site)[len(before) :] == [
        (AuditAction.SIGN_IN_REFUSED, "2"),
        (AuditAction.SIGNED_IN, ""),
        (AuditAction.LOCKED, ""),
        (AuditAction.SIGNED_IN, ""),
        (AuditAction.LOCKED, ""),
        (AuditAction.SIGN_IN_REFUSED, "1"),
        (AuditAction.SIGNED_IN, ""),
    ]
