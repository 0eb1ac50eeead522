"""A real encrypted store for each test, in its own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.keys.key_file import GeneratedKeys, KeyFile
from ptc_app.storage.keys.key_wrapping import Argon2Costs
from ptc_app.storage.keys.os_keyring import OsKeyring
from ptc_app.storage.site_setup import create_store
from tests.support.builders import MORNING, SUPPORT, a_desk, a_practitioner
from tests.support.keyrings import NoKeyring

FAST = Argon2Costs(time_cost=1, memory_kib=8, parallelism=1)
PASSPHRASE = "four words of nonsense"
KIOSK_CODE = "2468"


@pytest.fixture
def places(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "site")


@pytest.fixture
def keys(places: DataDir) -> KeyFile:
    return KeyFile(places.keys, OsKeyring(NoKeyring()), FAST)


@pytest.fixture
def new_keys(keys: KeyFile) -> GeneratedKeys:
    return keys.new(a_practitioner().sign_in_name, PASSPHRASE)


@pytest.fixture
def first_day() -> InitialSiteData:
    return InitialSiteData(a_practitioner(), KIOSK_CODE, a_desk(), SUPPORT, MORNING)


@pytest.fixture
def site(places: DataDir, new_keys: GeneratedKeys, first_day: InitialSiteData) -> DataDir:
    """A site that was set up, with its store closed."""
    create_store(places, new_keys, first_day)
    return places


@pytest.fixture
def database(site: DataDir, new_keys: GeneratedKeys) -> Iterator[Database]:
    opened = Database(site.store, new_keys.store_key)
    yield opened
    opened.close()
