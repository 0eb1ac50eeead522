"""Somebody who plays the demonstration's part on each page of a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice_site import PRACTICE_SITE
from ptc_app.domain.programs.program import ProgramVersion
from ptc_app.paths import DataDir
from ptc_app.stages import STAGES
from ptc_app.ui.demo.demo_participant import DemoParticipant
from ptc_app.ui.demo.demo_player import scripts_by_page
from ptc_app.ui.demo.page_scripts import DemoRun, DemoSteps
from ptc_app.ui.demo.window_driver import ControlNotFound, WindowDriver
from ptc_app.ui.open_window import OpenWindow, open_window
from ptc_app.ui.stage_entry import StageEntry
from tests.support.pages import texts_in

MARIA = DemoParticipant("Zzqxmaria", "Zzqxdelgado", "en")

_Page = TypeVar("_Page", bound=QWidget)


class Visitor:
    """Plays the demonstration's part on each page of a window until something is reached."""

    def __init__(
        self, qtbot: QtBot, opened: OpenWindow, out: Path, stages: tuple[StageEntry, ...]
    ) -> None:
        self.window = opened.main_window
        self.driver = WindowDriver(opened.main_window, out)
        self._qtbot = qtbot
        self._opened = opened
        self._scripts = scripts_by_page(stages)
        self._context = DemoRun(self.driver, MARIA, PRACTICE_SITE, lambda _step: None)
        self._page: object = None
        self._act: DemoSteps = _nothing()

    def play_until(self, kind: type[_Page], reached: Callable[[_Page], object] = bool) -> _Page:
        """Go on until a page of this kind is in front of which `reached` holds; that page."""
        self._page = None
        self._qtbot.waitUntil(lambda: self._beat(kind, reached))
        page = self.window.page
        assert isinstance(page, kind)
        return page

    def press(self, name: str) -> None:
        """Press, and wait until what was asked for is shown."""
        self.driver.press(name)
        self.rest()

    def press_row(self, name: str) -> None:
        """Press the first action of a list's first row, and wait until it is shown."""
        self.driver.press_row(name, 0)
        self.rest()

    def rest(self) -> None:
        self._qtbot.waitUntil(lambda: self._opened.store.is_idle)

    def wait_for(self, kind: type[QWidget], *texts: str) -> None:
        """Wait until a page of this kind is in front and says all this."""
        self._qtbot.waitUntil(
            lambda: isinstance(self.window.page, kind) and all(map(self.says, texts)),
        )

    def says(self, text: str) -> bool:
        return any(text in said for said in texts_in(self.window))

    def _beat(self, kind: type[_Page], reached: Callable[[_Page], object]) -> bool:
        if not self._opened.store.is_idle:
            return False
        page = self.window.page
        if isinstance(page, kind) and reached(page):
            return True
        if page is not None and page is not self._page:
            self._page, self._act = page, self._scripts[type(page)](self._context, page)
        try:
            next(self._act, None)
        except ControlNotFound:
            self._page = None  # what came from central meanwhile rebuilt the page: once more
        return False


def _nothing() -> DemoSteps:
    yield


@contextmanager
def window(
    qtbot: QtBot,
    data: DataDir,
    out: Path,
    *programs: ProgramVersion,
    stages: tuple[StageEntry, ...] = STAGES,
) -> Iterator[Visitor]:
    """The window of a release that ships these program versions and has these stage types."""
    site = SiteRuntime(data)
    site.shipped_programs, site.stages = programs, stages
    with open_window(site) as opened:
        opened.main_window.show()
        yield Visitor(qtbot, opened, out, stages)
