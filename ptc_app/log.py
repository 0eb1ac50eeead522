"""The log file: codes and ids, never participant data."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
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


def write_to(path: Path) -> None:
    """Log to this file from now on, at INFO and above, rotated at 1 MB with two older files kept.

    Its folder is made if it is missing. Folder and files are for their owner only (0700 and 0600).
    Called again for the same path, does nothing. OSError where the folder cannot be made.
    """
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
