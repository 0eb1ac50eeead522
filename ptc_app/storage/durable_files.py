"""Files that are complete or absent: written aside, flushed to disk, then renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ptc_app.domain.errors import StoreUnusable

_OURS_ALONE = 0o600
_OURS_ALONE_FOLDER = 0o700
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def make_folder(path: Path) -> None:
    """Create a folder with mode 0700; an existing one gets that mode, unless another owns it.

    Missing parents get the default mode of the process (umask). StoreUnusable `full` or
    `io` where it cannot be made.
    """
    with _ours():
        path.mkdir(mode=_OURS_ALONE_FOLDER, parents=True, exist_ok=True)
        with suppress(PermissionError):  # someone else's: it is theirs to close
            path.chmod(_OURS_ALONE_FOLDER)


def create_file(path: Path, body: bytes = b"") -> None:
    """Create a file with mode 0600 and `body` flushed to disk; replaces an existing one.

    StoreUnusable `full` or `io` where it fails; a part of the file may then be there.
    """
    with _ours():
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OURS_ALONE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file so that the target is complete or absent; replaces an existing target.

    It is written as `<target>.part`, flushed and renamed. StoreUnusable `full` or `io` where it
    fails.
    """
    part = target.with_name(f"{target.name}.part")
    create_file(part)
    with _ours():
        shutil.copyfile(source, part)
    move_file(part, target)


def move_file(source: Path, target: Path) -> None:
    """Rename a finished file in one step, in place of an existing target.

    The file is flushed to disk before, its folder after. StoreUnusable `full` or `io` where it
    fails.
    """
    with _ours():
        with source.open("rb+") as file:
            os.fsync(file.fileno())
        source.replace(target)
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folders, and keeps renames by itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnusable("full" if error.errno in _NO_ROOM else "io") from error
