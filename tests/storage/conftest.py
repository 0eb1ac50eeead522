"""A real encrypted store for each test, in its own folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_app.domain.practitioner import FirstDay
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.first_day import create_store
from ptc_app.storage.keyrings import MachineKeyring
from ptc_app.storage.keys import Keys, NewKeys
from ptc_app.storage.wraps import Argon2Costs
from tests.support.builders import MORNING, a_desk, a_practitioner

FAST = Argon2Costs(time_cost=1, memory_kib=8, parallelism=1)
PASSPHRASE = "four words of nonsense"
KIOSK_CODE = "2468"


class NoKeyring:
    """A machine that has nothing to keep secrets in."""

    backends = ()


@pytest.fixture
def places(tmp_path: Path) -> DataDir:
    return DataDir(tmp_path / "site")


@pytest.fixture
def keys(places: DataDir) -> Keys:
    return Keys(places.keys, MachineKeyring(NoKeyring()), FAST)


@pytest.fixture
def new_keys(keys: Keys) -> NewKeys:
    return keys.new(a_practitioner().sign_in_name, PASSPHRASE)


@pytest.fixture
def first_day() -> FirstDay:
    return FirstDay(a_practitioner(), KIOSK_CODE, a_desk(), MORNING)


@pytest.fixture
def site(places: DataDir, new_keys: NewKeys, first_day: FirstDay) -> DataDir:
    """A site that was set up, with its store closed."""
    create_store(places, new_keys, first_day)
    return places


@pytest.fixture
def database(site: DataDir, new_keys: NewKeys) -> Iterator[Database]:
    opened = Database(site.store, new_keys.store_key)
    yield opened
    opened.close()
