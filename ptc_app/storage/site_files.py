"""Is a site set up here? Asked before anything of it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ptc_app.domain.errors import StoreUnusable


class SitePaths(Protocol):
    """Where the two files of a site lie."""

    @property
    def store(self) -> Path: ...
    @property
    def keys(self) -> Path: ...


def is_set_up(places: SitePaths) -> bool:
    """Whether a site's store and keys are here; StoreUnusable when only one of them is.

    The store moves into place last. A kill before that leaves its `.new` file beside the keys,
    and no store ever lived: the site is not set up.
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
    """The file of this name with something added to it."""
    return path.with_name(path.name + suffix)
