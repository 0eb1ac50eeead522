"""The two files of a site, store and key file: where they are and whether both are there."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ptc_app.domain.errors import StoreUnusable
from ptc_app.storage.durable_files import is_there


class SitePaths(Protocol):
    """Port: where the two files of a site lie; the data folder (`paths.DataDir`) provides it."""

    @property
    def store(self) -> Path:
        """The path of the store (an encrypted SQLite file), whether it exists or not."""
        ...

    @property
    def keys(self) -> Path:
        """The path of the key file (the wrapped store keys), whether it exists or not."""
        ...

    @property
    def is_practice(self) -> bool:
        """Whether the data folder is marked as that of a practice site."""
        ...


def is_set_up(places: SitePaths) -> bool:
    """Whether store and key file are there.

    StoreUnusable: `keys-missing` where only the store is there; `missing` where only the key file
    or a write-ahead log of the store is. DataFolderUnusable where the system does not say. Set-up
    renames the store last: a `.new` store beside the key file was left by a process that was
    killed, and the site counts as not set up.
    """
    has_store, has_keys = is_there(places.store), is_there(places.keys)
    if has_store and not has_keys:
        raise StoreUnusable("keys-missing")
    if has_store:
        return True
    was_interrupted = is_there(path_with_suffix(places.store, ".new"))
    if (has_keys and not was_interrupted) or is_there(path_with_suffix(places.store, "-wal")):
        raise StoreUnusable("missing")
    return False


def path_with_suffix(path: Path, suffix: str) -> Path:
    """The path in the same folder whose name is `path`'s name followed by `suffix`."""
    return path.with_name(path.name + suffix)
