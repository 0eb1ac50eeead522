"""Makes and checks the data folder of a site before anything is written in it."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from ptc_app.domain.errors import DataFolderUnusable
from ptc_app.file_access import is_there, make_private_folder, refusals_as, try_writing
from ptc_app.paths import DataDir


def prepare_data_folder(data: DataDir) -> DataDir:
    """Make the data folder, for its owner only (0700), or check the one that is there; returns it.

    A folder that is there keeps its mode. One in which another account may write is refused: that
    account could put other files in the place of ours. One that others may only look into is used,
    because each file in it is for its owner only. DataFolderUnusable, see there.
    """
    with refusals_as(DataFolderUnusable):
        make_private_folder(data.root)
        found = data.root.stat()
    _check_access(data.root, os.R_OK | os.W_OK | os.X_OK)
    if sys.platform != "win32" and _others_may_write(found):
        raise DataFolderUnusable("shared")
    for path in data.files:
        _check_file(path)
    return data


def mark_practice(data: DataDir) -> None:
    """Mark a prepared data folder as that of a practice site, before a site is set up in it.

    DataFolderUnusable: `real-site` where a site that is none is in it, which stays as it is;
    else as for a file that cannot be written.
    """
    if data.is_practice:
        return
    if data.store.exists() or data.keys.exists():
        raise DataFolderUnusable("real-site")
    with refusals_as(DataFolderUnusable):
        data.practice.touch()


def check_data_folder(data: DataDir) -> None:
    """Prove that the data folder can be used: as `prepare_data_folder`, and a file is written.

    That file is deleted, and folders made for it are removed. The files of the site are opened by
    nobody; that this account may read and write them is checked. DataFolderUnusable, see there.
    """
    with refusals_as(DataFolderUnusable):
        missing = [path for path in (data.root, *data.root.parents) if not is_there(path)]
    try:
        _try_folder(prepare_data_folder(data))
    finally:
        for folder in missing:
            with suppress(OSError):  # it was not made, or is in use meanwhile
                folder.rmdir()


def _try_folder(data: DataDir) -> None:
    for path in filter(Path.exists, data.files):
        _check_access(path, os.R_OK | os.W_OK)
    with refusals_as(DataFolderUnusable):
        try_writing(data.root)


def _others_may_write(folder: os.stat_result) -> bool:
    """Whether an account other than ours and the system's may write in the folder."""
    me = os.geteuid()
    if folder.st_uid not in {0, me} and me != 0:
        return True
    if folder.st_mode & stat.S_IWOTH:
        return True
    return bool(folder.st_mode & stat.S_IWGRP) and not _is_ours_alone(folder.st_gid)


def _is_ours_alone(group: int) -> bool:
    """Whether a group is the one that some systems make for each account, with nobody else in it.

    There, folders are made with mode 0775 (umask 002).
    """
    import grp
    import pwd

    try:
        found, me = grp.getgrgid(group), pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return False
    return found.gr_name == me and set(found.gr_mem) <= {me}


def _check_access(path: Path, wanted: int) -> None:
    """DataFolderUnusable `read-only` or `denied` where this process has no such access."""
    if os.access(path, wanted):
        return
    raise DataFolderUnusable("read-only" if _is_read_only(path) else "denied")


def _is_read_only(path: Path) -> bool:
    """Whether the path is on a file system that is mounted read-only."""
    with suppress(OSError):
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return False


def _check_file(path: Path) -> None:
    """DataFolderUnusable `not-a-file` where a link, folder or device is in a file's place."""
    with refusals_as(DataFolderUnusable):
        is_file = not is_there(path) or stat.S_ISREG(path.lstat().st_mode)
    if not is_file:
        raise DataFolderUnusable("not-a-file")
