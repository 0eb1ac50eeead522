"""Whoever is refused a store holds nothing of it: it can be repaired, moved or opened again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from ptc_app.domain.errors import StoreUnusable
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database, create_store_file
from ptc_app.storage.durable_files import create_file
from ptc_app.storage.keys.key_file import GeneratedKeys


def is_open(path: Path) -> bool:
    """Whether this process has the file open, by the identity of each of its descriptors."""
    return any(_is_of(descriptor, path) for descriptor in range(512))


def _is_of(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def test_an_open_store_is_seen_to_be_open(site: DataDir, new_keys: GeneratedKeys) -> None:
    database = Database(site.store, new_keys.store_key)
    assert is_open(site.store)
    database.close()
    assert not is_open(site.store)


@pytest.mark.parametrize("pragma", ["application_id = 1", "user_version = 999"])
def test_a_store_of_another_program_or_version_is_released(
    site: DataDir, new_keys: GeneratedKeys, pragma: str
) -> None:
    database = Database(site.store, new_keys.store_key)
    database.write(f"PRAGMA {pragma}")
    database.close()
    with pytest.raises(StoreUnusable) as error:
        Database(site.store, new_keys.store_key)
    assert not is_open(site.store), error


def test_a_store_of_another_key_is_released(site: DataDir) -> None:
    with pytest.raises(StoreUnusable) as error:
        Database(site.store, bytes(32))
    assert not is_open(site.store), error


def test_a_store_that_cannot_be_migrated_is_released(
    site: DataDir, new_keys: GeneratedKeys
) -> None:
    database = Database(site.store, new_keys.store_key)
    database.write("PRAGMA user_version = 0")
    database.close()
    with pytest.raises(sqlcipher.OperationalError) as error:
        Database(site.store, new_keys.store_key)
    assert not is_open(site.store), error


def test_a_store_that_cannot_be_filled_is_released(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    create_file(path)
    with pytest.raises(LookupError), create_store_file(path, bytes(32)) as connection:
        raise LookupError
    assert not is_open(path), connection
