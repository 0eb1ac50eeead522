"""Sets up a site: writes its first store and key file, both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.storage import audit, durable_files, practitioners, settings
from ptc_app.storage.database import create_store_file
from ptc_app.storage.site_files import SitePaths, is_set_up, path_with_suffix

if TYPE_CHECKING:
    from sqlite3 import Connection


class NewSiteKeys(Protocol):
    """Port: the parts of newly generated keys that set-up writes; `GeneratedKeys` provides them."""

    @property
    def store_key(self) -> bytes:
        """The key that encrypts the new store: 32 bytes."""
        ...

    @property
    def file(self) -> bytes:
        """The content of the new key file: the store key, wrapped."""
        ...


def create_store(places: SitePaths, keys: NewSiteKeys, first: InitialSiteData) -> None:
    """Create the store and the key file of a new site, with its first rows and audit entry.

    A process killed at any point leaves the site not set up or set up in full: both files are
    written under `.new` names and renamed, the store last. RuleBroken `already-set-up` where both
    files are there; StoreUnusable `keys-missing` or `missing` where only one is, `full`, `io` or
    another where they cannot be written; DataFolderUnusable where their folder cannot be made or
    looked into.
    """
    if is_set_up(places):
        raise RuleBroken("already-set-up")
    new_store, new_keys = _new(places.store), _new(places.keys)
    durable_files.make_folder(places.store.parent)
    for leftover in _leftovers(new_store):
        durable_files.delete_file(leftover)
    durable_files.create_file(new_store)
    with create_store_file(new_store, keys.store_key) as connection:
        _begin(connection, first)
    durable_files.create_file(new_keys, keys.file)
    durable_files.move_file(new_keys, places.keys)
    durable_files.move_file(new_store, places.store)


def _begin(connection: Connection, first: InitialSiteData) -> None:
    """Insert the first rows: workstation, site support, practitioner, audit entry of set-up."""
    settings.put_workstation(connection, first.workstation)
    settings.put_site_support(connection, first.support)
    practitioners.insert_practitioner(connection, first.practitioner, first.kiosk_code)
    event = AuditEvent(
        first.at,
        AuditAction.SITE_SET_UP,
        first.practitioner.id,
        first.workstation.device_id,
        first.workstation.site,
    )
    audit.append_audit_event(connection, event)


def _leftovers(new_store: Path) -> Iterator[Path]:
    """SQLite's side files of an interrupted set-up's `.new` store, which held no record yet."""
    yield from (path_with_suffix(new_store, suffix) for suffix in ("-journal", "-wal", "-shm"))


def _new(path: Path) -> Path:
    return path_with_suffix(path, ".new")
