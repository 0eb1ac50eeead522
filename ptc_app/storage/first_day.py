"""The first day of a site: its store and its keys, both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ptc_app.domain.audit import Action, AuditEvent
from ptc_app.domain.errors import RuleBroken
from ptc_app.domain.practitioner import FirstDay
from ptc_app.storage import audit, files, practitioners, settings
from ptc_app.storage.database import building
from ptc_app.storage.presence import Places, beside, is_set_up

if TYPE_CHECKING:
    from sqlite3 import Connection


class KeysToWrite(Protocol):
    """Of keys that were made, what is written."""

    @property
    def store_key(self) -> bytes: ...
    @property
    def file(self) -> bytes: ...


def create_store(places: Places, keys: KeysToWrite, first: FirstDay) -> None:
    """Set the site up. A kill at any point leaves it not set up, or set up in full."""
    if is_set_up(places):
        raise RuleBroken("already-set-up")
    new_store, new_keys = _new(places.store), _new(places.keys)
    files.make_folder(places.store.parent)
    for leftover in _leftovers(new_store):
        leftover.unlink(missing_ok=True)
    files.create(new_store)
    with building(new_store, keys.store_key) as connection:
        _begin(connection, first)
    files.create(new_keys, keys.file)
    files.move(new_keys, places.keys)
    files.move(new_store, places.store)


def _begin(connection: Connection, first: FirstDay) -> None:
    """The first rows: the desk, the first practitioner, and the trail of it."""
    settings.put_desk(connection, first.desk)
    practitioners.insert(connection, first.practitioner, first.kiosk_code)
    event = AuditEvent(
        first.at, Action.SITE_SET_UP, first.practitioner.id, first.desk.device_id, first.desk.site
    )
    audit.append(connection, event)


def _leftovers(new_store: Path) -> Iterator[Path]:
    """What an interrupted set-up left beside its own `.new` store, which never held a record."""
    yield from (beside(new_store, suffix) for suffix in ("-journal", "-wal", "-shm"))


def _new(path: Path) -> Path:
    return beside(path, ".new")
