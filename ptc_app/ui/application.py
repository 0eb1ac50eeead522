"""The Qt application: one window on one site, from its first page to its last."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ptc_app.config import Appearance
from ptc_app.domain.errors import StoreUnusable
from ptc_app.ui.front import Front, Porch
from ptc_app.ui.garbage import GarbageCollection
from ptc_app.ui.i18n import Language, Words
from ptc_app.ui.shell import Shell
from ptc_app.ui.tasks import Tasks
from ptc_app.ui.theme import ThemeName, apply, theme

_USUAL = Appearance()


@dataclass(frozen=True, slots=True)
class Open:
    """An open window: what drives it, and what it is made of."""

    app: QApplication
    shell: Shell
    front: Front
    store: Tasks
    sync: Tasks


def go_offscreen() -> None:
    """Draw into memory: for a machine without a display. Before the first window."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_tell)


@contextmanager
def window(porch: Porch, language: str = "en", appearance: Appearance = _USUAL) -> Iterator[Open]:
    """The window on a site; at the end both workers finish what they hold, then let go of it."""
    app = QApplication.instance() or QApplication(["ptc-app"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    app.setApplicationName("ptc-app")
    apply(app, theme(ThemeName(appearance.theme)), appearance.text_scale)
    shell = Shell()
    shell.resize(appearance.width, appearance.height)
    store_worker, sync_worker = _worker("store"), _worker("sync")
    store, sync = Tasks(store_worker), Tasks(sync_worker)
    front = Front(app, shell, porch, Words(Language(language)), store, sync)
    garbage = GarbageCollection()
    lock = _lock(porch.data.root)
    try:
        if lock.isLocked():
            front.open()
        else:
            front.turn_away(StoreUnusable("open-already"))
        yield Open(app, shell, front, store, sync)
    finally:
        front.close()
        for worker, last in (
            (sync_worker, porch.stop_carrying),
            (store_worker, porch.close),
        ):
            worker.submit(last)
            worker.shutdown(wait=True)
        garbage.close()
        lock.unlock()
        shell.close()
        shell.deleteLater()


def _tell(_kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
    """What Qt says, but for what the screenless platform says of itself at every window."""
    if text and not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _lock(folder: Path) -> QLockFile:
    """One window on a site at a time; the lock of a program that was killed counts for nothing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "window.lock"))
    lock.setStaleLockTime(0)
    lock.tryLock(0)
    return lock


def _worker(name: str) -> ThreadPoolExecutor:
    """One thread: what is asked for is done in the order it was asked."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
