"""The two files of a site, store and key file: where they are and whether both are there."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ptc_app.domain.errors import StoreUnusable


class SitePaths(Protocol):
    """The paths of a site's store and key file."""

    @property
    def store(self) -> Path: ...
    @property
    def keys(self) -> Path: ...


def is_set_up(places: SitePaths) -> bool:
    """Whether store and key file are there; StoreUnusable when only one of them is.

    Set-up renames the store last. A process killed before that leaves a `.new` store beside the
    key file and never had a store, so the site counts as not set up.
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
    """The sibling path whose name is `path`'s name followed by `suffix`."""
    return path.with_name(path.name + suffix)
