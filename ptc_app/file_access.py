"""Files for their owner only, files that somebody names, and the system's refusals by reason."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ptc_app.domain.errors import PtcError

_OWNER_ONLY = 0o600
_OWNER_ONLY_FOLDER = 0o700
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NEVER_WAITS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without O_NONBLOCK the opening of a named pipe would wait for its other end."""

_ALWAYS = _NO_LINKS | _NEVER_WAITS

_PROBE_BYTES = 4096
_REASONS = {
    errno.ENOENT: "missing",
    errno.EEXIST: "not-a-folder",
    errno.ENOTDIR: "not-a-folder",
    errno.EISDIR: "not-a-file",
    errno.ELOOP: "not-a-file",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.ENAMETOOLONG: "path",
    errno.EINVAL: "path",
}
"""What the system's error numbers (errno.h) mean for a file that people named; others are `io`."""


@contextmanager
def refusals_as(kind: type[PtcError]) -> Iterator[None]:
    """Context manager: raises what the system refuses in its block as `kind`, with its reason.

    That is OSError, and ValueError: Python's for a path with a NUL, or with text that the file
    system cannot encode. The reasons are those of `refusal_reason`.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise kind(refusal_reason(error)) from error


def refusal_reason(error: OSError | ValueError) -> str:
    """Why the system refused: the reason of a PtcError, by the error number.

    `missing`, `not-a-folder`, `not-a-file` (a folder, link or device), `denied`, `read-only`,
    `full`, `path` (no file can have it: a NUL in it, or too long), else `io`.
    """
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, "io")
    return "path"


def make_private_folder(path: Path) -> None:
    """Create a folder with mode 0700; one that exists is left as it is, with its mode.

    Missing parents get the default mode of the process (umask). OSError where it cannot be made or
    something else is in its place, ValueError where no path can be so.
    """
    path.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def is_there(path: Path) -> bool:
    """Whether there is anything at this path; a link counts, wherever it leads.

    OSError where the system does not say, or a part of the path is no folder; ValueError where no
    path can be so.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def open_own_file(path: Path, flags: int) -> int:
    """Open a regular file by the flags of `os.open`, never through a link, never inherited.

    Returns the file descriptor, for the caller to close. With O_CREAT it is made with mode 0600.
    OSError where it cannot be opened; with the number ELOOP or EISDIR where it is no regular file.
    """
    if not _NO_LINKS and path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    descriptor = os.open(path, flags | _ALWAYS, _OWNER_ONLY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    return descriptor


def read_start(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file that somebody names; links are followed.

    A named pipe without a writer is empty; one with a writer is read until it is closed. OSError
    where it cannot be read, ValueError where no file can have this path.
    """
    descriptor = os.open(path, os.O_RDONLY | _NEVER_WAITS)
    with os.fdopen(descriptor, "rb") as file:
        if sys.platform != "win32":
            os.set_blocking(descriptor, True)  # or what a writer has not written yet is missed
        return file.read(most)


def try_writing(folder: Path) -> None:
    """Prove that files can be written in a folder: one is, flushed to disk, and deleted.

    OSError where that fails.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(_PROBE_BYTES))
        file.flush()
        os.fsync(file.fileno())
