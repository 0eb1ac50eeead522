"""Hooks that log an uncaught error by its type and place, never with its text."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("ptc_app")


def install_crash_hooks() -> None:
    """Log every uncaught error from now on by its type and places in the code, without its text.

    The text may quote a participant. It replaces the hooks of `sys` and `threading`: errors of the
    main thread, of other threads and of destructors go to the log and to standard error. A keyboard
    interrupt of the main thread ends it as usual.
    """
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_unraisable


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Hook for an uncaught error of the main thread; a keyboard interrupt is passed on."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log_crash(kind, trace)


def _log_unraisable(crash: sys.UnraisableHookArgs | threading.ExceptHookArgs) -> None:
    """Hook for an error in another thread or a destructor; a thread's SystemExit is none."""
    if crash.exc_type is not SystemExit:
        _log_crash(crash.exc_type, crash.exc_traceback)


def _log_crash(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Log the error's type and traceback places; its text may quote a participant."""
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(trace))
    )
    _log.critical("crash %s at %s", kind.__name__, places)
    sys.stderr.write(f"ptc-app: crash {kind.__name__} at {places}\n")
