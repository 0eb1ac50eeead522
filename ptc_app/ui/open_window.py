"""The Qt application of one window on one site, from opening to closing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ptc_app.data_folder import mark_practice, prepare_data_folder
from ptc_app.domain.errors import DataFolderUnusable, DisplayMissing, PtcError, StoreUnusable
from ptc_app.domain.language import Language
from ptc_app.i18n.localizer import Localizer
from ptc_app.paths import DataDir
from ptc_app.ui.appearance_options import AppearanceOptions
from ptc_app.ui.garbage_collection import GarbageCollection
from ptc_app.ui.kiosk.kiosk_lock_file import hold_while_handed_over
from ptc_app.ui.main_window import MainWindow
from ptc_app.ui.sign_in_flow import SignInFlow, SignInSite
from ptc_app.ui.tasks import TaskQueue
from ptc_app.ui.theme import ThemeName, apply_theme, load_theme

_DEFAULT_APPEARANCE = AppearanceOptions()
_ABORT_AFTER = 0.2
"""Seconds that a closing window lets a request to central go on before it breaks it off."""

_LOCK_REFUSALS = {
    QLockFile.LockError.LockFailedError: StoreUnusable("open-already"),
    QLockFile.LockError.PermissionError: DataFolderUnusable("denied"),
    QLockFile.LockError.UnknownError: DataFolderUnusable("full"),
}
"""What the reasons of QLockFile mean; what it calls unknown is a file that cannot be written."""


class OpenWindow(NamedTuple):
    """The parts of an open window, as `open_window` yields them.

    - app: the Qt application
    - main_window: its one window
    - sign_in_flow: the controller of set-up, sign-in and lock
    - store, sync: the task queues of the store thread and the sync thread
    - refusal: why the window opens nothing and shows this error only; None where it works
    """

    app: QApplication
    main_window: MainWindow
    sign_in_flow: SignInFlow
    store: TaskQueue
    sync: TaskQueue
    refusal: PtcError | None = None


def use_offscreen_platform() -> None:
    """Let Qt draw into memory, without a display; call before the QApplication is made.

    Sets QT_QPA_PLATFORM for this process, and a message handler that leaves out what the platform
    says of its own limits.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_write_qt_message)


def ensure_display() -> None:
    """Raise DisplayMissing where Qt would end this process for want of a display."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    is_needed = sys.platform == "linux" and QApplication.instance() is None
    if is_needed and not any(map(os.environ.get, named)):
        raise DisplayMissing


@contextmanager
def open_window(
    site: SignInSite,
    language: str = "en",
    appearance: AppearanceOptions = _DEFAULT_APPEARANCE,
    *,
    practice: bool = False,
) -> Iterator[OpenWindow]:
    """Make the main window on a site, with its first page; the caller shows it and runs Qt.

    `language` is BCP 47; without a catalogue the texts are English. A `practice` site is marked as
    one in its data folder; a site marked so has the practice colours and band. Where the data
    folder cannot be used (DataFolderUnusable), or where another process has it open (StoreUnusable
    `open-already`), the page is disabled and shows that error. On leaving, a sync run ends after
    its present request, which is broken off where it takes long, both worker threads finish their
    queued work and close their connections, and the window is deleted. ValueError for an unknown
    theme, TypeError where a QCoreApplication without windows is running.
    """
    app = QApplication.instance() or QApplication(["ptc-app"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    main_window = _main_window(app, appearance, is_practice=practice or site.data.is_practice)
    store_worker, sync_worker = _worker("store"), _worker("sync")
    store, sync = TaskQueue(store_worker), TaskQueue(sync_worker)
    sign_in_flow = SignInFlow(app, main_window, site, Localizer(Language(language)), store, sync)
    garbage = GarbageCollection()
    lock = QLockFile(str(site.data.lock))
    kiosk_lock = hold_while_handed_over(main_window, site.data)
    refusal = _lock_data_folder(site.data, lock, practice=practice)
    try:
        _show_first_page(sign_in_flow, refusal)
        yield OpenWindow(app, main_window, sign_in_flow, store, sync, refusal)
    finally:
        sign_in_flow.close()
        _end_worker(sync, sync_worker, site.close_sync, site.abort_sync)
        _end_worker(store, store_worker, site.close_store)
        garbage.close()
        lock.unlock()
        kiosk_lock.unlock()
        main_window.close()
        main_window.deleteLater()


def _main_window(
    app: QApplication, appearance: AppearanceOptions, *, is_practice: bool
) -> MainWindow:
    """The main window, in the look that was asked for."""
    app.setApplicationName("ptc-app")
    theme = load_theme(ThemeName(appearance.theme), practice=is_practice)
    apply_theme(app, theme, appearance.text_scale)
    main_window = MainWindow(is_practice=is_practice)
    main_window.use_size(appearance.width, appearance.height)
    return main_window


def _show_first_page(sign_in_flow: SignInFlow, refusal: PtcError | None) -> None:
    if refusal is None:
        sign_in_flow.open()
    else:
        sign_in_flow.show_refusal(refusal)


def _write_qt_message(_kind: QtMsgType, _where: QMessageLogContext, text: str | None) -> None:
    """Write Qt's messages to stderr, except the offscreen platform's about itself."""
    if text and not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _lock_data_folder(data: DataDir, lock: QLockFile, *, practice: bool) -> PtcError | None:
    """Prepare the data folder and lock it for one window; why that fails, None where it is locked.

    The lock of a killed process does not count.
    """
    try:
        prepare_data_folder(data)
        if practice:
            mark_practice(data)
    except DataFolderUnusable as error:
        return error
    lock.setStaleLockTime(0)
    return None if lock.tryLock(0) else _LOCK_REFUSALS[lock.error()]


def _end_worker(
    queue: TaskQueue,
    worker: Executor,
    last: Callable[[], None],
    abort: Callable[[], None] | None = None,
) -> None:
    """End a worker thread after its queued work and, as the very last, `last`.

    `abort` is called where that takes long.
    """
    queue.close()
    ended = worker.submit(last)
    if abort is not None and wait([ended], _ABORT_AFTER).not_done:
        abort()
    worker.shutdown(wait=True)


def _worker(name: str) -> ThreadPoolExecutor:
    """An executor with one thread, which runs its work in order."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
