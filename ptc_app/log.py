"""The log file: codes and ids, never participant data."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.file_access import make_private_folder, open_own_file, refusals_as

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

_log = logging.getLogger("ptc_app")

_LARGEST = 1_000_000
"""Bytes of a log file before the next begins; three are kept."""

_TO_THE_END = os.O_WRONLY | os.O_APPEND | os.O_CREAT


def write_to(path: Path) -> None:
    """Log to this file from now on, at INFO and above, rotated at 1 MB with two older files kept.

    Its folder is made if it is missing. What is made is for its owner only (0700 and 0600). Called
    again for the same path, does nothing. DataFolderUnusable where the file cannot be opened, or is
    a link. A line that cannot be written later is left out, and said once on standard error.
    """
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in _log.handlers):
        return
    with refusals_as(DataFolderUnusable):
        make_private_folder(path.parent)
        handler = _files(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def _files(path: Path) -> RotatingFileHandler:
    """A rotating file handler; imported late, because the first page does not need it."""
    from logging.handlers import RotatingFileHandler

    class OurFiles(RotatingFileHandler):
        has_failed = False

        def _open(self) -> TextIOWrapper:
            descriptor = open_own_file(Path(self.baseFilename), _TO_THE_END)
            return os.fdopen(descriptor, "a", encoding=self.encoding)

        def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            if not self.has_failed:
                print("ptc-app: the log cannot be written", file=sys.stderr)  # noqa: T201
            self.has_failed = True

    return OurFiles(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
