"""The log file and crash hooks: codes and ids, never participant data."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

_log = logging.getLogger("ptc_app")

_LARGEST = 1_000_000
"""Bytes of a log file before the next begins; three are kept."""

_OURS_ALONE = 0o600
_OURS_ALONE_FOLDER = 0o700
"""The log is the first thing in a site's folder: whoever else uses the machine may not look in."""


def catch_crashes() -> None:
    """Install hooks that log uncaught errors by type and place, without their text."""
    sys.excepthook = _crashed
    sys.unraisablehook = _left_behind
    threading.excepthook = _left_behind


def write_to(path: Path) -> None:
    """Add a rotating log file with mode 0600; called again for the same path, does nothing."""
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in _log.handlers):
        return
    path.parent.mkdir(mode=_OURS_ALONE_FOLDER, parents=True, exist_ok=True)
    with suppress(PermissionError):  # someone else's: it is theirs to close
        path.parent.chmod(_OURS_ALONE_FOLDER)
    handler = _files(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def _files(path: Path) -> RotatingFileHandler:
    """A rotating file handler; imported late, because the first page does not need it."""
    from logging.handlers import RotatingFileHandler

    class OurFiles(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            Path(self.baseFilename).touch(mode=_OURS_ALONE)
            return super()._open()

    return OurFiles(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8", delay=True)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Hook for an uncaught error of the main thread; a keyboard interrupt is passed on."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _tell(kind, trace)


def _left_behind(crash: sys.UnraisableHookArgs | threading.ExceptHookArgs) -> None:
    """Hook for an error in another thread or a destructor; a thread's SystemExit is none."""
    if crash.exc_type is not SystemExit:
        _tell(crash.exc_type, crash.exc_traceback)


def _tell(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Log the error's type and traceback places; its text may quote a participant."""
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(trace))
    )
    _log.critical("crash %s at %s", kind.__name__, places)
    sys.stderr.write(f"ptc-app: crash {kind.__name__} at {places}\n")
