"""The demo in a window of this process: every page in its order, and what stops it is named."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.demo import run_demo
from ptc_app.commands.options import DemoOptions
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.commands.window_options import WindowOptions
from ptc_app.paths import DataDir
from ptc_app.ui.demo.demo_participant import DemoParticipant
from ptc_app.ui.demo.demo_player import DemoPlayer
from ptc_app.ui.demo.page_scripts import DemoRun, DemoSteps
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.open_window import open_window
from ptc_app.ui.sign_in.setup_page import SetupPage

MARIA = DemoParticipant("Zzqxmaria", "Zzqxdelgado", "en")


def test_each_page_has_its_picture_in_the_order_of_the_visit(
    tmp_path: Path, qapp: QApplication
) -> None:
    out = tmp_path / "out"
    options = DemoOptions(
        WindowOptions(DataDir(tmp_path / "site")),
        out=out,
        central_after="register",
        participant=MARIA,
    )
    result = run_demo(options)
    assert result.all_well
    assert json.loads((out / "summary.json").read_text()) == result.facts
    names = [path.stem.split("-", 1)[1] for path in sorted(out.glob("*.png"))]
    assert [name for name in names if not re.search("page-|^survey-(?!done)", name)] == [
        *(
            "first-day",
            "recovery-key",
            "sign-in",
            "today",
            "site",
            "participants",
            "register",
            "person",
        ),
        *("visit-identity", "identity", "visit-primary-consent"),
        *("primary-consent-sign", "primary-consent-signed", "primary-consent-done"),
        *("kiosk-return", "visit-ehr-consent", "record", "paper-consent"),
        *("ehr-consent-sign", "ehr-consent-signed", "ehr-consent-done", "visit-basics"),
        *("survey-done", "visit-measurements", "measurements-1", "measurements-2"),
        *("visit-finish", "paper-results", "finish", "visit-finished", "sync-waiting", "sync"),
    ]
    assert sorted(path.stem for path in out.glob("*.pdf")) == [
        *("ehr-consent", "measurements", "primary-consent"),
    ]


def test_what_is_missing_on_a_page_is_named_when_nothing_goes_on(
    tmp_path: Path, qapp: QApplication
) -> None:
    begun: list[str] = []

    def press_what_is_not_there(demo: DemoRun, _page: SetupPage) -> DemoSteps:
        begun.append("set-up")
        yield
        demo.driver.press("setup.nothing")

    site = SiteRuntime(DataDir(tmp_path / "site"))
    with open_window(site) as opened:
        opened.main_window.show()
        driver = WindowDriver(opened.main_window, tmp_path / "out")
        demo = DemoRun(driver, MARIA, PRACTICE_SITE, lambda _step: None)
        player = DemoPlayer(
            opened, demo, {SetupPage: press_what_is_not_there}, patience=timedelta(seconds=0.2)
        )
        opened.app.exec()
    assert player.is_stuck
    assert player.stuck_on == "SetupPage: setup.nothing"
    assert len(begun) > 1, "a script that does not find its control starts again"
