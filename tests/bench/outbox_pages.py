"""Sites with an outbox of any size, kept between runs, and the sync page over them as it is drawn.

The store works at once, on the calling thread: what is measured is all work from a request to what
is drawn.
"""

from __future__ import annotations

import inspect
import shutil
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication

from ptc_app.ui.open_window import use_offscreen_platform
from ptc_app.ui.sync.sync_page import SyncPage
from ptc_app.ui.theme import ThemeName, apply_theme, load_theme
from tests.bench.kept_stores import kept_folder
from tests.support import backlog, builders, page_contexts
from tests.support.backlog import fill_outbox
from tests.support.page_contexts import PageFixture, page_fixture, settle

_SOURCES = [Path(inspect.getfile(module)) for module in (backlog, builders, page_contexts)]
_PAGE_SIZE = (1100, 760)


def kept_outbox(streams: int, waiting: int) -> PageFixture:
    """A site where so many envelopes wait, in turn in so many streams; its owner closes it.

    It is kept for other benchmarks, so only to be read.
    """
    return page_fixture(_kept_folder(streams, waiting))


def copied_outbox(folder: Path, streams: int, waiting: int) -> PageFixture:
    """A copy of `kept_outbox` in this folder, which may be written to."""
    return page_fixture(shutil.copytree(_kept_folder(streams, waiting), folder))


def offscreen_application() -> QApplication:
    """The Qt application, in the look of the program."""
    use_offscreen_platform()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme(ThemeName.LIGHT))
    return app


def opened_page_ms(place: PageFixture) -> float:
    """Milliseconds from opening the sync page until all of it is drawn."""
    start = perf_counter()
    page = shown_page(place)
    took = perf_counter() - start
    page.deleteLater()
    QApplication.processEvents()
    return took * 1000


def shown_page(place: PageFixture) -> SyncPage:
    """The sync page, loaded and drawn."""
    page = SyncPage(place.context)
    page.resize(*_PAGE_SIZE)
    page.show()
    settle(place)
    page.grab()
    return page


def _kept_folder(streams: int, waiting: int) -> Path:
    def fill(folder: Path) -> None:
        place = page_fixture(folder)
        at = place.clock() - timedelta(hours=1)
        fill_outbox(place.database, streams=streams, waiting=waiting, at=at)
        place.close()

    return kept_folder(f"outbox-{streams}-{waiting}", _SOURCES, fill)
