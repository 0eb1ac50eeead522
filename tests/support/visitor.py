"""Somebody who plays the demonstration's part on each page of a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import PRACTICE_SITE
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
_END = object()


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
        self._furthest_page: object = None
        self._act: DemoSteps = _nothing()
        self._steps = self._most_steps = 0
        self._is_there = False

    def play_until(self, kind: type[_Page], reached: Callable[[_Page], object] = bool) -> _Page:
        """Go on until a page of this kind is in front of which `reached` holds; that page.

        However long it takes: it waits in vain where no step goes further for five minutes.
        """
        self._page = self._furthest_page = None
        self._is_there = False
        while not self._is_there:
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
        """Do one step; whether it went further than before, or the page looked for is there."""
        if not self._opened.store.is_idle:
            return False
        page = self.window.page
        self._is_there = isinstance(page, kind) and bool(reached(page))
        return self._is_there or (page is not None and self._went_further(page))

    def _went_further(self, page: QWidget) -> bool:
        """Do one step of the page's script; whether none before came so far on this page."""
        if page is not self._page:
            self._page, self._steps = page, 0
            self._act = self._scripts[type(page)](self._context, page)
        try:
            self._steps += next(self._act, _END) is not _END
        except ControlNotFound:
            self._page = None  # what came from central meanwhile rebuilt the page: once more
            return False
        is_further = page is not self._furthest_page or self._steps > self._most_steps
        if is_further:
            self._furthest_page, self._most_steps = page, self._steps
        return is_further


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
