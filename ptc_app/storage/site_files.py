"""The two files of a site, store and key file: where they are and whether both are there."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ptc_app.domain.errors import StoreUnusable


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


def is_set_up(places: SitePaths) -> bool:
    """Whether store and key file are there.

    StoreUnusable: `keys-missing` where only the store is there; `missing` where only the key file
    or a write-ahead log of the store is. Set-up renames the store last: a `.new` store beside the
    key file was left by a process that was killed, and the site counts as not set up.
    """
    if places.store.exists() and not places.keys.exists():
        raise StoreUnusable("keys-missing")
    if places.store.exists():
        return True
    interrupted = path_with_suffix(places.store, ".new").exists()
    if (places.keys.exists() and not interrupted) or path_with_suffix(
        places.store, "-wal"
    ).exists():
        raise StoreUnusable("missing")
    return False


def path_with_suffix(path: Path, suffix: str) -> Path:
    """The path in the same folder whose name is `path`'s name followed by `suffix`."""
    return path.with_name(path.name + suffix)
