"""The real window on a filled practice site, signed in, and what a step in it costs until drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ptc_app.bootstrap import SiteRuntime
from ptc_app.commands.practice import PRACTICE_SITE, set_up_practice_site
from ptc_app.paths import DataDir
from ptc_app.ui.lists.list_table import ListTable
from ptc_app.ui.open_window import OpenWindow, open_window, use_offscreen_platform
from ptc_app.ui.sign_in.unlocked_store import UnlockedStore
from ptc_app.ui.today.today_page import TodayPage
from tests.bench.filling import fill

_LOOK_AGAIN = 5
"""Milliseconds between two looks at whether something has come."""


@dataclass(frozen=True, slots=True)
class StepCost:
    """Milliseconds from a step to its last paint: on the clock, and of processor on the UI thread.

    The second does not grow while other processes have the processor.
    """

    drawn_ms: float
    ui_thread_ms: float


def make_site(folder: Path, participants: int) -> None:
    """Set up a practice site in this folder, with that many made-up participants."""
    site = SiteRuntime(DataDir(folder))
    with closing(site.open_store(set_up_practice_site(site))) as store:
        fill(store.database, participants)


@contextmanager
def signed_in_window(folder: Path) -> Iterator[OpenWindow]:
    """A context with the real window on a practice site, at Today's visits, drawn offscreen.

    Sync and sign-in are those of the application, but the passphrase is not typed.
    """
    use_offscreen_platform()
    site = SiteRuntime(DataDir(folder))
    store_key = set_up_practice_site(site)
    with open_window(site) as opened:
        opened.main_window.show()
        page = opened.main_window.page
        page.unlocked.emit(UnlockedStore(PRACTICE_SITE.sign_in_name, store_key))  # type: ignore[union-attr]
        wait_until(lambda: isinstance(opened.main_window.page, TodayPage))
        settle(opened)
        yield opened


def wait_until(is_there: Callable[[], bool]) -> None:
    """Run the event loop until `is_there`."""
    loop = QEventLoop()
    timer = QTimer(interval=_LOOK_AGAIN)
    timer.timeout.connect(lambda: loop.quit() if is_there() else None)
    timer.start()
    if not is_there():
        loop.exec()
    timer.stop()


def settle(opened: OpenWindow) -> None:
    """Run the event loop until the store thread has nothing to do and all is drawn."""
    wait_until(lambda: opened.store.is_idle)
    watch = _PaintWatch(opened.main_window)
    _draw_rest(opened, watch)
    opened.main_window.removeEventFilter(watch)


def list_of(opened: OpenWindow, name: str) -> ListTable:
    """The list with this object name on the page that is shown."""
    page = opened.main_window.page
    table = page.findChild(ListTable, name) if page else None
    assert table is not None
    return table


def cost_until_listed(opened: OpenWindow, step: Callable[[], ListTable]) -> StepCost:
    """Take the step and wait until its list has loaded what it asks for and all of it is drawn.

    `step` returns the list. AssertionError where the window painted nothing.
    """
    watch, loop = _PaintWatch(opened.main_window), QEventLoop()
    began, ui_began = perf_counter(), thread_time()
    model = step().list_model
    model.loaded.connect(loop.quit)
    loop.exec()
    ended, ui_ended = _draw_rest(opened, watch)
    model.loaded.disconnect(loop.quit)
    opened.main_window.removeEventFilter(watch)
    assert watch.paints
    return StepCost((ended - began) * 1000, (ui_ended - ui_began) * 1000)


class _PaintWatch(QObject):
    """Counts how often a window has painted what had changed in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.paints = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.paints += event.type() is QEvent.Type.UpdateRequest
        return False


def _draw_rest(opened: OpenWindow, watch: _PaintWatch) -> tuple[float, float]:
    """Handle events until none of them paints; returns clock and UI thread time of the last one."""
    last = perf_counter(), thread_time()
    while True:
        before = watch.paints
        opened.app.processEvents()
        if watch.paints == before:
            return last
        last = perf_counter(), thread_time()
