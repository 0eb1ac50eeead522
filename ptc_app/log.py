"""The log: codes and ids of ours, never what a participant said."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("ptc_app")

_LARGEST = 1_000_000
"""Bytes of a log file before the next begins; three are kept."""

_OURS_ALONE = 0o700
"""The log is the first thing in a site's folder: whoever else uses the machine may not look in."""


def catch_crashes() -> None:
    """A crash is told in codes of ours, from the first line on."""
    sys.excepthook = _crashed


def write_to(path: Path) -> None:
    """Log to this file from now on."""
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in _log.handlers):
        return
    path.parent.mkdir(mode=_OURS_ALONE, parents=True, exist_ok=True)
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Where it broke and what kind of error it was; its text may quote a participant."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(trace))
    )
    _log.critical("crash %s at %s", kind.__name__, places)
    sys.stderr.write(f"ptc-app: crash {kind.__name__} at {places}\n")
