"""An account without privileges, so that permissions count also where root runs the tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def ordinary_account() -> Iterator[Path]:
    """Context manager: this process runs as an account to which permissions are refused.

    Yields a folder of that account, which is deleted at the end. Where root runs the tests it is
    `nobody`, else nothing changes. What is imported in the block must be readable by everybody.
    """
    folder = Path(tempfile.mkdtemp(prefix="ptc-account-", dir="/tmp"))
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield folder
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)
        shutil.rmtree(folder)
