"""The keys of a site and the file they open, as the services ask for them."""

from __future__ import annotations

import pytest

from ptc_app.domain.errors import StoreLocked
from ptc_app.domain.initial_site_data import InitialSiteData
from ptc_app.paths import DataDir
from ptc_app.storage.database import Database
from ptc_app.storage.keys.key_file import KeyFile
from ptc_app.storage.keys.site_keys import SiteKeyStore
from tests.storage.conftest import PASSPHRASE
from tests.support.builders import a_practitioner


def test_from_the_first_day_to_a_forgotten_passphrase(
    places: DataDir, keys: KeyFile, first_day: InitialSiteData
) -> None:
    site_keys, name = SiteKeyStore(places, keys), a_practitioner().sign_in_name
    assert not site_keys.is_set_up()
    new = site_keys.new_keys(name, PASSPHRASE)
    site_keys.create(new, first_day)
    assert site_keys.is_set_up()
    opened = site_keys.opened_by(site_keys.unlock(name, PASSPHRASE))
    assert not opened.uses_keyring()
    opened.admit("ben", "four quiet green boats")
    assert site_keys.unlock("Ben", "four quiet green boats") == new.store_key
    Database(places.store, site_keys.unlock(name, PASSPHRASE)).close()
    assert site_keys.recover(new.recovery_key, name, "a new one") == new.store_key
    assert site_keys.unlock(name, "a new one") == new.store_key
    with pytest.raises(StoreLocked):
        site_keys.unlock(name, PASSPHRASE)


def test_the_recovery_key_lets_no_stranger_in(
    site: DataDir, keys: KeyFile, first_day: InitialSiteData
) -> None:
    site_keys = SiteKeyStore(site, keys)
    before = site.keys.read_bytes()
    with pytest.raises(StoreLocked):
        site_keys.recover("not the key", first_day.practitioner.sign_in_name, "a new one")
    assert site.keys.read_bytes() == before


def test_the_recovery_key_makes_no_new_name(
    places: DataDir, keys: KeyFile, first_day: InitialSiteData
) -> None:
    site_keys = SiteKeyStore(places, keys)
    new = site_keys.new_keys(first_day.practitioner.sign_in_name, PASSPHRASE)
    site_keys.create(new, first_day)
    before = places.keys.read_bytes()
    with pytest.raises(StoreLocked) as error:
        site_keys.recover(new.recovery_key, "nobody", "a new one")
    assert error.value.full_code == "store.locked.unknown-name"
    assert places.keys.read_bytes() == before
