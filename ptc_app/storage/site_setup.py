"""The first day of a site: its store and its keys, both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ptc_app.domain.audit import AuditAction, AuditEvent
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.practitioner import InitialSiteData
from ptc_app.storage import audit, durable_files, practitioners, settings
from ptc_app.storage.database import create_store_file
from ptc_app.storage.site_files import SitePaths, is_set_up, path_with_suffix

if TYPE_CHECKING:
    from sqlite3 import Connection


class NewSiteKeys(Protocol):
    """Of keys that were made, what is written."""

    @property
    def store_key(self) -> bytes: ...
    @property
    def file(self) -> bytes: ...


def create_store(places: SitePaths, keys: NewSiteKeys, first: InitialSiteData) -> None:
    """Set the site up. A kill at any point leaves it not set up, or set up in full."""
    if is_set_up(places):
        raise RuleBroken("already-set-up")
    new_store, new_keys = _new(places.store), _new(places.keys)
    durable_files.make_folder(places.store.parent)
    for leftover in _leftovers(new_store):
        leftover.unlink(missing_ok=True)
    durable_files.create_file(new_store)
    with create_store_file(new_store, keys.store_key) as connection:
        _begin(connection, first)
    durable_files.create_file(new_keys, keys.file)
    durable_files.move_file(new_keys, places.keys)
    durable_files.move_file(new_store, places.store)


def _begin(connection: Connection, first: InitialSiteData) -> None:
    """The first rows: the desk, the first practitioner, and the trail of it."""
    settings.put_workstation(connection, first.workstation)
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
    """What an interrupted set-up left beside its own `.new` store, which never held a record."""
    yield from (path_with_suffix(new_store, suffix) for suffix in ("-journal", "-wal", "-shm"))


def _new(path: Path) -> Path:
    return path_with_suffix(path, ".new")
