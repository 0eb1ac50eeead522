"""Each page, in each of its states, is as its file says: its widgets, words, layout and keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.ui import theme as look
from ptc_app.ui.theme import ThemeName
from tests.support.page_contexts import page_fixture, settle
from tests.support.page_states import SCENES, Desk
from tests.ui.described_pages.files import FOLDER, check
from tests.ui.described_pages.journey import Journey, JourneyStore
from tests.ui.described_pages.kiosk_journeys import KIOSK_JOURNEYS
from tests.ui.described_pages.staff_journeys import STAFF_JOURNEYS
from tests.ui.described_pages.widget_tree import described, places_of, texts_of

JOURNEYS = KIOSK_JOURNEYS | STAFF_JOURNEYS


UNANSWERED = (
    "today", "participants", "visit, agreed", "record", "person", "identity", "consent",
    "survey", "measurements", "finish", "paper", "sync", "site",
)  # fmt: skip
"""A state of each page that asks the store for what it shows."""

SIZE, SIZE_OF_LARGE_TEXT = (1158, 728), (1366, 680)


@pytest.fixture
def workstation(
    request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication
) -> Iterator[Desk]:
    language, text_scale = request.param
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT), text_scale)
    opened = page_fixture(tmp_path, tr=Localizer(Language(language)), executor=JourneyStore())
    yield Desk(opened, tmp_path)
    opened.close()
    look.apply_theme(qapp, look.load_theme(ThemeName.LIGHT))


@pytest.mark.parametrize("workstation", [("en", 1.0)], indirect=True, ids=["en"])
@pytest.mark.parametrize("state", SCENES)
def test_a_page_is_as_described(state: str, workstation: Desk, qtbot: QtBot) -> None:
    page = SCENES[state](workstation)
    if state in UNANSWERED:
        check(f"pages/{state}, before the store answers", described(page))
    show(page, workstation, qtbot, SIZE)
    check(f"pages/{state}", described(page))
    check(f"places/{state}", places_of(page))


@pytest.mark.parametrize("workstation", [("es", 2.0)], indirect=True, ids=["es"])
@pytest.mark.parametrize("state", SCENES)
def test_a_page_in_spanish_and_large_type_is_as_described(
    state: str, workstation: Desk, qtbot: QtBot
) -> None:
    page = SCENES[state](workstation)
    show(page, workstation, qtbot, SIZE_OF_LARGE_TEXT)
    check(f"pages/{state}.es", texts_of(page))
    check(f"places/{state}.es", places_of(page))


@pytest.mark.parametrize("workstation", [("en", 1.0)], indirect=True, ids=["en"])
@pytest.mark.parametrize("name", JOURNEYS)
def test_what_comes_of_each_act_is_as_written_down(
    name: str, workstation: Desk, qtbot: QtBot
) -> None:
    state, act = JOURNEYS[name]
    journey = Journey(qtbot, workstation.place, SCENES[state](workstation))
    act(journey)
    check(f"journeys/{name}", journey.transcript)


@pytest.mark.parametrize(
    ("folder", "known"), [("pages", SCENES), ("places", SCENES), ("journeys", JOURNEYS)]
)
def test_no_file_is_left_of_what_is_gone(folder: str, known: Iterable[str]) -> None:
    stems = [path.stem.removesuffix(".es") for path in (FOLDER / folder).iterdir()]
    assert {stem.removesuffix(", before the store answers") for stem in stems} == set(known)


def show(page: QWidget, workstation: Desk, qtbot: QtBot, size: tuple[int, int]) -> None:
    """Show the page as a window, with all that it asked for."""
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    for _ in range(3):
        settle(workstation.place)
