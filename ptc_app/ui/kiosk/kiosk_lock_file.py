"""The file by which a second process knows that a participant has the window of a site."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLockFile

from ptc_app.paths import DataDir
from ptc_app.ui.main_window import MainWindow


def hold_while_handed_over(main_window: MainWindow, data: DataDir) -> QLockFile:
    """Lock `data.kiosk_lock` whenever a participant has this window, and return the lock file.

    The caller keeps it, and unlocks it when the window closes. The lock of a killed process does
    not count.
    """
    lock = _lock_file(data)
    main_window.handed_over.connect(partial(_follow, lock))
    return lock


def is_handed_over(data: DataDir) -> bool:
    """Whether another process shows a participant the window of this site now."""
    lock = _lock_file(data)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return lock.error() is QLockFile.LockError.LockFailedError


def _lock_file(data: DataDir) -> QLockFile:
    lock = QLockFile(str(data.kiosk_lock))
    lock.setStaleLockTime(0)
    return lock


def _follow(lock: QLockFile, is_handed_over: bool) -> None:  # noqa: FBT001 - what the signal tells
    if is_handed_over:
        lock.tryLock(0)
    else:
        lock.unlock()
