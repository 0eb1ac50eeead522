"""Files that are complete or absent: written aside, flushed to disk, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from ptc_app import file_access
from ptc_app.domain.errors import DataFolderUnusable, StoreUnusable

_REASONS = frozenset({"full", "denied", "read-only", "not-a-file"})
"""The reasons of `file_access.refusal_reason` that are also StoreUnusable's; others are `io`."""


def make_folder(path: Path) -> None:
    """Create a folder with mode 0700; one that exists is left as it is, with its mode.

    Missing parents get the default mode of the process (umask). DataFolderUnusable where it cannot
    be made.
    """
    with file_access.refusals_as(DataFolderUnusable):
        file_access.make_private_folder(path)


def is_there(path: Path) -> bool:
    """Whether there is anything at this path; a link counts, wherever it leads.

    DataFolderUnusable where the system does not say, or its folder is no folder.
    """
    with file_access.refusals_as(DataFolderUnusable):
        return file_access.is_there(path)


def size_of(path: Path) -> int:
    """The bytes of a file that this account may read.

    StoreUnusable `denied`, `not-a-file` (a link, too) or `io` where it may not.
    """
    with refusals(), _opened(path, "rb") as file:
        return os.fstat(file.fileno()).st_size


def read_file(path: Path) -> bytes:
    """All bytes of a file, which is no link; StoreUnusable `denied`, `not-a-file` or `io`."""
    with refusals(), _opened(path, "rb") as file:
        return file.read()


def delete_file(path: Path) -> None:
    """Delete a file or a link, if it is there; StoreUnusable where the system does not let us."""
    with refusals():
        path.unlink(missing_ok=True)


def create_file(path: Path, body: bytes = b"") -> None:
    """Create a file with mode 0600 and `body` flushed to disk; replaces an existing one.

    StoreUnusable `full`, `denied`, `read-only` or `io` where it fails; a part of the file may then
    be there.
    """
    delete_file(path)
    with refusals():
        descriptor = file_access.open_own_file(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file so that the target is complete or absent; replaces an existing target.

    It is written as `<target>.part`, flushed and renamed. StoreUnusable `full`, `denied`,
    `read-only`, `not-a-file` or `io` where it fails.
    """
    part = target.with_name(f"{target.name}.part")
    create_file(part)
    with refusals(), _opened(source, "rb") as read, _opened(part, "rb+") as written:
        shutil.copyfileobj(read, written)
    move_file(part, target)


def move_file(source: Path, target: Path) -> None:
    """Rename a finished file in one step, in place of an existing target.

    The file is flushed to disk before, its folder after. StoreUnusable `full`, `denied`,
    `read-only`, `not-a-file` or `io` where it fails.
    """
    with refusals():
        with _opened(source, "rb+") as file:
            os.fsync(file.fileno())
        source.replace(target)
        _sync_folder(target.parent)


@contextmanager
def refusals() -> Iterator[None]:
    """Context manager: raises what the system refuses in its block as StoreUnusable.

    With the reason `full`, `denied`, `read-only` or `not-a-file`, else `io`.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        reason = file_access.refusal_reason(error)
        raise StoreUnusable(reason if reason in _REASONS else "io") from error


def _sync_folder(folder: Path) -> None:
    with suppress(PermissionError):  # Windows opens no folders, and keeps renames by itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _opened(path: Path, mode: Literal["rb", "rb+"]) -> BinaryIO:
    """An existing file that is no link, open to be read, or also written."""
    flags = os.O_RDONLY if mode == "rb" else os.O_RDWR
    return os.fdopen(file_access.open_own_file(path, flags), mode)
