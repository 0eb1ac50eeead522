"""Corrections through the window: a survey and measurements amended, a consent voided, all sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.clock_and_ids import utc_now
from ptc_app.commands.practice import PRACTICE_SITE, practice_store_key
from ptc_app.domain.central_connection import CentralInvitation
from ptc_app.domain.ids import VisitId
from ptc_app.domain.records.record_history import RecordVersion, record_versions
from ptc_app.paths import DataDir
from ptc_app.sync.pinned_session import CentralAddress
from ptc_app.sync.transport import CentralClient, register_device
from ptc_app.ui.demo.window_driver import WindowDriver
from ptc_app.ui.kiosk.kiosk_return_page import KioskReturnPage
from ptc_app.ui.measurement.measurement_page import MeasurementPage
from ptc_app.ui.open_window import OpenWindow, open_window
from ptc_app.ui.records.record_page import RecordPage
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.survey.survey_position import open_question
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.visit_page import VisitPage
from ptc_central.server import serve
from tests.support.pages import texts_in
from tests.support.site_runtimes import Clock, Printer, SiteFixture


class Desk:
    """A window on a site with one finished visit, and the person who works at it."""

    def __init__(self, opened: OpenWindow, qtbot: QtBot, out: Path) -> None:
        self.opened = opened
        self.qtbot = qtbot
        self.driver = WindowDriver(opened.main_window, out)

    def press(self, name: str, until: type[QWidget] | None = None) -> None:
        """Press a control, and wait for what comes of it."""
        self.driver.press(name)
        self.wait(lambda: until is None or isinstance(self.opened.main_window.page, until))

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(lambda: self.opened.store.is_idle and condition())

    def says(self, text: str) -> bool:
        return any(text in said for said in texts_in(self.opened.main_window))

    def picture(self, name: str) -> None:
        """What the window shows, once it is laid out."""
        QApplication.processEvents()
        self.driver.picture(name)

    def sign_in(self) -> None:
        self.wait(lambda: self.driver.has("sign-in.enter"))
        self.driver.type("sign-in.name", PRACTICE_SITE.sign_in_name)
        self.driver.type("sign-in.passphrase", PRACTICE_SITE.passphrase)
        self.press("sign-in.enter", TodayPage)
        self.wait(lambda: self.driver.rows("today.visits") > 0)
        self.driver.press_row("today.visits", 0)
        self.wait(lambda: isinstance(self.opened.main_window.page, VisitPage))

    def open_record(self, stage: str) -> None:
        self.wait(lambda: self.driver.has(f"visit.view:{stage}"))
        self.press(f"visit.view:{stage}", RecordPage)
        self.wait(lambda: self.driver.has("record.correct"))

    def correct(self, stage: str, reason: str, page: type[QWidget]) -> None:
        """From the visit to the page of the stage, with the reason given."""
        self.open_record(stage)
        self.press("record.correct")
        self.picture(f"reason-{stage}")
        self.press(f"record.reason:{reason}")
        self.press("record.confirm", page)

    def answer_again(self, link_id: str, text: str) -> None:
        """Go through the whole survey, changing one answer."""
        while not self.driver.has("kiosk.finish"):
            page = self.opened.main_window.page
            assert isinstance(page, SurveyPage)
            here = page.link_id
            if here == link_id:
                self.driver.type(f"answer:{link_id}", text)
            is_open = page.survey is not None and open_question(page.survey, here) is not None
            self.leave_question(page, "kiosk.skip" if is_open else "kiosk.next")
        self.press("kiosk.finish", KioskReturnPage)
        self.driver.type("kiosk.code", PRACTICE_SITE.kiosk_code)
        self.press("kiosk.take-back", VisitPage)

    def leave_question(self, page: SurveyPage, button: str) -> None:
        """Press the button and wait until the survey shows another question."""
        here = page.link_id
        self.press(button)
        self.wait(lambda: page.link_id != here)

    def weigh_again(self, weight: str) -> None:
        """Change the weight among the readings, and record all of them."""
        self.wait(lambda: self.driver.has("measure.next"))
        self.press("measure.next")
        self.driver.type("measure.weight:1", weight)
        self.press("measure.record", VisitPage)

    def void(self, stage: str, reason: str) -> None:
        self.open_record(stage)
        self.press("record.void")
        self.press(f"record.reason:{reason}")
        self.press("record.confirm")
        self.wait(lambda: not self.driver.has("record.void") and self.says("Entered in error"))
        self.picture(f"voided-{stage}")
        self.press("record.back", VisitPage)

    def send(self) -> None:
        self.press("rail.sync", SyncPage)
        self.press("sync.send")
        page = self.opened.main_window.page
        assert isinstance(page, SyncPage)
        self.wait(lambda: page.counts is not None and page.counts.waiting == 0)


@pytest.fixture
def visit_id(site: DataDir) -> VisitId:
    """A visit that is finished, with all its stages done."""
    opened = SiteRuntime(site)
    services = opened.open(practice_store_key(opened), PRACTICE_SITE.sign_in_name)
    assert opened._store is not None
    fixture = SiteFixture(opened.sign_in, opened._store.database, services, Clock(), Printer())
    visit_id = fixture.whole_visit()
    opened.close_store()
    return visit_id


@pytest.fixture
def central(site: DataDir, tmp_path: Path) -> Iterator[CentralClient]:
    """A central the site is connected to, to be asked what it holds."""
    with serve(tmp_path / "central") as listening:
        ca, code = listening.ca_path.read_text(encoding="ascii"), listening.registration_code
        opened = SiteRuntime(site)
        invitation = CentralInvitation(listening.url, ca, code)
        opened.join_central(practice_store_key(opened), PRACTICE_SITE.sign_in_name, invitation)
        address = CentralAddress(listening.url, ca)
        credentials = register_device(
            address, utc_now, registration_code=code, site="s", device="d"
        )
        with closing(CentralClient(address, credentials, utc_now)) as client:
            yield client


def get(central: CentralClient, path: str) -> list[Any]:
    """The resources of a search or a history."""
    answer = central.get(f"/fhir/{path}")
    assert answer.status == 200
    return [entry["resource"] for entry in json.loads(answer.body)["entry"]]


def versions_at_central(central: CentralClient, resource: Any) -> list[Any]:
    """All versions of a resource, the oldest first."""
    path = f"{resource['resourceType']}/{resource['id']}/_history"
    return list(reversed(get(central, path)))


def versions_here(site: DataDir, visit_id: VisitId, stage: str) -> list[RecordVersion]:
    opened = SiteRuntime(site)
    with closing(opened.open_store(practice_store_key(opened))) as store:
        return list(record_versions(store.records.of_stage(visit_id, stage)))


def answer_of(response: Any, link_id: str) -> Any:
    ahead = list(response["item"])
    while ahead:
        item = ahead.pop()
        if item["linkId"] == link_id:
            return item["answer"][0]
        ahead += item.get("item", [])
    raise LookupError(link_id)


@pytest.fixture
def desk(
    site: DataDir, central: CentralClient, visit_id: VisitId, qtbot: QtBot, tmp_path: Path
) -> Iterator[Desk]:
    with open_window(SiteRuntime(site)) as opened:
        opened.main_window.resize(1366, 768)
        opened.main_window.show()
        desk = Desk(opened, qtbot, tmp_path / "out")
        desk.sign_in()
        yield desk


def test_both_versions_are_here_and_at_central(
    desk: Desk, site: DataDir, central: CentralClient, visit_id: VisitId
) -> None:
    desk.correct("basics", "participant-correction", SurveyPage)
    desk.answer_again("home-people", "6")
    desk.correct("measurements", "wrong-entry", MeasurementPage)
    desk.weigh_again("82.4")
    desk.void("primary-consent", "wrong-participant")
    desk.wait(lambda: desk.says("Entered in error: Recorded for the wrong person"))
    assert desk.says("Answers recorded · amended")
    assert desk.says("Readings recorded · amended")
    desk.picture("visit")
    desk.open_record("basics")
    desk.picture("record")
    desk.send()

    (response,) = get(central, "QuestionnaireResponse")
    first, second = versions_at_central(central, response)
    assert (first["status"], second["status"]) == ("completed", "amended")
    assert answer_of(first, "home-people") == {"valueInteger": 4}
    assert answer_of(second, "home-people") == {"valueInteger": 6}
    weights = [one for one in get(central, "Observation") if "weight" in json.dumps(one["code"])]
    (weight,) = [one for one in weights if one["status"] == "amended"]
    values = [one["valueQuantity"]["value"] for one in versions_at_central(central, weight)]
    assert values == [80.2, 82.4]
    consents = {one["status"] for one in get(central, "Consent")}
    assert consents == {"entered-in-error", "rejected"}
    done = [one["activity"]["coding"][0]["code"] for one in get(central, "Provenance?_count=50")]
    assert sorted(done) == ["CREATE"] * 7 + ["NULLIFY"] + ["UPDATE"] * 2

    for stage, expected in (
        ("basics", ["superseded", "current"]),
        ("measurements", ["superseded", "current"]),
        ("primary-consent", ["entered-in-error"]),
    ):
        assert [one.status for one in versions_here(site, visit_id, stage)] == expected
    opened = SiteRuntime(site)
    with closing(opened.open_store(practice_store_key(opened))) as store:
        assert store.check_integrity().holds
        delivery = opened.check_delivery(store)
    assert delivery is not None
    assert delivery.all_once
