"""A program update in the middle of a visit, and a second visit, through the real window."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import PRACTICE_SITE
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.domain.records.signed_record import SignedRecord
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.records import Records
from ptc_app.ui.participants.participant_overview_page import ParticipantOverviewPage
from ptc_app.ui.survey.survey_page import SurveyPage
from ptc_app.ui.today.today_page import TodayPage
from ptc_app.ui.visit.visit_page import VisitPage
from tests.support.programs import NEW_CONTENT, program_version
from tests.support.site_runtimes import the_program
from tests.support.visitor import MARIA, window


def _rename(manifest: dict[str, Any]) -> None:
    for stage in manifest["stages"]:
        if stage["key"] == "basics":
            stage["title"]["en"] = "The newer Basics"


def _newer() -> ProgramVersion:
    """A new survey and protocol version; the consent forms are as before."""
    changes = {path: change for path, change in NEW_CONTENT.items() if "consents" not in path}
    return program_version("2026.10", date(2026, 1, 1), {**changes, "manifest.json": _rename})


def recorded(data: DataDir) -> list[SignedRecord]:
    key = SiteRuntime(data).sign_in.unlock(PRACTICE_SITE.sign_in_name, PRACTICE_SITE.passphrase)
    database = Database(data.store, key)
    try:
        return list(Records(database).each())
    finally:
        database.close()


def _is_third_question(page: SurveyPage) -> bool:
    return page.link_id not in {"", "done"} and len(_answers(page)) == 2


def _answers(page: SurveyPage) -> dict[str, Any]:
    return dict(page.survey.response.answers) if page.survey else {}


def _is_finished(page: VisitPage) -> bool:
    return page.visit is not None and page.visit.ended_at is not None


def versions(records: list[SignedRecord], kind: str) -> list[tuple[str, str]]:
    return [(one.program_version, one.content.version) for one in records if one.kind == kind]


@pytest.mark.usefixtures("qapp")
def test_a_visit_begun_before_an_update_ends_as_it_began_and_the_next_asks_less(
    site: DataDir, qtbot: QtBot, tmp_path: Path
) -> None:
    out, old, new = tmp_path / "out", the_program(), _newer()

    with window(qtbot, site, out, old) as visitor:
        page = visitor.play_until(SurveyPage, _is_third_question)
        answers = _answers(page)

    with window(qtbot, site, out, old, new) as visitor:
        visitor.play_until(TodayPage, lambda _page: visitor.driver.rows("today.visits"))
        assert visitor.says("Visit")
        visitor.press_row("today.visits")
        assert visitor.says("The Basics")
        assert not visitor.says("The newer Basics")
        page = visitor.play_until(SurveyPage, lambda page: bool(page.link_id))
        assert _answers(page) == answers
        visitor.play_until(VisitPage, _is_finished)

        visitor.press("rail.participants")
        visitor.driver.type("participants.search", MARIA.family_name)
        qtbot.waitUntil(lambda: visitor.driver.rows("participants.found") == 1)
        visitor.rest()
        visitor.press_row("participants.found")
        assert isinstance(visitor.window.page, ParticipantOverviewPage)
        visitor.rest()
        assert visitor.says("Due again")
        visitor.press("person.start")
        assert visitor.says("Follow-up visit")
        assert visitor.says("Answered before")
        assert visitor.says("The newer Basics")
        visitor.play_until(VisitPage, _is_finished)

    records = recorded(site)
    assert versions(records, "consent") == [("2026.1", "4"), ("2026.1", "3")]
    assert versions(records, "survey") == [("2026.1", "1.0.0"), ("2026.10", "2.0.0")]
    assert versions(records, "measurements") == [
        ("2026.1", "0.3.3"),
        ("2026.10", "0.4.0"),
    ]
    ends = [json.loads(one.body) for one in records if one.kind == "visit-end"]
    types = [end["entry"][0]["resource"]["type"][0]["coding"][0]["code"] for end in ends]
    assert types == ["baseline", "follow-up"]
